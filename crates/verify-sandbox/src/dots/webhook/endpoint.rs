//! The endpoint: its address, its secrets, and whether it still gets anything.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use super::signature::{self, Key};
use crate::engine::lock;
use crate::engine::rng::Rng;

const HOUR: Duration = Duration::from_secs(3600);

/// Failures alone for this long disable the endpoint.
const DISABLED_AFTER: Duration = Duration::from_secs(5 * 24 * 3600);

/// A shared handle: attempts on their way look at the same secrets. Its lock is never held while webhooks are sent.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint(Arc<Mutex<Inner>>);

/// An endpoint that was read and is not yet in place.
#[derive(Debug)]
pub(crate) struct SavedEndpoint(Inner);

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Inner {
    url: Option<String>,
    /// Set once nothing more of what was sent so far may arrive.
    #[serde(skip)]
    void: Arc<AtomicBool>,
    disabled: bool,
    key: Key,
    /// With the moment until which they sign along; the newest first.
    #[serde(with = "crate::state::time::pair::list")]
    old_keys: Vec<(Key, Duration)>,
    failures: Failures,
    rng: Rng,
}

/// What has failed since the last success.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Failures {
    #[serde(with = "crate::state::time::list")]
    last_day: VecDeque<Duration>,
    /// When the five days began.
    #[serde(with = "crate::state::time::optional")]
    since: Option<Duration>,
}

impl Failures {
    /// Whether this failure is one too many. The days are counted from the first failure that comes at least 12 and at most
    /// 24 hours after another one.
    fn add(&mut self, now: Duration) -> bool {
        while self.last_day.front().is_some_and(|first| now.saturating_sub(*first) > 24 * HOUR) {
            self.last_day.pop_front();
        }
        if self.last_day.front().is_some_and(|first| now.saturating_sub(*first) >= 12 * HOUR) {
            self.since.get_or_insert(now);
        }
        self.last_day.push_back(now);
        self.since.is_some_and(|since| now.saturating_sub(since) >= DISABLED_AFTER)
    }
}

impl Endpoint {
    pub(crate) fn new(seed: u64, tenant: &str) -> Self {
        Self(Arc::new(Mutex::new(Inner::new(seed, tenant))))
    }

    /// As on first use.
    pub(crate) fn reset(&self, seed: u64, tenant: &str) {
        *lock(&self.0) = Inner::new(seed, tenant);
    }

    /// As it stands in a saved state.
    pub(crate) fn save(&self) -> Value {
        serde_json::to_value(&*lock(&self.0)).unwrap_or_default()
    }

    /// Reads what was saved.
    pub(crate) fn read(saved: Value) -> Result<SavedEndpoint, serde_json::Error> {
        serde_json::from_value(saved).map(SavedEndpoint)
    }

    pub(crate) fn put(&self, saved: SavedEndpoint) {
        *lock(&self.0) = saved.0;
    }

    /// What makes void what is on its way now.
    pub(super) fn void(&self) -> Arc<AtomicBool> {
        Arc::clone(&lock(&self.0).void)
    }

    /// The secret that signs now, and goes on doing so.
    pub(super) fn secret(&self) -> String {
        signature::secret(&lock(&self.0).key)
    }

    /// The keys that sign at this moment, the newest first.
    pub(super) fn keys(&self, now: Duration) -> Vec<Key> {
        let inner = lock(&self.0);
        let old = inner.old_keys.iter().filter(|(_, until)| now < *until).map(|(key, _)| *key);
        std::iter::once(inner.key).chain(old).collect()
    }

    /// Makes a new secret; the one so far signs along until then.
    pub(super) fn rotate(&self, until: Duration) -> String {
        let mut inner = lock(&self.0);
        let new = key(&mut inner.rng);
        let old = std::mem::replace(&mut inner.key, new);
        inner.old_keys.insert(0, (old, until));
        signature::secret(&new)
    }

    pub(super) fn url(&self) -> Option<String> {
        lock(&self.0).url.clone()
    }

    pub(super) fn is_disabled(&self) -> bool {
        lock(&self.0).disabled
    }

    pub(crate) fn is_receiving(&self) -> bool {
        self.receiver().is_some()
    }

    /// Where messages go now, and what makes them void.
    pub(super) fn receiver(&self) -> Option<(String, Arc<AtomicBool>)> {
        let inner = lock(&self.0);
        let url = inner.url.clone().filter(|_| !inner.disabled)?;
        Some((url, Arc::clone(&inner.void)))
    }

    /// Another address, or none; what is still on its way to the one so far is given up.
    pub(super) fn set_url(&self, url: Option<String>) {
        let mut inner = lock(&self.0);
        inner.start_over();
        inner.url = url;
    }

    /// Switches it on again.
    pub(super) fn enable(&self) {
        lock(&self.0).start_over();
    }

    pub(super) fn message_id(&self) -> String {
        message_id(&mut lock(&self.0).rng)
    }

    /// Counts an attempt.
    pub(super) fn attempted(&self, acknowledged: bool, now: Duration) {
        let mut inner = lock(&self.0);
        if acknowledged {
            inner.failures = Failures::default();
        } else if inner.failures.add(now) {
            inner.disabled = true;
            inner.void.store(true, Ordering::Relaxed);
        }
    }
}

impl Inner {
    fn new(seed: u64, tenant: &str) -> Self {
        let mut rng = Rng::new(seed, &[tenant, "dots", "webhook"]);
        let key = key(&mut rng);
        let (url, void, old_keys, failures) = (None, Arc::default(), Vec::new(), Failures::default());
        Self { url, void, disabled: false, key, old_keys, failures, rng }
    }

    fn start_over(&mut self) {
        self.void.store(true, Ordering::Relaxed);
        self.void = Arc::default();
        self.disabled = false;
        self.failures = Failures::default();
    }
}

fn key(rng: &mut Rng) -> Key {
    let mut key = Key::default();
    for chunk in key.chunks_mut(8) {
        chunk.copy_from_slice(&rng.next().to_be_bytes()[..chunk.len()]);
    }
    key
}

/// `msg_` and 27 letters and digits.
fn message_id(rng: &mut Rng) -> String {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let letter = |rng: &mut Rng| char::from(LETTERS[usize::try_from(rng.below(62)).unwrap_or(0)]);
    let id: String = (0..27).map(|_| letter(rng)).collect();
    format!("msg_{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_days_are_counted_once_failures_are_half_a_day_apart() {
        let hours = |hours: u32| HOUR * hours;
        let mut failures = Failures::default();
        assert!(!failures.add(hours(0)) && failures.since.is_none());
        assert!(!failures.add(hours(40)) && failures.since.is_none(), "more than a day lies between");
        assert!(!failures.add(hours(51)) && failures.since.is_none(), "less than half a day");
        assert!(!failures.add(hours(52)) && failures.since == Some(hours(52)));
        assert!(!failures.add(hours(52 + 119)));
        assert!(failures.add(hours(52 + 120)));
    }
}
