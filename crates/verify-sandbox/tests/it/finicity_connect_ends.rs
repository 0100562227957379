//! Links and sessions: how they begin, live and end.

use serde_json::{Value, json};
use verify_sandbox::finicity::EmptyReportData;
use verify_sandbox::{Fault, FaultKind};

use crate::client::send;
use crate::finicity_connect_stage::{FINBANK, Hub, OAUTH, Stage};

/// The pairs of a link's query, as they stand there.
fn pairs(link: &str) -> Vec<(String, String)> {
    let query = link.split_once('?').unwrap().1;
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    query.split('&').map(|text| pair(text).unwrap()).collect()
}

fn value(link: &str, name: &str) -> Option<String> {
    pairs(link).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// A session of `demo` that has added everything.
async fn completed(stage: &Stage, link: &str) -> Value {
    let visitor = stage.open(link).await;
    if visitor.opened["kind"] == "full" {
        visitor.choose(FINBANK).await;
    }
    visitor.add_all(&visitor.sign_in("demo", "go").await).await;
    visitor.ok("done", json!({})).await
}

#[tokio::test]
async fn a_link_looks_like_the_real_ones() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let consumer = stage.new_consumer(&stage.customer).await;
    let body = json!({
        "consumerId": consumer, "language": "fr-CA", "redirectUri": "https://app.example/back?a=1&b=ä",
        "webhook": hub.url, "webhookContentType": "application/json", "experience": "default",
    });
    let link = stage.link("generate", body).await;
    assert!(link.starts_with(&format!("{}?consumerId=", stage.finicity.connect_url())), "{link}");
    let names: Vec<_> = pairs(&link).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "consumerId",
        "customerId",
        "language",
        "origin",
        "partnerId",
        "redirectUri",
        "signature",
        "timestamp",
        "ttl",
        "webhook",
        "webhookContentType",
    ];
    assert_eq!(names, expected);
    assert_eq!(value(&link, "redirectUri").unwrap(), "https%3A%2F%2Fapp.example%2Fback%3Fa%3D1%26b%3D%C3%A4");
    assert_eq!(value(&link, "timestamp").unwrap(), "1768478400000");
    assert_eq!(value(&link, "ttl").unwrap(), "1768485600000", "two hours later");
    let signature = value(&link, "signature").unwrap();
    assert!(signature.len() == 64 && signature.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let lite = stage.link("generate/lite", json!({"institutionId": OAUTH})).await;
    assert_eq!(
        (value(&lite, "type"), value(&lite, "institutionId")),
        (Some("lite".into()), Some("102176".into()))
    );
    let (one, two) = (stage.link("generate", json!({})).await, stage.link("generate", json!({})).await);
    assert_ne!(one, two, "two links of one millisecond are two links");
    let opened = stage.open(&link).await.opened;
    assert_eq!(
        (&opened["language"], &opened["redirectUri"]),
        (&json!("fr-CA"), &json!("https://app.example/back?a=1&b=ä"))
    );
}

#[tokio::test]
async fn a_changed_or_foreign_link_is_unknown() {
    let stage = Stage::new().await;
    let other = Stage::in_tenant(&stage.sandbox, &stage.clock, "other").await;
    let link = stage.link("generate", json!({})).await;
    let foreign = other.link("generate", json!({})).await;
    let changed = link.replace("origin=url", "origin=email");
    for unknown in [changed.as_str(), &format!("{link}&more=1"), &foreign, "http://127.0.0.1/?customerId=1"] {
        let reply = stage.try_open(unknown).await;
        assert_eq!((reply.status, &reply.json()["error"]["what"]), (404, &json!("unknown")), "{unknown}");
    }
    let session = other.open(&foreign).await.id;
    let elsewhere = stage.page(&format!("sessions/{session}/cancel"), &json!({})).await;
    assert_eq!((elsewhere.status, &elsewhere.json()["error"]["what"]), (404, &json!("unknown")));
    assert_eq!(stage.page("sessions", &json!({})).await.status, 422);
    assert_eq!(completed(&other, &foreign).await["message"]["type"], "done");
    assert!(stage.accounts().await.is_empty(), "tenants share nothing");
}

