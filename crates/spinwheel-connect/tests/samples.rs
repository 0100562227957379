//! Every sample is read, and nothing that stands in it is lost.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use serde_json::Value;
use spinwheel_connect::webhook::{Event, EventType};
use spinwheel_connect::{Client, Liabilities, WaitForLiabilities};
use support::{client, sample};
use verify_testkit::Script;

/// The paths of all scalars of a document, list positions left out.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| paths(value, &format!("{path}.{name}"), found));
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, path, found)),
        _ => found.push(path.to_owned()),
    }
}

/// Which scalars of the sample's data do not come out again under their own names.
fn lost(sample: &str, decoded: &impl serde::Serialize) -> Vec<String> {
    let sample: Value = serde_json::from_str(sample).unwrap();
    let data = sample.get("data").unwrap_or(&sample);
    let (mut sent, mut read) = (Vec::new(), Vec::new());
    paths(data, "", &mut sent);
    paths(&serde_json::to_value(decoded).unwrap(), "", &mut read);
    sent.sort();
    sent.dedup();
    sent.retain(|path| !read.contains(path));
    sent
}

/// Reads a sample through the client; the second argument lists what is lost.
macro_rules! decode {
    ($operation:ident, $file:literal, $lost:expr) => {{
        let script = Script::new();
        let text = sample(concat!(stringify!($operation), "/", $file));
        script.on(stringify!($operation)).answer(200, text.clone());
        let decoded = client(&script).$operation(&support::$operation()).await.unwrap();
        let expected: &[&str] = &$lost;
        assert_eq!(lost(&text, &decoded), expected);
        decoded
    }};
}

#[tokio::test]
async fn connect_sms() {
    let connection = decode!(connect_sms, "created.json", []);
    assert_eq!(connection.code_lifetime().as_secs(), 300);
    let as_text = decode!(connect_sms, "code_expires_as_text.json", []);
    assert_eq!(connection.sms.unwrap().code_expires_at, as_text.sms.unwrap().code_expires_at);
}

#[tokio::test]
async fn verify_sms_code() {
    let connection = decode!(verify_sms_code, "connected.json", []);
    assert!(connection.is_connected());
    assert_eq!(connection.profile.unwrap().date_of_birth().unwrap().expose(), "1990-01-01");
}

#[tokio::test]
async fn start_kba() {
    let session = decode!(start_kba, "questions.json", []);
    assert_eq!(session.kba.questions.len(), 3);
    assert_eq!(session.kba.questions[2].id.as_str(), "3");
}

#[tokio::test]
async fn answer_kba() {
    assert!(decode!(answer_kba, "connected.json", []).is_connected());
}

#[tokio::test]
async fn order_credit_report() {
    assert_eq!(decode!(order_credit_report, "ordered.json", []).user_id, Some(support::user_id()));
}

#[tokio::test]
async fn retrieve_user() {
    // Read under another name that Spinwheel uses: the word of the status comes out as an object, `modelName` as
    // `model`, `dob` as `dateOfBirth`.
    const OTHER_NAMES: [&str; 3] =
        [".creditReports.connectionStatus.dataStatus", ".creditReports.profile.modelName", ".profile.dob"];
    let user = decode!(retrieve_user, "debts.json", OTHER_NAMES);
    assert_eq!(user.profile.as_ref().unwrap().date_of_birth().unwrap().expose(), "1990-01-01");
    let debts = user.liabilities();
    let total: spinwheel_connect::Amount = debts.iter().filter_map(|debt| debt.outstanding_balance).sum();
    assert_eq!((debts.len(), total.to_string()), (5, "5000.00".to_owned()));
    decode!(retrieve_user, "pending.json", [OTHER_NAMES[0], OTHER_NAMES[2]]);
    decode!(retrieve_user, "failed.json", []);
}

#[tokio::test]
async fn other_ways_to_connect() {
    let connection = decode!(connect_preverified_phone, "connected.json", [".riskAssessments.details"]);
    assert!(connection.is_connected());
    let details = connection.risk_assessments[0].details.as_ref().unwrap();
    assert_eq!(details.expose()["trustScore"], 900);
    assert!(decode!(connect_preverified_profile, "connected.json", []).is_connected());
    assert!(decode!(connect_network_token, "connected.json", []).network_token.is_some());
}

#[tokio::test]
async fn other_ways_to_debts() {
    let other_names = [".creditReports.connectionStatus.dataStatus", ".creditReports.profile.modelName"];
    let user = decode!(order_equifax_profile, "debts.json", other_names);
    assert_eq!(user.liabilities().len(), 1);
    let null = [".autoLoans", other_names[0], other_names[1]];
    assert_eq!(decode!(order_debt_profile, "debts.json", null).liabilities().len(), 1);
    let user = decode!(retrieve_user_unmasked, "unmasked.json", [".profile.dob"]);
    assert_eq!(user.profile.unwrap().ssn.unwrap().expose(), "900000001");
}

