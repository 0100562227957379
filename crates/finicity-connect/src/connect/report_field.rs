//! Labels on a report.

use serde::Serialize;
use verify_core::Pii;

/// A label and a value that are printed on a report, for instance a loan number. `Debug` shows neither,
/// since they may name a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportCustomField {
    label: Pii<String>,
    value: Pii<String>,
    shown: bool,
}

impl ReportCustomField {
    /// Shown on the report's PDF.
    pub fn new(label: impl Into<Pii<String>>, value: impl Into<Pii<String>>) -> Self {
        Self { label: label.into(), value: value.into(), shown: true }
    }

    /// Kept out of the PDF; it is in the report's data alone.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.shown = false;
        self
    }
}
