//! The application against scripted answers.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

mod support;

use std::sync::Arc;

use lending::MapStore;
use serde_json::{Value, json};
use spinwheel_connect::{Client, Environment};
use support::{Browser, gist, identity};
use verify_testkit::faults::Fault;
use verify_testkit::{LogCapture, ManualClock, Script, assert_no_leak, canary, faults};

const PHONE: &str = "+12025550143";
const BIRTH_DATE: &str = "1990-01-01";
const SENT: &str = r#"{"status":{"code":201,"desc":"success"},"data":{"userId":"u-1"}}"#;
const CONNECTED: &str =
    r#"{"status":{"code":200,"desc":"success"},"data":{"userId":"u-1","connectionStatus":"SUCCESS"}}"#;
const QUESTIONS: &str = r#"{"status":{"code":200,"desc":"success"},"data":{"userId":"u-1","kba":{"questions":[
    {"id":"q-1","question":"Which street?","options":[{"id":"a-1","text":"Elm"},{"id":"a-2","text":"Oak"}]}]}}}"#;
const DEBTS: &str = r#"{"status":{"code":200,"desc":"success"},"data":{"userId":"u-1","creditCards":[
    {"creditCardId":"cc-1","displayName":"Example Card","balanceDetails":{"outstandingBalance":524.75}}]}}"#;

/// An application that talks to a script, and a person in front of it.
struct Stage {
    script: Script,
    clock: ManualClock,
    store: Arc<MapStore>,
    browser: Browser,
}

impl Stage {
    fn new() -> Self {
        let clock = ManualClock::frozen().skipping_pauses();
        let script = Script::new().with_clock(&clock);
        let client = Client::builder(Environment::Sandbox, canary::SECRET).transport(script.clone());
        let store = Arc::new(MapStore::default());
        let app = support::app(client.clock(clock.clone()).build().unwrap(), &clock, Arc::clone(&store));
        Self { script, clock, store, browser: Browser::new(app) }
    }

    /// With a code sent.
    async fn with_code() -> Self {
        let mut stage = Self::new();
        stage.script.on("connect_sms").with_json("/phoneNumber", PHONE).answer(201, SENT);
        assert_eq!(gist(&stage.browser.start(PHONE, BIRTH_DATE).await), ("code_sent", None));
        stage
    }

    /// With a code sent, which is then refused by Spinwheel.
    async fn refused(token: &str) -> (Self, Value) {
        let mut stage = Self::with_code().await;
        stage.script.on("verify_sms_code").answer(400, refusal(token));
        let reply = stage.browser.code("004211").await;
        (stage, reply)
    }

    fn requests(&self) -> usize {
        self.script.requests().len()
    }
}

fn refusal(token: &str) -> String {
    json!({"status": {"code": 400, "desc": token}}).to_string()
}

#[tokio::test]
async fn from_a_phone_number_to_debts() {
    let mut stage = Stage::with_code().await;
    stage.script.on("verify_sms_code").with_json("/code", "004211").answer(200, CONNECTED);
    stage.script.on("order_credit_report").answer(202, "");
    assert_eq!(gist(&stage.browser.code("004211").await), ("verified", None));
    stage.script.on("retrieve_user").answer(200, SENT);
    assert_eq!(gist(&stage.browser.debts().await).0, "pending");
    stage.script.on("retrieve_user").answer(200, DEBTS);
    let reply = stage.browser.debts().await;
    assert_eq!(reply["debts"], json!([{"kind": "CREDIT_CARD", "name": "Example Card", "balance": "524.75"}]));
    assert_eq!(gist(&stage.browser.start(PHONE, BIRTH_DATE).await).0, "verified", "no text for nothing");
    stage.script.assert_done();
}

#[tokio::test]
async fn a_wrong_code_can_be_tried_again() {
    let (mut stage, reply) = Stage::refused("INCORRECT").await;
    assert_eq!(gist(&reply), ("wrong_code", None));
    stage.script.on("verify_sms_code").answer(200, CONNECTED).on("order_credit_report").answer(202, "");
    assert_eq!(gist(&stage.browser.code("004212").await).0, "verified");
}

#[tokio::test]
async fn after_an_expired_code_a_new_one_is_sent() {
    let (mut stage, reply) = Stage::refused("EXPIRED").await;
    assert_eq!(gist(&reply), ("expired", None));
    assert_eq!(gist(&stage.browser.code("004211").await).0, "no_code");
    stage.script.on("connect_sms").answer(201, SENT);
    assert_eq!(gist(&stage.browser.start(PHONE, BIRTH_DATE).await).0, "code_sent");
}

