//! Numbers of the North American plan: country, line type, carrier.

use serde::{Deserialize, Serialize};

/// The area codes in use for places in Canada. A newer one counts as not Canadian.
const CANADIAN: &[&str] = &[
    "204", "226", "236", "249", "250", "257", "263", "289", "306", "343", "354", "365", "367", "368", "382",
    "403", "416", "418", "428", "431", "437", "438", "450", "468", "474", "506", "514", "519", "548", "579",
    "581", "584", "587", "604", "613", "639", "647", "672", "683", "705", "709", "742", "753", "778", "780",
    "782", "807", "819", "825", "867", "873", "879", "902", "905", "942",
];

/// The two countries there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Country {
    Us,
    Ca,
}

impl Country {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "US" => Some(Self::Us),
            "CA" => Some(Self::Ca),
            _ => None,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Us => "US",
            Self::Ca => "CA",
        }
    }

    /// Whether the area code of a national number may be this country's.
    pub(crate) fn has(self, national: &str) -> bool {
        let canadian = national.get(..3).is_some_and(|code| CANADIAN.contains(&code));
        canadian == (self == Self::Ca)
    }
}

/// The documented line types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum LineType {
    /// A mobile phone.
    Mobile,
    /// A landline.
    Landline,
    /// A `VoIP` line with a place.
    #[serde(rename = "FixedVoIP")]
    FixedVoip,
    /// A `VoIP` line without one.
    #[serde(rename = "NonFixedVoIP")]
    NonFixedVoip,
}

impl LineType {
    pub(crate) const ALL: [Self; 4] = [Self::Mobile, Self::Landline, Self::FixedVoip, Self::NonFixedVoip];

    /// As in `LineType`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mobile => "Mobile",
            Self::Landline => "Landline",
            Self::FixedVoip => "FixedVoIP",
            Self::NonFixedVoip => "NonFixedVoIP",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|line| line.as_str() == text)
    }

    /// A carrier's name; synthetic.
    pub(crate) fn carrier(self) -> &'static str {
        match self {
            Self::Mobile => "Example Wireless",
            Self::Landline => "Example Telephone",
            Self::FixedVoip | Self::NonFixedVoip => "Example Voice",
        }
    }
}

/// Ten digits; area code and exchange begin with 2 to 9.
pub(crate) fn is_national(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().all(u8::is_ascii_digit)
        && [bytes[0], bytes[3]].iter().all(|digit| *digit >= b'2')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_belongs_to_a_country() {
        assert!(Country::Us.has("2025550140") && !Country::Ca.has("2025550140"));
        assert!(Country::Ca.has("4165550140") && !Country::Us.has("4165550140"));
    }

    #[test]
    fn only_national_numbers() {
        assert!(is_national("2025550140"));
        for other in ["12025550140", "+12025550140", "1025550140", "2021550140", "202555014", "202-555-01"] {
            assert!(!is_national(other), "{other}");
        }
    }
}
