//! What a script says when it is not followed.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use spinwheel_connect::{
    Client, ConnectSms, DateOfBirth, Environment, ExtUserId, OtpCode, PhoneNumber, UserId, VerifySmsCode,
};
use verify_testkit::{Script, assert_no_leak, canary};

const CREATED: &str = r#"{"status":{"code":201,"desc":"success"},"data":{"userId":"u-1"}}"#;
const PHONE: &str = "+12025550143";

fn client(script: &Script) -> Client {
    Client::builder(Environment::Sandbox, canary::SECRET).transport(script.clone()).build().unwrap()
}

fn connect(phone: &str) -> ConnectSms {
    let birth_date = DateOfBirth::new(canary::BIRTH_DATE).unwrap();
    ConnectSms::new(
        PhoneNumber::new(phone).unwrap(),
        birth_date,
        ExtUserId::new(canary::EXTERNAL_ID).unwrap(),
    )
}

/// What the script says at the end; it was not followed.
fn complaint(script: Script) -> String {
    let failure = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || drop(script))).unwrap_err();
    let text = failure.downcast_ref::<String>().unwrap().clone();
    assert_no_leak("the complaint", &text);
    text
}

/// Calls `connect_sms` with a canary as phone number; it reaches a script that does not expect it.
async fn unexpected_connect(script: Script) -> String {
    client(&script).connect_sms(&connect(canary::PHONE)).await.unwrap_err();
    complaint(script)
}

#[tokio::test]
async fn a_misspelt_name_is_pointed_out() {
    let script = Script::new();
    script.on("order_credit_report").answer(202, "").on("conect_sms").answer(201, CREATED);
    let text = unexpected_connect(script).await;
    assert!(text.contains(
        "connect_sms was called; the script expected in this order: order_credit_report, conect_sms; \
         the nearest name is conect_sms: is it misspelt in the script?"
    ));
    assert!(text.contains("conect_sms was never called"));
}

#[tokio::test]
async fn another_name_altogether_is_not_called_a_slip() {
    let script = Script::new();
    script.on("order_credit_report").answer(202, "");
    let text = unexpected_connect(script).await;
    assert!(text.contains("the next call would have been order_credit_report"), "{text}");
}

#[tokio::test]
async fn a_field_that_differs_is_named_with_what_the_test_wants_alone() {
    let script = Script::new();
    let expected = script.on("connect_sms").with_json("/phoneNumber", PHONE);
    expected.with_json("/dateOfBirth", "1990-01-01").with_json("/audit/note", 7).answer(201, CREATED);
    script
        .on("connect_sms")
        .with_json("/phoneNumber", PHONE)
        .with_json("/extUserId", 17)
        .answer(201, CREATED);
    let text = unexpected_connect(script).await;
    let nearest = "the nearest is connect_sms, but /phoneNumber must be \"+12025550143\", and another value was \
                   sent and /extUserId must be 17, and a value of another type was sent";
    assert!(text.contains(nearest), "the one with fewer differences: {text}");
    assert!(text.contains("connect_sms with /phoneNumber \"+12025550143\" and /dateOfBirth"), "{text}");
}

#[tokio::test]
async fn a_field_that_is_missing_is_named() {
    let script = Script::new();
    script.on("connect_sms").with_json("/audit/note", "x").answer(201, CREATED);
    let text = unexpected_connect(script).await;
    assert!(text.contains("/audit/note must be \"x\", and nothing was sent there"), "{text}");
}

#[tokio::test]
async fn a_call_too_many_is_counted() {
    let script = Script::new();
    script.on("connect_sms").times(2).answer(201, CREATED);
    let client = client(&script);
    for _ in 0..2 {
        client.connect_sms(&connect(canary::PHONE)).await.unwrap();
    }
    script.assert_done();
    drop(client);
    let text = unexpected_connect(script).await;
    assert!(
        text.contains("the script expected nothing more; connect_sms had come 2 times already"),
        "{text}"
    );
}

#[tokio::test]
async fn a_call_too_few_is_counted() {
    let script = Script::new();
    script.on("connect_sms").times(3).answer(201, CREATED);
    client(&script).connect_sms(&connect(canary::PHONE)).await.unwrap();
    assert_eq!(complaint(script), "the script was not followed: connect_sms was called 1 of 3 times");
}

#[tokio::test]
async fn fields_decide_which_answer_is_given() {
    let script = Script::new();
    let refused = r#"{"status":{"code":400,"desc":"INCORRECT"}}"#;
    let wrong = OtpCode::new("000001").unwrap();
    let connected =
        r#"{"status":{"code":200,"desc":"success"},"data":{"userId":"u-1","connectionStatus":"SUCCESS"}}"#;
    script.on("verify_sms_code").with_json("/code", "123450").answer(200, connected);
    script.on("verify_sms_code").with_json("/code", &wrong).answer(400, refused);
    let client = client(&script);
    let user_id = UserId::new("u-1").unwrap();
    let verify = |code| VerifySmsCode::new(user_id.clone(), code);
    client.verify_sms_code(&verify(wrong)).await.unwrap_err();
    let right = OtpCode::new("123450").unwrap();
    assert!(client.verify_sms_code(&verify(right)).await.unwrap().is_connected());
    script.assert_done();
}

#[test]
#[should_panic(expected = "a JSON pointer begins with /")]
fn a_pointer_without_its_slash_is_refused() {
    let _ = Script::new().on("connect_sms").with_json("phoneNumber", PHONE);
}

#[tokio::test]
async fn the_message_is_the_one_in_the_readme() {
    let script = Script::new();
    script.on("connect_sms").with_json("/phoneNumber", PHONE).answer(201, CREATED);
    let text = unexpected_connect(script).await;
    let shown =
        include_str!("../README.md").split("```text").nth(1).and_then(|rest| rest.split("```").next());
    let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (text, shown) = (on_one_line(&text), on_one_line(shown.unwrap()));
    assert!(text.starts_with(&shown), "{text}\n{shown}");
}
