//! What is kept of a person between two web requests: ids and times, nothing personal.

use serde::{Deserialize, Serialize};
use spinwheel_connect::{Challenge, Timestamp};

/// One person on the way through the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The application's own id of the person, which the providers get as a reference.
    pub person: String,
    /// Whether they are who they say.
    pub verification: Verification,
    /// Whether they have connected a bank.
    pub bank: Bank,
}

/// How far the verification is. `way` is a place in the application's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verification {
    /// Nothing is under way; this way comes next.
    Open {
        /// Its place.
        way: usize,
    },
    /// A text was asked for, and nobody knows whether it went out. Written before the call, so it is true whatever happens.
    Asked {
        /// The place of the way.
        way: usize,
        /// When.
        at: Timestamp,
    },
    /// A code or a link was sent.
    Sent {
        /// The place of the way.
        way: usize,
        /// What to check by. It says when the last text was sent, or may have been.
        challenge: Challenge,
    },
    /// The person is who they say.
    Verified {
        /// By whom.
        provider: String,
        /// The provider's id of the person.
        id: String,
    },
    /// A provider has changed its mind: somebody has to look at it.
    InReview,
    /// No way is left.
    Refused,
}

/// How far the connecting of bank accounts is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bank {
    /// It has not begun.
    None,
    /// The person was given a link.
    Asked(Challenge),
    /// There are accounts, of this customer of Finicity's.
    Connected(String),
}

impl Session {
    /// Somebody new.
    pub fn new(person: String) -> Self {
        Self { person, verification: Verification::Open { way: 0 }, bank: Bank::None }
    }

    /// Whether the provider with this name knows the person by this id.
    pub(crate) fn is_verified_as(&self, name: &str, known: &str) -> bool {
        matches!(&self.verification, Verification::Verified { provider, id } if provider == name && id == known)
    }
}
