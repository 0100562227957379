//! Journal, outbox and the oracle.

use serde_json::json;
use verify_sandbox::{Channel, Clock, Fault, FaultKind, Outcome};

use crate::client::{BORN, Bench, PHONE, send};
use crate::debtcore_client::Org;
use crate::finicity_client::Partner;
use crate::signzy_client::Customer;

#[tokio::test]
async fn an_entry_explains() {
    let bench = Bench::new().await;
    let mut body = Bench::connect_body(PHONE, BORN, "a");
    body["audit"] = json!({"consentTimestamp": "2026-01-15T11:59:00.000Z", "ip": "192.0.2.1"});
    body["surprise"] = json!([{"x": 1}, 2]);
    bench.post("/v1/users/connect/sms", &body).await;
    let entry = bench.tenant.journal().last().unwrap();
    assert_eq!(entry.operation, Some("spinwheel.connect_sms"));
    assert_eq!((entry.provider, entry.host), (Some("spinwheel"), Some("standard")));
    assert_eq!((entry.method.as_str(), entry.path.as_str()), ("POST", "/v1/users/connect/sms"));
    assert_eq!(entry.outcome, Outcome::Answered(201));
    assert_eq!(entry.unread_fields, ["audit.ip", "surprise[0].x", "surprise[1]"]);
    assert_eq!(entry.body, body.to_string());
    assert!(entry.choices.contains(&"connect_status") && !entry.why.is_empty());
    assert_eq!(entry.at, bench.clock.now());
    let authorization = entry.headers.iter().find(|(name, _)| name == "authorization").unwrap();
    assert_eq!(authorization.1, "<redacted>");
    bench.get("/v1/users?userId=x&page=2").await;
    assert_eq!(bench.tenant.journal().last().unwrap().unread_fields, ["?page"]);
}

#[tokio::test]
async fn what_a_client_logs_in_with_is_not_printed() {
    let (partner, customer, org) = (Partner::new().await, Customer::new().await, Org::new().await);
    customer.login_as("somebody", "a \"good\" one").await;
    let logins = [
        (&partner.sandbox, partner.finicity.partner_secret()),
        (&customer.sandbox, "good".to_owned()),
        (&org.sandbox, org.debtcore.client_secret().replace("sandbox~", "")),
    ];
    for (sandbox, secret) in logins {
        let url = format!("{}/tenants/default/journal", sandbox.control_url());
        let exported = String::from_utf8(send("GET", &url, &[], "").await.unwrap().body).unwrap();
        let entries = sandbox.default_tenant().journal().entries();
        for shown in [exported, format!("{entries:?}")] {
            assert!(shown.contains("<redacted>") && !shown.contains(&secret), "{shown}");
        }
        let came = |text: &[u8]| String::from_utf8_lossy(text).contains(&secret);
        assert!(entries.iter().any(|entry| came(&entry.body)), "a test can see what came");
    }
}

#[tokio::test]
async fn what_an_order_sends_is_not_read() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    let body = json!({"creditScore": {"model": "VANTAGE_SCORE_3_0"}});
    bench.post(&format!("/v1/users/{id}/creditReports/order"), &body).await;
    assert_eq!(bench.tenant.journal().last().unwrap().unread_fields, ["creditScore.model"]);
}

#[tokio::test]
async fn counts_go_on_and_clear_starts_over() {
    let bench = Bench::new().await;
    bench.connect(PHONE, BORN).await;
    bench.get("/v1/elsewhere").await;
    let journal = bench.tenant.journal();
    assert_eq!((journal.requests("spinwheel.connect_sms"), journal.total_requests()), (1, 2));
    let last = journal.last().unwrap().id;
    journal.clear();
    assert_eq!((journal.requests("spinwheel.connect_sms"), journal.total_requests()), (0, 0));
    bench.connect(PHONE, BORN).await;
    assert_eq!((journal.entries().len(), journal.last().unwrap().id), (1, last + 1));
}

#[tokio::test]
async fn the_outbox_keeps_every_send() {
    let bench = Bench::new().await;
    let outbox = bench.tenant.outbox();
    let (messages, ()) = tokio::join!(outbox.wait(2), async {
        bench.start(PHONE, BORN).await;
        bench.start("+12025550141", BORN).await;
    });
    assert_eq!(messages.len(), 2);
    assert_eq!(
        (messages[0].id, messages[0].channel, messages[0].operation),
        (1, Channel::Sms, "spinwheel.connect_sms")
    );
    assert_eq!(outbox.since(1), messages[1..]);
    assert_eq!(outbox.last_to(PHONE).unwrap(), messages[0]);
    assert_eq!(outbox.latest_code_for("+12025550141").as_deref(), messages[1].code());
    assert_eq!((outbox.last_to("+12025550199"), messages[0].link()), (None, None));
}

#[tokio::test]
async fn a_second_send_for_the_same_request_is_noticed() {
    let bench = Bench::new().await;
    let _lost = bench.tenant.faults().arm(Fault::new("*", FaultKind::AcceptedThenLost).times(1)).unwrap();
    let body = Bench::connect_body(PHONE, BORN, "a");
    assert!(bench.try_post("/v1/users/connect/sms", &body).await.is_none());
    assert!(bench.tenant.double_sends().is_empty());
    bench.advance(29);
    bench.post("/v1/users/connect/sms", &body).await;
    let doubles = bench.tenant.double_sends();
    assert_eq!(doubles.len(), 1);
    assert_eq!((doubles[0].first, doubles[0].second, doubles[0].to.as_str()), (1, 2, PHONE));
    assert_eq!((doubles[0].operation, doubles[0].at), ("spinwheel.connect_sms", bench.clock.now()));
}

#[tokio::test]
async fn other_requests_numbers_tenants_and_later_sends_are_no_double_sends() {
    let bench = Bench::new().await;
    let body = Bench::connect_body(PHONE, BORN, "a");
    bench.post("/v1/users/connect/sms", &body).await;
    bench.post("/v1/users/connect/sms", &Bench::connect_body("+12025550141", BORN, "b")).await;
    let mut consented = body.clone();
    consented["audit"] = json!({"consentTimestamp": "2026-01-15T12:00:00.000Z"});
    bench.post("/v1/users/connect/sms", &consented).await;
    let other = bench.sandbox.tenant("other").spinwheel();
    let key = format!("Bearer {}", other.api_key());
    let headers = [("authorization", key.as_str()), ("content-type", "application/json")];
    let url = format!("{}/v1/users/connect/sms", other.base_url());
    assert_eq!(crate::client::send("POST", &url, &headers, &body.to_string()).await.unwrap().status, 201);
    bench.advance(30);
    bench.post("/v1/users/connect/sms", &body).await;
    assert_eq!(bench.tenant.outbox().len(), 4);
    assert!(bench.tenant.double_sends().is_empty());
}
