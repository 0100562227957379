//! The wire form of every request.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use dots_users::{
    AppId, Client, CreateFlow, Email, Environment, ErrorKind, Keys, ListFlows, ListUsers, PhoneNumber,
    PutAddress, PutCompliance, PutPayoutMethod, SendVerificationToken, Step, UpdateUser, VenmoAccount,
};
use support::{builder, client, sample};
use verify_testkit::Script;

/// Sends the request and takes a snapshot of what left.
macro_rules! snapshot {
    ($name:literal, $operation:ident, $request:expr) => {
        let script = Script::new();
        script.on(stringify!($operation)).answer(500, "");
        client(&script).$operation(&$request).await.unwrap_err();
        insta::assert_snapshot!($name, script.last_request().wire());
    };
}

#[tokio::test]
async fn users() {
    snapshot!("create_user", create_user, support::create_user());
    snapshot!("create_user_in_full", create_user, support::create_user_in_full());
    snapshot!("retrieve_user", retrieve_user, support::retrieve_user());
    snapshot!("update_user", update_user, support::update_user());
    snapshot!("update_user_in_full", update_user, support::update_user_in_full());
    snapshot!("delete_user", delete_user, support::delete_user());
}

#[tokio::test]
async fn lists() {
    snapshot!("list_users", list_users, support::list_users());
    snapshot!("list_users_all", list_users, ListUsers::new());
    let back = ListUsers::new().starting_after(support::user_id()).ending_before(support::user_id());
    snapshot!("list_users_before", list_users, back);
    snapshot!("list_flows", list_flows, support::list_flows());
    snapshot!("list_flows_all", list_flows, ListFlows::new());
    let back = ListFlows::new().starting_after(support::flow_id()).ending_before(support::flow_id());
    snapshot!("list_flows_before", list_flows, back);
}

#[tokio::test]
async fn payout_methods() {
    snapshot!("list_payout_methods", list_payout_methods, support::list_payout_methods());
    snapshot!("put_payout_method", put_payout_method, support::put_payout_method());
    snapshot!("put_payout_method_with_options", put_payout_method, support::put_savings_account());
    let paypal = PutPayoutMethod::paypal(support::user_id(), support::email());
    snapshot!("put_payout_method_paypal", put_payout_method, paypal);
    snapshot!("put_payout_method_venmo", put_payout_method, support::put_venmo());
    let handle = VenmoAccount::handle(" ada-17 ").unwrap();
    let handle = PutPayoutMethod::venmo(support::user_id(), handle);
    snapshot!("put_payout_method_venmo_handle", put_payout_method, handle);
    snapshot!("put_payout_method_cash_app", put_payout_method, support::put_cash_app());
}

#[tokio::test]
async fn tax_forms_and_addresses() {
    snapshot!("put_compliance", put_compliance, support::put_compliance());
    let company = support::w9_of_company().date_of_birth(support::born());
    let company = PutCompliance::w9(support::user_id(), company);
    snapshot!("put_compliance_of_a_company", put_compliance, company);
    let abroad = PutCompliance::w8ben(support::user_id(), support::w8ben_in_full()).unwrap();
    snapshot!("put_compliance_w8ben", put_compliance, abroad);
    let least = PutCompliance::w8ben(support::user_id(), support::w8ben("JP")).unwrap();
    snapshot!("put_compliance_w8ben_at_least", put_compliance, least);

    snapshot!("put_address", put_address, support::put_address());
    let abroad = support::address_abroad().state("Lisboa").unwrap();
    let abroad = abroad.line_2("Second floor").unwrap().line_3("Left door").unwrap();
    let abroad = PutAddress::new(support::user_id(), abroad).unwrap();
    snapshot!("put_address_in_full", put_address, abroad);
}

#[tokio::test]
async fn flows() {
    snapshot!("create_flow", create_flow, support::create_flow());
    snapshot!("create_flow_in_full", create_flow, support::create_flow_in_full());
    snapshot!("create_flow_without_steps", create_flow, CreateFlow::new([] as [Step; 0]).unwrap());
    snapshot!("retrieve_flow", retrieve_flow, support::retrieve_flow());
}

#[tokio::test]
async fn tokens() {
    snapshot!("send_verification_token", send_verification_token, support::send_verification_token());
    let voice = SendVerificationToken::voice(support::user_id());
    snapshot!("send_verification_token_by_voice", send_verification_token, voice);
    snapshot!("verify_token", verify_token, support::verify_token());
}

/// The value of a header of the one request that was sent, and whether it is kept from being printed.
fn header(script: &Script, name: &str) -> Option<(String, bool)> {
    let request = script.last_request();
    let value = request.http().headers().get(name)?;
    Some((value.to_str().unwrap().to_owned(), value.is_sensitive()))
}

