//! The application itself, and what all its steps have in common.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use spinwheel_connect::webhook::HeaderCheck;
use spinwheel_connect::{Client, Clock, OtpVerifier, RESEND_PACE};

use crate::{Reply, Session, SessionStore, Step};

/// How long nobody is sent another text.
pub(crate) const PACE: Duration = RESEND_PACE;

/// The application: what it is put together from.
pub struct Intake {
    /// Who texts and checks codes.
    pub verifier: Arc<dyn OtpVerifier>,
    /// Who asks questions and knows debts.
    pub spinwheel: Client,
    /// Where sessions are kept.
    pub store: Arc<dyn SessionStore>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids of sessions and customers. In production nobody may be able to guess them.
    pub new_id: Box<dyn Fn() -> String + Send + Sync>,
    /// Tells Spinwheel's webhooks from others.
    pub webhooks: HeaderCheck,
}

impl fmt::Debug for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intake").field("verifier", &self.verifier).finish_non_exhaustive()
    }
}

/// A session that was loaded for one web request.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) id: String,
    pub(crate) session: Session,
}

impl Intake {
    /// A new session.
    pub(crate) fn open(&self) -> Visit {
        let (id, customer) = ((self.new_id)(), (self.new_id)());
        let visit = Visit { id, session: Session { customer, step: Step::New } };
        self.store.swap(&visit.id, None, &visit.session);
        visit
    }

    pub(crate) fn find(&self, id: &str) -> Option<Visit> {
        Some(Visit { id: id.to_owned(), session: self.store.load(id)? })
    }

    /// Moves the session on; a reply if another request did so meanwhile.
    pub(crate) fn move_on(&self, visit: &mut Visit, step: Step) -> Result<(), Reply> {
        let moved = Session { step, ..visit.session.clone() };
        if !self.store.swap(&visit.id, Some(&visit.session), &moved) {
            return Err(Reply::conflict("busy", "Another request is under way."));
        }
        visit.session = moved;
        Ok(())
    }

    /// How long it is until another text may be sent.
    pub(crate) fn too_early(&self, step: &Step) -> Option<Duration> {
        match step {
            Step::CodeSent(challenge) => challenge.too_early(self.clock.now(), PACE),
            Step::Sending(since) => {
                let passed = self.clock.now().duration_since(since.to_system_time()).unwrap_or_default();
                PACE.checked_sub(passed).filter(|wait| !wait.is_zero())
            }
            _ => None,
        }
    }
}
