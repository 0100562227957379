//! The files of the hosted page, the same steps in Rust and over the control API.

use std::fmt::Write as _;

use serde_json::{Value, json};
use verify_sandbox::dots::{FlowErrorKind, FlowScreen, Person, StepStatus, special_tins};

use crate::client::send;
use crate::dots_client::{App, DIALLED, NOBODY, NUMBER, id, wanted};

const FLOWS: &str = "/v2/flows";

#[tokio::test]
async fn looking_at_a_link_does_nothing() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let flow = json!({"user_id": user, "steps": ["onboard"], "require_auth": true});
    let created = app.call("POST", FLOWS, &flow).await.json();
    let link = created["link"].as_str().unwrap();
    assert_eq!(link, format!("{}{}", app.dots.flow_link_base(), created["id"].as_str().unwrap()));
    let page = send("GET", &format!("{link}?styles=%7B%7D"), &[], "").await.unwrap();
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type").as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("frame-ancestors"), "{policy}");
    assert!(
        !page.text().contains("<script>") && !page.text().contains("style=\""),
        "nothing stands in the page"
    );
    let entry = app.tenant.journal().last().unwrap();
    assert!(entry.unread_fields.is_empty() && entry.why.contains("styles"), "{entry:?}");
    assert!(app.tenant.outbox().is_empty());
    assert_eq!(app.get(&format!("{FLOWS}/{}", created["id"].as_str().unwrap())).await.json(), created);
}