#[tokio::test]
async fn a_link_lives_two_hours_and_one_in_an_email_as_long_as_chosen() {
    let stage = Stage::new().await;
    let consumer = stage.new_consumer(&stage.customer).await;
    let link = stage.link("generate", json!({})).await;
    let email = json!({"consumerId": consumer, "email": {"to": "riley@example.com"}});
    let mailed = stage.link("send/email", email.clone()).await;
    assert_eq!(value(&mailed, "origin").unwrap(), "email");
    stage.advance(7199);
    stage.open(&link).await;
    stage.advance(1);
    let reply = stage.try_open(&link).await;
    assert_eq!((reply.status, &reply.json()["error"]["what"]), (410, &json!("expired")));
    stage.advance(259_200 - 7201);
    stage.open(&mailed).await;
    stage.advance(1);
    assert_eq!(stage.try_open(&mailed).await.status, 410);
    stage.finicity.choose(|choices| choices.email_link_life_seconds = 60);
    let stage = Stage::in_tenant(&stage.sandbox, &stage.clock, "fresh").await;
    let link = stage.link("generate", json!({})).await;
    let life = value(&link, "ttl").unwrap().parse::<u64>().unwrap()
        - value(&link, "timestamp").unwrap().parse::<u64>().unwrap();
    assert_eq!(life, 7_200_000);
}

#[tokio::test]
async fn a_link_for_one_use_dies_of_success_alone() {
    let stage = Stage::new().await;
    let link = stage.link("generate", json!({"singleUseUrl": true})).await;
    for verb in ["cancel", "error"] {
        stage.open(&link).await.ok(verb, json!({"what": "error"})).await;
    }
    let left_alone = stage.open(&link).await;
    completed(&stage, &link).await;
    let reply = stage.try_open(&link).await;
    assert_eq!((reply.status, &reply.json()["error"]["what"]), (410, &json!("used")));
    left_alone.ok("search", json!({"query": ""})).await;
    stage.finicity.choose(|choices| choices.used_link_ends_sessions = true);
    assert_eq!(left_alone.refused("cancel", json!({})).await, (410, "ended".to_owned()));
    let many = stage.link("generate", json!({})).await;
    for _ in 0..2 {
        completed(&stage, &many).await;
    }
}

#[tokio::test]
async fn a_get_changes_nothing() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let link = stage.link("generate", json!({"webhook": hub.url, "singleUseUrl": true})).await;
    let slashed = link.replace("finicity-connect?", "finicity-connect/?");
    for url in [link.as_str(), &slashed, &format!("{}?nothing=known", stage.finicity.connect_url())] {
        let page = send("GET", url, &[], "").await.unwrap();
        assert_eq!(
            (page.status, page.header("content-type").unwrap().as_str()),
            (200, "text/html; charset=utf-8")
        );
        assert!(page.text().starts_with("<!doctype html>"));
        assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
        for absent in ["x-frame-options", "cross-origin-opener-policy"] {
            assert_eq!(page.header(absent), None);
        }
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("frame-ancestors"), "{policy}");
    }
    for (file, kind) in [("connect.js", "text/javascript"), ("connect.css", "text/css")] {
        let url = format!("{}/assets/{file}", stage.finicity.connect_url());
        let asset = send("GET", &url, &[], "").await.unwrap();
        assert!(asset.status == 200 && asset.header("content-type").unwrap().starts_with(kind));
    }
    let nothing =
        send("GET", &format!("{}/assets/other", stage.finicity.connect_url()), &[], "").await.unwrap();
    assert_eq!(nothing.status, 404);
    let get = send("GET", &format!("{}/sessions", stage.finicity.connect_url()), &[], "").await.unwrap();
    assert!(get.status >= 400, "a session is started by a POST");
    assert_eq!(hub.events(&stage, 1).await, ["ping"], "nothing was started");
    let url = format!("{}/tenants/default/finicity/sessions", stage.sandbox.control_url());
    assert_eq!(send("GET", &url, &[], "").await.unwrap().json(), json!({"sessions": []}));
    completed(&stage, &link).await;
}

