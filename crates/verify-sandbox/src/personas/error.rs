//! What cannot be asked of a persona.

use std::fmt;

use crate::limits::PERSONA_CAPACITY;

/// Why a persona was not added, or did not act. No text has a value in it that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PersonaError {
    /// Neither a phone number with plus sign and country code nor an e-mail address, or something else beside it.
    Unreachable,
    /// Nobody can abandon something and return to it.
    Contradiction,
    /// Somebody in the tenant has this phone number or address already.
    Taken,
    /// The tenant has [`PERSONA_CAPACITY`](crate::PERSONA_CAPACITY) of them.
    TooMany,
    /// There is no such persona: it was removed, the tenant was reset, or a state without it was imported.
    Gone,
    /// The link does not lead to a page of this tenant.
    LeadsElsewhere,
    /// Not the open questions of anybody in this tenant: all of one set have to be asked, in any order.
    UnknownQuestions,
}

impl fmt::Display for PersonaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => {
                f.write_str("a persona needs a phone number such as +12025550140, an e-mail address, or both")
            }
            Self::Contradiction => f.write_str("nobody abandons something and returns to it"),
            Self::Taken => f.write_str("another persona has this phone number or address"),
            Self::TooMany => write!(f, "there are {PERSONA_CAPACITY} personas already"),
            Self::Gone => f.write_str("there is no such persona"),
            Self::LeadsElsewhere => f.write_str("the link leads to no page of this tenant"),
            Self::UnknownQuestions => f.write_str("these are nobody's open questions"),
        }
    }
}

impl std::error::Error for PersonaError {}