#[tokio::test]
async fn what_the_page_loads_is_there() {
    let app = App::new().await;
    let base = app.dots.flow_link_base();
    let page = send("GET", &format!("{base}{NOBODY}"), &[], "").await.unwrap().text();
    let scripts = ["flow.js", "screen.js", "tax.js", "payouts.js", "styles.js"];
    for file in scripts.into_iter().chain(["flow.css"]) {
        let loaded = send("GET", &format!("{base}assets/{file}"), &[], "").await.unwrap();
        let kind =
            if file.ends_with("css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
        assert_eq!((loaded.status, loaded.header("content-type").as_deref()), (200, Some(kind)), "{file}");
        for import in loaded.text().lines().filter_map(|line| line.split_once(" from \"./")) {
            assert!(scripts.contains(&import.1.trim_end_matches("\";")), "{file}: {}", import.1);
        }
    }
    assert!(page.contains("\"assets/flow.css\"") && page.contains("\"assets/flow.js\""));
    assert_eq!(send("GET", &format!("{base}assets/none.js"), &[], "").await.unwrap().status, 404);
    assert_eq!(send("GET", &format!("{base}{NOBODY}/sessions"), &[], "").await.unwrap().status, 405);
}

#[tokio::test]
async fn a_flow_is_driven_in_rust() {
    let app = App::new().await;
    let flow =
        id(&app.call("POST", FLOWS, &json!({"steps": ["compliance", "manage-payouts", "payout"]})).await);
    let page = app.dots.flow(&flow).unwrap();
    let person = Person::new(NUMBER).named("Robin", "Sample").with_email("robin@example.com").in_country("1");
    assert_eq!(page.introduce(&person).unwrap().screen, FlowScreen::Code);
    assert_eq!(page.start_over().unwrap().screen, FlowScreen::Person);
    page.introduce(&person).unwrap();
    page.send_code().unwrap();
    let wrong = page.enter_code("999999").unwrap_err();
    assert_eq!(
        (wrong.kind(), wrong.to_string().as_str()),
        (FlowErrorKind::Invalid, "Incorrect verification token.")
    );
    let code = app.tenant.outbox().latest_code_for(DIALLED).unwrap();
    let view = page.enter_code(&code).unwrap();
    assert_eq!((view.screen, view.step.as_deref()), (FlowScreen::Step, Some("compliance")));
    let user = view.user_id.unwrap();
    assert_eq!(app.retrieve(&user).await["first_name"], "Robin");
    assert_eq!(page.go_on().unwrap_err().kind(), FlowErrorKind::OtherStep);
    let address = json!({"line_1": "1 Rue", "city": "Paris", "country": "FR", "postcode": "75001"});
    let form = json!({"w8ben": {
        "name": "Robin Sample", "citizenship_country": "FR", "date_of_birth": "1990-01-01", "foreign_tax_id": "X",
        "address": address, "signature": {"consent": true, "name": "Robin Sample", "email": "robin@example.com"},
    }});
    assert_eq!(page.submit_compliance(&form).unwrap().step.as_deref(), Some("manage-payouts"));
    let view = page.add_payout_method(&json!({"platform": "venmo", "handle": "@robin"})).unwrap();
    assert_eq!(view.payouts.unwrap().methods[0].description, "Venmo @robin");
    let view = page.save_payouts(Some("venmo"), Some(true)).unwrap();
    assert_eq!(view.messages[0].status, StepStatus::Completed);
    assert_eq!(page.go_on().unwrap().screen, FlowScreen::Done);
    assert_eq!(page.reopened().unwrap().screen, FlowScreen::SignIn);
    assert_eq!(page.flow_id(), flow);
    page.cancel();
    assert_eq!(app.dots.flow(NOBODY).unwrap_err().kind(), FlowErrorKind::Unknown);
    assert_eq!(app.dots.flow("x").unwrap_err().code(), Some("invalid-input"));
    let link = format!("{}{flow}?styles=x", app.dots.flow_link_base());
    assert_eq!(app.dots.flow(&link).unwrap().flow_id(), flow);
}

#[tokio::test]
async fn a_flow_is_driven_over_the_control_api() {
    let app = App::new().await;
    let flow = id(&app.call("POST", FLOWS, &json!({"steps": ["payout"]})).await);
    let base = format!("{}/tenants/default/dots/flows/{flow}/sessions", app.sandbox.control_url());
    let post = async |path: &str, body: &Value| {
        let reply = send("POST", &format!("{base}{path}"), &[], &body.to_string()).await.unwrap();
        (reply.status, reply.json())
    };
    let (status, opened) = post("", &json!({})).await;
    assert_eq!((status, &opened["screen"]), (200, &json!("person")));
    let session = format!("/{}", opened["sessionId"].as_str().unwrap());
    assert_eq!(post(&format!("{session}/person"), &wanted(NUMBER)).await.1["screen"], "code");
    let listed = send("GET", &base, &[], "").await.unwrap().json();
    assert_eq!(
        (&listed["sessions"][0]["awaitsCode"], &listed["sessions"][0]["codeEntered"]),
        (&json!(true), &json!(false))
    );
    let (status, problem) = post(&format!("{session}/verify"), &json!({"token": "999999"})).await;
    assert_eq!((status, &problem["error"]["message"]), (422, &json!("Incorrect verification token.")));
    assert_eq!(post(&format!("{session}/verify"), &json!({"token": app.token()})).await.1["step"], "payout");
    assert_eq!(post(&format!("{session}/continue"), &json!({})).await.1["screen"], "done");
    let flows = base.replace(&format!("/{flow}/sessions"), "");
    let flows = send("GET", &flows, &[], "").await.unwrap().json();
    let summary = app.dots.flows().remove(0);
    assert_eq!(flows, json!({"flows": [summary]}));
    assert_eq!(
        (summary.id, summary.completed_steps, summary.user_id.is_some()),
        (flow.clone(), vec!["payout".to_owned()], true)
    );
    assert_eq!(post("/x/continue", &json!({})).await.0, 404);
    assert_eq!(post(&format!("{session}/dance"), &json!({})).await.0, 404);
    let nobody = base.replace(&flow, NOBODY);
    assert_eq!(send("GET", &nobody, &[], "").await.unwrap().status, 404);
    let tins = format!("{}/tenants/default/dots/special-tins", app.sandbox.control_url());
    let tins = send("GET", &tins, &[], "").await.unwrap().json();
    assert_eq!(tins["special_tins"].as_array().map(Vec::len), Some(special_tins().len()));
}

#[test]
fn the_readme_lists_special_tins() {
    let readme = include_str!("../../README.md");
    let mut rows = String::from("| Tax number | What happens |\n|---|---|\n");
    for row in special_tins() {
        let _ = writeln!(rows, "| `{}` | {} |", row.tin, row.what);
    }
    assert!(readme.contains(&rows), "the table should be:\n{rows}");
}
