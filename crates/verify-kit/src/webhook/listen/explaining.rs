//! Says more of what is refused: the mistake, where one can be found.

use http::HeaderMap;
use verify_core::{Clock, Secret, SystemClock};

use super::super::diagnose::{Case, Mistake, found_by_trying};
use super::super::sender::Scheme;
use crate::inbox::Checks;

/// Checks as the other one does, and names the mistake where the signature does not fit.
pub(super) struct Explaining<C> {
    pub(super) checks: C,
    pub(super) scheme: Scheme,
    pub(super) secret: Secret,
}

impl<C: Checks> Checks for Explaining<C> {
    type Event = C::Event;

    fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<(Option<String>, C::Event), String> {
        self.checks.check(headers, body).map_err(|why| {
            let (scheme, secret, now) = (self.scheme, &self.secret, SystemClock.now());
            let case = Case { scheme, headers, body, secret, others: &[], sent: &[], now };
            let mistakes = found_by_trying(&case);
            if mistakes.is_empty() { why } else { listed(&mistakes) }
        })
    }
}

fn listed(mistakes: &[Mistake]) -> String {
    let words = mistakes.iter().map(|mistake| format!("{}: {mistake}", mistake.name()));
    words.collect::<Vec<_>>().join("; ")
}
