//! What holds for every operation of Dots, and the tables in the README.

use std::fmt::Write as _;

use serde_json::json;
use verify_sandbox::dots::{choice_table, special_numbers};
use verify_sandbox::{DotsChoices, Fault, FaultError, FaultKind, Outcome, RetryAfter};

use crate::client::send;
use crate::dots_client::{App, NUMBER, USERS, base64, refusal, said, wanted};

const TABLE: [(&str, &str, &str); 14] = [
    ("create_user", "POST", "/v2/users"),
    ("list_users", "GET", "/v2/users"),
    ("retrieve_user", "GET", "/v2/users/{user_id}"),
    ("update_user", "PATCH", "/v2/users/{user_id}"),
    ("delete_user", "DELETE", "/v2/users/{user_id}"),
    ("send_verification_token", "POST", "/v2/users/{user_id}/send-verification-token"),
    ("verify_token", "POST", "/v2/users/{user_id}/verify"),
    ("list_payout_methods", "GET", "/v2/users/{user_id}/payout-methods"),
    ("put_payout_method", "PUT", "/v2/users/{user_id}/payout-methods"),
    ("put_compliance", "PUT", "/v2/users/{user_id}/compliance"),
    ("put_address", "PUT", "/v2/users/{user_id}/addresses"),
    ("create_flow", "POST", "/v2/flows"),
    ("retrieve_flow", "GET", "/v2/flows/{flow_id}"),
    ("list_flows", "GET", "/v2/flows"),
];

/// Of the hosted page.
const PAGE: [(&str, &str, &str); 12] = [
    ("page", "GET", "/flow/{flow_id}"),
    ("page_asset", "GET", "/flow/assets/{file}"),
    ("page_open", "POST", "/flow/{flow_id}/sessions"),
    ("page_person", "POST", "/flow/{flow_id}/sessions/{session_id}/person"),
    ("page_send_code", "POST", "/flow/{flow_id}/sessions/{session_id}/send-code"),
    ("page_verify", "POST", "/flow/{flow_id}/sessions/{session_id}/verify"),
    ("page_start_over", "POST", "/flow/{flow_id}/sessions/{session_id}/start-over"),
    ("page_compliance", "POST", "/flow/{flow_id}/sessions/{session_id}/compliance"),
    ("page_payout_method", "POST", "/flow/{flow_id}/sessions/{session_id}/payout-method"),
    ("page_payouts", "POST", "/flow/{flow_id}/sessions/{session_id}/payouts"),
    ("page_identity", "POST", "/flow/{flow_id}/sessions/{session_id}/identity"),
    ("page_continue", "POST", "/flow/{flow_id}/sessions/{session_id}/continue"),
];

#[tokio::test]
async fn each_has_its_name_and_needs_credentials() {
    let app = App::new().await;
    assert!(app.dots.base_url().ends_with("/default/dots/api"), "{}", app.dots.base_url());
    assert!(app.dots.client_id().starts_with("pk_dev_") && app.dots.api_key().starts_with("sk_dev_"));
    let user = app.user(NUMBER).await;
    for (name, method, path) in TABLE {
        let path = path.replace("{user_id}", &user);
        let reply = app.with_headers(method, &path, &[], "{}").await.unwrap();
        assert_eq!(refusal(&reply), said(401, ""), "{name}");
        let entry = app.tenant.journal().last().unwrap();
        assert_eq!(entry.operation, Some(format!("dots.{name}").as_str()));
        assert_eq!((entry.provider, entry.host), (Some("dots"), Some("api")));
        assert!(app.rests_on("missing_credentials_status"));
    }
    assert_eq!(app.get("/v2/nothing").await.status, 404);
    assert_eq!(app.call("PUT", USERS, &json!({})).await.status, 405);
    let url = app.dots.base_url().replace("/dots/api", "/dots/v2/users");
    assert_eq!(send("GET", &url, &[], "").await.unwrap().status, 404);
}

#[tokio::test]
async fn both_parts_of_the_credentials_count() {
    let app = App::new().await;
    let (id, key) = (app.dots.client_id(), app.dots.api_key());
    for (given, why) in [
        (format!("Bearer {key}"), "holds no Basic credentials"),
        ("Basic".to_owned(), "holds no Basic credentials"),
        ("Basic %%%".to_owned(), "standard alphabet"),
        (format!("Basic {}", base64(&id)), "no colon"),
        (format!("Basic {}", base64(&format!("{id}:"))), "needs both parts"),
        (format!("Basic {}", base64(&format!("{id}:{key}x"))), "API key is not this tenant's"),
        (format!("Basic {}", base64(&format!("x{id}:{key}"))), "client id is not this tenant's"),
    ] {
        let reply = app.with_headers("GET", USERS, &[("authorization", &given)], "").await.unwrap();
        assert_eq!(refusal(&reply), said(401, ""), "{why}");
        assert!(app.why().contains(why), "{}", app.why());
        assert!(app.rests_on("bad_credentials_status"));
    }
    let lower = app.basic().replacen("Basic", "basic", 1);
    assert_eq!(app.with_headers("GET", USERS, &[("authorization", &lower)], "").await.unwrap().status, 200);
    assert_ne!(app.sandbox.tenant("other").dots().api_key(), key);
}

#[tokio::test]
async fn each_can_be_accepted_and_lost() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    for (name, method, path) in TABLE {
        let lost = Fault::new(format!("dots.{name}"), FaultKind::AcceptedThenLost).times(1);
        let _guard = app.tenant.faults().arm(lost).unwrap();
        let path = path.replace("{user_id}", &user);
        assert!(app.try_call(method, &path, &json!({})).await.is_none(), "{name}");
        assert_eq!(app.tenant.journal().last().unwrap().outcome, Outcome::ClosedAfterProcessing, "{name}");
    }
    assert!(app.dots.users().is_empty(), "the lost deletion was carried out");
}

