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

#[tokio::test]
async fn connect_preverified_phone() {
    snapshot!("connect_preverified_phone", connect_preverified_phone, support::connect_preverified_phone());
}

#[tokio::test]
async fn connect_preverified_profile() {
    snapshot!(
        "connect_preverified_profile",
        connect_preverified_profile,
        support::connect_preverified_profile()
    );
}

#[tokio::test]
async fn connect_network_token() {
    snapshot!("connect_network_token", connect_network_token, support::connect_network_token());
}

#[tokio::test]
async fn order_equifax_profile() {
    snapshot!("order_equifax_profile", order_equifax_profile, support::order_equifax_profile());
    let score = spinwheel_connect::OrderEquifaxProfile::score(support::user_id());
    snapshot!("order_equifax_profile_score", order_equifax_profile, score);
}

#[tokio::test]
async fn order_debt_profile() {
    snapshot!("order_debt_profile", order_debt_profile, support::order_debt_profile());
    snapshot!(
        "order_debt_profile_plain",
        order_debt_profile,
        spinwheel_connect::OrderDebtProfile::new(support::user_id())
    );
}

#[tokio::test]
async fn delete_user() {
    snapshot!("delete_user", delete_user, support::delete_user());
}

#[tokio::test]
async fn retrieve_user_unmasked() {
    snapshot!("retrieve_user_unmasked", retrieve_user_unmasked, support::retrieve_user_unmasked());
}

#[tokio::test]
async fn refresh_liabilities() {
    snapshot!("refresh_liabilities", refresh_liabilities, support::refresh_liabilities());
}

#[tokio::test]
async fn liability_refresh_status() {
    snapshot!("liability_refresh_status", liability_refresh_status, support::liability_refresh_status());
}

#[tokio::test]
async fn subscribe_new_liabilities() {
    snapshot!("subscribe_new_liabilities", subscribe_new_liabilities, support::subscribe_new_liabilities());
}

#[tokio::test]
async fn new_liability_subscriptions() {
    snapshot!(
        "new_liability_subscriptions",
        new_liability_subscriptions,
        support::new_liability_subscriptions()
    );
}

#[tokio::test]
async fn subscribe_debt_profile_refresh() {
    snapshot!(
        "subscribe_debt_profile_refresh",
        subscribe_debt_profile_refresh,
        support::subscribe_debt_profile_refresh()
    );
}

#[tokio::test]
async fn debt_profile_subscriptions() {
    snapshot!(
        "debt_profile_subscriptions",
        debt_profile_subscriptions,
        support::debt_profile_subscriptions()
    );
}

#[tokio::test]
async fn unsubscribe_debt_profile_refresh() {
    snapshot!(
        "unsubscribe_debt_profile_refresh",
        unsubscribe_debt_profile_refresh,
        support::unsubscribe_debt_profile_refresh()
    );
    let all = spinwheel_connect::UnsubscribeDebtProfileRefresh::all(support::user_id());
    snapshot!("unsubscribe_debt_profile_refresh_all", unsubscribe_debt_profile_refresh, all);
}

#[tokio::test]
async fn a_refresh_of_nothing_is_not_sent() {
    let script = Script::new();
    let nothing = spinwheel_connect::RefreshLiabilities::new(support::user_id(), support::ext_request_id());
    let error = client(&script).refresh_liabilities(&nothing).await.unwrap_err();
    assert_eq!(error.kind(), spinwheel_connect::ErrorKind::InvalidInput);
    assert_eq!(script.requests().len(), 0);
}
