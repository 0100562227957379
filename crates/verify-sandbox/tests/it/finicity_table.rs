//! What holds for every operation of Finicity, and the tables in the README.

use std::fmt::Write as _;

use serde_json::{Value, json};
use verify_sandbox::finicity::{choice_table, institutions, sign_in_users};
use verify_sandbox::{Fault, FaultError, FaultKind, FinicityChoices, Outcome, RetryAfter};

use crate::client::send;
use crate::finicity_client::{GENERATE, Partner, error, said};

/// The operations of the API host.
const TABLE: [(&str, &str, &str); 22] = [
    ("authenticate", "POST", "/aggregation/v2/partners/authentication"),
    ("rotate_partner_secret", "PUT", "/aggregation/v2/partners/authentication"),
    ("create_testing_customer", "POST", "/aggregation/v2/customers/testing"),
    ("create_active_customer", "POST", "/aggregation/v2/customers/active"),
    ("list_customers", "GET", "/aggregation/v1/customers"),
    ("get_customer", "GET", "/aggregation/v1/customers/{customerId}"),
    ("modify_customer", "PUT", "/aggregation/v1/customers/{customerId}"),
    ("delete_customer", "DELETE", "/aggregation/v1/customers/{customerId}"),
    ("create_consumer", "POST", "/decisioning/v1/customers/{customerId}/consumer"),
    ("get_consumer_for_customer", "GET", "/decisioning/v1/customers/{customerId}/consumer"),
    ("get_consumer", "GET", "/decisioning/v1/consumers/{consumerId}"),
    ("modify_consumer", "PUT", "/decisioning/v1/consumers/{consumerId}"),
    ("search_institutions", "GET", "/institution/v2/institutions"),
    ("get_institution", "GET", "/institution/v2/institutions/{institutionId}"),
    ("list_accounts", "GET", "/aggregation/v1/customers/{customerId}/accounts"),
    ("refresh_accounts", "POST", "/aggregation/v1/customers/{customerId}/accounts"),
    ("generate_connect_url", "POST", "/connect/v2/generate"),
    ("generate_joint_borrower_connect_url", "POST", "/connect/v2/generate/jointBorrower"),
    ("generate_lite_connect_url", "POST", "/connect/v2/generate/lite"),
    ("generate_fix_connect_url", "POST", "/connect/v2/generate/fix"),
    ("send_connect_email", "POST", "/connect/v2/send/email"),
    ("send_joint_borrower_connect_email", "POST", "/connect/v2/send/email/jointBorrower"),
];

fn filled(path: &str) -> String {
    path.replace("{customerId}", "1").replace("{consumerId}", "1").replace("{institutionId}", "1")
}

#[tokio::test]
async fn each_has_its_name_its_host_and_its_headers() {
    let partner = Partner::new().await;
    for (name, method, path) in TABLE {
        let path = filled(path);
        let without = partner.with_headers(method, &path, &[], &json!({})).await.unwrap();
        let missing = said(401, "10026", "Missing parameter (Finicity-App-Key)");
        assert_eq!(error(&without), missing, "{name}");
        let entry = partner.tenant.journal().last().unwrap();
        assert_eq!(entry.operation, Some(format!("finicity.{name}").as_str()));
        let url = format!("{}{path}", partner.finicity.connect_url());
        let elsewhere = send(method, &url, &[("content-type", "application/json")], "{}").await.unwrap();
        assert_eq!(elsewhere.status, 404, "{name}");
        assert!(partner.why().contains("is served by the api host only"), "{}", partner.why());
    }
    let other = partner.call("PATCH", "/aggregation/v1/customers", &Value::Null).await;
    assert_eq!((other.status, other.json()["code"].as_str()), (405, Some("14020")));
    assert_eq!(partner.get("/aggregation/v1/nothing").await.status, 404);
}

