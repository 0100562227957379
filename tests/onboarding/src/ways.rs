//! One provider's way to verify a person, by a code or by a link. The application has a list of them.

use std::sync::Arc;
use std::time::Duration;

use signzy_link::LinkVerifier;
use spinwheel_connect::{Challenge, Error, OtpCode, OtpVerifier, Outcome, Start, Subject};

/// A provider that verifies a person. Which one it is matters to nobody but this list.
#[derive(Debug, Clone)]
pub enum Way {
    /// The person reads a code off their phone.
    Code(Arc<dyn OtpVerifier>),
    /// The person opens a link on their phone.
    Link(Arc<dyn LinkVerifier>),
}

impl Way {
    /// The provider's name, as it stands in the log.
    pub fn provider(&self) -> &'static str {
        match self {
            Self::Code(verifier) => verifier.provider(),
            Self::Link(verifier) => verifier.provider(),
        }
    }

    /// How long nobody gets another text.
    pub(crate) fn pace(&self) -> Duration {
        match self {
            Self::Code(verifier) => verifier.resend_pace(),
            Self::Link(verifier) => verifier.resend_pace(),
        }
    }

    /// Has the first text sent, or another one for a challenge that is there. A link cannot be sent again: there is a new one.
    pub(crate) async fn send(&self, subject: &Subject, before: Option<&Challenge>) -> Result<Start, Error> {
        match (self, before) {
            (Self::Code(verifier), Some(challenge)) => verifier.resend(subject, challenge).await,
            (Self::Code(verifier), None) => verifier.start(subject).await,
            (Self::Link(verifier), _) => verifier.start(subject).await,
        }
    }

    /// Whether it is the right code, or the link was opened; without a code there is nothing to check by one.
    pub(crate) async fn check(
        &self,
        challenge: &Challenge,
        code: Option<&OtpCode>,
    ) -> Result<Outcome, Error> {
        match (self, code) {
            (Self::Code(verifier), Some(code)) => verifier.check(challenge, code).await,
            (Self::Code(_), None) => Ok(Outcome::CorrectInput("code")),
            (Self::Link(verifier), _) => verifier.check(challenge).await,
        }
    }
}
