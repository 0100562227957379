//! The application against the sandbox, over TCP, and what the sandbox saw of it.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use lending::MapStore;
use serde_json::{Value, json};
use spinwheel_connect::{Client, Environment};
use support::{Browser, WEBHOOK_HEADER, gist, identity};
use verify_sandbox::{Fault, FaultKind, ManualClock, Sandbox, Tenant};

const PHONE: &str = "+12025550143";
const BIRTH_DATE: &str = "1990-01-01";
/// The sandbox identifies nobody born on this day by a code.
const UNIDENTIFIED: &str = "1951-01-01";

/// A sandbox, the application, and a person in front of it; one clock for all.
struct Stage {
    _sandbox: Sandbox,
    tenant: Tenant,
    clock: ManualClock,
    store: Arc<MapStore>,
    browser: Browser,
}

impl Stage {
    async fn new() -> Self {
        let clock = ManualClock::frozen().skipping_pauses();
        let sandbox = Sandbox::builder().clock(clock.clone()).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let store = Arc::new(MapStore::default());
        let browser = Browser::new(app(&tenant, &clock, Arc::clone(&store)));
        Self { _sandbox: sandbox, tenant, clock, store, browser }
    }

    /// With a code sent.
    async fn with_code() -> Self {
        let mut stage = Self::new().await;
        assert_eq!(gist(&stage.start().await), ("code_sent", None));
        stage
    }

    /// With a verified person.
    async fn verified() -> Self {
        let mut stage = Self::with_code().await;
        let code = stage.code();
        assert_eq!(gist(&stage.browser.code(&code).await), ("verified", None));
        stage
    }

    async fn start(&mut self) -> Value {
        self.browser.start(PHONE, BIRTH_DATE).await
    }

    /// What the person reads.
    fn code(&self) -> String {
        self.tenant.outbox().latest_code_for(PHONE).unwrap()
    }

    fn wrong_code(&self) -> &'static str {
        if self.code() == "000001" { "000002" } else { "000001" }
    }

    fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    fn saw(&self, operation: &str) -> u64 {
        self.tenant.journal().requests(&format!("spinwheel.{operation}"))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.tenant.double_sends(), [], "a text was sent twice");
        }
    }
}

fn app(tenant: &Tenant, clock: &ManualClock, store: Arc<MapStore>) -> Router {
    let spinwheel = tenant.spinwheel();
    let environment = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url()).unwrap();
    let client = Client::builder(environment, spinwheel.api_key()).clock(clock.clone()).build().unwrap();
    support::app(client, clock, store)
}

