//! What somebody means to do, and when.

use serde::{Deserialize, Serialize};

use crate::engine::moment::Moment;

/// A page of a provider that a person can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Page {
    #[cfg(feature = "signzy")]
    Signzy,
    #[cfg(feature = "finicity")]
    Finicity,
    #[cfg(feature = "dots")]
    Dots,
    /// No provider of this build has a page.
    #[cfg(not(any(feature = "signzy", feature = "finicity", feature = "dots")))]
    Nowhere,
}

impl Page {
    /// Where a link leads to; `None` when that is no page of the tenant with this base URL.
    pub(super) fn of(link: &str, base_url: &str) -> Option<Self> {
        let below = link.strip_prefix(base_url)?.strip_prefix('/')?;
        let path = below.split(['?', '#']).next().unwrap_or_default();
        match path.split('/').collect::<Vec<_>>().as_slice() {
            #[cfg(feature = "signzy")]
            ["signzy", "link", id] if !id.is_empty() => Some(Self::Signzy),
            #[cfg(feature = "finicity")]
            ["finicity-connect"] | ["finicity-connect", ""] => Some(Self::Finicity),
            #[cfg(feature = "dots")]
            ["dots-flow", "flow", id] if !id.is_empty() => Some(Self::Dots),
            _ => None,
        }
    }
}

/// The part of a journey that comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Leg {
    /// The messaging program looks at the link.
    Preview,
    /// The person opens it for the first time.
    First,
    /// The person is back.
    Return,
    /// The person goes on in the session that is open.
    GoOn {
        /// The session on the page.
        session: String,
        /// The text with the code that it waits for: its place in the outbox.
        text: Option<u64>,
        /// It was opened at a return.
        returned: bool,
    },
}

/// Something to be done at a time.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) due: Moment,
    pub(super) page: Page,
    pub(super) link: String,
    /// The message the link came with.
    pub(super) message: Option<u64>,
    pub(super) leg: Leg,
}
