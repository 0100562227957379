//! What a token cache knows, and what follows from it. Nothing here waits.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::{Current, Issued, Outcome, Token, TokenSource};
use crate::error::Error;

/// While an old token can still be used, a failed renewal is tried again after this pause. Our choice.
const RENEWAL_PAUSE: Duration = Duration::from_secs(10);

pub(super) struct State {
    source: Arc<dyn TokenSource>,
    /// Counts sources: what an old one's credentials came to says nothing about the new ones.
    epoch: u64,
    generation: u64,
    current: Option<Lasting>,
    refused: Option<Error>,
    /// Set while somebody fetches; closed without a value if the fetch was ended from outside.
    fetching: Option<Fetching>,
}

struct Lasting {
    issued: Issued,
    /// Not after its end: one comparison tells whether it is fresh.
    renew_at: Duration,
    ends_at: Duration,
}

/// What somebody does who needs a token now.
pub(super) enum Next {
    Use(Issued),
    /// Use it, and renew it meanwhile.
    Renew(Issued, Begun),
    /// The credentials were refused.
    Refused(Error),
    /// Somebody fetches already.
    Wait(Fetching),
    Fetch(Fetching, Begun),
}

/// Whether the credentials can be changed now.
pub(super) enum Claim {
    Begun(Begun),
    Busy(Fetching),
    Refused(Error),
}

/// Learns what a fetch comes to.
pub(super) type Fetching = watch::Receiver<Option<Outcome>>;

/// A fetch that has been given the go-ahead; nobody else fetches until it is settled or dropped.
pub(super) struct Begun {
    pub(super) source: Arc<dyn TokenSource>,
    pub(super) done: watch::Sender<Option<Outcome>>,
    epoch: u64,
}

impl State {
    pub(super) fn new(source: Arc<dyn TokenSource>) -> Self {
        Self { source, epoch: 0, generation: 0, current: None, refused: None, fetching: None }
    }

    /// The token, if it is neither over nor to be renewed.
    pub(super) fn fresh(&self, now: Duration) -> Option<Issued> {
        let current = self.current.as_ref()?;
        (now < current.renew_at).then(|| Arc::clone(&current.issued))
    }

    /// What comes next where no token is [fresh](Self::fresh).
    pub(super) fn next(&mut self, now: Duration) -> Next {
        if let Some(current) = self.current.as_ref().filter(|current| now < current.ends_at) {
            let issued = Arc::clone(&current.issued);
            // Refused credentials bring no new one, however often they are tried.
            let renewal = self.refused.is_none().then(|| self.begin());
            return match renewal {
                Some((_, Some(begun))) => Next::Renew(issued, begun),
                _ => Next::Use(issued),
            };
        }
        if let Some(error) = &self.refused {
            return Next::Refused(error.clone());
        }
        match self.begin() {
            (fetching, Some(begun)) => Next::Fetch(fetching, begun),
            (fetching, None) => Next::Wait(fetching),
        }
    }

    pub(super) fn claim(&mut self) -> Claim {
        match (self.refused.clone(), self.begin()) {
            (_, (fetching, None)) => Claim::Busy(fetching),
            (Some(error), _) => Claim::Refused(error),
            (None, (_, Some(begun))) => Claim::Begun(begun),
        }
    }

    /// Joins the fetch that is under way, or begins one.
    fn begin(&mut self) -> (Fetching, Option<Begun>) {
        if let Some(running) = self.fetching.as_ref().filter(|running| running.has_changed().is_ok()) {
            return (running.clone(), None);
        }
        let (done, result) = watch::channel(None);
        self.fetching = Some(result.clone());
        (result, Some(Begun { source: Arc::clone(&self.source), done, epoch: self.epoch }))
    }

    /// Takes over what a fetch brought. `None` if it failed with credentials that have been replaced meanwhile.
    pub(super) fn settle(
        &mut self,
        begun: &Begun,
        started: Duration,
        now: Duration,
        fetched: Result<Token, Error>,
    ) -> Option<Outcome> {
        self.fetching = None;
        match fetched {
            Ok(token) => Some(Ok(self.keep(token, started))),
            Err(_) if begun.epoch != self.epoch => None,
            Err(error) => {
                if error.is_credentials() {
                    self.remember(begun, &error);
                }
                if let Some(current) = &mut self.current {
                    current.renew_at = now.saturating_add(RENEWAL_PAUSE).min(current.ends_at);
                }
                Some(Err(error))
            }
        }
    }

    /// Keeps in mind that the credentials were refused, if they are still the ones in use.
    pub(super) fn remember(&mut self, begun: &Begun, error: &Error) {
        if begun.epoch == self.epoch {
            self.refused = Some(error.clone());
        }
    }

    fn keep(&mut self, token: Token, started: Duration) -> Issued {
        self.generation += 1;
        let issued = Arc::new(Current { header: token.header, generation: self.generation });
        let ends_at = started.saturating_add(token.hard_age);
        let renew_at = started.saturating_add(token.soft_age).min(ends_at);
        self.current = Some(Lasting { issued: Arc::clone(&issued), renew_at, ends_at });
        issued
    }

    pub(super) fn reject(&mut self, generation: u64) {
        self.current.take_if(|current| current.issued.generation == generation);
    }

    pub(super) fn replace_source(&mut self, source: Arc<dyn TokenSource>) {
        self.source = source;
        self.epoch += 1;
        self.refused = None;
    }
}
