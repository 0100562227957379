//! The wire form of every request.

mod support;

use finicity_connect::{
    CreateConsumer, Email, ErrorKind, ListCustomers, ModifyConsumer, ModifyCustomer, SearchInstitutions,
};
use support::{client, script};
use verify_testkit::Script;

/// Sends the request and takes a snapshot of what left.
macro_rules! snapshot {
    ($name:literal, $operation:ident, $request:expr) => {
        let script = script();
        script.on(stringify!($operation)).answer(400, "{}");
        client(&script).$operation(&$request).await.unwrap_err();
        insta::assert_snapshot!($name, script.last_request().wire());
    };
}

#[tokio::test]
async fn authenticate() {
    let script = script();
    client(&script).authenticate().await.unwrap();
    insta::assert_snapshot!("authenticate", script.last_request().wire());
}

#[tokio::test]
async fn rotate_partner_secret() {
    for (name, request) in [
        ("rotate_partner_secret", support::rotate_partner_secret()),
        ("rotate_partner_secret_with_grace_period", support::rotate_partner_secret().with_grace_period()),
    ] {
        let script = Script::new();
        script.on("rotate_partner_secret").answer(204, "");
        client(&script).rotate_partner_secret(&request).await.unwrap();
        insta::assert_snapshot!(name, script.last_request().wire());
    }
}

#[tokio::test]
async fn customers() {
    snapshot!("create_testing_customer", create_testing_customer, support::create_testing_customer());
    snapshot!("create_active_customer", create_active_customer, support::create_active_customer());
    snapshot!("get_customer", get_customer, support::get_customer());
    snapshot!("modify_customer", modify_customer, support::modify_customer());
    snapshot!("delete_customer", delete_customer, support::delete_customer());
    snapshot!("list_customers", list_customers, support::list_customers());
    snapshot!("list_customers_all", list_customers, ListCustomers::new());
}

#[tokio::test]
async fn consumers() {
    snapshot!("create_consumer", create_consumer, support::create_consumer());
    let by_number: CreateConsumer =
        support::create_consumer_by(support::ssn(), Email::new("ada@example.com").unwrap());
    snapshot!("create_consumer_by_number_and_email", create_consumer, by_number);
    snapshot!("get_consumer", get_consumer, support::get_consumer());
    snapshot!("get_consumer_for_customer", get_consumer_for_customer, support::get_consumer_for_customer());
    snapshot!("modify_consumer", modify_consumer, support::modify_consumer());
}

#[tokio::test]
async fn institutions_and_accounts() {
    snapshot!("search_institutions", search_institutions, support::search_institutions());
    snapshot!("search_institutions_by_name", search_institutions, SearchInstitutions::new("FinBank"));
    snapshot!("get_institution", get_institution, support::get_institution());
    snapshot!("list_accounts", list_accounts, support::list_accounts());
    snapshot!("refresh_accounts", refresh_accounts, support::refresh_accounts());
}

#[tokio::test]
async fn links() {
    snapshot!("generate_connect_url", generate_connect_url, support::generate_connect_url());
    snapshot!("generate_connect_url_in_full", generate_connect_url, support::generate_connect_url_in_full());
    snapshot!("generate_lite_connect_url", generate_lite_connect_url, support::generate_lite_connect_url());
    snapshot!("generate_fix_connect_url", generate_fix_connect_url, support::generate_fix_connect_url());
    snapshot!(
        "generate_joint_borrower_connect_url",
        generate_joint_borrower_connect_url,
        support::generate_joint_borrower_connect_url()
    );
}

#[tokio::test]
async fn emails() {
    snapshot!("send_connect_email", send_connect_email, support::send_connect_email());
    snapshot!(
        "send_connect_email_to_the_address_alone",
        send_connect_email,
        support::send_connect_email_to_the_address_alone()
    );
    snapshot!(
        "send_joint_borrower_connect_email",
        send_joint_borrower_connect_email,
        support::send_joint_borrower_connect_email()
    );
}

#[tokio::test]
async fn a_change_of_nothing_is_not_sent() {
    let script = Script::new();
    let client = client(&script);
    let customer = ModifyCustomer::new(support::customer_id());
    let consumer = ModifyConsumer::new(support::consumer_id());
    let errors = [
        client.modify_customer(&customer).await.unwrap_err(),
        client.modify_consumer(&consumer).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains("there is nothing to change"), "{error}");
    }
    assert_eq!(script.requests().len(), 0, "not even a login");
}

#[test]
fn what_finicity_would_refuse_cannot_be_built() {
    use finicity_connect::Username;
    use finicity_connect::models::ContactPhone;

    for good in ["abcdef", "A1!@.#$%&*_-+", "ada@example.com", &"x".repeat(255)] {
        assert!(Username::new(good).is_ok(), "{good}");
    }
    for bad in ["", "abcde", "abc def", "abcdé!", "abc/def", "abc'def", &"x".repeat(256)] {
        let error = Username::new(bad).unwrap_err().to_string();
        assert_eq!(error, "username must be 6 to 255 letters, digits and ! @ . # $ % & * _ - +");
    }
    assert!(ContactPhone::new("123456789012345").is_ok());
    for bad in ["", "  ", "1234567890123456"] {
        assert!(ContactPhone::new(bad).is_err(), "{bad}");
    }
    for (limit, fine) in [(0, false), (1, true), (1000, true), (1001, false)] {
        assert_eq!(ListCustomers::new().limit(limit).is_ok(), fine, "{limit}");
        assert_eq!(SearchInstitutions::new("x").limit(limit).is_ok(), fine, "{limit}");
    }
    assert!(ListCustomers::new().start(0).is_err() && SearchInstitutions::new("x").start(0).is_err());
}
