//! The mistakes that are known, by name.

use std::fmt;
use std::time::Duration;

use super::super::json_text::{Layout, Letters, Numbers, Style};
use crate::duration::shown;

/// Whose secret it is that was taken for the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::webhook) enum Whose {
    Previous,
    PartnerSecret,
    PartnerId,
    AppKey,
    DotsWebhook,
    DotsClientId,
    DotsApiKey,
    SpinwheelKey,
    SpinwheelHeader,
    OtherTenant,
}

impl Whose {
    fn words(self) -> &'static str {
        match self {
            Self::Previous => "the secret before it",
            Self::PartnerSecret => "Finicity's partner secret",
            Self::PartnerId => "Finicity's partner id",
            Self::AppKey => "Finicity's app key",
            Self::DotsWebhook => "the signing secret of Dots' webhooks",
            Self::DotsClientId => "Dots' client id",
            Self::DotsApiKey => "Dots' API key",
            Self::SpinwheelKey => "Spinwheel's secret key",
            Self::OtherTenant => "the secret of another tenant of the sandbox",
            Self::SpinwheelHeader => "the value of Spinwheel's webhook header",
        }
    }
}

/// In which charset a body was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::webhook) enum Charset {
    Latin1,
    Utf8,
    Utf16,
    /// What came was encoded twice.
    Utf8Once,
}

