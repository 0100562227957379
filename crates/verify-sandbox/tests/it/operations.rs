//! What holds for every operation: host, key, faults, enum marks, journal.

use std::fmt::Write as _;

use serde_json::{Value, json};
use verify_sandbox::spinwheel::{Key, choice_table};
use verify_sandbox::{Fault, FaultKind, Outcome};

use crate::client::{BORN, Bench, PHONE, Reply, send};

const ID: &str = "0190d7e1-1111-4111-8111-111111111111";

/// Operation, host, method, path, body. `USER` and `CARD` are filled in.
fn table() -> Vec<(&'static str, &'static str, &'static str, &'static str, Value)> {
    let audit =
        json!({"verificationDate": "2026-01-14", "userConsentDate": "2026-01-15", "verificationType": "KYC"});
    let address =
        json!({"addressLine1": "1 Sample Street", "city": "Spencer", "state": "IA", "zip": "51301"});
    let report = json!({"creditReport": {}, "creditScore": {}});
    let equifax = "/v1/users/USER/creditProfile/equifax";
    let subscriptions = "/v1/users/USER/creditProfile/equifax/subscriptions";
    let liabilities = "/v1/users/USER/creditProfile/equifax/subscriptions/liabilities";
    vec![
        (
            "connect_preverified_phone",
            "standard",
            "POST",
            "/v1/users/connect/preverified/phoneNumber",
            json!({"phoneNumber": "+12025550150", "dateOfBirth": BORN, "extUserId": "a", "audit": audit}),
        ),
        (
            "connect_preverified_profile",
            "secure",
            "POST",
            "/v1/users/connect/preverified/userProfile",
            json!({"phoneNumber": "+12025550151", "dateOfBirth": BORN, "extUserId": "b", "audit": audit,
                "firstName": "A", "lastName": "B", "ssn": "666010009", "addresses": [address]}),
        ),
        (
            "connect_network_token",
            "standard",
            "POST",
            "/v1/users/connect/network",
            crate::network::body("TOKEN"),
        ),
        ("order_debt_profile", "standard", "POST", "/v1/users/USER/debtProfile", report.clone()),
        ("order_equifax_profile", "standard", "POST", equifax, report.clone()),
        (
            "refresh_liabilities",
            "standard",
            "POST",
            "/v1/users/USER/liabilities/refresh",
            json!({"extRequestId": ID, "creditCards": [{"id": "CARD", "capabilities": ["STATEMENT_SUMMARY"]}]}),
        ),
        (
            "liability_refresh_status",
            "standard",
            "GET",
            "/v1/users/USER/liabilities/refresh/0190d7e1-1111-4111-8111-111111111111",
            Value::Null,
        ),
        (
            "subscribe_new_liabilities",
            "standard",
            "POST",
            liabilities,
            json!([{"subscriptionType": "NEW_LIABILITIES"}]),
        ),
        ("new_liability_subscriptions", "standard", "GET", liabilities, Value::Null),
        (
            "subscribe_debt_profile_refresh",
            "standard",
            "POST",
            subscriptions,
            json!({"subscriptions": [{"subscriptionType": "DEBT_PROFILE.REFRESH", "configuration": {"refreshFrequency": "DAILY", "creditReport": {}}}]}),
        ),
        ("debt_profile_subscriptions", "standard", "GET", subscriptions, Value::Null),
        ("unsubscribe_debt_profile_refresh", "standard", "DELETE", subscriptions, Value::Null),
        ("retrieve_user_unmasked", "secure", "GET", "/v1/users?userId=USER&unmask=ssn", Value::Null),
        ("delete_user", "standard", "DELETE", "/v1/users/USER", Value::Null),
    ]
}

struct Stage {
    bench: Bench,
    user: String,
    card: String,
    token: String,
}

impl Stage {
    /// A user with a report, without a daily limit.
    async fn new() -> Self {
        let bench = Bench::new().await;
        bench.spinwheel.choose(|choices| {
            choices.network_token_producer = true;
            choices.orders_per_day = 0;
        });
        let (user, card) = bench.reported(PHONE, BORN).await;
        let token = bench.user(&user).await["networkToken"].as_str().unwrap().to_owned();
        Self { bench, user, card, token }
    }

    async fn call(&self, key: &str, host: &str, method: &str, path: &str, body: &Value) -> Option<Reply> {
        let base = if host == "secure" {
            self.bench.spinwheel.secure_base_url()
        } else {
            self.bench.spinwheel.base_url()
        };
        let fill = |text: String| {
            text.replace("USER", &self.user).replace("CARD", &self.card).replace("TOKEN", &self.token)
        };
        let url = format!("{base}{}", fill(path.to_owned()));
        let body =
            if body.is_null() { String::new() } else { fill(body.to_string().replace("CREDIT_CARD", "")) };
        send(method, &url, &[("authorization", key), ("content-type", "application/json")], &body).await
    }

    fn key(&self) -> String {
        format!("Bearer {}", self.bench.spinwheel.api_key())
    }
}

