//! Why a link was not opened.

use std::fmt;

/// Why a link was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkError {
    /// It was used before: a link works once.
    Used,
    /// Its time is over, or a newer one has taken its place.
    Expired,
    /// There is no such link: the tenant was reset.
    Unknown,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Used => "the link was used before",
            Self::Expired => "the link's time is over",
            Self::Unknown => "there is no such link",
        })
    }
}

impl std::error::Error for LinkError {}
