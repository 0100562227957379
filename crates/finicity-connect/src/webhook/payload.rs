//! What each event says.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use verify_core::provider::{Lenient, answer, required};
use verify_core::{FreeForm, Pii};

use super::EventType;
use crate::models::Account;
use crate::{AccountId, InstitutionId};

/// The particulars of an event.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Payload {
    /// Nothing to say: `ping`, `started`, `done`.
    Empty,
    /// `institutionNotFound`.
    InstitutionNotFound(InstitutionNotFound),
    /// `institutionNotSupported`, `institutionSupported`, `processing`.
    Institution(InstitutionEvent),
    /// `adding`.
    Adding(Adding),
    /// `unableToConnect`.
    UnableToConnect(UnableToConnect),
    /// `discovered`.
    Discovered(Discovered),
    /// `added`: the accounts that are connected now.
    Added(Added),
    /// `credentialsUpdated`.
    CredentialsUpdated(CredentialsUpdated),
    /// `accountsDeleted`.
    AccountsDeleted(AccountsDeleted),
    /// Of `mfa`, `invalidCredentials` and of event types this version does not know the form is not published; also what
    /// does not have the form of its type.
    Other(FreeForm),
}

answer! {
    /// A search that found nothing.
    pub struct InstitutionNotFound {
        /// What was searched for.
        query: Option<Pii<String>> => "query",
    }
}

answer! {
    /// An institution that was chosen.
    pub struct InstitutionEvent {
        /// Which one.
        institution_id: Option<InstitutionId> => "institutionId",
    }
}

answer! {
    /// A sign-in that has begun.
    pub struct Adding {
        /// Where.
        institution_id: Option<InstitutionId> => "institutionId",
        /// Whether it happens at the institution's own page.
        oauth: Option<bool> => "oauth",
    }
}

answer! {
    /// An institution that cannot be reached.
    pub struct UnableToConnect {
        /// Which one.
        institution_id: Option<InstitutionId> => "institutionId",
        /// The aggregation status code.
        code: Option<u32> => "code",
    }
}

answer! {
    /// Accounts that were found and are not connected yet.
    pub struct Discovered {
        /// Where.
        institution_id: Option<InstitutionId> => "institutionId",
        /// The accounts.
        accounts: Vec<Account> => "accounts",
    }
}

answer! {
    /// Accounts that are connected now.
    pub struct Added {
        /// Where.
        institution_id: Option<InstitutionId> => "institutionId",
        /// The accounts.
        accounts: Vec<Account> => "accounts",
        /// Whether the customer signed in at the institution's own page.
        oauth: Option<bool> => "oauth",
    }
}

answer! {
    /// Credentials that were renewed.
    pub struct CredentialsUpdated {
        /// Where.
        institution_id: Option<InstitutionId> => "institutionId",
        /// Whether the institution asked for more than credentials.
        mfa: Option<bool> => "mfa",
    }
}

answer! {
    /// Accounts that were disconnected.
    pub struct AccountsDeleted {
        /// Which ones.
        accounts: Vec<AccountId> => "accounts",
        /// Where.
        institution_id: Option<InstitutionId> => "institutionId",
    }
}

impl Serialize for Payload {
    /// Under the names of the wire.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_map(Some(0))?.end(),
            Self::InstitutionNotFound(payload) => payload.serialize(serializer),
            Self::Institution(payload) => payload.serialize(serializer),
            Self::Adding(payload) => payload.serialize(serializer),
            Self::UnableToConnect(payload) => payload.serialize(serializer),
            Self::Discovered(payload) => payload.serialize(serializer),
            Self::Added(payload) => payload.serialize(serializer),
            Self::CredentialsUpdated(payload) => payload.serialize(serializer),
            Self::AccountsDeleted(payload) => payload.serialize(serializer),
            Self::Other(payload) => payload.serialize(serializer),
        }
    }
}

impl Payload {
    /// Data in a form nobody has published must not cost the event.
    pub(super) fn read(event: &EventType, payload: FreeForm) -> Self {
        let typed = match event {
            EventType::Ping | EventType::Started | EventType::Done => Some(Self::Empty),
            EventType::InstitutionNotFound => typed(&payload).map(Self::InstitutionNotFound),
            EventType::InstitutionNotSupported | EventType::InstitutionSupported | EventType::Processing => {
                typed(&payload).map(Self::Institution)
            }
            EventType::Adding => typed(&payload).map(Self::Adding),
            EventType::UnableToConnect => typed(&payload).map(Self::UnableToConnect),
            EventType::Discovered => typed(&payload).map(Self::Discovered),
            EventType::Added => typed(&payload).map(Self::Added),
            EventType::CredentialsUpdated => typed(&payload).map(Self::CredentialsUpdated),
            EventType::AccountsDeleted => typed(&payload).map(Self::AccountsDeleted),
            EventType::Mfa | EventType::InvalidCredentials | EventType::Unknown(_) => None,
        };
        typed.unwrap_or(Self::Other(payload))
    }
}

fn typed<T: Lenient>(payload: &FreeForm) -> Option<T> {
    required(payload.expose()).ok()
}
