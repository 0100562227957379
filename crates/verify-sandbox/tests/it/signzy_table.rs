//! What holds for every operation of Signzy, and the tables in the README.

use std::fmt::Write as _;

use serde_json::json;
use verify_sandbox::SignzyChoices;
use verify_sandbox::signzy::{Pending, choice_table, special_numbers};

use crate::client::send;
use crate::signzy_client::{Customer, NUMBER, refusal, said};

const TABLE: [(&str, &str, &str); 5] = [
    ("login", "POST", "/sandbox/login"),
    ("send_link", "POST", "/sandbox/send-link"),
    ("check_link", "GET", "/api/v3/us-kyc/poll-check-verify/request/{requestId}/session/{sessionId}"),
    ("link_page", "GET", "/link/{oneTimeId}"),
    ("open_link", "POST", "/link/{oneTimeId}"),
];

#[tokio::test]
async fn each_has_its_name_and_the_api_needs_a_token() {
    let customer = Customer::new().await;
    assert!(customer.signzy.base_url().ends_with("/default/signzy"), "{}", customer.signzy.base_url());
    for (name, method, path) in TABLE {
        let headers = [("content-type", "application/json")];
        let reply = customer.with_headers(method, path, &headers, "{}").await.unwrap();
        let entry = customer.tenant.journal().last().unwrap();
        assert_eq!(entry.operation, Some(format!("signzy.{name}").as_str()));
        assert_eq!((entry.provider, entry.host), (Some("signzy"), Some("api")));
        match name {
            "send_link" | "check_link" => assert_eq!(refusal(&reply), said(401, "AUTH_FAIL"), "{name}"),
            "login" => assert_eq!(reply.status, 400),
            _ => assert_eq!(reply.status, 404),
        }
    }
}

#[tokio::test]
async fn a_reset_forgets_everything_but_the_credentials() {
    let customer = Customer::new().await;
    let (token, pair) = (customer.token().await, customer.pair().await);
    let (fixed, password) = (customer.signzy.static_token(), customer.signzy.password());
    customer.signzy.choose(|choices| choices.pending = Pending::AuthFail);
    customer.tenant.reset();
    assert_eq!(customer.signzy.choices(), SignzyChoices::default());
    assert_eq!((customer.signzy.links().len(), customer.signzy.logins()), (0, 0));
    assert_eq!((customer.signzy.static_token(), customer.signzy.password()), (fixed, password));
    assert_eq!(customer.check(&pair).await.status, 404);
    assert_eq!((customer.token().await, customer.pair().await), (token, pair), "as on first use");
}

#[tokio::test]
async fn the_control_api() {
    let customer = Customer::new().await;
    let base = format!("{}/tenants/default", customer.sandbox.control_url());
    let get = async |rest: &str| send("GET", &format!("{base}/{rest}"), &[], "").await.unwrap().json();
    let signzy = &customer.signzy;
    assert_eq!(
        get("credentials").await["signzy"],
        json!({
            "base_url": signzy.base_url(), "login_path": "/sandbox/login",
            "send_link_path": "/sandbox/send-link", "username": signzy.username(),
            "password": signzy.password(), "token": signzy.static_token(),
        })
    );
    let numbers = get("signzy/special-numbers").await["special_numbers"].clone();
    assert_eq!(numbers.as_array().map(Vec::len), Some(special_numbers().len()));
    assert_eq!(
        (&numbers[0]["mobile_number"], &numbers[1]["line_type"]),
        (&json!("2025550101"), &json!("NonFixedVoIP"))
    );
    assert_eq!(get("signzy/choice-table").await["choices"].as_array().unwrap().len(), choice_table().len());
    let changed =
        send("PUT", &format!("{base}/choices/signzy"), &[], r#"{"error_shape": "loop_back"}"#).await;
    assert_eq!(changed.unwrap().json()["error_shape"], "loop_back");
    let index = send("GET", &customer.sandbox.control_url(), &[], "").await.unwrap().text();
    for route in ["links", "open-link", "preview-link", "set-line-type", "expire-tokens", "revoke-tokens"] {
        assert!(index.contains(&format!("/signzy/{route}")), "{route}");
    }
}

#[tokio::test]
async fn the_readme_lists_the_operations() {
    let readme = include_str!("../../README.md");
    for (name, method, path) in TABLE {
        let row = format!("| `signzy.{name}` | `{method} {path}` | api |");
        assert!(readme.contains(&row), "{row}");
    }
    let rows = readme.lines().filter(|line| line.starts_with("| `signzy.")).count();
    let customer = Customer::new().await;
    let faults = customer.tenant.faults();
    let known = faults.operations().iter().filter(|name| name.starts_with("signzy.")).count();
    assert_eq!((rows, known), (TABLE.len(), TABLE.len()));
}

#[test]
fn the_readme_lists_special_numbers() {
    let readme = include_str!("../../README.md");
    let mut rows = String::from("| Number | Line | Refusal | What happens |\n|---|---|---|---|\n");
    for row in special_numbers() {
        let refusal = row.refusal.map_or_else(|| "none".to_owned(), |name| format!("`{name}`"));
        let line = row.line_type.as_str();
        let _ = writeln!(rows, "| `{}` | `{line}` | {refusal} | {} |", row.mobile_number, row.what);
    }
    assert!(readme.contains(&rows), "the table should be:\n{rows}");
    assert!(special_numbers().iter().all(|row| row.mobile_number != NUMBER));
}
