//! What an application does about an error.

use std::fmt;

use verify_core::{Effect, Error, ErrorKind};

use crate::ErrorCode;

/// What an application does about an error; see [`NextStep::of`].
///
/// ```
/// use finicity_connect::{Error, NextStep};
///
/// fn needs_a_fix_link(error: &Error) -> bool {
///     NextStep::of(error) == NextStep::FixLink
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NextStep {
    /// Let the person repair the connection: [`GenerateFixConnectUrl`](crate::GenerateFixConnectUrl).
    FixLink,
    /// It is there already: get it ([`get_consumer_for_customer`](crate::Client::get_consumer_for_customer),
    /// [`list_customers`](crate::Client::list_customers) by username).
    UseExisting,
    /// Correct the value that was given.
    CorrectInput,
    /// Correct the request; Finicity's reason is in [`Error::raw_body`], which may hold personal data.
    ChangeRequest,
    /// An id is unknown, or of another partner: a fault of the application, not of the person.
    CheckIds,
    /// Wait, then make the same call again.
    Wait,
    /// The call may have had its effect: look before making it again.
    LookFirst,
    /// Nothing was done, or nothing that matters: the same call can be made again later.
    TryAgain,
    /// The client is not configured rightly, or its credentials are not accepted or not enough.
    FixConfiguration,
    /// Only Finicity's support can tell, or undo it: a locked account, or a code this version does not know.
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
            Self::FixLink => "let the person repair the connection with a fix link",
            Self::UseExisting => "it is there already: get it",
            Self::CorrectInput => "correct the value that was given",
            Self::ChangeRequest => "correct the request; the reason is in the raw body",
            Self::CheckIds => "check the ids and whose they are",
            Self::Wait => "wait before trying again",
            Self::LookFirst => "look whether it took effect before calling again",
            Self::TryAgain => "try again later",
            Self::FixConfiguration => "check partner id, partner secret and app key",
            Self::AskSupport => "ask Finicity's support",
        })
    }
}
