//! The document that this crate began with: its variables leave as they are printed there, its answer is read.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use serde_json::Value;
use spinwheel_gql::{
    Access, Client, Consent, DateOfBirth, PhoneNumber, ReqOrgContactId, SendSmsVerificationCode,
};
use verify_testkit::Script;
use verify_tests::World;

/// Somebody may have the number of the document, so it stands nowhere as a whole.
const NUMBER: [&str; 2] = ["+1213555", "1234"];

const ANSWER: &str = r#"{
  "data": {
    "sendSMSVerificationCode": {
      "data": {
        "message": "Verification code sent successfully"
      },
      "errors": null
    }
  }
}"#;

fn request() -> SendSmsVerificationCode {
    let (phone, birth_date) = (PhoneNumber::new(&NUMBER.concat()), DateOfBirth::new("1985-03-15"));
    let contact = ReqOrgContactId::new("contact-12345").unwrap();
    SendSmsVerificationCode::new(phone.unwrap(), birth_date.unwrap(), contact)
}

/// The variables as the document prints them, without the space between.
fn variables() -> String {
    let [area, rest] = NUMBER;
    format!(
        r#""variables":{{"input":{{"phoneNumber":"{area}{rest}","dateOfBirth":"1985-03-15","reqOrgContactId":"contact-12345"}}}}"#
    )
}

fn assert_is_the_document(body: &[u8]) {
    let text = std::str::from_utf8(body).unwrap();
    assert!(text.contains(&variables()), "{text}");
    let body: Value = serde_json::from_str(text).unwrap();
    assert_eq!(body["operationName"], "SendSMSVerificationCode");
    let query = body["query"].as_str().unwrap();
    let signature = "mutation SendSMSVerificationCode($input: SMSVerificationInput!) { sendSMSVerificationCode(input: $input) {";
    let words: Vec<_> = query.split_whitespace().collect();
    assert!(words.join(" ").starts_with(signature), "{query}");
    assert_eq!(body.as_object().unwrap().len(), 3, "nothing else is sent: {text}");
}

#[tokio::test]
async fn the_request_leaves_as_printed_and_the_answer_is_read() {
    let script = Script::new();
    script.on("send_sms_verification_code").answer(200, ANSWER);
    let endpoint = "https://debtcore.example.com/credit-service/graphql".parse().unwrap();
    let client = Client::builder(endpoint, Access::Token("token".into())).transport(script.clone());
    let client = client.build().unwrap();
    assert_eq!(client.send_sms_verification_code(&request()).await.unwrap(), Consent::Sent);
    assert_is_the_document(script.last_request().http().body());
}

#[tokio::test]
async fn the_sandbox_takes_it() {
    let world = World::start().await;
    assert_eq!(world.debtcore.send_sms_verification_code(&request()).await.unwrap(), Consent::Sent);
    let entry = world.tenant.journal().last().unwrap();
    assert_is_the_document(&entry.body);
    assert_eq!(entry.unread_fields, Vec::<String>::new());
    assert!(world.tenant.outbox().latest_code_for(&NUMBER.concat()).is_some());
    let contacts = world.tenant.debtcore().contacts();
    assert_eq!(contacts[0].req_org_contact_id, "contact-12345");
}
