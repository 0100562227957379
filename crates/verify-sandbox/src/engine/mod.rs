//! The machinery that knows no provider: listening, routing, faults on the wire, time, randomness.

pub(crate) mod body;
pub(crate) mod call;
pub(crate) mod dispatch;
pub(crate) mod fields;
pub(crate) mod inject;
pub(crate) mod json;
pub(crate) mod moment;
pub(crate) mod provider;
pub(crate) mod read;
pub(crate) mod ring;
pub(crate) mod rng;
pub(crate) mod route;
pub(crate) mod server;
pub(crate) mod stranger;
pub(crate) mod tasks;
pub(crate) mod wire;
pub(crate) mod world;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after a panic of somebody else: the state is plain data and stays usable.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
