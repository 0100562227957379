//! One flow over all providers: an application that speaks to these traits can switch provider, or fall back to
//! another one, without rewriting itself.

use std::fmt;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::values::{DateOfBirth, Email, OtpCode, PhoneNumber, Pii, Timestamp};

/// Verifies a person by a code that is sent to them.
///
/// Who has something to do decides what comes back: what the person or the application can act on is an [`Outcome`],
/// what an operator has to look at (no connection, wrong key, an unknown delivery) is an [`Error`].
#[async_trait]
pub trait OtpVerifier: fmt::Debug + Send + Sync {
    /// The provider's short name, as in [`Challenge::provider`].
    fn provider(&self) -> &'static str;

    /// How long to wait between two codes to the same person, as the provider recommends it; [`resend`](Self::resend)
    /// keeps to it.
    fn resend_pace(&self) -> Duration;

    /// Sends a code. **Sends a text message.** A value the provider needs and the subject lacks is an error that
    /// names it; nothing is sent then.
    async fn start(&self, subject: &Subject) -> Result<Start, Error>;

    /// Sends another code, unless the last one was sent too short a time ago. **Sends a text message.** Takes the
    /// subject again, since a challenge holds no personal data.
    async fn resend(&self, subject: &Subject, challenge: &Challenge) -> Result<Start, Error>;

    /// Checks the code the person entered. Uses up a try.
    async fn check(&self, challenge: &Challenge, code: &OtpCode) -> Result<Outcome, Error>;
}

/// Verifies a person by a link they open: at the provider's page they prove something, and the provider knows the result.
///
/// What comes back through the person's browser proves nothing; [`check`](Self::check) asks the provider. As with
/// [`OtpVerifier`], what the person or the application can act on is an [`Outcome`], the rest an [`Error`].
#[async_trait]
pub trait LinkVerifier: fmt::Debug + Send + Sync {
    /// The provider's short name, as in [`Challenge::provider`].
    fn provider(&self) -> &'static str;

    /// How long to wait between two links for the same person; [`Challenge::too_early`] keeps to it. Zero where a spare link
    /// harms nobody. [`start`](Self::start) itself does not look: it knows nothing of earlier links.
    fn resend_pace(&self) -> Duration;

    /// How long to wait between two [checks](Self::check) of one challenge while it is [pending](Outcome::Pending).
    fn check_pace(&self) -> Duration;

    /// Makes the link, or has the provider send it; which of the two, and what it costs, the implementation says. A value
    /// the provider needs and the subject lacks is an error that names it; nothing is sent then.
    async fn start(&self, subject: &Subject) -> Result<Start, Error>;

    /// Asks the provider how it stands; [`Outcome::Pending`] until the person has done their part.
    async fn check(&self, challenge: &Challenge) -> Result<Outcome, Error>;
}

/// Who is to be verified. Each provider needs some of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subject {
    /// The phone number.
    pub phone_number: Option<PhoneNumber>,
    /// The birth date.
    pub date_of_birth: Option<DateOfBirth>,
    /// The given name.
    pub first_name: Option<Pii<String>>,
    /// The family name.
    pub last_name: Option<Pii<String>>,
    /// The e-mail address.
    pub email: Option<Email>,
    /// The application's own id of the person.
    pub reference: Option<Pii<String>>,
    /// When the person agreed to be verified.
    pub consented_at: Option<Timestamp>,
    /// Where the person goes after a hosted page.
    pub target_url: Option<Pii<String>>,
}

impl Subject {
    /// Nobody in particular; fill in what the provider needs.
    pub fn new() -> Self {
        Self::default()
    }

    /// A field the provider needs: `Subject::need(&subject.phone_number, "the subject has no phone number")`.
    pub fn need<'a, T>(field: &'a Option<T>, missing: &'static str) -> Result<&'a T, Error> {
        field.as_ref().ok_or_else(|| Error::invalid_input(missing))
    }
}

/// How a verification began.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Start {
    /// A code or a link was sent. Keep the challenge until the person has entered the one or opened the other.
    Sent(Challenge),
    /// The person has to open this link. Whoever has it can act as the person: hand it to nobody else, log it nowhere.
    Open(Pii<String>, Challenge),
    /// No code was sent: the last one was sent too short a time ago. Try again after this time.
    TooEarly(Duration),
    /// No code was sent: the provider refused, and this is what to do.
    Ended(Outcome),
}

