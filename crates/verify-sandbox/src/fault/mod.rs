//! Faults, armed by operation and counted.

mod kind;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::engine::lock;
use crate::state::plain;

pub use kind::{FaultKind, RetryAfter};

/// A fault and where it strikes.
///
/// ```
/// use verify_sandbox::{Fault, FaultKind};
///
/// let once = Fault::new("spinwheel.connect_sms", FaultKind::AcceptedThenLost).times(1);
/// # let _ = once;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    operation: String,
    kind: FaultKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
}

impl Fault {
    /// Strikes every matching request until it is taken back. `operation` is a name such as `spinwheel.connect_sms`,
    /// all operations of a provider (`spinwheel.*`), or all (`*`).
    pub fn new(operation: impl Into<String>, kind: FaultKind) -> Self {
        Self { operation: operation.into(), kind, times: None }
    }

    /// Strikes the first `count` matching requests only.
    pub fn times(mut self, count: u64) -> Self {
        self.times = Some(count);
        self
    }

    fn matches(&self, operation: &str) -> bool {
        match self.operation.strip_suffix('*') {
            Some(start) => operation.starts_with(start),
            None => self.operation == operation,
        }
    }
}

/// Why a fault was not armed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultError {
    /// No operation has this name.
    UnknownOperation {
        /// The name given.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// No provider that the fault can strike documents this token.
    UnknownToken {
        /// The token given.
        token: String,
        /// The tokens there are.
        known: Vec<&'static str>,
    },
    /// An HTTP status is a number from 200 to 599.
    InvalidStatus(u16),
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownOperation { name, known } => {
                write!(f, "there is no operation {name:?}; known are *, {}", known.join(", "))
            }
            Self::UnknownToken { token, known } => {
                write!(f, "the provider documents no token {token:?}; known are {}", known.join(", "))
            }
            Self::InvalidStatus(status) => write!(f, "{status} is no final HTTP status (200 to 599)"),
        }
    }
}

impl std::error::Error for FaultError {}

/// An armed fault, as listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FaultState {
    /// Its number.
    pub id: u64,
    /// What was armed.
    #[serde(flatten)]
    pub fault: Fault,
    /// How many requests it has struck.
    pub hits: u64,
}

impl FaultState {
    pub(crate) fn is_spent(&self) -> bool {
        self.fault.times.is_some_and(|times| self.hits >= times)
    }
}

#[derive(Debug, Default)]
struct Armed {
    next: u64,
    states: Vec<FaultState>,
}

/// As in a saved state: number, fault, hits.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedFaults {
    last: u64,
    armed: Vec<(u64, Fault, u64)>,
}

#[derive(Debug)]
struct Shared {
    operations: Vec<&'static str>,
    tokens: Vec<(&'static str, Vec<&'static str>)>,
    armed: Mutex<Armed>,
}

/// The faults of one tenant; none at first. A cheap handle.
#[derive(Debug, Clone)]
pub struct Faults(Arc<Shared>);

/// A fault that strikes a request.
#[derive(Debug)]
pub(crate) struct Hit {
    pub(crate) kind: FaultKind,
    operation: String,
    number: u64,
    times: Option<u64>,
}

impl Hit {
    pub(crate) fn describe(&self) -> String {
        let of = self.times.map_or_else(String::new, |times| format!(" of {times}"));
        format!("{} on {} (hit {}{of})", self.kind, self.operation, self.number)
    }
}

impl Faults {
    pub(crate) fn new(operations: Vec<&'static str>, tokens: Vec<(&'static str, Vec<&'static str>)>) -> Self {
        Self(Arc::new(Shared { operations, tokens, armed: Mutex::default() }))
    }

    /// Arms a fault; it is taken back when the guard is dropped. When several match a request, the one armed first
    /// strikes.
    pub fn arm(&self, fault: Fault) -> Result<FaultGuard, FaultError> {
        self.check(&fault)?;
        let mut armed = lock(&self.0.armed);
        armed.next += 1;
        let id = armed.next;
        armed.states.push(FaultState { id, fault, hits: 0 });
        Ok(FaultGuard { faults: self.clone(), id, kept: false })
    }

    /// The armed faults, spent ones included.
    pub fn list(&self) -> Vec<FaultState> {
        lock(&self.0.armed).states.clone()
    }

