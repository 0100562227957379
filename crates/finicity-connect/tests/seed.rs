//! The six requests that Finicity's page "Generate V2 Connect URL Links" prints, made by the types of this crate. Where a value
//! differs, the page is wrong or has another type than the official description (OAS 1.42): the table says so, and that is all
//! that differs.
//!
//! The page's people are the provider's own examples and stay as printed, so that the comparison is with the page.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use std::time::{Duration, SystemTime};

use finicity_connect::{
    Borrower, ConsumerId, ConsumerInfo, CustomerId, Email, EmailOptions, Experience, FromDate,
    GenerateConnectUrl, GenerateFixConnectUrl, GenerateJointBorrowerConnectUrl, GenerateLiteConnectUrl,
    InstitutionId, InstitutionLoginId, ReportCustomField, SendConnectEmail, SendJointBorrowerConnectEmail,
    Ssn, Webhook, WebhookContentType,
};
use serde_json::{Value, json};
use support::{client, sample, script};

const FULL: &str = r#"{
"partnerId": "1445585709680",
"customerId": "1005061234",
"webhook": "https://webhook.site/8d4421a7-d1d1-4f01-bb08-5370aff0321b",
"webhookContentType": "application/json",
"experience": "default",
"fromDate": 1607450357,
"reportCustomFields": [
{
"label": "loanID",
"value": "12345",
"shown": true
},
{
"label": "branchID",
"value": "55555",
"shown": false
}
]
}"#;

const JOINT: &str = r#"{
"partnerId": "1445585709680",
"borrowers": [
{
"customerId": "1005061234",
"consumerId": "1973f901305e2ab3ba8840f411f6b057",
"type": "primary",
"optionalConsumerInfo": {
"ssn": "123412134",
"dob": "315576000"
}
},
{
"customerId": "1005063558",
"consumerId": "1973f901305e2ab3ba8840f41112asdf9f",
"type": "jointBorrower",
"optionalConsumerInfo": {
"ssn": "351225513",
"dob": "625726800"
}
}
],
"webhook": "https://webhook.site/8d4421a7-d1d1-4f01-bb08-5370aff0321b",
"webhookContentType": "application/json",
"experience": "default",
"fromDate": 1607450357,
"reportCustomFields": [
{
"label": "loanID",
"value": "12345",
"shown": true
},
{
"label": "branchID",
"value": "55555",
"shown": false
}
]
}"#;

const LITE: &str = r#"{
"partnerId": "1445585709680",
"customerId": "1005061234",
"institutionId": 101723,
"webhook": "https://webhook.site/8d4421a7-d1d1-4f01-bb08-5370aff0321b",
"webhookContentType": "application/json",
"experience": "default"
}"#;

const FIX: &str = r#"{
"partnerId": "1445585709680",
"customerId": "1005061234",
"institutionLoginId": 13556634,
"webhook": "https://webhook.site/8d4421a7-d1d1-4f01-bb08-5370aff0321b",
"webhookContentType": "application/json",
"experience": "default",
"singleUseUrl": true
}"#;

const EMAIL: &str = r#"{
"partnerId": "1445585709680",
"customerId": "1005061234",
"consumerId": "86238nvnw7269e224a4e3de12352d87d",
"webhook": "https://webhook.site/8d4421a7-d1d1-4f01-bb08-5370aff0321b",
"webhookContentType": "application/json",
"email": {
"to": "fin.user@finicity.com",
"from": "testLender@test.com",
"supportPhone": "800-555-5555",
"subject": "Verify your income",
"firstName": "Bob",
"institutionName": "Acme Lending",
"institutionAddress": "222 Winipeg Drive SLC UT, 84109",
"signature": [
"Cindy Mayfield",
"Senior Loan Officer",
"Direct 123-456-7890"
]
},
"experience": "default",
"fromDate": 12345678,
"reportCustomFields": [
{
"label": "loanID",
"value": "12345",
"shown": true
},
{
"label": "branchID",
"value": "55555",
"shown": false
}
],
"singleUseUrl": true
}"#;

