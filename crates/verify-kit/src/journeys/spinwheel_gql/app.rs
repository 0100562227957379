//! The application: a client of the real crate on the sandbox's clock.

use spinwheel_gql::{
    Client, ClientCredentials, Consent, CreditReport, DateOfBirth, Error, GetUserVerification, OtpCode,
    PhoneNumber, PullCreditReport, ReqOrgContactId, SendSmsVerificationCode, UserVerification,
    VerificationStatus, VerifySmsCode,
};

use super::{OK, PULL, SEND, TOKEN, VERIFICATION, VERIFY};
use crate::debts::Debts;
use crate::demo::{Halt, Kind, Stage};
use crate::journeys::ending;

pub(super) struct App {
    pub(super) client: Client,
}

/// Somebody with a phone, by the app's own id.
#[derive(Clone)]
pub(super) struct Contact {
    pub(super) id: ReqOrgContactId,
    pub(super) phone: PhoneNumber,
    pub(super) birth_date: DateOfBirth,
}

impl Contact {
    pub(super) fn new(id: &str, phone: &str, birth_date: &str) -> Result<Self, Halt> {
        Ok(Self {
            id: ReqOrgContactId::new(id)?,
            phone: PhoneNumber::new(phone)?,
            birth_date: DateOfBirth::new(birth_date)?,
        })
    }

    fn asks_for_a_code(&self) -> SendSmsVerificationCode {
        SendSmsVerificationCode::new(self.phone.clone(), self.birth_date.clone(), self.id.clone())
    }

    /// The request that hands in a code.
    pub(super) fn has(&self, code: &str) -> Result<VerifySmsCode, Halt> {
        Ok(VerifySmsCode::new(self.id.clone(), OtpCode::new(code)?))
    }
}

impl App {
    pub(super) fn new(stage: &Stage<'_>) -> Result<Self, Error> {
        let debtcore = stage.tenant().debtcore();
        let credentials = ClientCredentials::new(
            debtcore.tenant_id().parse()?,
            debtcore.client_id().parse()?,
            stage.guard(Kind::Secret, debtcore.client_secret()),
            debtcore.scope(),
        );
        let builder = Client::builder(debtcore.endpoint().parse()?, credentials);
        let builder = builder.authority(debtcore.authority().parse()?).clock(stage.clock().clone());
        let transport = stage.transport(&[debtcore.endpoint(), debtcore.authority()])?;
        Ok(Self { client: builder.transport(transport).build()? })
    }

    /// The token that the next call fetches by itself.
    pub(super) fn fetches_a_token(stage: &mut Stage<'_>, why: &str) {
        stage.call(TOKEN, OK, why);
    }

    /// Has a code texted; gives the one on the phone, or what came instead.
    pub(super) async fn try_to_text(
        &self,
        stage: &mut Stage<'_>,
        contact: &Contact,
    ) -> Result<Result<String, Consent>, Halt> {
        stage.call(
            SEND,
            OK,
            format!("Please text a code to the number ending in {}.", ending(&contact.phone)),
        );
        match stage
            .came(self.client.send_sms_verification_code(stage.sends(&contact.asks_for_a_code())).await)?
        {
            Consent::Sent => {
                stage.answer("A code is on its way.");
                stage.texted(&contact.phone).map(Ok)
            }
            other => Ok(Err(other)),
        }
    }

    /// The same for somebody to whom it will be sent.
    pub(super) async fn text_a_code(&self, stage: &mut Stage<'_>, contact: &Contact) -> Result<String, Halt> {
        let texted = self.try_to_text(stage, contact).await?;
        texted.map_err(|_| Halt::surprise("no code was sent"))
    }

    /// Hands in a code.
    pub(super) async fn verify(
        &self,
        stage: &mut Stage<'_>,
        contact: &Contact,
        code: &str,
        why: &str,
    ) -> Result<Consent, Halt> {
        stage.call(VERIFY, OK, why);
        Ok(stage.came(self.client.verify_sms_code(stage.sends(&contact.has(code)?)).await)?)
    }

    /// Hands in a code that is right.
    pub(super) async fn consent(
        &self,
        stage: &mut Stage<'_>,
        contact: &Contact,
        code: &str,
        why: &str,
    ) -> Result<(), Halt> {
        if !self.verify(stage, contact, code, why).await?.is_granted() {
            return Err(Halt::surprise("the right code is not the consent"));
        }
        stage.answer("The right code: the person has consented.");
        Ok(())
    }

    /// Asks how the verification stands.
    pub(super) async fn stands(
        &self,
        stage: &mut Stage<'_>,
        contact: &Contact,
        why: &str,
    ) -> Result<UserVerification, Halt> {
        stage.call(VERIFICATION, OK, why);
        Ok(stage.came(
            self.client.user_verification(stage.sends(&GetUserVerification::new(contact.id.clone()))).await,
        )?)
    }

    /// Pulls the report of somebody who has consented.
    pub(super) async fn pull(
        &self,
        stage: &mut Stage<'_>,
        contact: &Contact,
        why: &str,
    ) -> Result<CreditReport, Halt> {
        stage.call(PULL, OK, why);
        Ok(stage.came(
            self.client
                .pull_credit_report(stage.sends(&PullCreditReport::spinwheel(contact.id.clone())))
                .await,
        )?)
    }
}

/// DebtCore's word for how a verification stands.
pub(super) fn word(verification: &UserVerification) -> &str {
    verification.status.as_ref().map_or("no word", VerificationStatus::as_str)
}

/// What the person owes, by the report.
pub(super) fn debts(report: &CreditReport) -> Debts {
    Debts::of_report(report.debts.as_deref().unwrap_or_default())
}
