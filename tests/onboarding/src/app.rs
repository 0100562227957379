//! The application itself, and what all its steps have in common.

use std::fmt;
use std::io;
use std::sync::Arc;

use spinwheel_connect::{Clock, Error, Timestamp};
use tokio::sync::Mutex;

use crate::limits::Limits;
use crate::notice::Notice;
use crate::{Bank, Providers, Session, Store, Verification, Way};

/// What the application is put together from.
pub struct App {
    /// How people are verified: the first one, and then those to fall back to.
    pub ways: Vec<Way>,
    /// The providers, where one of them alone is asked.
    pub providers: Providers,
    /// Where sessions are kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids of sessions and persons. In production nobody may be able to guess them.
    pub new_id: Box<dyn Fn() -> io::Result<String> + Send + Sync>,
    /// Where the application is reached from outside: `https://app.example.com`.
    pub url: String,
    /// Held by whoever works on hints: one at a time, so that ten of them are not ten reasons to ask.
    pub(crate) working: Mutex<()>,
    /// Held by whoever waits to look again at what could not be looked at.
    pub(crate) waiting: Mutex<()>,
    pub(crate) limits: Limits,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("ways", &self.ways).finish_non_exhaustive()
    }
}

/// A session that was loaded for one web request.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) id: String,
    pub(crate) session: Session,
}

impl App {
    /// Spinwheel first; where that does not do, Dots; where that does not either, Signzy's link.
    pub fn new(
        providers: Providers,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        new_id: Box<dyn Fn() -> io::Result<String> + Send + Sync>,
        url: String,
    ) -> Self {
        let ways = providers.ways();
        let (working, waiting, limits) = (Mutex::default(), Mutex::default(), Limits::default());
        Self { ways, providers, store, clock, new_id, url, working, waiting, limits }
    }

    /// A new session.
    pub(crate) fn open(&self) -> io::Result<Visit> {
        let visit = Visit { id: (self.new_id)()?, session: Session::new((self.new_id)()?) };
        self.store.swap(&visit.id, None, &visit.session);
        Ok(visit)
    }

    pub(crate) fn find(&self, id: &str) -> Option<Visit> {
        Some(Visit { id: id.to_owned(), session: self.store.load(id)? })
    }

    /// Stores how the session goes on; a notice if another request was faster, and then nothing may be sent.
    pub(crate) fn store(&self, visit: &mut Visit, moved: Session) -> Result<(), Notice> {
        if !self.store.swap(&visit.id, Some(&visit.session), &moved) {
            if let Some(session) = self.store.load(&visit.id) {
                visit.session = session;
            }
            return Err(Notice::Busy);
        }
        visit.session = moved;
        Ok(())
    }

    pub(crate) fn verification(&self, visit: &mut Visit, verification: Verification) -> Result<(), Notice> {
        self.store(visit, Session { verification, ..visit.session.clone() })
    }

    pub(crate) fn bank(&self, visit: &mut Visit, bank: Bank) -> Result<(), Notice> {
        self.store(visit, Session { bank, ..visit.session.clone() })
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now().into()
    }

    /// An error that left nothing behind, and that the person can do nothing about. The log line holds no value of theirs.
    pub(crate) fn trouble(error: &Error) -> Notice {
        tracing::warn!(%error, "a call failed");
        Notice::Trouble
    }
}