const JOINT_EMAIL: &str = r#"{
"partnerId": "1445585709680",
"borrowers": [
{
"customerId": "1005061234",
"consumerId": "1973f901305e2ab3ba8840f411f6b057",
"type": "primary",
"optionalConsumerInfo": {
"ssn": "123412134",
"dob": "315576000"
}
},
{
"customerId": "1005063558",
"consumerId": "1973f901305e2ab3ba8840f41112asdf9f",
"type": "jointBorrower",
"optionalConsumerInfo": {
"ssn": "351225513",
"dob": "625726800"
}
}
],
"webhook": "https://webhook.site/8d4421a7-d1d1-4f01-bb08-5370aff0321b",
"webhookContentType": "application/json",
"email": {
"to": "fin.user@finicity.com",
"from": "testLender@test.com",
"supportPhone": "800-555-5555",
"subject": "Verify your assets, income and employment",
"firstName": "Marvin and Jenny",
"institutionName": "Acme Lending",
"institutionAddress": "222 Winipeg Drive SLC UT, 84109",
"signature": [
"Cindy Mayfield",
"Senior Loan Officer",
"Direct 123-456-7890"
]
},
"experience": "default",
"fromDate": 12345678,
"reportCustomFields": [
{
"label": "loanID",
"value": "12345",
"shown": true
},
{
"label": "branchID",
"value": "55555",
"shown": false
}
],
"singleUseUrl": true
}"#;

/// A value that differs: where, what the page prints, what is sent.
type Difference = (String, Value, Value);

/// The page prints the birth date as text; it is a number.
const DOB: &str = "optionalConsumerInfo/dob";

/// Lists what differs between what the page prints and what was sent.
fn compare(page: &Value, sent: &Value, at: &str, found: &mut Vec<Difference>) {
    match (page, sent) {
        (Value::Object(page), Value::Object(sent)) => {
            let names: std::collections::BTreeSet<_> = page.keys().chain(sent.keys()).collect();
            for name in names {
                let value = |fields: &serde_json::Map<String, Value>| {
                    fields.get(name).cloned().unwrap_or(json!("(absent)"))
                };
                compare(&value(page), &value(sent), &format!("{at}/{name}"), found);
            }
        }
        (Value::Array(page), Value::Array(sent)) if page.len() == sent.len() => {
            for (index, (page, sent)) in page.iter().zip(sent).enumerate() {
                compare(page, sent, &format!("{at}/{index}"), found);
            }
        }
        _ if page == sent => {}
        _ => found.push((at.to_owned(), page.clone(), sent.clone())),
    }
}

/// Sends the request and compares.
macro_rules! differences {
    ($operation:ident, $page:expr, $request:expr, $answer:literal) => {{
        let script = script();
        script.on(stringify!($operation)).answer(200, sample($answer));
        client(&script).$operation(&$request).await.unwrap();
        let mut found = Vec::new();
        compare(&serde_json::from_str($page).unwrap(), &script.last_request().json(), "", &mut found);
        found
    }};
}

fn expected(rows: &[(&str, Value, Value)]) -> Vec<Difference> {
    rows.iter().map(|(at, page, sent)| ((*at).to_owned(), page.clone(), sent.clone())).collect()
}

fn customer(id: &str) -> CustomerId {
    CustomerId::new(id).unwrap()
}

fn consumer(id: &str) -> ConsumerId {
    ConsumerId::new(id).unwrap()
}

