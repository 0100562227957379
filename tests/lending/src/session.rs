//! What is kept on the server between two web requests.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use spinwheel_connect::{Challenge, Timestamp, UserId};

/// One person on the way through the application: ids and times, nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The application's own id of the person.
    pub customer: String,
    /// How far they are.
    pub step: Step,
}

/// How far somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Nothing was sent.
    New,
    /// A text was asked for at this time. Stays if nobody knows whether it went out.
    Sending(Timestamp),
    /// A code was sent.
    CodeSent(Challenge),
    /// A code does not help: questions have to be asked, or were asked of this user.
    Questions(Option<UserId>),
    /// The person is who they say.
    Connected(UserId, Report),
}

/// Where the credit report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Report {
    /// Certainly not ordered.
    Missing,
    /// Ordered, or perhaps ordered: not to be ordered again.
    Ordered,
    /// Spinwheel has said that it is there.
    Ready,
}

/// Where sessions are kept.
pub trait SessionStore: fmt::Debug + Send + Sync {
    /// The session of this id.
    fn load(&self, id: &str) -> Option<Session>;

    /// Puts `new` in the place of what was loaded, `None` if there was nothing. False, and nothing done, if another
    /// request was faster: of two clicks on one button, one sends a text.
    fn swap(&self, id: &str, old: Option<&Session>, new: &Session) -> bool;

    /// The session of a connected user.
    fn of_user(&self, user_id: &UserId) -> Option<(String, Session)>;
}

/// Sessions in memory, which can be written down and read again.
#[derive(Default)]
pub struct MapStore(Mutex<BTreeMap<String, Session>>);

impl MapStore {
    /// All sessions, to be kept over a restart.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&*self.sessions())
    }

    /// What [`to_bytes`](Self::to_bytes) wrote.
    pub fn from_bytes(bytes: &[u8]) -> serde_json::Result<Self> {
        Ok(Self(Mutex::new(serde_json::from_slice(bytes)?)))
    }

    fn sessions(&self) -> MutexGuard<'_, BTreeMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SessionStore for MapStore {
    fn load(&self, id: &str) -> Option<Session> {
        self.sessions().get(id).cloned()
    }

    fn swap(&self, id: &str, old: Option<&Session>, new: &Session) -> bool {
        let mut sessions = self.sessions();
        let unchanged = sessions.get(id) == old;
        if unchanged {
            sessions.insert(id.to_owned(), new.clone());
        }
        unchanged
    }

    fn of_user(&self, user_id: &UserId) -> Option<(String, Session)> {
        let of_user = |session: &Session| matches!(&session.step, Step::Connected(id, _) if id == user_id);
        let sessions = self.sessions();
        let (id, session) = sessions.iter().find(|(_, session)| of_user(session))?;
        Some((id.clone(), session.clone()))
    }
}

impl fmt::Debug for MapStore {
    // A session's id is the key to it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MapStore({} sessions)", self.sessions().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_requests_that_loaded_the_same_one_is_refused() {
        let store = MapStore::default();
        let new = Session { customer: "c-1".to_owned(), step: Step::New };
        assert!(store.swap("s-1", None, &new) && !store.swap("s-1", None, &new));
        let questions = Session { step: Step::Questions(None), ..new.clone() };
        assert!(store.swap("s-1", Some(&new), &questions));
        assert!(!store.swap("s-1", Some(&new), &questions), "somebody was faster");
        assert_eq!(store.load("s-1"), Some(questions));
    }
}