#[tokio::test]
async fn each_can_be_refused_and_lost() {
    let partner = Partner::new().await;
    for (name, method, path) in TABLE {
        let operation = format!("finicity.{name}");
        let refusal = FaultKind::Refusal("10021".to_owned());
        let guard = partner.tenant.faults().arm(Fault::new(operation.as_str(), refusal).times(1)).unwrap();
        let refused = partner.call(method, &filled(path), &json!({})).await;
        assert_eq!(error(&refused), said(401, "10021", "You are not authorized."), "{name}");
        drop(guard);
        let lost = Fault::new(operation.as_str(), FaultKind::AcceptedThenLost).times(1);
        let _guard = partner.tenant.faults().arm(lost).unwrap();
        assert!(partner.try_call(method, &filled(path), &json!({})).await.is_none(), "{name}");
        let outcome = partner.tenant.journal().last().unwrap().outcome;
        assert_eq!(outcome, Outcome::ClosedAfterProcessing, "{name}");
    }
}

#[tokio::test]
async fn every_documented_error_can_be_injected() {
    let partner = Partner::new().await;
    let faults = partner.tenant.faults();
    let refusal = |token: &str| Fault::new("finicity.list_customers", FaultKind::Refusal(token.to_owned()));
    let unknown = faults.arm(refusal("no such token")).unwrap_err();
    let FaultError::UnknownToken { known, .. } = unknown else { panic!("{unknown}") };
    assert!(known.len() > 35, "{known:?}");
    for token in known {
        let guard = faults.arm(refusal(token).times(1)).unwrap();
        let reply = partner.get("/aggregation/v1/customers").await;
        drop(guard);
        assert!(reply.status >= 400, "{token}");
        let code = token.split('_').next().unwrap();
        if code == "10027" {
            assert_eq!(reply.text(), "Invalid (Finicity-App-Key)");
            continue;
        }
        let body = reply.json();
        let shown = body["code"].to_string();
        assert_eq!(shown.trim_matches('"'), code, "{token}: {body}");
        assert_eq!(body.get("tags").is_some(), body.get("status").is_some(), "{token}: {body}");
    }
    let _limit = faults
        .arm(Fault::new("finicity.list_customers", FaultKind::TooManyRequests(RetryAfter::Seconds(5))))
        .unwrap();
    let limited = partner.get("/aggregation/v1/customers").await;
    assert_eq!((limited.status, limited.text().as_str()), (429, ""));
    assert_eq!(limited.header("retry-after").as_deref(), Some("5"));
}

#[tokio::test]
async fn enums_can_be_unheard_of() {
    let partner = Partner::new().await;
    partner.customer("riley.one").await;
    let fault = Fault::new("finicity.list_customers", FaultKind::UnknownEnum);
    let _guard = partner.tenant.faults().arm(fault).unwrap();
    let list = partner.get("/aggregation/v1/customers").await.json();
    assert_eq!(list["customers"][0]["type"], "UNHEARD_OF_VALUE");
    assert_eq!(list["customers"][0]["username"], "riley.one");
}

#[tokio::test]
async fn a_reset_forgets_everything_but_the_partner() {
    let partner = Partner::new().await;
    let secret = partner.finicity.partner_secret();
    partner.customer("riley.one").await;
    partner.finicity.choose(|choices| choices.testing_customer_cap = 1);
    partner.tenant.reset();
    assert_eq!(partner.finicity.choices(), FinicityChoices::default());
    assert!(partner.finicity.customers().is_empty());
    assert_eq!(partner.finicity.partner_secret(), secret);
    assert_eq!(partner.get("/aggregation/v1/customers").await.json()["code"], "10022");
}