    /// Takes one back; false when there is none of this number.
    pub fn remove(&self, id: u64) -> bool {
        let mut armed = lock(&self.0.armed);
        let before = armed.states.len();
        armed.states.retain(|state| state.id != id);
        armed.states.len() < before
    }

    /// Takes all back.
    pub fn clear(&self) {
        lock(&self.0.armed).states.clear();
    }

    /// As they stand in a saved state.
    pub(crate) fn save(&self) -> Value {
        let armed = lock(&self.0.armed);
        let states = armed.states.iter().map(|FaultState { id, fault, hits }| (*id, fault.clone(), *hits));
        let saved = SavedFaults { last: armed.next, armed: states.collect() };
        serde_json::to_value(saved).unwrap_or_default()
    }

    /// Reads what was saved; nothing is changed yet.
    pub(crate) fn read(&self, saved: Value) -> Result<SavedFaults, String> {
        let saved: SavedFaults = serde_json::from_value(saved).map_err(|error| plain(&error))?;
        let checked = saved.armed.iter().try_for_each(|(_, fault, _)| self.check(fault));
        checked.map_err(|_| "a fault is none of this sandbox's".to_owned())?;
        Ok(saved)
    }

    /// Puts in place what was read. Where faults were armed before, the numbers go on behind theirs: a guard of then takes back
    /// none of these.
    pub(crate) fn put(&self, saved: SavedFaults) {
        let mut armed = lock(&self.0.armed);
        let before = armed.next;
        let state = |(id, fault, hits)| FaultState { id: before + id, fault, hits };
        armed.states = saved.armed.into_iter().map(state).collect();
        armed.next = before + saved.last;
    }

    /// The operations that faults can name.
    pub fn operations(&self) -> &[&'static str] {
        &self.0.operations
    }

    /// The error tokens that a refusal can name, by provider.
    pub(crate) fn tokens(&self) -> BTreeMap<&'static str, &[&'static str]> {
        self.0.tokens.iter().map(|(provider, tokens)| (*provider, tokens.as_slice())).collect()
    }

    fn check(&self, fault: &Fault) -> Result<(), FaultError> {
        let known = &self.0.operations;
        if !known.iter().any(|operation| fault.matches(operation)) {
            return Err(FaultError::UnknownOperation { name: fault.operation.clone(), known: known.clone() });
        }
        match &fault.kind {
            FaultKind::Refusal(token) => self.check_token(fault, token),
            FaultKind::Status(status) if !(200..=599).contains(status) => {
                Err(FaultError::InvalidStatus(*status))
            }
            _ => Ok(()),
        }
    }

    fn check_token(&self, fault: &Fault, token: &str) -> Result<(), FaultError> {
        let provider = fault.operation.split(['.', '*']).next().unwrap_or_default();
        let meant = self.0.tokens.iter().filter(|(name, _)| provider.is_empty() || *name == provider);
        let known: Vec<_> = meant.flat_map(|(_, tokens)| tokens).copied().collect();
        if known.contains(&token) {
            return Ok(());
        }
        Err(FaultError::UnknownToken { token: token.to_owned(), known })
    }

    /// The fault that strikes this request, if any; counts it.
    pub(crate) fn take(&self, operation: &str) -> Option<Hit> {
        let mut armed = lock(&self.0.armed);
        let mut live = armed.states.iter_mut().filter(|state| !state.is_spent());
        let state = live.find(|state| state.fault.matches(operation))?;
        state.hits += 1;
        Some(Hit {
            kind: state.fault.kind.clone(),
            operation: state.fault.operation.clone(),
            number: state.hits,
            times: state.fault.times,
        })
    }
}

/// Takes its fault back when dropped.
#[derive(Debug)]
#[must_use = "the fault is taken back when the guard is dropped; `keep` lets it live on"]
pub struct FaultGuard {
    faults: Faults,
    id: u64,
    kept: bool,
}

impl FaultGuard {
    /// How many requests the fault has struck; 0 once it was taken back by other means.
    pub fn hits(&self) -> u64 {
        let armed = lock(&self.faults.0.armed);
        armed.states.iter().find(|state| state.id == self.id).map_or(0, |state| state.hits)
    }

    /// Lets the fault outlive the guard; returns its number for [`Faults::remove`].
    pub fn keep(mut self) -> u64 {
        self.kept = true;
        self.id
    }
}

impl Drop for FaultGuard {
    fn drop(&mut self) {
        if !self.kept {
            self.faults.remove(self.id);
        }
    }
}
