//! Dots as one of several ways to verify a person by a texted code.

use std::time::Duration;

use async_trait::async_trait;
use verify_core::provider::Provider;
use verify_core::{Challenge, Error, OtpCode, OtpVerifier, Outcome, Start, Subject};

use crate::{Client, CreateUser, Dots, ErrorCode, SendVerificationToken, UserId, Verification, VerifyToken};

/// How long to wait between two tokens to the same person. Dots does not say; this is our choice.
pub const RESEND_PACE: Duration = Duration::from_secs(30);

/// Needs given name, family name, e-mail address and phone number; nothing else of the subject is sent. For flows that may
/// switch provider; with Dots alone, the calls themselves say more. A verified person is one who has entered the right code: the
/// [`Outcome`] carries the user id. The user can be `in_review` or `disabled` all the same; only
/// [`retrieve_user`](Client::retrieve_user) says.
///
/// **Effect:** [`start`](OtpVerifier::start) creates a user, unless one has the phone number, and texts a token to that user,
/// verified before or not. If it fails after that, or is called again, the user is there already: in production it is found,
/// in Dots' sandbox there may be a second one. [`resend`](OtpVerifier::resend) texts another token to the user of the challenge.
///
/// ```
/// use dots_users::{Client, Email, OtpCode, OtpVerifier, PhoneNumber, Start, Subject};
/// # use dots_users::{Environment, Keys};
/// # use verify_testkit::Script;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let script = Script::new();
/// # script.on("create_user").answer(201, include_str!("../tests/samples/create_user/created.json"));
/// # script.on("send_verification_token").answer(202, "");
/// # script.on("verify_token").answer(200, "");
/// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
/// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
///
/// let verifier: Box<dyn OtpVerifier> = Box::new(client);
/// let mut subject = Subject::new();
/// subject.first_name = Some("Ada".into());
/// subject.last_name = Some("Lovelace".into());
/// subject.email = Some(Email::new("ada@example.com")?);
/// subject.phone_number = Some(PhoneNumber::new("+12025550143")?);
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
        Dots::NAME
    }

    fn resend_pace(&self) -> Duration {
        RESEND_PACE
    }

    async fn start(&self, subject: &Subject) -> Result<Start, Error> {
        let first_name = Subject::need(&subject.first_name, "the subject has no given name")?;
        let last_name = Subject::need(&subject.last_name, "the subject has no family name")?;
        let email = Subject::need(&subject.email, "the subject has no e-mail address")?;
        let phone = Subject::need(&subject.phone_number, "the subject has no phone number")?;
        let request = CreateUser::new(first_name.clone(), last_name.clone(), email.clone(), phone.clone())?;
        match self.create_user(&request).await {
            Ok(created) => self.text_token(created.user.id).await,
            Err(error) => outcome(error).map(Start::Ended),
        }
    }

    async fn resend(&self, _: &Subject, challenge: &Challenge) -> Result<Start, Error> {
        let user_id = UserId::new(challenge.id_for(Dots::NAME)?)?;
        if let Some(wait) = challenge.too_early(self.clock().now(), RESEND_PACE) {
            return Ok(Start::TooEarly(wait));
        }
        self.text_token(user_id).await
    }

    async fn check(&self, challenge: &Challenge, code: &OtpCode) -> Result<Outcome, Error> {
        let user_id = UserId::new(challenge.id_for(Dots::NAME)?)?;
        // Dots' tokens are longer than the shortest codes: such a one is wrong, and takes no try.
        let Ok(request) = VerifyToken::new(user_id.clone(), code.clone()) else {
            return Ok(Outcome::WrongCode);
        };
        match self.verify_token(&request).await {
            Ok(Verification::Verified) => Ok(Outcome::Verified(user_id.as_str().to_owned())),
            Ok(Verification::WrongToken) => Ok(Outcome::WrongCode),
            // The code is all the person entered here.
            Err(error)
                if ErrorCode::of(&error) == Some(ErrorCode::InvalidInput) && !error.may_have_acted() =>
            {
                Ok(Outcome::CorrectInput("code"))
            }
            Err(error) => outcome(error),
        }
    }
}

impl Client {
    async fn text_token(&self, user_id: UserId) -> Result<Start, Error> {
        let challenge = |at| Challenge::new(Dots::NAME, user_id.as_str(), at);
        match self.send_verification_token(&SendVerificationToken::text(user_id.clone())).await {
            Ok(()) => Ok(Start::Sent(challenge(self.clock().now()))),
            Err(error) => outcome(error).map(Start::Ended),
        }
    }
}

/// What a refusal means to the person, or the error itself where only an operator can help.
fn outcome(error: Error) -> Result<Outcome, Error> {
    let Some(code) = ErrorCode::of(&error).filter(|_| !error.may_have_acted()) else { return Err(error) };
    Ok(match code {
        ErrorCode::InvalidPhoneNumber
        | ErrorCode::InvalidPhoneNumberVoip
        | ErrorCode::InvalidPhoneNumberLandline => Outcome::CorrectInput("phone number"),
        ErrorCode::InvalidEmail | ErrorCode::EmailAlreadyExists => Outcome::CorrectInput("e-mail address"),
        _ => return Err(error),
    })
}