async fn retrieve(script: &Script, client: &Client) {
    script.on("retrieve_user").answer(200, sample("retrieve_user/full.json"));
    client.retrieve_user(&support::retrieve_user()).await.unwrap();
}

#[tokio::test]
async fn the_keys_are_sent_in_the_standard_alphabet_of_base64() {
    let pairs = [
        ("pk_dev_1", "sk_dev_1", "cGtfZGV2XzE6c2tfZGV2XzE="),
        // `_` and `-` stand for `/` and `+` in the URL-safe one.
        ("id", "~~~?>>>", "aWQ6fn5+Pz4+Pg=="),
        ("pk", "a?b?c?", "cGs6YT9iP2M/"),
    ];
    for (client_id, api_key, encoded) in pairs {
        let keys = Keys::new(client_id.parse().unwrap(), api_key);
        let script = Script::new();
        let client = Client::builder(Environment::Sandbox, keys).transport(script.clone()).build().unwrap();
        retrieve(&script, &client).await;
        assert_eq!(header(&script, "authorization"), Some((format!("Basic {encoded}"), true)));
    }
}

#[tokio::test]
async fn an_organization_acts_for_one_of_its_apps() {
    let script = Script::new();
    retrieve(&script, &client(&script)).await;
    assert_eq!(header(&script, "api-app-id"), None);
    let app = AppId::new("0d075000-0000-4000-8000-0000000000aa").unwrap();
    let client = builder(&script).app_id(app.clone()).build().unwrap();
    retrieve(&script, &client).await;
    assert_eq!(header(&script, "api-app-id"), Some((app.as_str().to_owned(), true)));
    assert!(header(&script, "authorization").is_some());
}

#[tokio::test]
async fn the_address_of_the_person_belongs_to_one_clone() {
    let script = Script::new();
    let client = client(&script);
    for (ip, sent) in
        [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::1"), ("::ffff:192.0.2.1", "192.0.2.1")]
    {
        let theirs = client.for_end_user(ip.parse().unwrap());
        retrieve(&script, &theirs).await;
        assert_eq!(header(&script, "dots-user-ip"), Some((sent.to_owned(), true)));
        assert!(header(&script, "authorization").is_some());
        let next = theirs.for_end_user("192.0.2.9".parse().unwrap());
        retrieve(&script, &next).await;
        assert_eq!(header(&script, "dots-user-ip"), Some(("192.0.2.9".to_owned(), true)));
        assert!(!format!("{theirs:?}").contains(sent));
    }
    retrieve(&script, &client).await;
    assert_eq!(header(&script, "dots-user-ip"), None);
}

#[tokio::test]
async fn each_environment_has_its_address() {
    let custom = Environment::custom("http://127.0.0.1:9/t1/dots/api").unwrap();
    let rows = [
        (Environment::Sandbox, "https://pls.senddotssandbox.com/api/v2/users"),
        (Environment::Production, "https://api.dots.dev/api/v2/users"),
        (custom, "http://127.0.0.1:9/t1/dots/api/v2/users"),
    ];
    for (environment, address) in rows {
        let script = Script::new();
        script.on("list_users").answer(200, sample("list_users/none.json"));
        let builder = Client::builder(environment, support::keys()).transport(script.clone());
        builder.build().unwrap().list_users(&ListUsers::new()).await.unwrap();
        assert_eq!(script.last_request().http().uri().to_string(), address);
    }
    assert!(Environment::custom("api.dots.dev").is_err());
}

#[tokio::test]
async fn a_phone_number_is_sent_in_its_two_parts() {
    for (phone, country, national) in [
        ("+12025550143", "1", "2025550143"),
        ("+442079460000", "44", "2079460000"),
        ("+353209100000", "353", "209100000"),
    ] {
        let script = Script::new();
        script.on("create_user").answer(201, sample("create_user/created.json"));
        let (email, phone) = (Email::new("ada@example.com").unwrap(), PhoneNumber::new(phone).unwrap());
        let request = dots_users::CreateUser::new("Ada", "Lovelace", email, phone).unwrap();
        client(&script).create_user(&request).await.unwrap();
        let sent = script.last_request().json();
        assert_eq!((&sent["country_code"], &sent["phone_number"]), (&country.into(), &national.into()));
    }
}

#[tokio::test]
async fn a_change_of_nothing_is_not_sent() {
    let script = Script::new();
    let error = client(&script).update_user(&UpdateUser::new(support::user_id())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("there is nothing to change"), "{error}");
    assert_eq!(script.requests().len(), 0);
}