#[tokio::test]
async fn each_belongs_to_one_host_needs_the_key_and_leaves_nothing_unread() {
    let stage = Stage::new().await;
    let key = stage.key();
    let texts = stage.bench.tenant.outbox().len();
    for (name, host, method, path, body) in table() {
        let wrong = stage.call("Bearer wrong", host, method, path, &body).await.unwrap();
        assert_eq!(wrong.status, 401, "{name}");
        let elsewhere = if host == "secure" { "standard" } else { "secure" };
        if name != "retrieve_user_unmasked" {
            let reply = stage.call(&key, elsewhere, method, path, &body).await.unwrap();
            assert_eq!((reply.status, reply.desc()), (404, "Not Found".to_owned()), "{name}");
            assert!(
                stage.bench.why().contains(&format!("spinwheel.{name} is served by the {host} host only")),
                "{}",
                stage.bench.why()
            );
        }
        let reply = stage.call(&key, host, method, path, &body).await.unwrap();
        assert!((200..300).contains(&reply.status), "{name}: {}", reply.text());
        assert_eq!(reply.json()["status"], json!({"code": reply.status, "desc": "success"}), "{name}");
        let entry = stage.bench.tenant.journal().last().unwrap();
        assert_eq!(entry.operation, Some(format!("spinwheel.{name}").as_str()));
        assert!(entry.unread_fields.is_empty() && !entry.why.is_empty(), "{entry:?}");
        for choice in entry.choices {
            assert!(choice_table().iter().any(|row| row.name == choice), "{name}: {choice}");
        }
    }
    assert_eq!(stage.bench.tenant.outbox().len(), texts, "none of them sends anything");
    assert!(stage.bench.tenant.double_sends().is_empty());
}

#[tokio::test]
async fn each_can_be_struck_and_struck_before_its_effect() {
    for kind in [FaultKind::AcceptedThenLost, FaultKind::CloseAfterReading, FaultKind::UnknownEnum] {
        let stage = Stage::new().await;
        let key = stage.key();
        for (name, host, method, path, body) in table() {
            let operation = format!("spinwheel.{name}");
            let guard =
                stage.bench.tenant.faults().arm(Fault::new(&operation, kind.clone()).times(1)).unwrap();
            // What has an effect only once is carried out by the lost call.
            let reply = stage.call(&key, host, method, path, &body).await;
            let entry = stage.bench.tenant.journal().last().unwrap();
            assert_eq!((guard.hits(), entry.operation), (1, Some(operation.as_str())));
            match kind {
                FaultKind::AcceptedThenLost => {
                    assert!(reply.is_none() && entry.outcome == Outcome::ClosedAfterProcessing, "{name}");
                }
                FaultKind::UnknownEnum => {
                    let data = reply.unwrap().json()["data"].clone();
                    let marked = data.to_string().contains("UNHEARD_OF_VALUE");
                    assert_eq!(marked, name != "delete_user", "{name}: {data}");
                }
                _ => {
                    assert!(reply.is_none() && entry.outcome == Outcome::ClosedAfterReading, "{name}");
                    let healthy = stage.call(&key, host, method, path, &body).await.unwrap();
                    assert!((200..300).contains(&healthy.status), "{name}: nothing had happened");
                }
            }
        }
        assert_eq!(stage.bench.spinwheel.users().len(), 3, "{kind:?}: three connects, one deletion");
    }
}

#[test]
fn the_readme_lists_what_there_is() {
    let readme = include_str!("../../README.md");
    for (name, host, method, path, _) in table() {
        let path = path.replace("USER", "{userId}").replace(ID, "{extRequestId}");
        let path = if name == "retrieve_user_unmasked" { "/v1/users?unmask=" } else { &path };
        let row = format!("| `spinwheel.{name}` | `{method} {path}` | {host} |");
        assert!(readme.contains(&row), "{row}");
    }
    assert_eq!(readme.matches("| `spinwheel.").count(), 20);
}

#[test]
fn the_readme_lists_who_is_special() {
    let readme = include_str!("../../README.md");
    let mut rows = String::from("| Who | Step | What happens |\n|---|---|---|\n");
    for person in verify_sandbox::spinwheel::special_people() {
        let (Key::Phone(who) | Key::BirthDate(who) | Key::NetworkToken(who)) = person.key else {
            panic!("another kind of key");
        };
        let token = person.token.map_or_else(String::new, |token| format!("`{token}`. "));
        let _ = writeln!(rows, "| `{who}` | {:?} | {token}{} |", person.step, person.what);
    }
    assert!(readme.contains(&rows), "the table should be:\n{rows}");
}

#[tokio::test]
async fn refusals_without_a_published_token_can_be_injected() {
    let stage = Stage::new().await;
    let refusal = FaultKind::Refusal("NETWORK_TOKEN_NOT_ACCEPTABLE".to_owned());
    let _guard =
        stage.bench.tenant.faults().arm(Fault::new("spinwheel.connect_network_token", refusal)).unwrap();
    let reply =
        stage.call(&stage.key(), "standard", "POST", "/v1/users/connect/network", &json!({})).await.unwrap();
    assert_eq!((reply.status, reply.desc()), (406, "NETWORK_TOKEN_NOT_ACCEPTABLE".to_owned()));
}

#[tokio::test]
async fn the_control_api_lists_methods_and_operations() {
    let bench = Bench::new().await;
    let index = send("GET", &bench.sandbox.control_url(), &[], "").await.unwrap().json();
    let row = index["routes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["path"].as_str().unwrap().contains("report-new-liability"));
    assert_eq!(row.unwrap()["method"], "POST");
    let operations = bench.tenant.faults().operations().to_vec();
    for (name, ..) in table() {
        assert!(operations.contains(&format!("spinwheel.{name}").as_str()), "{name}");
    }
    assert_eq!(operations.iter().filter(|name| name.starts_with("spinwheel.")).count(), 20);
}
