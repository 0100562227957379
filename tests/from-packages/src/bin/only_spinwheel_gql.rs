//! `spinwheel-gql` and nothing of the other providers: a code is texted.

use spinwheel_gql::{
    Access, Client, Consent, DateOfBirth, PhoneNumber, ReqOrgContactId, SendSmsVerificationCode,
};
use verify_testkit::Script;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let script = Script::new();
    let payload = r#"{"data":{"sendSMSVerificationCode":{"data":{"message":"sent"},"errors":null}}}"#;
    script.on("send_sms_verification_code").answer(200, payload);

    let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    let client =
        Client::builder(endpoint, Access::Token("token".into())).transport(script.clone()).build()?;
    let (phone, born) = (PhoneNumber::new("+12025550143")?, DateOfBirth::new("1990-01-01")?);
    let request = SendSmsVerificationCode::new(phone, born, ReqOrgContactId::new("contact-17")?);

    assert_eq!(client.send_sms_verification_code(&request).await?, Consent::Sent);
    script.assert_done();
    Ok(())
}