#[tokio::test]
async fn who_is_throttled_or_locked_is_told_until_when() {
    for (token, seconds) in
        [("TOO_MANY_REQUESTS", 30), ("MAX_ATTEMPTS_REACHED", 300), ("TOO_MANY_VERIFICATIONS", 86_400)]
    {
        let (_stage, reply) = Stage::refused(token).await;
        assert_eq!(gist(&reply), ("locked", Some(seconds)), "{token}");
    }
}

#[tokio::test]
async fn whom_a_code_does_not_identify_questions_do() {
    for token in ["FAILED_IDENTIFICATION", "FAILED_ELIGIBILITY", "UNSUPPORTED_NUMBER"] {
        let (mut stage, reply) = Stage::refused(token).await;
        assert_eq!(gist(&reply), ("questions", None), "{token}");
        stage.script.on("start_kba").with_json("/extUserId", "id-2").answer(200, QUESTIONS);
        let reply = stage.browser.post("/questions", &identity(BIRTH_DATE)).await;
        assert_eq!(reply["questions"][0]["choices"][1], json!({"id": "a-2", "text": "Oak"}));
        stage.script.on("answer_kba").with_json("/answers/0/answerId", "a-2").answer(200, CONNECTED);
        stage.script.on("order_credit_report").answer(202, "");
        let answers = json!({"answers": [{"question": "q-1", "answer": "a-2"}]});
        assert_eq!(gist(&stage.browser.post("/answers", &answers).await).0, "verified");
    }
}

#[tokio::test]
async fn what_was_entered_wrongly_is_named_and_not_sent() {
    let mut stage = Stage::new();
    for (phone, birth_date, what) in
        [("555", BIRTH_DATE, "phone number"), (PHONE, "1990-02-30", "date of birth")]
    {
        let reply = stage.browser.start(phone, birth_date).await;
        assert_eq!(gist(&reply).0, "correct_input");
        let message = reply["message"].as_str().unwrap();
        assert!(message.contains(what) || message.contains("birth date"), "{message}");
    }
    assert_eq!(stage.requests(), 0);
}

/// A start that goes wrong, and the person's second click.
async fn start_twice(fault: &Fault) -> (Stage, Value, usize) {
    let mut stage = Stage::new();
    stage.script.on("connect_sms").fault(fault);
    let reply = stage.browser.start(PHONE, BIRTH_DATE).await;
    let requests = stage.requests();
    stage.browser.start(PHONE, BIRTH_DATE).await;
    let more = stage.requests() - requests;
    (stage, reply, more)
}

#[tokio::test]
async fn a_text_that_may_be_on_its_way_is_not_sent_again_whatever_went_wrong() {
    for fault in faults::all() {
        let (mut stage, reply, more) = start_twice(&fault).await;
        if fault.may_have_acted() {
            assert_eq!(gist(&reply), ("perhaps_sent", Some(30)), "{fault}");
            assert_eq!(more, 0, "{fault}: the second click sends nothing");
            assert_eq!(gist(&stage.browser.code("004211").await).0, "perhaps_sent", "{fault}");
        } else {
            assert!(matches!(gist(&reply).0, "try_again" | "busy"), "{fault}: {reply}");
            assert!(more > 0, "{fault}: nothing was sent, so the person can try again at once");
        }
    }
}

#[tokio::test]
async fn half_a_minute_after_a_lost_answer_another_code_is_sent() {
    let mut stage = Stage::new();
    let interrupted = faults::all().into_iter().find(|fault| fault.name() == "interrupted").unwrap();
    stage.script.on("connect_sms").times(1).fault(&interrupted);
    stage.browser.start(PHONE, BIRTH_DATE).await;
    stage.clock.advance(std::time::Duration::from_secs(29));
    assert_eq!(gist(&stage.browser.start(PHONE, BIRTH_DATE).await), ("perhaps_sent", Some(1)));
    stage.clock.advance(std::time::Duration::from_secs(1));
    stage.script.on("connect_sms").answer(201, SENT);
    assert_eq!(gist(&stage.browser.start(PHONE, BIRTH_DATE).await), ("code_sent", None));
}

#[tokio::test]
async fn the_code_of_a_resend_whose_answer_was_lost_is_still_good() {
    for fault in faults::all() {
        let mut stage = Stage::with_code().await;
        stage.clock.advance(std::time::Duration::from_secs(30));
        stage.script.on("connect_sms").with_json("/userId", "u-1").fault(&fault);
        let reply = stage.browser.resend(PHONE, BIRTH_DATE).await;
        assert_eq!(gist(&reply).0 == "perhaps_sent", fault.may_have_acted(), "{fault}");
        let requests = stage.requests();
        stage.browser.resend(PHONE, BIRTH_DATE).await;
        assert_eq!(stage.requests() == requests, fault.may_have_acted(), "{fault}: not at once again");
        stage.script.on("verify_sms_code").answer(200, CONNECTED).on("order_credit_report").answer(202, "");
        assert_eq!(gist(&stage.browser.code("004211").await).0, "verified", "{fault}");
    }
}

