//! The wire form of every request.

mod support;

use std::time::{Duration, SystemTime};

use spinwheel_connect::{Client, Environment, RetrieveUser, VerifyPath};
use support::client;
use verify_testkit::Script;

/// Sends the request and takes a snapshot of what left.
macro_rules! snapshot {
    ($name:literal, $operation:ident, $request:expr) => {
        let script = Script::new();
        script.on(stringify!($operation)).answer(400, "{}");
        client(&script).$operation(&$request).await.unwrap_err();
        insta::assert_snapshot!($name, script.last_request().wire());
    };
}

#[tokio::test]
async fn connect_sms() {
    snapshot!("connect_sms", connect_sms, support::connect_sms());
    let agreed = SystemTime::UNIX_EPOCH + Duration::from_millis(1_768_478_400_123);
    let again = spinwheel_connect::ConnectSms::new(
        spinwheel_connect::PhoneNumber::new("+12025550143").unwrap(),
        spinwheel_connect::DateOfBirth::new("1990-01-01").unwrap(),
        support::user_id(),
    );
    snapshot!("connect_sms_existing_user_with_consent", connect_sms, again.consent_timestamp(agreed));
}

#[tokio::test]
async fn verify_sms_code() {
    snapshot!("verify_sms_code", verify_sms_code, support::verify_sms_code());
}

#[tokio::test]
async fn verify_sms_code_on_the_path_of_the_guide() {
    let script = Script::new();
    script.on("verify_sms_code").answer(400, "{}");
    let builder = Client::builder(Environment::Sandbox, "test-key").verify_path(VerifyPath::Guide);
    let client = builder.transport(script.clone()).build().unwrap();
    client.verify_sms_code(&support::verify_sms_code()).await.unwrap_err();
    insta::assert_snapshot!("verify_sms_code_guide_path", script.last_request().wire());
}

#[tokio::test]
async fn start_kba() {
    snapshot!("start_kba", start_kba, support::start_kba());
}

#[tokio::test]
async fn answer_kba() {
    snapshot!("answer_kba", answer_kba, support::answer_kba());
}

#[tokio::test]
async fn order_credit_report() {
    snapshot!("order_credit_report", order_credit_report, support::order_credit_report());
}

#[tokio::test]
async fn retrieve_user() {
    snapshot!("retrieve_user", retrieve_user, support::retrieve_user());
    snapshot!("retrieve_user_by_ext_user_id", retrieve_user, RetrieveUser::new(support::ext_user_id()));
}

#[tokio::test]
async fn production_has_its_own_two_hosts() {
    let script = Script::new();
    script.on("connect_sms").answer(400, "{}");
    script.on("start_kba").answer(400, "{}");
    let client =
        Client::builder(Environment::Production, "test-key").transport(script.clone()).build().unwrap();
    client.connect_sms(&support::connect_sms()).await.unwrap_err();
    client.start_kba(&support::start_kba()).await.unwrap_err();
    let hosts: Vec<_> = script
        .requests()
        .iter()
        .map(|request| request.http().uri().authority().unwrap().to_string())
        .collect();
    assert_eq!(hosts, ["api.spinwheel.io", "secure-api.spinwheel.io"]);
}