#[tokio::test]
async fn every_documented_code_can_be_injected() {
    let app = App::new().await;
    let faults = app.tenant.faults();
    let refused = |code: &str| Fault::new("dots.create_user", FaultKind::Refusal(code.to_owned()));
    let unknown = faults.arm(refused("no such code")).unwrap_err();
    let FaultError::UnknownToken { known, .. } = unknown else { panic!("{unknown}") };
    assert_eq!(known.len(), 23, "{known:?}");
    let statuses = app.dots.choices().code_status;
    assert_eq!(statuses.len(), known.len());
    for code in known {
        let guard = faults.arm(refused(code).times(1)).unwrap();
        let reply = app.create(&wanted(NUMBER)).await;
        drop(guard);
        assert_eq!(refusal(&reply), said(statuses[code], code));
    }
    assert!(app.dots.users().is_empty());
    let limit = FaultKind::TooManyRequests(RetryAfter::Seconds(5));
    let _limit = faults.arm(Fault::new("dots.*", limit)).unwrap();
    let limited = app.get(USERS).await;
    assert_eq!((limited.status, limited.header("retry-after").as_deref()), (429, Some("5")));
    assert_eq!(limited.json(), json!({"success": false, "message": "Too Many Requests"}));
}

#[tokio::test]
async fn enums_can_be_unheard_of() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let _guard = app.tenant.faults().arm(Fault::new("dots.*", FaultKind::UnknownEnum)).unwrap();
    assert_eq!(app.retrieve(&user).await["status"], "UNHEARD_OF_VALUE");
    assert_eq!(app.get(USERS).await.json()["data"][0]["status"], "UNHEARD_OF_VALUE");
}

#[tokio::test]
async fn a_reset_forgets_everything_but_the_credentials() {
    let app = App::new().await;
    let (key, user) = (app.dots.api_key(), app.user(NUMBER).await);
    app.dots.choose(|choices| choices.create_status = 200);
    app.tenant.reset();
    assert_eq!(app.dots.choices(), DotsChoices::default());
    assert!(app.dots.users().is_empty());
    assert_eq!((app.dots.api_key(), app.user(NUMBER).await), (key, user));
}

#[tokio::test]
async fn the_control_api() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let base = format!("{}/tenants/default", app.sandbox.control_url());
    let call = async |method: &str, rest: &str| {
        let reply = send(method, &format!("{base}/{rest}"), &[], "").await.unwrap();
        (reply.status, reply.json())
    };
    let credentials = call("GET", "credentials").await.1["dots"].clone();
    let known = json!({"base_url": app.dots.base_url(), "client_id": app.dots.client_id(), "api_key": app.dots.api_key()});
    assert_eq!(credentials, known);
    let users = call("GET", "dots/users").await.1;
    assert_eq!(
        (&users["users"][0]["id"], &users["users"][0]["status"]),
        (&json!(user), &json!("unverified"))
    );
    assert_eq!(call("POST", &format!("dots/set-status?userId={user}&status=in_review")).await.0, 200);
    assert_eq!(app.retrieve(&user).await["status"], "in_review");
    assert_eq!(call("POST", &format!("dots/set-status?userId={user}&status=x")).await.0, 400);
    assert_eq!(call("POST", "dots/set-status?userId=x&status=verified").await.0, 404);
    assert_eq!(call("POST", &format!("dots/connect-payout-method?userId={user}&rail=ach")).await.0, 200);
    assert_eq!(call("POST", "dots/connect-payout-method?userId=x&rail=ach").await.0, 404);
    assert_eq!(
        call("GET", "dots/special-numbers").await.1["special_numbers"].as_array().map(Vec::len),
        Some(special_numbers().len())
    );
    let rows = call("GET", "dots/choice-table").await.1["choices"].as_array().unwrap().len();
    assert_eq!(rows, choice_table().len());
    let changed = send("PUT", &format!("{base}/choices/dots"), &[], r#"{"create_shape": "seed"}"#).await;
    assert_eq!(changed.unwrap().json()["create_shape"], "seed");
}

#[tokio::test]
async fn the_readme_lists_the_operations() {
    let readme = include_str!("../../README.md");
    for (name, method, path) in TABLE {
        let row = format!("| `dots.{name}` | `{method} /api{path}` | api |");
        assert!(readme.contains(&row), "{row}");
    }
    for (name, method, path) in PAGE {
        let row = format!("| `dots.{name}` | `{method} {path}` | page |");
        assert!(readme.contains(&row), "{row}");
    }
    let rows = readme.lines().filter(|line| line.starts_with("| `dots.")).count();
    let app = App::new().await;
    let faults = app.tenant.faults();
    let known = faults.operations().iter().filter(|name| name.starts_with("dots.")).count();
    let all = TABLE.len() + PAGE.len();
    assert_eq!((rows, known), (all, all));
}

#[test]
fn the_readme_lists_special_numbers() {
    let readme = include_str!("../../README.md");
    let mut rows = String::from("| Country code | Number | Code | What happens |\n|---|---|---|---|\n");
    for row in special_numbers() {
        let code = row.code.map_or_else(|| "none".to_owned(), |code| format!("`{code}`"));
        let _ = writeln!(rows, "| {} | `{}` | {code} | {} |", row.country_code, row.phone_number, row.what);
    }
    assert!(readme.contains(&rows), "the table should be:\n{rows}");
}
