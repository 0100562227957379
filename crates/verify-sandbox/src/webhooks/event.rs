//! What is sent, where to, and when.

use std::fmt;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use super::{Delivery, Registration};
use crate::engine::lock;

/// Something that is to be told.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) name: &'static str,
    pub(crate) body: Bytes,
    /// How long from now.
    pub(crate) after: Duration,
    pub(crate) plan: Plan,
    /// Once it is true, nothing of it is sent any more.
    pub(crate) void: Arc<AtomicBool>,
    pub(crate) tie: Tie,
}

/// What an event hangs on, as a saved state can say it: the provider knows what to make of the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tie {
    pub(crate) provider: String,
    pub(crate) key: String,
}

impl Tie {
    pub(crate) fn new(provider: &str, key: impl Into<String>) -> Self {
        Self { provider: provider.to_owned(), key: key.into() }
    }
}

/// What a tie leads to, for an event that comes out of a saved state.
#[derive(Default)]
pub(crate) struct Tied {
    pub(crate) void: Arc<AtomicBool>,
    pub(crate) sign: Option<Sign>,
    pub(crate) settled: Option<Settled>,
    pub(crate) lane: Option<Lane>,
}

/// How a provider delivers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    /// The pause before each attempt after the first one.
    pub(crate) pauses: Vec<Duration>,
    /// How long an answer is waited for.
    pub(crate) patience: Duration,
    pub(crate) accepts: Accepts,
}

/// Which answers settle the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Accepts {
    /// Every 2xx.
    Success,
    /// This status alone.
    Only(u16),
}

impl Accepts {
    pub(crate) fn include(self, status: u16) -> bool {
        match self {
            Self::Success => (200..300).contains(&status),
            Self::Only(wanted) => status == wanted,
        }
    }
}

/// Makes the headers that sign a body: their names and values, anew for each attempt.
pub(crate) type Sign = Arc<dyn Fn(&[u8]) -> Vec<(String, String)> + Send + Sync>;

/// Is told how each attempt ended, before the log shows it. It may not come back to the webhooks: they are locked.
pub(crate) type Settled = Arc<dyn Fn(&Delivery) + Send + Sync>;

/// Where an event goes, and with which headers.
#[derive(Clone)]
pub(crate) struct Address {
    /// `None` when it was given with a request.
    pub(crate) registration: Option<u64>,
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) sign: Option<Sign>,
    pub(crate) settled: Option<Settled>,
}

impl Address {
    pub(crate) fn registered(registration: &Registration) -> Self {
        let Registration { id, url, headers, .. } = registration.clone();
        Self { registration: Some(id), url, headers, sign: None, settled: None }
    }

    /// The headers of one attempt.
    pub(crate) fn headers(&self, body: &[u8]) -> Vec<(String, String)> {
        self.headers.iter().cloned().chain(self.sign.iter().flat_map(|sign| sign(body))).collect()
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Address")
            .field("registration", &self.registration)
            .field("url", &self.url)
            .field("signed", &self.sign.is_some())
            .finish_non_exhaustive()
    }
}

/// Keeps the first attempts of several events in the order in which they were given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lane(Arc<Mutex<Option<oneshot::Receiver<()>>>>);

/// A place in a lane; whoever comes next waits until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    before: Option<oneshot::Receiver<()>>,
    _after: oneshot::Sender<()>,
}

impl Lane {
    pub(crate) fn turn(&self) -> Turn {
        let (after, next) = oneshot::channel();
        Turn { before: lock(&self.0).replace(next), _after: after }
    }
}

impl Turn {
    /// Waits until it is this one's turn.
    pub(crate) async fn come(turn: Option<Self>) -> Option<Self> {
        let mut turn = turn?;
        if let Some(before) = turn.before.take() {
            // Nothing is ever sent: the sender is dropped, which is an error and all that is waited for.
            let _ = before.await;
        }
        Some(turn)
    }
}
