//! Every sample is read, and nothing that stands in it is lost.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use finicity_connect::models::{AccountStatus, AccountType, CustomerType, InstitutionStatus};
use finicity_connect::{ErrorCode, InstitutionId, Timestamp};
use serde_json::Value;
use support::{client, sample, script};

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

/// Which scalars of the sample do not come out again under their own names. The parts of an answer that are its whole
/// meaning are what the client gives: `at` is where they stand.
fn lost(sample: &str, at: &str, decoded: &impl serde::Serialize) -> Vec<String> {
    let sample: Value = serde_json::from_str(sample).unwrap();
    let (mut sent, mut read) = (Vec::new(), Vec::new());
    paths(sample.pointer(at).unwrap(), "", &mut sent);
    paths(&serde_json::to_value(decoded).unwrap(), "", &mut read);
    sent.sort();
    sent.dedup();
    sent.retain(|path| !read.contains(path));
    sent
}

/// Reads a sample through the client; then come the place of what it gives, and what is lost of that.
macro_rules! decode {
    ($operation:ident, $file:literal, $at:literal, $lost:expr) => {{
        let script = script();
        let text = sample(concat!(stringify!($operation), "/", $file));
        script.on(stringify!($operation)).answer(200, text.clone());
        let decoded = client(&script).$operation(&support::$operation()).await.unwrap();
        let expected: &[&str] = &$lost;
        assert_eq!(lost(&text, $at, &decoded), expected);
        decoded
    }};
    ($operation:ident, $file:literal) => {
        decode!($operation, $file, "", [])
    };
}

/// Reads the sample of a refusal through the client.
macro_rules! refused {
    ($operation:ident, $file:literal, $status:literal) => {{
        let script = script();
        script
            .on(stringify!($operation))
            .answer($status, sample(concat!(stringify!($operation), "/", $file)));
        ErrorCode::of(&client(&script).$operation(&support::$operation()).await.unwrap_err()).unwrap()
    }};
}

fn seconds(seconds: u64) -> Timestamp {
    let since = std::time::Duration::from_secs(seconds);
    (std::time::SystemTime::UNIX_EPOCH + since).into()
}

#[tokio::test]
async fn created_customers() {
    let created = decode!(create_testing_customer, "created.json");
    assert_eq!((created.id.as_str(), created.created_date), ("1005061234", Some(seconds(1_607_450_357))));
    assert_eq!(created, decode!(create_testing_customer, "created_as_text.json"));
    assert_eq!(created, decode!(create_active_customer, "created.json"));
    assert_eq!(refused!(create_testing_customer, "taken.json", 409), ErrorCode::UsernameTaken);
}

#[tokio::test]
async fn customers() {
    let customer = decode!(get_customer, "customer.json");
    assert_eq!(customer.customer_type, Some(CustomerType::Testing));
    assert_eq!(customer.created_date, Some(seconds(1_607_450_357)));
    assert_eq!(customer, decode!(get_customer, "customer_as_numbers.json"));
    let page = decode!(list_customers, "page.json");
    assert_eq!((page.found, page.displaying, page.more_available), (Some(3), Some(2), Some(true)));
    assert_eq!(page.customers[0], customer);
    let page = decode!(list_customers, "last_page.json");
    assert_eq!((page.found, page.displaying, page.more_available), (Some(3), Some(1), Some(false)));
    assert_eq!(decode!(list_customers, "none.json").customers, []);
    assert_eq!(refused!(get_customer, "not_found.json", 404), ErrorCode::NotFound);
    assert_eq!(refused!(modify_customer, "not_found.json", 404), ErrorCode::NotFound);
    assert_eq!(refused!(delete_customer, "not_found.json", 404), ErrorCode::NotFound);
}

#[tokio::test]
async fn consumers() {
    let created = decode!(create_consumer, "created.json");
    assert_eq!(created.customer_id, Some(support::customer_id()));
    let consumer = decode!(get_consumer, "consumer.json");
    assert_eq!(consumer.id, created.id);
    assert_eq!(consumer.birthday.as_ref().unwrap().date_of_birth().unwrap().expose(), "1990-01-31");
    assert_eq!(consumer.ssn_last_four.as_ref().unwrap().expose(), "3456");
    assert_eq!(consumer, decode!(get_consumer_for_customer, "consumer.json"));
    let mut other = decode!(get_consumer, "consumer_with_end_user.json");
    assert_eq!(other.end_user.take().unwrap().name.unwrap().expose(), "Acme Lending");
    assert_eq!(other, consumer);
    assert_eq!(refused!(create_consumer, "exists.json", 409), ErrorCode::ConsumerExists);
    assert_eq!(refused!(get_consumer, "not_found.json", 404), ErrorCode::InvalidFormat);
    assert_eq!(refused!(modify_consumer, "not_found.json", 404), ErrorCode::InvalidFormat);
}

