//! `mutation verifySMSCode`: checks the texted code.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, OtpCode};

use crate::consent::{Consent, outcome};
use crate::generated::verify_sms_code as wire;
use crate::graphql::{self, Reply};
use crate::{Client, DebtCore, ReqOrgContactId};

/// Checks the code that the person received. With the right one the organization has the person's consent to pull the Spinwheel
/// report.
///
/// **Effect:** uses up a try at the code; never repeated after it may have acted. Spinwheel, which checks it, locks the person out
/// after more than 5 wrong ones.
///
/// **Errors:** a refusal of DebtCore's is a [`Consent::Refused`], a wrong code too. [`NotFound`](crate::ErrorCode::NotFound) is one
/// of the three codes that the page lists.
///
/// Source: DebtCore's page `verifySMSCode`; Spinwheel's page "Verify code".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifySmsCode {
    req_org_contact_id: ReqOrgContactId,
    code: OtpCode,
}

impl VerifySmsCode {
    /// `contact` is the one the code was sent for.
    pub fn new(contact: ReqOrgContactId, code: OtpCode) -> Self {
        Self { req_org_contact_id: contact, code }
    }
}

impl Endpoint for VerifySmsCode {
    type Provider = DebtCore;
    type Output = Consent;
    const OPERATION: &'static Operation =
        &Operation::new("verify_sms_code", Method::POST, "", Effect::AtMostOnce("uses up a try at the code"));

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let input = wire::VerifySmsCodeInput {
            req_org_contact_id: self.req_org_contact_id.as_str().into(),
            verification_code: self.code.clone(),
        };
        graphql::write::<wire::VerifySmsCode>(parts, wire::Variables { input })
    }

    fn decode(&self, answer: &Answer) -> Result<Consent, Failure> {
        let reply: Reply<wire::ResponseData> = graphql::reply(answer, "verifySMSCode")?;
        let reply = reply.map(|data| data.verify_sms_code.data.and_then(|data| data.message));
        Ok(outcome(Consent::Granted, reply))
    }
}

impl Client {
    /// Checks a texted code; see [`VerifySmsCode`] for the effect.
    ///
    /// ```
    /// use spinwheel_gql::{Consent, ConsentRefusal, OtpCode, ReqOrgContactId, VerifySmsCode};
    /// # use spinwheel_gql::{Access, Client};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("verify_sms_code").answer(200, include_str!("../../tests/samples/verify_sms_code/granted.json"));
    /// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    /// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
    ///
    /// let request = VerifySmsCode::new(ReqOrgContactId::new("contact-12345")?, OtpCode::new("012345")?);
    /// match client.verify_sms_code(&request).await? {
    ///     Consent::Granted => println!("welcome"),
    ///     Consent::Refused(ConsentRefusal::WrongCode) => println!("that was not the code, try again"),
    ///     _ => println!("ask how it stands: user_verification"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn verify_sms_code(&self, request: &VerifySmsCode) -> Result<Consent, Error> {
        self.send(request).await
    }
}
