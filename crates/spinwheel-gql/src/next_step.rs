//! What an application does about an error.

use std::fmt;

use verify_core::{Effect, Error, ErrorKind};

use crate::ErrorCode;

/// What an application does about an error; see [`NextStep::of`].
///
/// ```
/// use spinwheel_gql::{Error, NextStep};
///
/// fn can_be_repeated(error: &Error) -> bool {
///     matches!(NextStep::of(error), NextStep::TryAgain | NextStep::Wait)
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NextStep {
    /// Correct the value that was given.
    CorrectInput,
    /// An id is unknown, or of another environment: a fault of the application, not of the person.
    CheckIds,
    /// Wait, then make the same call again.
    Wait,
    /// The call may have had its effect: look before making it again.
    LookFirst,
    /// Nothing was done, or nothing that matters: the same call can be made again later.
    TryAgain,
    /// The client is not configured rightly, or its credentials are not accepted or not enough.
    FixConfiguration,
    /// Only the provider can tell, or this version is too old for its schema. Its words are in [`Error::raw_body`], which may
    /// hold personal data.
    AskSupport,
}

impl NextStep {
    /// What to do about any error of this crate: look first where a call that must happen at most once may have acted, else the
    /// code's own step, else what follows from the kind of error.
    pub fn of(error: &Error) -> Self {
        let acts = error.effect().is_some_and(Effect::is_at_most_once);
        if acts && error.may_have_acted() {
            return Self::LookFirst;
        }
        if let Some(code) = ErrorCode::of(error) {
            return code.next_step();
        }
        match error.kind() {
            // No code of DebtCore's: what stands at this address is not DebtCore.
            ErrorKind::Refused
                if error.status().is_some_and(|status| matches!(status.as_u16(), 404 | 405)) =>
            {
                Self::FixConfiguration
            }
            ErrorKind::InvalidInput => Self::CorrectInput,
            ErrorKind::Configuration | ErrorKind::Credentials => Self::FixConfiguration,
            ErrorKind::Throttled => Self::Wait,
            ErrorKind::Connection | ErrorKind::Interrupted | ErrorKind::Timeout | ErrorKind::Unavailable => {
                Self::TryAgain
            }
            _ => Self::AskSupport,
        }
    }
}

impl fmt::Display for NextStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CorrectInput => "correct the value that was given",
            Self::CheckIds => "check the ids and the environment they belong to",
            Self::Wait => "wait before trying again",
            Self::LookFirst => "look whether it took effect before calling again",
            Self::TryAgain => "try again later",
            Self::FixConfiguration => "check endpoint, tenant id, client id, client secret and scope",
            Self::AskSupport => "ask the provider, or look for a newer version of this crate",
        })
    }
}