#[tokio::test]
async fn what_happens_to_users_and_debts() {
    assert_eq!(decode!(delete_user, "deleted.json", []).user_id, Some(support::user_id()));
    let started = decode!(refresh_liabilities, "started.json", []);
    assert_eq!(started[0].status, spinwheel_connect::RefreshStatus::InProgress);
    let done = decode!(liability_refresh_status, "completed.json", []);
    assert_eq!(done[0].status, spinwheel_connect::RefreshStatus::Completed);
    assert_eq!(done[0].liability(), started[0].liability());
    assert_eq!(started[0].liability().unwrap().0, spinwheel_connect::LiabilityKind::CreditCard);
}

#[tokio::test]
async fn subscriptions() {
    let created = decode!(subscribe_new_liabilities, "created.json", []);
    assert_eq!(decode!(new_liability_subscriptions, "list.json", []), created);
    let created = decode!(subscribe_debt_profile_refresh, "created.json", []);
    assert_eq!(decode!(debt_profile_subscriptions, "list.json", []), created);
    decode!(unsubscribe_debt_profile_refresh, "ended.json", []);
}

/// Waits with one answer after the other.
async fn wait(samples: &[&str]) -> (Liabilities, usize) {
    let script = Script::new();
    for name in samples {
        script.on("retrieve_user").answer(200, sample(&format!("retrieve_user/{name}.json")));
    }
    let client: Client = client(&script);
    let outcome = client.wait_for_liabilities(&WaitForLiabilities::new(support::user_id())).await.unwrap();
    (outcome, script.requests().len())
}

#[tokio::test]
async fn waiting_looks_until_the_report_is_there_or_has_failed() {
    let (outcome, looks) = wait(&["pending", "pending", "debts"]).await;
    assert!(matches!(outcome, Liabilities::Connected(user) if user.liabilities().len() == 5));
    assert_eq!(looks, 3);
    let (outcome, _) = wait(&["pending", "failed"]).await;
    assert!(matches!(outcome, Liabilities::Failed(_)));
}

#[tokio::test]
async fn waiting_gives_up_after_a_minute() {
    let (outcome, looks) = wait(&["pending"; 31]).await;
    assert!(matches!(outcome, Liabilities::Pending(_)));
    assert_eq!(looks, 31, "one look at the start, and one every 2 s for 60 s");
}

#[test]
fn webhooks() {
    let text = sample("webhook/new_liabilities_reported.json");
    let event = Event::parse(text.as_bytes()).unwrap();
    assert_eq!(event.event_type, EventType::NewLiabilitiesReported);
    let lost: Vec<String> = {
        let (mut sent, mut read) = (Vec::new(), Vec::new());
        paths(&serde_json::from_str(&text).unwrap(), "", &mut sent);
        paths(&serde_json::to_value(&event).unwrap(), "", &mut read);
        sent.retain(|path| !read.contains(path));
        sent
    };
    assert_eq!(lost, Vec::<String>::new());

    let news = Event::parse(br#"{"eventType":"SOMETHING_NEW","userId":7,"data":[]}"#).unwrap();
    assert_eq!(news.event_type.as_str(), "SOMETHING_NEW");
    let odd = r#"{"eventType":"REFRESH_TRANSACTION_STATUS","userId":"u","data":{"creditCards":["cc-1"]}}"#;
    assert_eq!(Event::parse(odd.as_bytes()).unwrap().data, None, "data nobody has published costs no event");
    for body in ["", "{}", r#"{"eventType":"X"}"#, r#"{"userId":"u"}"#, "[]", "null"] {
        assert!(Event::parse(body.as_bytes()).is_err(), "{body}");
    }
}

#[test]
fn the_webhook_header_must_be_there_once_and_right() {
    use spinwheel_connect::webhook::HeaderCheck;

    let check = HeaderCheck::new("X-Webhook-Key", "sixteen letters!").unwrap();
    let headers = |values: &[&'static str]| {
        let mut headers = http::HeaderMap::new();
        for value in values {
            headers.append("x-webhook-key", http::HeaderValue::from_static(value));
        }
        headers
    };
    assert!(check.accepts(&headers(&["sixteen letters!"])));
    assert!(!check.accepts(&headers(&[])));
    assert!(!check.accepts(&headers(&["sixteen letters"])));
    assert!(!check.accepts(&headers(&["sixteen letters!", "sixteen letters!"])));
    assert!(HeaderCheck::new("X-Webhook-Key", "short").is_err());
    assert!(HeaderCheck::new("not a header", "sixteen letters!").is_err());
}
