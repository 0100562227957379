//! DebtCore as one of several ways to verify a person by a texted code.

use std::time::Duration;

use async_trait::async_trait;
use verify_core::provider::Provider;
use verify_core::{Challenge, Error, Fallback, OtpCode, OtpVerifier, Outcome, Start, Subject};

use crate::{
    Client, Consent, ConsentRefusal, DebtCore, ErrorCode, GetUserVerification, ReqOrgContactId,
    SendSmsVerificationCode, VerificationStatus, VerifySmsCode,
};

/// How long to wait between two codes to the same person: what Spinwheel, which sends them, recommends (source: its guide
/// "Connect API - SMS"). DebtCore says nothing about it.
pub const RESEND_PACE: Duration = Duration::from_secs(30);

/// After too many wrong codes (source: Spinwheel's prompts; `RETRY_AFTER_5MIN`).
const LOCK: Duration = Duration::from_secs(5 * 60);

/// After too many codes (source: Spinwheel's prompts).
const BLOCK: Duration = Duration::from_secs(24 * 3600);

/// Needs phone number, birth date and reference (which becomes the contact id); nothing else of the subject is sent. For flows
/// that may switch provider; with DebtCore alone, the calls themselves say more. A verified person has consented: the
/// [`Outcome`] carries the contact id, for [`pull_credit_report`](Client::pull_credit_report) and the rest. The [`Challenge`] holds it
/// too, since it is all that ties the steps together; neither prints it.
///
/// Where the code is not enough, the outcome names [`Fallback::Questions`]: go on with [`kba_questions`](Client::kba_questions).
///
/// DebtCore says in words why it refuses, and which words is not documented. Where they are not Spinwheel's, the verifier asks
/// [`user_verification`](Client::user_verification) how it stands (ours): a code that was refused while the verification is still
/// under way is [`Outcome::WrongCode`], after a verification that has failed the outcome is [`Outcome::UseFallback`], and where
/// that says nothing either, [`Outcome::Indeterminate`]. The same with [`ValidationError`](ErrorCode::ValidationError) at the
/// check; there the last resort is [`Outcome::CorrectInput`]. Where no code was sent it is [`Outcome::UseFallback`]. A person who was
/// refused is never taken for verified.
///
/// ```
/// use spinwheel_gql::{DateOfBirth, OtpCode, OtpVerifier, PhoneNumber, Start, Subject};
/// # use spinwheel_gql::{Access, Client};
/// # use verify_testkit::Script;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let script = Script::new();
/// # script.on("send_sms_verification_code").answer(200, include_str!("../tests/samples/send_sms_verification_code/sent.json"));
/// # script.on("verify_sms_code").answer(200, include_str!("../tests/samples/verify_sms_code/granted.json"));
/// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
/// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
///
/// let verifier: Box<dyn OtpVerifier> = Box::new(client);
/// let mut subject = Subject::new();
/// subject.phone_number = Some(PhoneNumber::new("+12025550123")?);
/// subject.date_of_birth = Some(DateOfBirth::new("1985-03-15")?);
/// subject.reference = Some("contact-12345".into());
///
/// if let Start::Sent(challenge) = verifier.start(&subject).await? {
///     // Store the challenge; when the person has entered the code:
///     let outcome = verifier.check(&challenge, &OtpCode::new("012345")?).await?;
///     assert!(outcome.is_verified());
/// }
/// # Ok(())
/// # }
/// ```
#[async_trait]
impl OtpVerifier for Client {
    fn provider(&self) -> &'static str {
        DebtCore::NAME
    }

    fn resend_pace(&self) -> Duration {
        RESEND_PACE
    }

    async fn start(&self, subject: &Subject) -> Result<Start, Error> {
        let reference =
            Subject::need(&subject.reference, "the subject has no reference, which becomes reqOrgContactId")?;
        self.text_code(subject, ReqOrgContactId::new(reference.expose().as_str())?).await
    }

    async fn resend(&self, subject: &Subject, challenge: &Challenge) -> Result<Start, Error> {
        let contact = ReqOrgContactId::new(challenge.id_for(DebtCore::NAME)?)?;
        if let Some(wait) = challenge.too_early(self.clock().now(), RESEND_PACE) {
            return Ok(Start::TooEarly(wait));
        }
        self.text_code(subject, contact).await
    }

    async fn check(&self, challenge: &Challenge, code: &OtpCode) -> Result<Outcome, Error> {
        let contact = ReqOrgContactId::new(challenge.id_for(DebtCore::NAME)?)?;
        match self.verify_sms_code(&VerifySmsCode::new(contact.clone(), code.clone())).await {
            Ok(Consent::Granted) => Ok(Outcome::Verified(contact.as_str().to_owned())),
            Ok(Consent::Refused(reason)) => match self.named(reason) {
                Some(outcome) => Ok(outcome),
                None => Ok(self.why_not_verified(contact).await),
            },
            Ok(_) => Ok(Outcome::Indeterminate),
            Err(error) => {
                let invalid = correctable(error, "code")?;
                // DebtCore may call a wrong code invalid input.
                Ok(match self.why_not_verified(contact).await {
                    Outcome::Indeterminate => invalid,
                    known => known,
                })
            }
        }
    }
}