#[tokio::test]
async fn the_page_hears_of_another_language_and_has_a_place_to_say_so() {
    let stage = Stage::new().await;
    for (order, language) in [(json!({"language": "es"}), "es"), (json!({}), "en")] {
        let opened = stage.open(&stage.link("generate", order).await).await.opened;
        assert_eq!(opened["language"], language);
    }
    let link = stage.link("generate", json!({"language": "es"})).await;
    let page = send("GET", &link, &[], "").await.unwrap().text();
    assert!(page.contains(r#"<p id="language" hidden></p>"#), "hidden until the session says otherwise");
    let script = format!("{}/assets/connect.js", stage.finicity.connect_url());
    let script = send("GET", &script, &[], "").await.unwrap().text();
    assert!(script.contains("`The link asks for ${language}; this simulation speaks English.`"));
}

#[tokio::test]
async fn every_end_has_its_message_and_its_redirect() {
    let stage = Stage::new().await;
    let link = stage.link("generate", json!({"redirectUri": "https://app.example/back"})).await;
    let end = completed(&stage, &link).await;
    assert_eq!(end["redirect"], "https://app.example/back?reason=complete&code=200&reportData=null");
    let link = stage.link("generate", json!({"redirectUri": "https://app.example/back?state=x#frag"})).await;
    let cases = [
        ("cancel", json!({}), "cancel", 100, "exit"),
        ("error", json!({"what": "error"}), "error", 500, "error"),
        ("error", json!({"what": "timeout"}), "error", 1440, "timeout"),
    ];
    for (verb, body, kind, code, reason) in cases {
        let visitor = stage.open(&link).await;
        let redirect = format!("https://app.example/back?state=x&reason={reason}&code={code}#frag");
        let expected = json!({"message": {"type": kind, "data": {"code": code, "reason": reason}}, "redirect": redirect});
        assert_eq!(visitor.ok(verb, body).await, expected);
        let again = visitor.act("cancel", json!({})).await;
        assert_eq!(
            (again.status, &again.json()["end"]),
            (410, &expected),
            "how it ended can be asked for again"
        );
    }
    let visitor = stage.open(&link).await;
    assert_eq!(visitor.refused("error", json!({"what": "else"})).await, (422, "invalid".to_owned()));
}

#[tokio::test]
async fn a_session_times_out_by_the_clock() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let link = stage.link("generate", json!({"webhook": hub.url})).await;
    let visitor = stage.open(&link).await;
    // A receiver is waited for by the same clock.
    hub.after(&stage, 2).await;
    stage.advance(1199);
    visitor.choose(FINBANK).await;
    hub.after(&stage, 3).await;
    stage.advance(1199);
    let step = visitor.sign_in("demo", "go").await;
    hub.after(&stage, 5).await;
    stage.advance(1200);
    let reply = visitor.act("accounts", json!({"accountIds": [step["accounts"][0]["id"]]})).await;
    let end =
        json!({"message": {"type": "error", "data": {"code": 1440, "reason": "timeout"}}, "redirect": null});
    assert_eq!((reply.status, &reply.json()["end"]), (410, &end));
    assert!(stage.tenant.journal().last().unwrap().choices.contains(&"session_idle_seconds"));
    assert!(stage.accounts().await.is_empty());
    assert_eq!(hub.events(&stage, 5).await.last().unwrap(), "discovered", "no event tells of a timeout");
}

#[tokio::test]
async fn a_customer_that_is_gone_ends_the_session() {
    let stage = Stage::new().await;
    let link = stage.link("generate", json!({})).await;
    let visitor = stage.open(&link).await;
    let path = format!("/aggregation/v1/customers/{}", stage.customer);
    assert_eq!(stage.api("DELETE", &path, &Value::Null).await.status, 204);
    let reply = visitor.act("search", json!({"query": ""})).await;
    assert_eq!((reply.status, &reply.json()["end"]["message"]["data"]["code"]), (410, &json!(500)));
    assert_eq!(stage.try_open(&link).await.status, 404);
}

#[tokio::test]
async fn report_data_of_an_experience() {
    let stage = Stage::new().await;
    let consumer = stage.new_consumer(&stage.customer).await;
    stage.finicity.choose(|choices| {
        choices.experience_reports.insert("default".to_owned(), "voi".to_owned());
        choices.report_data_without_report = EmptyReportData::EmptyList;
    });
    let redirect = "https://app.example/back";
    let body = json!({"experience": "default", "consumerId": consumer, "redirectUri": redirect});
    let end = completed(&stage, &stage.link("generate", body).await).await;
    let reports = end["message"]["data"]["reportData"].as_array().unwrap();
    let text = |name: &str| reports[0][name].as_str().unwrap();
    assert_eq!((reports.len(), text("type")), (1, "voi"));
    assert!(text("portfolioId").ends_with("-port") && text("reportId").ends_with("-voi"));
    assert!(end["redirect"].as_str().unwrap().contains("&reportData=%5B%7B"));
    let end = completed(&stage, &stage.link("generate", json!({"experience": "default"})).await).await;
    assert_eq!(end["message"]["data"]["reportData"], json!([]), "no consumer, no report");
}

#[tokio::test]
async fn faults_reach_the_page_and_its_steps() {
    let stage = Stage::new().await;
    let faults = stage.tenant.faults();
    let arm =
        |operation: &str, kind: FaultKind| faults.arm(Fault::new(operation, kind).times(1)).unwrap().keep();
    let url = stage.finicity.connect_url();
    arm("finicity.page", FaultKind::CutBody);
    assert!(!send("GET", &url, &[], "").await.unwrap().is_complete());
    arm("finicity.page", FaultKind::EmptyBody);
    let empty = send("GET", &url, &[], "").await.unwrap();
    assert_eq!((empty.body.len(), empty.header("cache-control").as_deref()), (0, Some("no-store")));
    arm("finicity.page_asset", FaultKind::MissingField("a.b".to_owned()));
    assert_eq!(send("GET", &format!("{url}/assets/connect.js"), &[], "").await.unwrap().status, 200);
    assert!(stage.tenant.journal().last().unwrap().why.contains("no such field"));
    let visitor = stage.open(&stage.link("generate", json!({})).await).await;
    visitor.choose(FINBANK).await;
    arm("finicity.page_sign_in", FaultKind::UnknownEnum);
    let step = visitor.sign_in("demo", "go").await;
    assert_eq!(step["accounts"][0]["type"], "UNHEARD_OF_VALUE");
    arm("finicity.page_accounts", FaultKind::AcceptedThenLost);
    let path = format!("{url}/sessions/{}/accounts", visitor.id);
    let chosen = json!({"accountIds": [step["accounts"][0]["id"]]}).to_string();
    assert!(send("POST", &path, &[("content-type", "application/json")], &chosen).await.is_none());
    assert_eq!(stage.accounts().await.len(), 1, "added all the same");
    visitor.ok("done", json!({})).await;
}

#[tokio::test]
async fn a_reset_forgets_links_sessions_and_webhooks() {
    let (stage, hub) = (Stage::new().await, Hub::new(&["200 OK", "500 No"]).await);
    let link = stage.link("generate", json!({"webhook": hub.url})).await;
    let visitor = stage.open(&link).await;
    stage.tenant.webhooks().wait(2).await;
    stage.clock.wait_for_sleepers(1).await;
    stage.tenant.reset();
    assert_eq!(visitor.refused("cancel", json!({})).await, (404, "unknown".to_owned()));
    assert_eq!(stage.try_open(&link).await.status, 404);
    stage.advance(1);
    while stage.clock.sleepers() > 0 {
        tokio::task::yield_now().await;
    }
    assert!(stage.tenant.webhooks().deliveries().is_empty());
    assert_eq!(stage.api("GET", "/aggregation/v1/customers", &Value::Null).await.status, 401);
}