/// A verification under way: what an application stores on its server between two web requests. It holds ids and a
/// time, nothing personal, and can be serialised.
///
/// It belongs into a server-side session: whoever holds it can use up tries.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    provider: String,
    id: String,
    sent_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
}

impl Challenge {
    /// `id` is what the provider needs to check the code.
    pub fn new(provider: impl Into<String>, id: impl Into<String>, sent_at: impl Into<Timestamp>) -> Self {
        Self { provider: provider.into(), id: id.into(), sent_at: sent_at.into(), expires_at: None }
    }

    /// Adds when the code or the link stops working.
    #[must_use]
    pub fn expiring(mut self, at: impl Into<Timestamp>) -> Self {
        self.expires_at = Some(at.into());
        self
    }

    /// The same one, after another code was sent or may have been: to be stored before a call whose answer may get lost, so that
    /// [`too_early`](Self::too_early) counts from this time on.
    #[must_use]
    pub fn sent_again(mut self, at: impl Into<Timestamp>) -> Self {
        self.sent_at = at.into();
        self
    }

    /// When the last code or the link was sent, as far as the application knows.
    pub fn sent_at(&self) -> Timestamp {
        self.sent_at
    }

    /// When the code or the link stops working, where that is known.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }

    /// Whether the code or the link has stopped working; false where that is not known.
    pub fn has_expired(&self, now: SystemTime) -> bool {
        self.expires_at.is_some_and(|at| now >= at.to_system_time())
    }

    /// Which provider it belongs to.
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// The provider's id, if the challenge belongs to the provider; else an error.
    pub fn id_for(&self, provider: &str) -> Result<&str, Error> {
        let foreign = || Error::invalid_input("the challenge belongs to another provider");
        (self.provider == provider).then_some(self.id.as_str()).ok_or_else(foreign)
    }

    /// How long after the last code the next one may be sent: `None` if `pace` has passed.
    pub fn too_early(&self, now: SystemTime, pace: Duration) -> Option<Duration> {
        let since = now.duration_since(self.sent_at.to_system_time()).unwrap_or_default();
        pace.checked_sub(since).filter(|wait| !wait.is_zero())
    }
}

impl fmt::Debug for Challenge {
    /// Without the id: with some providers it is the application's own id of the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { provider, id: _, sent_at, expires_at } = self;
        let mut printed = f.debug_struct("Challenge");
        printed.field("provider", provider).field("sent_at", sent_at).field("expires_at", expires_at);
        printed.finish_non_exhaustive()
    }
}

/// How a verification stands.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The person is verified. Carries the provider's id of the person, for the provider's own calls.
    Verified(String),
    /// The code was wrong; ask again.
    WrongCode,
    /// The code has expired; start again.
    Expired,
    /// Too many tries; nothing helps before this time.
    LockedUntil(SystemTime),
    /// The provider knows the person and does not accept them.
    NotEligible(Option<Fallback>),
    /// The provider does not know the person.
    NotIdentified(Option<Fallback>),
    /// Something the person entered is wrong; the text says what.
    CorrectInput(&'static str),
    /// Not decided yet; ask again later.
    Pending,
    /// The evidence is of somebody else.
    Mismatch,
    /// The evidence proves nothing; treat it as a no.
    Indeterminate,
    /// The person gave up.
    Cancelled,
    /// This way is closed for the person; use the other one.
    UseFallback(Fallback),
}

impl Outcome {
    /// Whether the person is verified; every other outcome is a no.
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Verified(_))
    }

    /// Whether a chain may go on to another provider: this one knows the person and does not accept them, or does not know them.
    /// After anything else it may not: whoever guesses codes, is locked out or has shown somebody else's evidence shall not get
    /// another provider to try it on. [`Error::another_may_try`] is the same for errors.
    ///
    /// [`UseFallback`](Self::UseFallback) is not among them. From `start` it says that this way does not reach the person, and a
    /// chain without the provider's other way may go on; from `check` it may be a lock that the provider does not call one.
    pub fn another_may_try(&self) -> bool {
        matches!(self, Self::NotEligible(_) | Self::NotIdentified(_))
    }

    /// The other way, if the provider has one for this outcome.
    pub fn fallback(&self) -> Option<Fallback> {
        match self {
            Self::NotEligible(fallback) | Self::NotIdentified(fallback) => *fallback,
            Self::UseFallback(fallback) => Some(*fallback),
            _ => None,
        }
    }
}

