//! One step of the train, as it is shown.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Well,
    Open,
    Refused,
}

/// A step, how it stands, and what to do.
#[derive(Debug)]
pub(super) struct Line {
    mark: Mark,
    step: &'static str,
    text: String,
}

impl Line {
    /// Done, or fit to be done.
    pub(super) fn well(step: &'static str, text: impl Into<String>) -> Self {
        Self { mark: Mark::Well, step, text: text.into() }
    }

    /// To be done, by a person or later; it stops nothing.
    pub(super) fn open(step: &'static str, text: impl Into<String>) -> Self {
        Self { mark: Mark::Open, step, text: text.into() }
    }

    /// The train does not leave like this.
    pub(super) fn refused(step: &'static str, text: impl Into<String>) -> Self {
        Self { mark: Mark::Refused, step, text: text.into() }
    }

    pub(super) fn is_refusal(&self) -> bool {
        self.mark == Mark::Refused
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.mark {
            Mark::Well => '✓',
            Mark::Open => '·',
            Mark::Refused => '✗',
        };
        write!(f, "{mark} {}: {}", self.step, self.text)
    }
}