#[tokio::test]
async fn the_control_api() {
    let partner = Partner::new().await;
    let customer = partner.customer("riley.one").await;
    let login = partner.connected(&customer).await;
    let base = format!("{}/tenants/default", partner.sandbox.control_url());
    let call = async |method: &str, rest: &str| {
        let reply = send(method, &format!("{base}/{rest}"), &[], "").await.unwrap();
        (reply.status, reply.json())
    };
    let credentials = call("GET", "credentials").await.1["finicity"].clone();
    assert_eq!(credentials["partner_secret"], partner.finicity.partner_secret());
    assert_eq!(credentials["app_key"], partner.finicity.app_key());
    let customers = call("GET", "finicity/customers").await.1;
    assert_eq!(customers["customers"][0]["username"], "riley.one");
    let accounts = call("GET", &format!("finicity/accounts?customerId={customer}")).await.1;
    assert_eq!(accounts["accounts"][0]["institution_login_id"], login);
    assert_eq!(call("GET", "finicity/accounts").await.0, 400);
    assert_eq!(call("POST", &format!("finicity/break-login?loginId={login}&code=185")).await.0, 200);
    assert_eq!(partner.finicity.accounts(&customer)[0].status_code, 185);
    assert_eq!(call("POST", "finicity/break-login?loginId=1").await.0, 404);
    for _ in 0..5 {
        partner.log_in_with("wrong").await;
    }
    assert_eq!(call("POST", "finicity/unlock").await.0, 200);
    assert!(!partner.finicity.is_locked());
    assert_eq!(call("POST", "finicity/expire-tokens").await.0, 200);
    assert_eq!(partner.get("/aggregation/v1/customers").await.json()["code"], "10023");
    assert_eq!(call("POST", "finicity/revoke-tokens").await.0, 200);
    assert_eq!(partner.get("/aggregation/v1/customers").await.json()["code"], "10022");
    let rows = call("GET", "finicity/choice-table").await.1["choices"].as_array().unwrap().len();
    assert_eq!(rows, choice_table().len());
    let changed = send("PUT", &format!("{base}/choices/finicity"), &[], r#"{"plan": "test_drive"}"#).await;
    assert_eq!(changed.unwrap().json()["plan"], "test_drive");
}

#[test]
fn the_choice_table_has_a_row_for_every_field() {
    let fields = serde_json::to_value(FinicityChoices::default()).unwrap();
    let table = choice_table();
    assert_eq!(table.len(), fields.as_object().unwrap().len());
    for row in table {
        assert_eq!(row.default, fields[row.name].to_string());
        assert!(row.question.ends_with('?') && !row.options.is_empty() && !row.why.is_empty(), "{row:?}");
    }
}

#[test]
fn every_choice_the_source_names_exists() {
    let mut sources = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/finicity"))];
    let mut seen = 0;
    while let Some(path) = sources.pop() {
        if path.is_dir() {
            sources.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        for named in text.split("rests_on(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(choice_table().iter().any(|row| row.name == named), "{named}");
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen}");
}

#[tokio::test]
async fn the_journal_names_the_choices() {
    let partner = Partner::new().await;
    partner.post(GENERATE, &json!({})).await;
    assert!(partner.rests_on("missing_field") && partner.rests_on("connect_user_message"));
    partner.log_in_with("wrong").await;
    assert!(partner.rests_on("failed_logins") && partner.rests_on("code_type"));
}

#[tokio::test]
async fn the_readme_lists_the_operations() {
    let readme = include_str!("../../README.md");
    for (name, method, path) in TABLE {
        let row = format!("| `finicity.{name}` | `{method} {path}` | api |");
        assert!(readme.contains(&row), "{row}");
    }
    let rows: Vec<_> = readme.lines().filter(|line| line.starts_with("| `finicity.")).collect();
    let partner = Partner::new().await;
    let faults = partner.tenant.faults();
    let all = faults.operations();
    let known: Vec<_> = all.iter().filter(|name| name.starts_with("finicity.")).collect();
    assert_eq!(rows.len(), known.len());
    for name in known {
        assert!(rows.iter().any(|row| row.starts_with(&format!("| `{name}` |"))), "{name}");
    }
}

#[test]
fn the_readme_lists_institutions_and_users() {
    let readme = include_str!("../../README.md");
    let mut rows = String::from("| Institution | Name | Sign-in |\n|---|---|---|\n");
    for institution in institutions() {
        let how = match (institution.certified, institution.oauth) {
            (false, _) => "not certified: no accounts can be added",
            (true, true) => "OAuth",
            (true, false) => "user and password",
        };
        let _ = writeln!(rows, "| {} | {} | {how} |", institution.id, institution.name);
    }
    assert!(readme.contains(&rows), "the table should be:\n{rows}");
    let mut rows = String::from("| User | Password | What happens |\n|---|---|---|\n");
    let shown = |typed: &str| match typed {
        "*" => "any".to_owned(),
        words if words.contains(' ') => words.to_owned(),
        word => format!("`{word}`"),
    };
    for user in sign_in_users() {
        let (name, password) = (shown(user.username), shown(user.password));
        let _ = writeln!(rows, "| {name} | {password} | {} |", user.effect);
    }
    assert!(readme.contains(&rows), "the table should be:\n{rows}");
}