impl Error {
    /// Whether a chain may go on to another provider after an error of `start`: this one has certainly sent the person nothing, and
    /// has not refused what was asked, which may be wrong for all. Not to be asked of an error of `check` or `resend`, after which
    /// a text is out: stay with its provider. [`Outcome::another_may_try`] is the same for outcomes.
    pub fn another_may_try(&self) -> bool {
        !self.may_have_acted() && !matches!(self.kind(), ErrorKind::InvalidInput | ErrorKind::Refused)
    }
}

impl fmt::Debug for Outcome {
    /// Without the id of the person, as [`Challenge`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verified(_) => f.write_str("Verified(***)"),
            Self::WrongCode => f.write_str("WrongCode"),
            Self::Expired => f.write_str("Expired"),
            Self::LockedUntil(time) => f.debug_tuple("LockedUntil").field(time).finish(),
            Self::NotEligible(fallback) => f.debug_tuple("NotEligible").field(fallback).finish(),
            Self::NotIdentified(fallback) => f.debug_tuple("NotIdentified").field(fallback).finish(),
            Self::CorrectInput(what) => f.debug_tuple("CorrectInput").field(what).finish(),
            Self::Pending => f.write_str("Pending"),
            Self::Mismatch => f.write_str("Mismatch"),
            Self::Indeterminate => f.write_str("Indeterminate"),
            Self::Cancelled => f.write_str("Cancelled"),
            Self::UseFallback(fallback) => f.debug_tuple("UseFallback").field(fallback).finish(),
        }
    }
}

/// Another way to verify a person with the same provider, by calls of the provider's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fallback {
    /// Questions only the person can answer (knowledge-based authentication).
    Questions,
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn ids_of_persons_are_not_printed() {
        let challenge = Challenge::new("example", "contact-17", UNIX_EPOCH);
        let printed = format!(
            "{challenge:?} {:?} {:?}",
            Start::Sent(challenge.clone()),
            Outcome::Verified("contact-17".into())
        );
        assert!(!printed.contains("contact-17"), "{printed}");
        assert!(printed.starts_with("Challenge { provider: \"example\", sent_at: "), "{printed}");
        assert!(printed.ends_with("Verified(***)"), "{printed}");
    }

    #[test]
    fn a_pace_counts_from_the_last_text_that_was_or_may_have_been_sent() {
        let (pace, later) = (Duration::from_secs(30), UNIX_EPOCH + Duration::from_secs(20));
        let first = Challenge::new("example", "u-1", UNIX_EPOCH).expiring(later);
        let again = first.clone().sent_again(later);
        assert_eq!(first.too_early(later, pace), Some(Duration::from_secs(10)));
        assert_eq!(again.too_early(later, pace), Some(pace));
        assert_eq!(again.sent_at(), later.into());
        assert_eq!((again.expires_at(), again.id_for("example").unwrap()), (first.expires_at(), "u-1"));
        assert_eq!(first.expires_at(), Some(later.into()));
    }

    #[test]
    fn another_provider_may_try_only_where_this_one_is_through_with_the_person() {
        let questions = Some(Fallback::Questions);
        for closed in [Outcome::NotEligible(None), Outcome::NotIdentified(questions)] {
            assert!(closed.another_may_try(), "{closed:?}");
        }
        let others = [
            Outcome::Verified("u-1".into()),
            Outcome::WrongCode,
            Outcome::Expired,
            Outcome::LockedUntil(UNIX_EPOCH),
            Outcome::CorrectInput("code"),
            Outcome::Pending,
            Outcome::Mismatch,
            Outcome::Indeterminate,
            Outcome::Cancelled,
            Outcome::UseFallback(Fallback::Questions),
        ];
        for other in others {
            assert!(!other.another_may_try(), "{other:?}");
        }
        assert!(!Error::invalid_input("a wrong value").another_may_try());
        assert!(Error::configuration("no path").another_may_try(), "nothing was sent");
    }
}