/// One thing that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::webhook) enum Mistake {
    // The body.
    Reserialised(Style),
    KeyOrder,
    NewlineAdded,
    NewlineRemoved,
    WhitespaceAround,
    LineEnds,
    ByteOrderMarkAdded,
    ByteOrderMarkRemoved,
    InAString,
    InBase64,
    NothingSigned,
    Charset(Charset),
    Truncated { missing: usize },
    Longer { extra: usize },
    CutJson,
    Changed { number: u64, at: usize },
    OtherMessage { number: u64 },
    // The secret.
    SecretPrefixKept,
    SecretNotDecoded,
    SecretDecoded,
    SecretSpace,
    SecretQuotes,
    SecretLineBreak,
    SecretMalformed,
    OtherSecret(Whose),
    OtherProvider(&'static str),
    // The headers.
    NoSignature { header: &'static str },
    NoId,
    NoTimestamp,
    WrongHeader { wanted: &'static str, found: Option<&'static str> },
    HeaderTwice,
    HeaderSpace,
    HeaderQuotes,
    HeaderPrefix,
    NoVersion,
    Base64,
    Hex,
    OtherBase64,
    Malformed,
    SpellingsMixed,
    IdAndTimeSwapped,
    OtherScheme { signed: &'static str },
    Milliseconds,
    NoSeconds,
    // The time.
    TooOld { age: Duration, tolerance: Duration },
    TooNew { ahead: Duration, tolerance: Duration },
    // The event.
    Unreadable,
    // What is not signed.
    NoHeader,
    ValueElsewhere,
    OtherValue,
    HeaderCapitals,
}

impl Mistake {
    /// For programs.
    pub(in crate::webhook) fn name(self) -> &'static str {
        match self {
            Self::Reserialised(_) => "reserialised",
            Self::KeyOrder => "key-order",
            Self::NewlineAdded => "newline-added",
            Self::NewlineRemoved => "newline-removed",
            Self::WhitespaceAround => "whitespace-around",
            Self::LineEnds => "line-ends",
            Self::ByteOrderMarkAdded => "byte-order-mark-added",
            Self::ByteOrderMarkRemoved => "byte-order-mark-removed",
            Self::InAString => "body-in-a-string",
            Self::InBase64 => "body-in-base64",
            Self::NothingSigned => "empty-body-signed",
            Self::Charset(_) => "charset",
            Self::Truncated { .. } => "truncated",
            Self::Longer { .. } => "longer",
            Self::CutJson => "cut-json",
            Self::Changed { .. } => "body-changed",
            Self::OtherMessage { .. } => "other-message",
            Self::SecretPrefixKept => "secret-prefix-kept",
            Self::SecretNotDecoded => "secret-not-decoded",
            Self::SecretDecoded => "secret-decoded",
            Self::SecretSpace => "secret-space",
            Self::SecretQuotes => "secret-quotes",
            Self::SecretLineBreak => "secret-line-break",
            Self::SecretMalformed => "secret-malformed",
            Self::OtherSecret(_) => "other-secret",
            Self::OtherProvider(_) => "other-provider",
            Self::NoSignature { .. } => "no-signature",
            Self::NoId => "no-id",
            Self::NoTimestamp => "no-timestamp",
            Self::WrongHeader { .. } | Self::ValueElsewhere => "wrong-header",
            Self::HeaderTwice => "header-twice",
            Self::HeaderSpace => "header-space",
            Self::HeaderQuotes => "header-quotes",
            Self::HeaderPrefix => "header-prefix",
            Self::NoVersion => "no-version",
            Self::Base64 => "base64-for-hex",
            Self::Hex => "hex-for-base64",
            Self::OtherBase64 => "other-base64",
            Self::Malformed => "malformed-signature",
            Self::SpellingsMixed => "spellings-mixed",
            Self::IdAndTimeSwapped => "id-and-time-swapped",
            Self::OtherScheme { .. } => "other-scheme",
            Self::Milliseconds => "milliseconds",
            Self::NoSeconds => "timestamp-no-seconds",
            Self::TooOld { .. } => "too-old",
            Self::TooNew { .. } => "too-new",
            Self::Unreadable => "unreadable",
            Self::NoHeader => "no-header",
            Self::OtherValue => "other-value",
            Self::HeaderCapitals => "other-capitals",
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reserialised(style) => {
                write!(
                    f,
                    "the body was written anew: the signature fits it as {}. Take the bytes as they arrive, before a JSON parser sees them",
                    form(*style)
                )
            }
            Self::Charset(charset) => {
                let signed = match charset {
                    Charset::Latin1 => "in Latin-1",
                    Charset::Utf8 => "in UTF-8",
                    Charset::Utf16 => "in UTF-16",
                    Charset::Utf8Once => "when it is encoded in UTF-8 once, and it is twice",
                };
                write!(
                    f,
                    "the charset was changed: the signature fits the body {signed}. Take the body as bytes, not as text"
                )
            }
            Self::Truncated { missing } => {
                write!(f, "the body is cut off: {missing} bytes are missing at its end")
            }
            Self::Longer { extra } => {
                write!(
                    f,
                    "the body is too long: without the last {extra} bytes, which Content-Length does not count, the signature fits"
                )
            }
            Self::Changed { number, at } => {
                write!(
                    f,
                    "the body was changed: the sandbox sent another one with this id (delivery {number}); they differ from byte {at} on"
                )
            }
            Self::OtherMessage { number } => {
                write!(
                    f,
                    "the signature is that of another message: of the sandbox's delivery {number}, whose body is another one"
                )
            }
            Self::OtherSecret(whose) => {
                write!(f, "the wrong secret: the signature was made with {}", whose.words())
            }
            Self::OtherProvider(name) => {
                write!(f, "it is a genuine webhook of {name}: another provider than the one that was named")
            }
            Self::NoSignature { header } => {
                write!(
                    f,
                    "there is no signature: the header {header} is missing, and no other one holds it. A proxy may drop it, or somebody else sends"
                )
            }
            Self::WrongHeader { wanted, found } => {
                let found = found.unwrap_or("another header");
                write!(f, "the wrong header: the signature stands in {found}, and belongs in {wanted}")
            }
            Self::OtherScheme { signed } => {
                write!(f, "something else was signed: {signed}")
            }
            Self::TooOld { age, tolerance } => write!(
                f,
                "the signature fits, and is too old: signed {} ago, {} more than the {} allowed. Somebody has kept it and sent it again, or this machine's clock is ahead",
                shown(*age),
                shown(age.saturating_sub(*tolerance)),
                shown(*tolerance)
            ),
            Self::TooNew { ahead, tolerance } => write!(
                f,
                "the signature fits, and is of the future: signed {} ahead, {} more than the {} allowed. The clock of this machine, or of the sender, is wrong",
                shown(*ahead),
                shown(ahead.saturating_sub(*tolerance)),
                shown(*tolerance)
            ),
            other => f.write_str(other.words()),
        }
    }
}

impl Mistake {
    /// Those that are always the same.
    fn words(self) -> &'static str {
        match self {
            Self::KeyOrder => {
                "the keys of the body are in another order than they were signed: it was written anew from a map. Take the bytes as they arrive"
            }
            Self::NewlineAdded => {
                "a line break was added at the end of the body; editors, echo and here-documents do that"
            }
            Self::NewlineRemoved => {
                "the line break at the end of the body is gone; `$(…)` and curl's -d take it away"
            }
            Self::WhitespaceAround => "white space was added around the body",
            Self::LineEnds => "the ends of lines were changed, between LF and CRLF",
            Self::ByteOrderMarkAdded => "a byte order mark was put in front of the body",
            Self::ByteOrderMarkRemoved => "the byte order mark in front of the body is gone",
            Self::InAString => {
                "the body stands in a JSON text, with its quotes escaped: the signature fits what the text says"
            }
            Self::InBase64 => {
                "the body is in base64: the signature fits what it decodes to. Some gateways hand bodies over like that"
            }
            Self::NothingSigned => {
                "an empty body was signed: it had been read before, by something else, when it was signed"
            }
            Self::CutJson => "the body ends in the middle of its JSON",
            Self::SecretPrefixKept => {
                "the secret was used as it stands, with `whsec_`: the prefix goes, and what follows is base64 to be decoded"
            }
            Self::SecretNotDecoded => {
                "the secret was used without `whsec_`, and not decoded: what follows the prefix is base64"
            }
            Self::SecretDecoded => "the secret was decoded before it was used: this one is used as it stands",
            Self::SecretSpace => "the secret has white space around it",
            Self::SecretQuotes => "the secret has quotes around it",
            Self::SecretLineBreak => "the secret was used with the line break at its end",
            Self::SecretMalformed => {
                "the secret cannot be one: after `whsec_` it must be base64. Copy it from the endpoint's page in the Svix portal"
            }
            Self::NoId => "the message's id is missing (svix-id or webhook-id): it is signed, too",
            Self::NoTimestamp => {
                "the time is missing (svix-timestamp or webhook-timestamp): it is signed, too"
            }
            Self::HeaderTwice => "a header stands there twice: which of the two was signed nobody can know",
            Self::HeaderSpace => "the header's value has white space within",
            Self::HeaderQuotes => "the header's value has quotes around it",
            Self::HeaderPrefix => {
                "the header's value has something in front of the signature, as other providers write it; here it stands alone"
            }
            Self::NoVersion => "the signature lacks its version: `v1,` in front",
            Self::Base64 => "the signature is in base64: it must be in hexadecimal digits",
            Self::Hex => "the signature is in hexadecimal digits: it must be in base64",
            Self::OtherBase64 => "the signature is in another base64: without padding, or with - and _",
            Self::Malformed => "what stands in the signature's header is none: decoded, it must be 32 bytes",
            Self::SpellingsMixed => {
                "the headers are of two spellings, svix- and webhook-: one of them must be complete"
            }
            Self::IdAndTimeSwapped => {
                "id and time are swapped: the id comes first, and is the one that begins with msg_"
            }
            Self::Milliseconds => "the time is in milliseconds: it must be in seconds",
            Self::NoSeconds => "the time is no number of seconds since 1970",
            Self::Unreadable => {
                "the signature fits, and the body is no event: check the content type that was asked for"
            }
            Self::NoHeader => "the header you chose is missing, and no other one holds its value",
            Self::ValueElsewhere => "the wrong header: its value stands in another one than you chose",
            Self::OtherValue => "the header is there, with another value",
            Self::HeaderCapitals => "the header's value is written with other capitals",
            _ => "",
        }
    }
}

/// `compact JSON, with letters outside ASCII escaped`.
fn form(style: Style) -> String {
    let layout = match style.layout {
        Layout::Compact => "compact JSON".to_owned(),
        Layout::Spaced => "JSON with spaces after commas and colons".to_owned(),
        Layout::Indented(width) => format!("JSON indented by {width} spaces"),
        Layout::Tabs => "JSON indented by tabs".to_owned(),
    };
    let letters = match style.letters {
        Letters::AsTheyAre => "",
        Letters::Plain => ", with no letter escaped",
        Letters::Ascii => ", with letters outside ASCII escaped",
        Letters::AsciiAndSlashes => ", with slashes and letters outside ASCII escaped",
        Letters::Slashes => ", with slashes escaped",
        Letters::Html => ", with <, > and & escaped",
    };
    let numbers = match style.numbers {
        Numbers::AsTheyAre => "",
        Numbers::Shortest => ", with numbers as JavaScript writes them",
    };
    format!("{layout}{letters}{numbers}")
}
