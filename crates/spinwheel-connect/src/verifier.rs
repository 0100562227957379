//! Spinwheel as one of several ways to verify a person by a texted code.

use std::time::Duration;

use async_trait::async_trait;
use verify_core::provider::Provider;
use verify_core::{Challenge, Error, Fallback, OtpCode, OtpVerifier, Outcome, Start, Subject};

use crate::{Client, ConnectSms, ErrorCode, ExtUserId, NextStep, Spinwheel, UserId, UserKey, VerifySmsCode};

/// How long Spinwheel recommends to wait between two texts to one number (source: its guide "Connect API - SMS").
pub const RESEND_PACE: Duration = Duration::from_secs(30);

const LONGEST_LOCK: Duration = Duration::from_secs(24 * 3600);

/// Needs phone number, birth date and reference (which becomes the external user id); `consented_at` is sent along.
/// For flows that may switch provider; with Spinwheel alone, the calls themselves say more. A verified person is a connected
/// user: the [`Outcome`] carries the user id, for [`order_credit_report`](Client::order_credit_report) and the rest.
///
/// Where phone and birth date are not enough, the outcome names [`Fallback::Questions`]: go on with
/// [`start_kba`](Client::start_kba).
///
/// ```
/// use spinwheel_connect::{Client, DateOfBirth, Environment, OtpCode, OtpVerifier, PhoneNumber, Start, Subject};
/// # use verify_testkit::Script;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let script = Script::new();
/// # script.on("connect_sms").answer(201, include_str!("../tests/samples/connect_sms/created.json"));
/// # script.on("verify_sms_code").answer(200, include_str!("../tests/samples/verify_sms_code/connected.json"));
/// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
///
/// let verifier: Box<dyn OtpVerifier> = Box::new(client);
/// let mut subject = Subject::new();
/// subject.phone_number = Some(PhoneNumber::new("+12025550143")?);
/// subject.date_of_birth = Some(DateOfBirth::new("1990-01-01")?);
/// subject.reference = Some("customer-17".into());
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
        Spinwheel::NAME
    }

    fn resend_pace(&self) -> Duration {
        RESEND_PACE
    }

    async fn start(&self, subject: &Subject) -> Result<Start, Error> {
        let reference =
            Subject::need(&subject.reference, "the subject has no reference, which becomes extUserId")?;
        self.text_code(subject, ExtUserId::new(reference.expose().as_str())?.into()).await
    }

    async fn resend(&self, subject: &Subject, challenge: &Challenge) -> Result<Start, Error> {
        let user_id = UserId::new(challenge.id_for(Spinwheel::NAME)?)?;
        if let Some(wait) = challenge.too_early(self.clock().now(), RESEND_PACE) {
            return Ok(Start::TooEarly(wait));
        }
        self.text_code(subject, user_id.into()).await
    }

    async fn check(&self, challenge: &Challenge, code: &OtpCode) -> Result<Outcome, Error> {
        let user_id = UserId::new(challenge.id_for(Spinwheel::NAME)?)?;
        let verified = Outcome::Verified(user_id.as_str().to_owned());
        match self.verify_sms_code(&VerifySmsCode::new(user_id, code.clone())).await {
            Ok(connection) if connection.is_connected() => Ok(verified),
            Ok(_) => Ok(Outcome::Indeterminate),
            Err(error) => self.outcome(error),
        }
    }
}

impl Client {
    async fn text_code(&self, subject: &Subject, user: UserKey) -> Result<Start, Error> {
        let phone = Subject::need(&subject.phone_number, "the subject has no phone number")?;
        let birth_date = Subject::need(&subject.date_of_birth, "the subject has no birth date")?;
        let mut request = ConnectSms::new(phone.clone(), birth_date.clone(), user);
        if let Some(at) = subject.consented_at {
            request = request.consent_timestamp(at);
        }
        match self.connect_sms(&request).await {
            Ok(connection) => {
                let now = self.clock().now();
                Ok(Start::Sent(Challenge::new(Spinwheel::NAME, connection.user_id.as_str(), now)))
            }
            Err(error) => self.outcome(error).map(Start::Ended),
        }
    }

    /// What a refusal means to the person, or the error itself where only an operator can help.
    fn outcome(&self, error: Error) -> Result<Outcome, Error> {
        let Some(code) = ErrorCode::of(&error).filter(|_| !error.may_have_acted()) else { return Err(error) };
        let now = self.clock().now();
        // A provider can ask for longer than there is time.
        let until =
            |wait: Duration| Outcome::LockedUntil(now.checked_add(wait).unwrap_or(now + LONGEST_LOCK));
        Ok(match (&code, code.next_step()) {
            (ErrorCode::FailedEligibility, _) => Outcome::NotEligible(Some(Fallback::Questions)),
            (ErrorCode::FailedIdentification, _) => Outcome::NotIdentified(Some(Fallback::Questions)),
            (ErrorCode::InvalidNumber | ErrorCode::UnsupportedCountryCode, _) => {
                Outcome::CorrectInput("phone number")
            }
            (ErrorCode::FailedIdentificationInfoMismatch, _) => {
                Outcome::CorrectInput("phone number and birth date")
            }
            (_, NextStep::UseKba) => Outcome::UseFallback(Fallback::Questions),
            (_, NextStep::RetryCode) => Outcome::WrongCode,
            (ErrorCode::Expired, _) => Outcome::Expired,
            (_, NextStep::WaitThenNewConnection(wait) | NextStep::BlockedFor(wait)) => until(wait),
            // Spinwheel does not say for how long; as long as between two texts is our choice.
            (ErrorCode::TooManyRequests, _) => until(error.retry_after().unwrap_or(RESEND_PACE)),
            _ => return Err(error),
        })
    }
}