#[tokio::test]
async fn two_clicks_at_once_send_one_text() {
    let mut stage = Stage::new();
    stage.script.on("connect_sms").answer(201, SENT);
    stage.script.on("connect_sms").never_answer();
    stage.browser.start(PHONE, BIRTH_DATE).await;
    stage.clock.advance(std::time::Duration::from_secs(30));
    let (mut one, mut other) = (stage.browser.clone(), stage.browser.clone());
    let (one, other) = tokio::join!(one.resend(PHONE, BIRTH_DATE), other.resend(PHONE, BIRTH_DATE));
    assert_eq!((gist(&one).0, gist(&other).0), ("perhaps_sent", "too_early"));
    assert_eq!(stage.requests(), 2);
}

#[tokio::test]
async fn every_fault_while_a_code_is_checked_leaves_the_person_a_way_on() {
    for fault in faults::all() {
        let mut stage = Stage::with_code().await;
        stage.script.on("verify_sms_code").times(3).fault(&fault);
        let reply = stage.browser.code("004211").await;
        match (fault.may_have_acted(), gist(&reply).0) {
            (true, "unchecked") | (false, "try_again" | "busy") => {}
            (_, result) => panic!("{fault}: {result}"),
        }
        while stage.requests() < 4 {
            stage.browser.code("004211").await;
        }
        stage.script.on("verify_sms_code").answer(200, CONNECTED).on("order_credit_report").answer(202, "");
        assert_eq!(gist(&stage.browser.code("004211").await).0, "verified", "{fault}");
    }
}

#[tokio::test]
async fn a_report_that_may_be_ordered_is_not_ordered_again() {
    for fault in faults::all() {
        let mut stage = Stage::with_code().await;
        stage.script.on("verify_sms_code").answer(200, CONNECTED);
        stage.script.on("order_credit_report").fault(&fault);
        assert_eq!(gist(&stage.browser.code("004211").await).0, "verified", "{fault}");
        let requests = stage.requests();
        let reply = stage.browser.post("/report", &json!({})).await;
        let expected = if fault.may_have_acted() { "pending" } else { "no_report" };
        assert_eq!(gist(&reply).0, expected, "{fault}");
        assert_eq!(stage.requests() == requests, fault.may_have_acted(), "{fault}");
    }
}

#[tokio::test]
async fn nobody_without_a_session_gets_anywhere() {
    let mut stage = Stage::new();
    for path in ["/resend", "/code", "/questions", "/answers", "/report"] {
        assert_eq!(gist(&stage.browser.post(path, &json!({})).await).0, "no_session", "{path}");
    }
    assert_eq!(gist(&stage.browser.debts().await).0, "no_session");
}

#[tokio::test]
async fn neither_log_nor_session_holds_anything_personal() {
    let log = LogCapture::start();
    let mut stage = Stage::new();
    stage.script.on("connect_sms").with_json("/phoneNumber", canary::PHONE).answer(201, SENT);
    stage.script.on("verify_sms_code").answer(400, refusal(canary::PHONE));
    stage.script.on("verify_sms_code").answer(400, refusal("FAILED_IDENTIFICATION"));
    stage.script.on("start_kba").with_json("/ssn", canary::SSN).answer(200, QUESTIONS);
    stage.script.on("answer_kba").answer(400, refusal(canary::LAST_NAME));
    let mut replies = String::new();
    replies += &stage.browser.start(canary::PHONE, canary::BIRTH_DATE).await.to_string();
    replies += &stage.browser.code(canary::CODE).await.to_string();
    replies += &stage.browser.code(canary::CODE).await.to_string();
    let form = json!({
        "first_name": canary::FIRST_NAME, "last_name": canary::LAST_NAME, "birth_date": canary::BIRTH_DATE,
        "ssn": canary::SSN, "street": canary::STREET, "city": "Fresno", "state": "CA", "zip": "93650",
    });
    replies += &stage.browser.post("/questions", &form).await.to_string();
    let sessions = stage.store.to_bytes().unwrap();
    let answers = json!({"answers": [{"question": "q-1", "answer": canary::EXTERNAL_ID}]});
    replies += &stage.browser.post("/answers", &answers).await.to_string();
    stage.script.assert_done();
    assert_no_leak("the log", &log.text());
    assert_no_leak("a reply", &replies);
    assert_no_leak("the session store", &String::from_utf8(sessions).unwrap());
    let session = stage.browser.cookie.unwrap();
    assert!(log.text().contains("a call failed") && !log.text().contains(&session), "no key to a session");
}