impl Client {
    async fn text_code(&self, subject: &Subject, contact: ReqOrgContactId) -> Result<Start, Error> {
        let phone = Subject::need(&subject.phone_number, "the subject has no phone number")?;
        let birth_date = Subject::need(&subject.date_of_birth, "the subject has no birth date")?;
        let request = SendSmsVerificationCode::new(phone.clone(), birth_date.clone(), contact.clone());
        match self.send_sms_verification_code(&request).await {
            Ok(Consent::Sent) => {
                let now = self.clock().now();
                Ok(Start::Sent(Challenge::new(DebtCore::NAME, contact.as_str(), now)))
            }
            Ok(Consent::Refused(reason)) => Ok(Start::Ended(match self.named(reason) {
                Some(outcome) => outcome,
                None => self.why_not_sent(contact).await,
            })),
            Ok(_) => Ok(Start::Ended(Outcome::Indeterminate)),
            Err(error) => correctable(error, "phone number and birth date").map(Start::Ended),
        }
    }

    fn locked_for(&self, wait: Duration) -> Outcome {
        Outcome::LockedUntil(self.clock().now() + wait)
    }

    /// What a refusal means to the person; `None` if it does not say why it came.
    fn named(&self, reason: ConsentRefusal) -> Option<Outcome> {
        Some(match reason {
            ConsentRefusal::WrongCode => Outcome::WrongCode,
            ConsentRefusal::Expired => Outcome::Expired,
            ConsentRefusal::TooManyAttempts => self.locked_for(LOCK),
            ConsentRefusal::Blocked => self.locked_for(BLOCK),
            ConsentRefusal::PhoneNumber => Outcome::CorrectInput("phone number"),
            ConsentRefusal::UnsupportedNumber => Outcome::UseFallback(Fallback::Questions),
            ConsentRefusal::NotEligible => Outcome::NotEligible(Some(Fallback::Questions)),
            ConsentRefusal::NotIdentified => Outcome::NotIdentified(Some(Fallback::Questions)),
            ConsentRefusal::Mismatch => Outcome::CorrectInput("phone number and birth date"),
            ConsentRefusal::Unspecified => return None,
        })
    }

    /// What DebtCore knows about a code that it refused. A consent that it knows is an older one: the refusal stands.
    async fn why_not_verified(&self, contact: ReqOrgContactId) -> Outcome {
        match self.status(contact).await {
            // Nothing is decided yet, so the person may try again.
            Some(VerificationStatus::OtpIncorrect | VerificationStatus::InProgress) => Outcome::WrongCode,
            Some(VerificationStatus::OtpExpired) => Outcome::Expired,
            Some(VerificationStatus::RetryAfter5Min) => self.locked_for(LOCK),
            Some(VerificationStatus::RequiresKba | VerificationStatus::Failed) => {
                Outcome::UseFallback(Fallback::Questions)
            }
            _ => Outcome::Indeterminate,
        }
    }

    /// What DebtCore knows about a code that it did not send. What it knows about codes is about older ones.
    async fn why_not_sent(&self, contact: ReqOrgContactId) -> Outcome {
        match self.status(contact).await {
            Some(VerificationStatus::RetryAfter5Min) => self.locked_for(LOCK),
            _ => Outcome::UseFallback(Fallback::Questions),
        }
    }

    /// How a verification stands, if that can be learned: it is asked to understand a refusal, which stands without it.
    async fn status(&self, contact: ReqOrgContactId) -> Option<VerificationStatus> {
        self.user_verification(&GetUserVerification::new(contact)).await.ok()?.status
    }
}

/// What the person entered is all that could be wrong with a request of this crate.
fn correctable(error: Error, what: &'static str) -> Result<Outcome, Error> {
    let invalid = ErrorCode::of(&error) == Some(ErrorCode::ValidationError) && !error.may_have_acted();
    if invalid { Ok(Outcome::CorrectInput(what)) } else { Err(error) }
}