#[tokio::test]
async fn from_a_phone_number_to_debts() {
    let mut stage = Stage::verified().await;
    stage.pass(60);
    let reply = stage.browser.debts().await;
    assert_eq!((gist(&reply).0, reply["debts"].as_array().unwrap().len()), ("debts", 5));
    assert_eq!((stage.saw("connect_sms"), stage.saw("verify_sms_code")), (1, 1));
    assert_eq!((stage.saw("order_credit_report"), stage.saw("retrieve_user")), (1, 1));
    assert_eq!(stage.tenant.outbox().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_does_not_text_twice() {
    let mut stage = Stage::new().await;
    let lost = Fault::new("spinwheel.connect_sms", FaultKind::AcceptedThenLost).times(1);
    let _guard = stage.tenant.faults().arm(lost).unwrap();
    assert_eq!(gist(&stage.start().await), ("perhaps_sent", Some(30)));
    assert_eq!(gist(&stage.start().await), ("perhaps_sent", Some(30)));
    assert_eq!((stage.saw("connect_sms"), stage.tenant.outbox().len()), (1, 1));
    stage.pass(30);
    assert_eq!(gist(&stage.start().await), ("code_sent", None));
    let code = stage.code();
    assert_eq!(gist(&stage.browser.code(&code).await), ("verified", None));
    assert_eq!((stage.saw("connect_sms"), stage.tenant.outbox().len()), (2, 2));
    assert_eq!(stage.tenant.spinwheel().users().len(), 1, "the second text was for the same user");
}

#[tokio::test]
async fn after_five_wrong_codes_nothing_helps_for_five_minutes() {
    let mut stage = Stage::with_code().await;
    let wrong = stage.wrong_code();
    for _ in 0..5 {
        assert_eq!(gist(&stage.browser.code(wrong).await), ("wrong_code", None));
    }
    let right = stage.code();
    assert_eq!(gist(&stage.browser.code(&right).await), ("locked", Some(300)));
    stage.pass(30);
    assert_eq!(gist(&stage.start().await).0, "locked");
    assert_eq!(stage.tenant.outbox().len(), 1);
    stage.pass(270);
    assert_eq!(gist(&stage.start().await), ("code_sent", None));
    let code = stage.code();
    assert_eq!(gist(&stage.browser.code(&code).await), ("verified", None));
    assert_eq!((stage.saw("verify_sms_code"), stage.tenant.outbox().len()), (7, 2));
}

#[tokio::test]
async fn an_old_code_has_expired() {
    let mut stage = Stage::with_code().await;
    let code = stage.code();
    stage.pass(301);
    assert_eq!(gist(&stage.browser.code(&code).await), ("expired", None));
    assert_eq!(gist(&stage.start().await), ("code_sent", None));
    let code = stage.code();
    assert_eq!(gist(&stage.browser.code(&code).await), ("verified", None));
    assert_eq!(stage.tenant.outbox().len(), 2);
}

#[tokio::test]
async fn another_code_is_sent_half_a_minute_later() {
    let mut stage = Stage::with_code().await;
    assert_eq!(gist(&stage.browser.resend(PHONE, BIRTH_DATE).await), ("too_early", Some(30)));
    stage.pass(29);
    assert_eq!(gist(&stage.browser.resend(PHONE, BIRTH_DATE).await), ("too_early", Some(1)));
    assert_eq!((stage.saw("connect_sms"), stage.tenant.outbox().len()), (1, 1));
    stage.pass(1);
    assert_eq!(gist(&stage.browser.resend(PHONE, BIRTH_DATE).await), ("code_sent", None));
    assert_eq!((stage.saw("connect_sms"), stage.tenant.outbox().len()), (2, 2));
    let code = stage.code();
    assert_eq!(gist(&stage.browser.code(&code).await), ("verified", None));
}

#[tokio::test]
async fn a_restart_between_the_two_requests_is_not_noticed() {
    let mut stage = Stage::with_code().await;
    let bytes = stage.store.to_bytes().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(!text.contains("5550143") && !text.contains(BIRTH_DATE) && !text.contains(&stage.code()));
    let store = Arc::new(MapStore::from_bytes(&bytes).unwrap());
    stage.browser.app = app(&stage.tenant, &stage.clock, store);
    assert_eq!(gist(&stage.start().await), ("too_early", Some(30)), "the pace is remembered too");
    let code = stage.code();
    assert_eq!(gist(&stage.browser.code(&code).await), ("verified", None));
    assert_eq!((stage.saw("connect_sms"), stage.saw("verify_sms_code")), (1, 1));
}

#[tokio::test]
async fn a_restart_after_a_lost_answer_does_not_text_twice() {
    let mut stage = Stage::new().await;
    let lost = Fault::new("spinwheel.connect_sms", FaultKind::AcceptedThenLost).times(1);
    let _guard = stage.tenant.faults().arm(lost).unwrap();
    stage.start().await;
    let store = MapStore::from_bytes(&stage.store.to_bytes().unwrap()).unwrap();
    stage.browser.app = app(&stage.tenant, &stage.clock, Arc::new(store));
    assert_eq!(gist(&stage.start().await), ("perhaps_sent", Some(30)));
    assert_eq!((stage.saw("connect_sms"), stage.tenant.outbox().len()), (1, 1));
}

#[tokio::test]
async fn questions_help_whom_a_code_does_not() {
    let mut stage = Stage::new().await;
    stage.browser.start(PHONE, UNIDENTIFIED).await;
    let code = stage.code();
    assert_eq!(gist(&stage.browser.code(&code).await), ("questions", None));
    let reply = stage.browser.post("/questions", &identity(UNIDENTIFIED)).await;
    assert!(!reply["questions"].as_array().unwrap().is_empty());
    let spinwheel = stage.tenant.spinwheel();
    let user = spinwheel.users().remove(0);
    let right = spinwheel.kba_answers(&user.user_id).unwrap();
    let answers: Vec<_> =
        right.iter().map(|it| json!({"question": it.question_id, "answer": it.answer_id})).collect();
    let reply = stage.browser.post("/answers", &json!({"answers": answers})).await;
    assert_eq!(gist(&reply), ("verified", None));
    stage.pass(60);
    assert_eq!(gist(&stage.browser.debts().await).0, "debts");
    assert!(spinwheel.users().iter().all(|user| user.verified), "one user, by both ways");
    assert_eq!((stage.saw("start_kba"), stage.saw("answer_kba"), stage.tenant.outbox().len()), (1, 1, 1));
}

#[tokio::test]
async fn only_webhooks_with_the_header_are_heard() {
    let mut stage = Stage::with_code().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/webhook", listener.local_addr().unwrap());
    let serving = tokio::spawn(axum::serve(listener, stage.browser.app.clone()).into_future());
    let webhooks = stage.tenant.webhooks();
    let ours = webhooks.register("*", &url, &[WEBHOOK_HEADER]).unwrap();
    let forged = webhooks.register("*", &url, &[(WEBHOOK_HEADER.0, "another value of length")]).unwrap();
    let code = stage.code();
    stage.browser.code(&code).await;
    stage.pass(60);
    let mut seen = webhooks.wait(2).await;
    seen.sort_by_key(|delivery| delivery.registration);
    let seen: Vec<_> = seen.iter().map(|delivery| (delivery.registration, delivery.status)).collect();
    assert_eq!(seen, [(Some(ours), Some(204)), (Some(forged), Some(401))]);
    let sessions = String::from_utf8(stage.store.to_bytes().unwrap()).unwrap();
    assert!(sessions.contains("Ready"), "the session knows: {sessions}");
    let nobody = stage.browser.send("POST", "/webhook", Body::from("{}")).await;
    assert_eq!(nobody.0.as_u16(), 401);
    serving.abort();
}
