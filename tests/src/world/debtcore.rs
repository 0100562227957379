//! DebtCore's part of the world.

use spinwheel_gql::{
    Address, Client, ClientBuilder, ClientCredentials, Consent, CreditReport, DateOfBirth, GetKbaQuestions,
    KbaAnswer, OtpCode, PhoneNumber, PullCreditReport, ReqOrgContactId, SendSmsVerificationCode, Ssn,
    VerifySmsCode,
};
use verify_sandbox::Tenant;

use super::{BIRTH_DATE, World};

impl World {
    /// A builder for a client of the sandbox's DebtCore.
    pub fn debtcore_builder(tenant: &Tenant) -> ClientBuilder {
        Self::debtcore_builder_with(tenant, &tenant.debtcore().client_secret())
    }

    /// The same with another client secret.
    pub fn debtcore_builder_with(tenant: &Tenant, secret: &str) -> ClientBuilder {
        let debtcore = tenant.debtcore();
        let credentials = ClientCredentials::new(
            debtcore.tenant_id().parse().unwrap(),
            debtcore.client_id().parse().unwrap(),
            secret,
            debtcore.scope(),
        );
        let builder = Client::builder(debtcore.endpoint().parse().unwrap(), credentials);
        builder.authority(debtcore.authority().parse().unwrap())
    }

    /// Another client of the sandbox's DebtCore, with this client secret; it has no token yet.
    pub fn debtcore_with(&self, secret: &str) -> Client {
        let builder = Self::debtcore_builder_with(&self.tenant, secret).clock(self.clock.clone());
        routed!(self.road, builder).build().unwrap()
    }

    /// Lets DebtCore text a code to a contact.
    pub async fn text_contact(&self, id: &str, phone: &str) -> ReqOrgContactId {
        let request = send_code(phone, BIRTH_DATE, id);
        assert_eq!(self.debtcore.send_sms_verification_code(&request).await.unwrap(), Consent::Sent);
        contact(id)
    }

    /// The code in the last text message to the number, for DebtCore.
    pub fn contact_code(&self, phone: &str) -> OtpCode {
        OtpCode::new(self.code(phone).expose()).unwrap()
    }

    /// A contact of DebtCore who has consented by a texted code.
    pub async fn consented(&self, id: &str, phone: &str) -> ReqOrgContactId {
        let contact = self.text_contact(id, phone).await;
        let request = VerifySmsCode::new(contact.clone(), self.contact_code(phone));
        assert_eq!(self.debtcore.verify_sms_code(&request).await.unwrap(), Consent::Granted);
        contact
    }

    /// The report of a contact who has consented.
    pub async fn pulled(&self, id: &str, phone: &str) -> CreditReport {
        let request = PullCreditReport::spinwheel(self.consented(id, phone).await);
        self.debtcore.pull_credit_report(&request).await.unwrap()
    }

    /// The right answers to a contact's open questions.
    pub fn contact_answers(&self, contact: &ReqOrgContactId) -> Vec<KbaAnswer> {
        let answers = self.tenant.debtcore().kba_answers(contact.as_str()).expect("open questions");
        let answer = |answer: verify_sandbox::spinwheel::KbaAnswer| {
            KbaAnswer::new(answer.question_id.parse().unwrap(), answer.answer_id.parse().unwrap())
        };
        answers.into_iter().map(answer).collect()
    }
}

/// The id of a contact.
pub fn contact(id: &str) -> ReqOrgContactId {
    ReqOrgContactId::new(id).unwrap()
}

/// The request to text a code.
pub fn send_code(phone: &str, birth_date: &str, id: &str) -> SendSmsVerificationCode {
    let (phone, birth_date) = (PhoneNumber::new(phone).unwrap(), DateOfBirth::new(birth_date).unwrap());
    SendSmsVerificationCode::new(phone, birth_date, contact(id))
}

/// The request for the questions of an ordinary person.
pub fn questions(id: &str) -> GetKbaQuestions {
    let address = Address::new("1 Main Street", "Springfield", "IL", "62701");
    let (birth_date, ssn) = (DateOfBirth::new("1980-05-05").unwrap(), Ssn::new("900-12-3456").unwrap());
    GetKbaQuestions::new("Ada", "Example", birth_date, ssn, address, contact(id))
}
