//! What of the requests may be shown.

use crate::provider::Shown;

pub(super) const SHOWN: Shown = Shown {
    path: &["api", "v3", "us-kyc", "poll-check-verify", "request", "session"],
    query: &[],
    opened: &[],
    values: &["countryCode"],
};