fn webhook() -> Webhook {
    let webhook = Webhook::new("https://webhook.site/8d4421a7-d1d1-4f01-bb08-5370aff0321b").unwrap();
    webhook.content_type(WebhookContentType::Json)
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn from_date() -> FromDate {
    FromDate::new(at(1_607_450_357)).unwrap()
}

fn fields() -> [ReportCustomField; 2] {
    [ReportCustomField::new("loanID", "12345"), ReportCustomField::new("branchID", "55555").hidden()]
}

fn borrowers() -> [Borrower; 2] {
    let info = |ssn, born| ConsumerInfo::new(Ssn::new(ssn).unwrap()).dob_at(at(born));
    [
        Borrower::primary(customer("1005061234"), consumer("1973f901305e2ab3ba8840f411f6b057"))
            .optional_consumer_info(info("123412134", 315_576_000)),
        Borrower::joint(customer("1005063558"), consumer("1973f901305e2ab3ba8840f41112asdf9f"))
            .optional_consumer_info(info("351225513", 625_726_800)),
    ]
}

/// The e-mail for one person, or for two.
fn email(subject: &str, first_name: &str) -> EmailOptions {
    EmailOptions::new(Email::new("fin.user@finicity.com").unwrap())
        .from("testLender@test.com")
        .support_phone("800-555-5555")
        .subject(subject)
        .first_name(first_name)
        .institution_name("Acme Lending")
        .institution_address("222 Winipeg Drive SLC UT, 84109")
        .signature_line("Cindy Mayfield")
        .signature_line("Senior Loan Officer")
        .signature_line("Direct 123-456-7890")
}

#[tokio::test]
async fn full() {
    let request = GenerateConnectUrl::new(customer("1005061234"))
        .webhook(webhook())
        .experience(Experience::standard())
        .from_date(from_date())
        .report_custom_fields(fields())
        .unwrap();
    let found = differences!(generate_connect_url, FULL, request, "generate_connect_url/link.json");
    assert_eq!(found, expected(&[]));
}

#[tokio::test]
async fn joint_borrower() {
    let request = GenerateJointBorrowerConnectUrl::new(borrowers())
        .webhook(webhook())
        .experience(Experience::standard())
        .from_date(from_date())
        .report_custom_fields(fields())
        .unwrap();
    let found = differences!(
        generate_joint_borrower_connect_url,
        JOINT,
        request,
        "generate_joint_borrower_connect_url/link.json"
    );
    assert_eq!(
        found,
        expected(&[
            // Seconds are a number.
            (&format!("/borrowers/0/{DOB}"), json!("315576000"), json!(315_576_000)),
            (&format!("/borrowers/1/{DOB}"), json!("625726800"), json!(625_726_800)),
        ])
    );
}

#[tokio::test]
async fn lite() {
    let request = GenerateLiteConnectUrl::new(customer("1005061234"), InstitutionId::new(101_723))
        .webhook(webhook())
        .experience(Experience::standard());
    let found = differences!(generate_lite_connect_url, LITE, request, "generate_lite_connect_url/link.json");
    assert_eq!(found, expected(&[]));
}

#[tokio::test]
async fn fix() {
    let login = InstitutionLoginId::new("13556634").unwrap();
    let request = GenerateFixConnectUrl::new(customer("1005061234"), login)
        .webhook(webhook())
        .experience(Experience::standard())
        .single_use_url(true);
    let found = differences!(generate_fix_connect_url, FIX, request, "generate_fix_connect_url/link.json");
    // The id of a login is a text.
    assert_eq!(found, expected(&[("/institutionLoginId", json!(13_556_634), json!("13556634"))]));
}

#[tokio::test]
async fn send_email() {
    let consumer = consumer("86238nvnw7269e224a4e3de12352d87d");
    let email = email("Verify your income", "Bob");
    let request = SendConnectEmail::new(customer("1005061234"), consumer, email)
        .webhook(webhook())
        .experience(Experience::standard())
        .from_date(from_date())
        .report_custom_fields(fields())
        .unwrap()
        .single_use_url(true);
    let found = differences!(send_connect_email, EMAIL, request, "send_connect_email/sent.json");
    // Dates have ten digits; this one cannot even be built.
    assert_eq!(found, expected(&[("/fromDate", json!(12_345_678), json!(1_607_450_357))]));
    assert!(FromDate::new(at(12_345_678)).is_err());
}

#[tokio::test]
async fn send_joint_borrower_email() {
    let email = email("Verify your assets, income and employment", "Marvin and Jenny");
    let request = SendJointBorrowerConnectEmail::new(borrowers(), email)
        .webhook(webhook())
        .experience(Experience::standard())
        .from_date(from_date())
        .report_custom_fields(fields())
        .unwrap()
        .single_use_url(true);
    let found = differences!(
        send_joint_borrower_connect_email,
        JOINT_EMAIL,
        request,
        "send_joint_borrower_connect_email/sent.json"
    );
    assert_eq!(
        found,
        expected(&[
            (&format!("/borrowers/0/{DOB}"), json!("315576000"), json!(315_576_000)),
            (&format!("/borrowers/1/{DOB}"), json!("625726800"), json!(625_726_800)),
            ("/fromDate", json!(12_345_678), json!(1_607_450_357)),
        ])
    );
}
