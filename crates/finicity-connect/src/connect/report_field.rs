//! Labels on a report.

use serde::Serialize;

/// A label and a value that are printed on a report, for instance a loan number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportCustomField {
    label: String,
    value: String,
    shown: bool,
}

impl ReportCustomField {
    /// Shown on the report's PDF.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), shown: true }
    }

    /// Kept out of the PDF; it is in the report's data alone.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.shown = false;
        self
    }
}
