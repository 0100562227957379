//! Phone numbers with which something goes wrong. All of them are this sandbox's own, none is Signzy's.

use serde::Serialize;

use super::phone::LineType;

/// A row of [`special_numbers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SpecialNumber {
    /// As in `mobileNumber`; the country code is `US`.
    pub mobile_number: &'static str,
    /// The refusal by Send Link; `None` when the link is sent, or when a choice says so.
    pub refusal: Option<&'static str>,
    /// What kind of line it is.
    pub line_type: LineType,
    /// What happens.
    pub what: &'static str,
    #[serde(skip)]
    pub(crate) without_carrier_result: bool,
}

const fn row(mobile_number: &'static str, line_type: LineType, what: &'static str) -> SpecialNumber {
    SpecialNumber { mobile_number, refusal: None, line_type, what, without_carrier_result: false }
}

const fn refused(mobile_number: &'static str, refusal: &'static str) -> SpecialNumber {
    let what = "No text message is sent.";
    SpecialNumber { refusal: Some(refusal), ..row(mobile_number, LineType::Mobile, what) }
}

const NUMBERS: &[SpecialNumber] = &[
    refused("2025550101", "NUMBER_NOT_VALID"),
    row("2025550102", LineType::NonFixedVoip, "As the choice `voip_numbers` says: the link is sent."),
    row(
        "2025550103",
        LineType::Landline,
        "As the choice `landline_numbers` says: refused as `NUMBER_NOT_ALLOWED`.",
    ),
    refused("2025550104", "NUMBER_BLOCKED"),
    refused("2025550105", "REQUEST_LIMIT"),
    row("2025550106", LineType::FixedVoip, "As the choice `voip_numbers` says: the link is sent."),
    refused("2025550107", "SOURCE_UNAVAILABLE"),
    SpecialNumber {
        without_carrier_result: true,
        ..row(
            "2025550108",
            LineType::Mobile,
            "The carrier has no answer: `indeterminate` on its network, too.",
        )
    },
];

/// All special numbers.
pub fn special_numbers() -> &'static [SpecialNumber] {
    NUMBERS
}

pub(crate) fn find(national: &str) -> Option<&'static SpecialNumber> {
    NUMBERS.iter().find(|row| row.mobile_number == national)
}