#[tokio::test]
async fn institutions() {
    let institution = decode!(get_institution, "institution.json", "/institution", []);
    assert_eq!(institution.status, Some(InstitutionStatus::Online));
    // When the list was made is not read.
    let page = decode!(search_institutions, "page.json", "", [".createdDate"]);
    assert_eq!(page.institutions[0], institution);
    assert_eq!(page.institutions[1].id, InstitutionId::new(102_105));
}

#[tokio::test]
async fn accounts() {
    let accounts = decode!(list_accounts, "accounts.json", "/accounts", []);
    assert_eq!(accounts, decode!(refresh_accounts, "accounts.json", "/accounts", []));
    let (first, second) = (&accounts[0], &accounts[1]);
    assert_eq!(first.institution_login_id.as_ref().unwrap().as_str(), "1007302745");
    assert_eq!(first.balance.unwrap().to_string(), "401.26");
    assert_eq!(second.balance.unwrap().to_string(), "-1952.71");
    assert_eq!(second.account_type, Some(AccountType::CreditCard));
    assert_eq!(second.last_updated_date, Some(seconds(0)), "never changed since");
    assert_eq!(second.status, Some(AccountStatus::Active));
    let mut other = decode!(list_accounts, "accounts_in_other_types.json", "/accounts", []).remove(0);
    assert_eq!(other.account_type.as_ref().unwrap().as_str(), "pocketMoney");
    (other.account_type, other.parent_account) = (first.account_type.clone(), None);
    other.detail.clone_from(&first.detail);
    assert_eq!(&other, first);
    assert_eq!(decode!(list_accounts, "none.json", "/accounts", []), []);
    let code = refused!(refresh_accounts, "institution_failed.json", 500);
    assert_eq!(code, ErrorCode::InvalidInstitutionCredentials);
}

#[tokio::test]
async fn links() {
    let link = decode!(generate_connect_url, "link.json", "/link", []);
    assert!(link.expose().starts_with("https://connect2.finicity.com?customerId=1005061234&"));
    assert_eq!(link.expires_at(), Some(seconds(1_768_485_600)), "two hours after noon");
    decode!(generate_lite_connect_url, "link.json", "/link", []);
    decode!(generate_fix_connect_url, "link.json", "/link", []);
    decode!(generate_joint_borrower_connect_url, "link.json", "/link", []);
    assert_eq!(refused!(generate_connect_url, "refused.json", 400), ErrorCode::InvalidRequest);
    let code = refused!(generate_fix_connect_url, "unknown_login.json", 404);
    assert_eq!(code, ErrorCode::UnknownInstitutionLogin);
}

#[tokio::test]
async fn emails() {
    let sent = decode!(send_connect_email, "sent.json");
    assert_eq!(sent.email_config.as_ref().unwrap().to.as_ref().unwrap().expose(), "ada@example.com");
    assert_eq!(sent.email_config.as_ref().unwrap().signature.len(), 2);
    assert!(sent.link.as_ref().unwrap().expires_at().is_some());
    assert_eq!(sent, decode!(send_joint_borrower_connect_email, "sent.json"));
}

#[tokio::test]
async fn an_email_that_went_out_is_no_error_because_of_its_answer() {
    for body in ["", "{}", r#"{"link":7,"emailConfig":"text"}"#] {
        let script = script();
        script.on("send_connect_email").answer(200, body);
        let sent = client(&script).send_connect_email(&support::send_connect_email()).await.unwrap();
        assert_eq!((sent.link, sent.email_config), (None, None), "{body}");
    }
}

#[test]
fn a_connection_says_whether_the_person_is_needed() {
    use finicity_connect::models::AccountConnection;

    let account = |code: &str| {
        let text = format!(r#"{{"accounts":[{{"id":"1","aggregationStatusCode":{code}}}]}}"#);
        let accounts: serde_json::Value = serde_json::from_str(&text).unwrap();
        serde_json::from_value::<finicity_connect::Account>(accounts["accounts"][0].clone()).unwrap()
    };
    for (code, expected) in [
        ("null", AccountConnection::New),
        ("0", AccountConnection::Working),
        ("103", AccountConnection::NeedsPerson(103)),
        ("\"185\"", AccountConnection::NeedsPerson(185)),
        ("187", AccountConnection::NeedsPerson(187)),
        ("325", AccountConnection::Trouble(325)),
        ("-1", AccountConnection::Trouble(-1)),
    ] {
        assert_eq!(account(code).connection(), expected, "{code}");
    }
}
