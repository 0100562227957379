//! Refusals that may be about the token, or not.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::wait::LINK_LIFE;

/// When a client last renewed its token for nothing, because of a status call whose refusal
/// ([`AuthFail`](crate::ErrorCode::AuthFail)) then stayed: it was about a consumer who has not finished. For as long as a link
/// works the next such refusal is taken for the same, so that asking every 10 s does not mean logging in every 10 s. Ours.
#[derive(Debug, Clone, Default)]
pub(crate) struct DoubtfulRefusals(Arc<Mutex<Option<Duration>>>);

impl DoubtfulRefusals {
    /// Whether the token is kept at such a refusal.
    pub(crate) fn keep_token(&self, now: Duration) -> bool {
        self.lock().is_some_and(|noted| now.saturating_sub(noted) < LINK_LIFE)
    }

    /// The refusal stayed although the token is a new one.
    pub(crate) fn note(&self, now: Duration) {
        *self.lock() = Some(now);
    }

    fn lock(&self) -> MutexGuard<'_, Option<Duration>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
