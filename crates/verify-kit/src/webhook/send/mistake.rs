//! Mistakes that are made on purpose.

use std::time::{Duration, SystemTime};

use clap::ValueEnum;
use http::{HeaderMap, HeaderName, HeaderValue};
use verify_core::Secret;
use verify_core::webhook::{Encoding, SigningKeys};

use super::super::samples::Sample;
use super::super::sender::{Scheme, Sender};
use super::super::signing::sign;
use crate::exit::Failure;

/// A secret that is not the right one: for both ways of signing, and as a header's value.
pub(super) const ANOTHER_SECRET: &str = "whsec_YW5vdGhlci1zZWNyZXQtb2Ytc29tZWJvZHk=";

/// Beyond the tolerance of five minutes.
const AN_HOUR: Duration = Duration::from_secs(3600);

/// What can be wrong with a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::webhook) enum SendMistake {
    /// Signed an hour ago (Dots)
    OldTimestamp,
    /// Signed an hour ahead (Dots)
    FutureTimestamp,
    /// Signed with another secret; of Spinwheel, another value in the header
    WrongSecret,
    /// Signed with the text of the secret, not decoded (Dots)
    RawSecret,
    /// Without a signature; of Spinwheel, without the header
    NoSignature,
    /// The signature stands in another provider's header
    WrongHeader,
    /// The signature is in base64 in place of hexadecimal digits, or the other way round
    WrongEncoding,
    /// The signature lacks its `v1,` (Dots)
    NoVersion,
    /// The signature is that of another event
    OtherMessage,
    /// Signed compact, sent indented
    Reserialised,
    /// A line break at the end that was not signed
    TrailingNewline,
    /// A byte order mark in front that was not signed
    ByteOrderMark,
    /// The body lacks its last bytes
    Truncated,
}

impl SendMistake {
    /// As it is typed.
    pub(in crate::webhook) fn name(self) -> &'static str {
        match self {
            Self::OldTimestamp => "old-timestamp",
            Self::FutureTimestamp => "future-timestamp",
            Self::WrongSecret => "wrong-secret",
            Self::RawSecret => "raw-secret",
            Self::NoSignature => "no-signature",
            Self::WrongHeader => "wrong-header",
            Self::WrongEncoding => "wrong-encoding",
            Self::NoVersion => "no-version",
            Self::OtherMessage => "other-message",
            Self::Reserialised => "reserialised",
            Self::TrailingNewline => "trailing-newline",
            Self::ByteOrderMark => "byte-order-mark",
            Self::Truncated => "truncated",
        }
    }

    /// Whether it can be made with this provider.
    pub(in crate::webhook) fn is_of(self, sender: Sender) -> bool {
        let of_dots =
            matches!(self, Self::OldTimestamp | Self::FutureTimestamp | Self::RawSecret | Self::NoVersion);
        match sender {
            Sender::FinicityConnect => !of_dots,
            Sender::DotsUsers => true,
            Sender::SpinwheelConnect => matches!(self, Self::WrongSecret | Self::NoSignature),
        }
    }

    pub(in crate::webhook) fn all_of(sender: Sender) -> impl Iterator<Item = Self> {
        Self::value_variants().iter().copied().filter(move |mistake| mistake.is_of(sender))
    }
}

/// Headers and body, signed rightly but for the mistake.
pub(in crate::webhook) fn signed(
    scheme: Scheme,
    secret: &Secret,
    id: &str,
    now: SystemTime,
    sample: &Sample,
    mistake: Option<SendMistake>,
) -> Result<(HeaderMap, Vec<u8>), Failure> {
    let body = sample.body();
    let another = Secret::new(ANOTHER_SECRET);
    let (secret, at) = match mistake {
        Some(SendMistake::OldTimestamp) => (secret, now.checked_sub(AN_HOUR).unwrap_or(now)),
        Some(SendMistake::FutureTimestamp) => (secret, now + AN_HOUR),
        Some(SendMistake::WrongSecret) => (&another, now),
        _ => (secret, now),
    };
    let mut headers = match mistake {
        Some(SendMistake::OtherMessage) => sign(scheme, secret, id, at, b"{}")?,
        _ => sign(scheme, secret, id, at, &body)?,
    };
    let body = match mistake {
        Some(SendMistake::Reserialised) => sample.body_written_anew(),
        Some(SendMistake::TrailingNewline) => [&body[..], b"\n"].concat(),
        Some(SendMistake::ByteOrderMark) => [b"\xef\xbb\xbf", &body[..]].concat(),
        Some(SendMistake::Truncated) => body[..body.len().saturating_sub(2)].to_vec(),
        Some(mistake) => {
            damage(scheme, &mut headers, mistake, secret, &body)?;
            body
        }
        None => body,
    };
    Ok((headers, body))
}

/// The names of the signature's header, the right one first.
fn signature_headers(scheme: Scheme) -> [HeaderName; 2] {
    let (finicity, svix) =
        (HeaderName::from_static("x-finicity-signature"), HeaderName::from_static("svix-signature"));
    match scheme {
        Scheme::Finicity => [finicity, svix],
        Scheme::Dots => [svix, finicity],
    }
}

/// Makes the signature's header a wrong one.
fn damage(
    scheme: Scheme,
    headers: &mut HeaderMap,
    mistake: SendMistake,
    secret: &Secret,
    body: &[u8],
) -> Result<(), Failure> {
    let [right, wrong] = signature_headers(scheme);
    let unsigned = || Failure::failed("there is no signature to damage");
    let bare = |text: &str| text.strip_prefix("v1,").unwrap_or(text).to_owned();
    match mistake {
        SendMistake::NoSignature => drop(headers.remove(right)),
        SendMistake::WrongHeader => {
            let signature = headers.remove(right).ok_or_else(unsigned)?;
            headers.insert(wrong, signature);
        }
        SendMistake::WrongEncoding | SendMistake::NoVersion | SendMistake::RawSecret => {
            let signature = headers.get(&right).and_then(|value| value.to_str().ok()).ok_or_else(unsigned)?;
            let damaged = match (mistake, scheme) {
                (SendMistake::NoVersion, _) => bare(signature),
                (SendMistake::RawSecret, _) => {
                    format!("v1,{}", resigned(headers, secret, body).ok_or_else(unsigned)?)
                }
                (_, Scheme::Finicity) => to_base64(signature),
                (_, Scheme::Dots) => format!("v1,{}", to_hex(&bare(signature))),
            };
            headers.insert(right, HeaderValue::from_str(&damaged).map_err(|_| unsigned())?);
        }
        _ => {}
    }
    Ok(())
}

/// The signature with the text of the secret as the key.
fn resigned(headers: &HeaderMap, secret: &Secret, body: &[u8]) -> Option<String> {
    let keys = SigningKeys::new([secret.expose().as_bytes()]).ok()?;
    let header = |name| headers.get(name).map(HeaderValue::as_bytes);
    let parts = [header("svix-id")?, b".", header("svix-timestamp")?, b".", body];
    Some(keys.sign(&parts, Encoding::Base64))
}

fn to_base64(hex: &str) -> String {
    super::super::encoding::base64(&super::super::encoding::from_hex(hex).unwrap_or_default())
}

fn to_hex(base64: &str) -> String {
    super::super::encoding::hex(&super::super::encoding::from_base64(base64).unwrap_or_default())
}
