//! Where sessions and hints are kept. In production this is a database.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::{About, Hint, Session};

/// What the application needs of a database.
pub trait Store: fmt::Debug + Send + Sync {
    /// The session of this id.
    fn load(&self, id: &str) -> Option<Session>;

    /// Puts `new` in the place of what was loaded, `None` if there was nothing. False, and nothing done, if another request was
    /// faster: of two clicks on one button, one sends a text.
    fn swap(&self, id: &str, old: Option<&Session>, new: &Session) -> bool;

    /// The sessions a hint is about, with their ids.
    fn about(&self, about: &About) -> Vec<(String, Session)>;

    /// Writes a hint down; false if it is a duplicate. When this returns, it is safe to tell the provider "I have it".
    fn note(&self, hint: &Hint) -> bool;

    /// The hints that were not acted on yet, also those from before a restart.
    fn pending(&self) -> Vec<Hint>;

    /// A hint was acted on. Its id stays known: providers send for days.
    fn settle(&self, hint: &Hint);

    /// Who a user of Dots is now, after all merges that were heard of, in whichever order.
    fn user_now(&self, id: &str) -> String;
}

/// All of it in memory, to be written down and read again.
#[derive(Default)]
pub struct MemoryStore(Mutex<Tables>);

#[derive(Default, Serialize, Deserialize)]
struct Tables {
    sessions: BTreeMap<String, Session>,
    known: BTreeSet<String>,
    pending: Vec<Hint>,
    merged: BTreeMap<String, String>,
}

impl MemoryStore {
    /// Everything, to be kept over a restart.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&*self.tables())
    }

    /// What [`to_bytes`](Self::to_bytes) wrote.
    pub fn from_bytes(bytes: &[u8]) -> serde_json::Result<Self> {
        Ok(Self(Mutex::new(serde_json::from_slice(bytes)?)))
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tables {
    /// Follows the merges to the end; a circle, which would be a mistake of the provider's, ends where it began.
    fn user_now(&self, id: &str) -> String {
        let (mut now, mut steps) = (id, 0);
        while let Some(next) = self.merged.get(now).filter(|_| steps < self.merged.len()) {
            (now, steps) = (next, steps + 1);
        }
        now.to_owned()
    }
}

impl Store for MemoryStore {
    fn load(&self, id: &str) -> Option<Session> {
        self.tables().sessions.get(id).cloned()
    }

    fn swap(&self, id: &str, old: Option<&Session>, new: &Session) -> bool {
        let mut tables = self.tables();
        let unchanged = tables.sessions.get(id) == old;
        if unchanged {
            tables.sessions.insert(id.to_owned(), new.clone());
        }
        unchanged
    }

    fn about(&self, about: &About) -> Vec<(String, Session)> {
        let tables = self.tables();
        let is_it = |session: &Session| match about {
            About::Person(person) => session.person == *person,
            About::DotsUser(user) | About::Merged { old: user, .. } => {
                session.is_verified_as("dots", user) || session.is_verified_as("dots", &tables.user_now(user))
            }
        };
        let found = tables.sessions.iter().filter(|(_, session)| is_it(session));
        found.map(|(id, session)| (id.clone(), session.clone())).collect()
    }

    fn note(&self, hint: &Hint) -> bool {
        let mut tables = self.tables();
        let is_new = tables.known.insert(hint.id.clone());
        if is_new {
            if let About::Merged { old, new } = &hint.about {
                tables.merged.insert(old.clone(), new.clone());
            }
            tables.pending.push(hint.clone());
        }
        is_new
    }

    fn pending(&self) -> Vec<Hint> {
        self.tables().pending.clone()
    }

    fn settle(&self, hint: &Hint) {
        self.tables().pending.retain(|pending| pending.id != hint.id);
    }

    fn user_now(&self, id: &str) -> String {
        self.tables().user_now(id)
    }
}

impl fmt::Debug for MemoryStore {
    // A session's id is the key to it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemoryStore({} sessions)", self.tables().sessions.len())
    }
}
