//! What can go wrong.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a fault does. As JSON in snake case: `"accepted_then_lost"`, `{"status": 503}`, `{"slow": {"pause_ms": 10}}`,
/// `{"too_many_requests": {"seconds": 5}}`, `{"missing_field": "data.userId"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// The connection is closed after the head; the body stays unread.
    CloseBeforeReading,
    /// The request is read, not carried out, and the connection closed.
    CloseAfterReading,
    /// The request is carried out completely, and the connection closed without an answer.
    AcceptedThenLost,
    /// The request is read, not carried out, and never answered; the connection stays open.
    NoAnswer,
    /// The request is carried out; the body of the answer arrives byte by byte.
    Slow {
        /// The pause before each byte, on the sandbox's clock.
        #[serde(rename = "pause_ms", with = "milliseconds")]
        pause: Duration,
    },
    /// The request is carried out; half of the answer's body is sent, then the connection closes.
    CutBody,
    /// A gateway's HTML page with status 502; the request is not carried out.
    BadGatewayHtml,
    /// An answer of this status in the provider's dialect; the request is not carried out.
    Status(u16),
    /// An error token the provider documents, such as `INVALID_NUMBER`; the request is not carried out.
    Refusal(String),
    /// Status 429; the request is not carried out.
    TooManyRequests(RetryAfter),
    /// The request is carried out; every enum of the answer's data has a value nobody has heard of.
    UnknownEnum,
    /// The request is carried out; the field at this dotted path is left out of the answer. A number is an index, `*`
    /// every element.
    MissingField(String),
    /// The request is carried out; the field at this dotted path is `null`.
    NullField(String),
    /// The request is carried out; the field at this dotted path has another type: string → number, number → string,
    /// object → string, list → object.
    RetypedField(String),
    /// The request is carried out; the answer is not complete JSON, under the right length.
    InvalidJson,
    /// The request is carried out; the answer has its status and no body.
    EmptyBody,
}

impl FaultKind {
    /// The name of the kind, as in JSON, without what belongs to it: `too_many_requests`. An answer that a fault gave or
    /// changed has it in the header `sandbox-injected`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::CloseBeforeReading => "close_before_reading",
            Self::CloseAfterReading => "close_after_reading",
            Self::AcceptedThenLost => "accepted_then_lost",
            Self::NoAnswer => "no_answer",
            Self::Slow { .. } => "slow",
            Self::CutBody => "cut_body",
            Self::BadGatewayHtml => "bad_gateway_html",
            Self::Status(_) => "status",
            Self::Refusal(_) => "refusal",
            Self::TooManyRequests(_) => "too_many_requests",
            Self::UnknownEnum => "unknown_enum",
            Self::MissingField(_) => "missing_field",
            Self::NullField(_) => "null_field",
            Self::RetypedField(_) => "retyped_field",
            Self::InvalidJson => "invalid_json",
            Self::EmptyBody => "empty_body",
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CloseBeforeReading => f.write_str("closed before reading"),
            Self::CloseAfterReading => f.write_str("closed after reading"),
            Self::AcceptedThenLost => f.write_str("accepted, then lost"),
            Self::NoAnswer => f.write_str("no answer"),
            Self::Slow { pause } => write!(f, "slow, {pause:?} a byte"),
            Self::CutBody => f.write_str("cut body"),
            Self::BadGatewayHtml => f.write_str("502 in HTML"),
            Self::Status(status) => write!(f, "status {status}"),
            Self::Refusal(token) => write!(f, "refusal {token}"),
            Self::TooManyRequests(after) => write!(f, "429, Retry-After {after}"),
            Self::UnknownEnum => f.write_str("unknown enum values"),
            Self::MissingField(path) => write!(f, "missing field {path}"),
            Self::NullField(path) => write!(f, "null field {path}"),
            Self::RetypedField(path) => write!(f, "retyped field {path}"),
            Self::InvalidJson => f.write_str("invalid JSON"),
            Self::EmptyBody => f.write_str("empty body"),
        }
    }
}

/// The `Retry-After` of a 429.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RetryAfter {
    /// No such header.
    Absent,
    /// A number of seconds.
    Seconds(u64),
    /// A date this far in the future of the sandbox's clock. As JSON: seconds.
    Date(#[serde(with = "seconds")] Duration),
    /// A date an hour ago.
    PastDate,
    /// Text that is neither.
    Garbage,
    /// More seconds than anybody waits.
    Huge,
}

impl fmt::Display for RetryAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("absent"),
            Self::Seconds(seconds) => write!(f, "{seconds} s"),
            Self::Date(from_now) => write!(f, "a date in {from_now:?}"),
            Self::PastDate => f.write_str("a past date"),
            Self::Garbage => f.write_str("garbage"),
            Self::Huge => f.write_str("huge"),
        }
    }
}

mod milliseconds {
    use super::{Deserialize, Deserializer, Duration, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}

mod seconds {
    use super::{Deserialize, Deserializer, Duration, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        duration.as_secs().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_secs)
    }
}
