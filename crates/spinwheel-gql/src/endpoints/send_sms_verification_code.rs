//! `mutation sendSMSVerificationCode`: texts a code to a person.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{DateOfBirth, Effect, Error, PhoneNumber};

use crate::consent::{Consent, outcome};
use crate::generated::send_sms_verification_code as wire;
use crate::graphql::{self, Reply};
use crate::{Client, DebtCore, ReqOrgContactId};

/// Texts a code to a person, the first step of consent to a Spinwheel report. The code goes to [`VerifySmsCode`] with the same
/// contact id, which alone ties the steps together.
///
/// **Effect:** sends a text message; never repeated after it may have acted. Whether calling it again for the same contact sends
/// another code is not documented; this crate takes it that it does.
///
/// **Errors:** a refusal of DebtCore's is a [`Consent::Refused`]. [`ValidationError`](crate::ErrorCode::ValidationError) is one of
/// the three codes that the page lists.
///
/// Source: DebtCore's page `sendSMSVerificationCode`.
///
/// [`VerifySmsCode`]: crate::VerifySmsCode
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendSmsVerificationCode {
    phone_number: PhoneNumber,
    date_of_birth: DateOfBirth,
    req_org_contact_id: ReqOrgContactId,
}

impl SendSmsVerificationCode {
    /// All of it is required. Spinwheel, which sends the message, takes mobile numbers of the United States.
    pub fn new(phone_number: PhoneNumber, date_of_birth: DateOfBirth, contact: ReqOrgContactId) -> Self {
        Self { phone_number, date_of_birth, req_org_contact_id: contact }
    }
}

impl Endpoint for SendSmsVerificationCode {
    type Provider = DebtCore;
    type Output = Consent;
    const OPERATION: &'static Operation = &Operation::new(
        "send_sms_verification_code",
        Method::POST,
        "",
        Effect::AtMostOnce("sends a text message"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let input = wire::SmsVerificationInput {
            phone_number: self.phone_number.clone(),
            date_of_birth: self.date_of_birth.clone(),
            req_org_contact_id: self.req_org_contact_id.as_str().into(),
        };
        graphql::write::<wire::SendSmsVerificationCode>(parts, wire::Variables { input })
    }

    fn decode(&self, answer: &Answer) -> Result<Consent, Failure> {
        let reply: Reply<wire::ResponseData> = graphql::reply(answer, "sendSMSVerificationCode")?;
        let reply = reply.map(|data| data.send_sms_verification_code.data.and_then(|data| data.message));
        Ok(outcome(Consent::Sent, reply))
    }
}

impl Client {
    /// Texts a code to a person; see [`SendSmsVerificationCode`] for the effect.
    ///
    /// ```
    /// use spinwheel_gql::{Consent, DateOfBirth, PhoneNumber, ReqOrgContactId, SendSmsVerificationCode};
    /// # use spinwheel_gql::{Access, Client};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("send_sms_verification_code").answer(200, include_str!("../../tests/samples/send_sms_verification_code/sent.json"));
    /// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    /// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
    ///
    /// let (phone, birth_date) = (PhoneNumber::new("+12025550123")?, DateOfBirth::new("1985-03-15")?);
    /// let request = SendSmsVerificationCode::new(phone, birth_date, ReqOrgContactId::new("contact-12345")?);
    /// match client.send_sms_verification_code(&request).await? {
    ///     Consent::Sent => println!("ask for the code"),
    ///     _ => println!("ask questions instead"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send_sms_verification_code(
        &self,
        request: &SendSmsVerificationCode,
    ) -> Result<Consent, Error> {
        self.send(request).await
    }
}
