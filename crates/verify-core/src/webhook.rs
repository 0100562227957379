//! Signatures of webhooks: HMAC-SHA256 over the bytes as they arrived.

use std::fmt;
use std::slice;
use std::time::{Duration, SystemTime};

use base64::prelude::BASE64_STANDARD;
use base64::{DecodeSliceError, Engine as _};
use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::Error;

/// More than these are not looked at: each could be anybody's.
const MOST_SIGNATURES: usize = 16;

/// The bytes of a signature.
const TAG: usize = 32;
type Tag = [u8; TAG];

/// How a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// Two hexadecimal digits for each byte, in either case.
    Hex,
    /// Base64 with padding.
    Base64,
}

/// The keys that signatures may be made with: usually one, more while a secret is being rotated.
#[derive(Clone)]
pub struct SigningKeys(Vec<Hmac<Sha256>>);

impl SigningKeys {
    /// Takes the keys as bytes, the newest first. None at all or an empty one is an error.
    pub fn new<'a>(keys: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, Error> {
        let keys: Option<Vec<_>> = keys
            .into_iter()
            .map(|key| (!key.is_empty()).then(|| Hmac::new_from_slice(key).ok()).flatten())
            .collect();
        keys.filter(|keys| !keys.is_empty()).map(Self).ok_or_else(|| {
            Error::configuration("a webhook needs a secret that is not empty: check how it was read")
        })
    }

    /// Whether one of the signatures was made over the message (its parts one after the other) with one of the keys.
    /// Compared in constant time.
    pub fn verify<'a>(
        &self,
        message: &[&[u8]],
        signatures: impl IntoIterator<Item = &'a str>,
        encoding: Encoding,
    ) -> Result<(), Rejected> {
        let mut worst = Rejected::Missing;
        let mut stated = [None; MOST_SIGNATURES];
        for (place, signature) in stated.iter_mut().zip(signatures) {
            match encoding.decode(signature) {
                Ok(tag) => (*place, worst) = (Some(tag), Rejected::Mismatch),
                Err(rejected) => worst = worst.max(rejected),
            }
        }
        if stated.iter().all(Option::is_none) {
            // Nothing is computed where there is nothing to compare it with.
            return Err(worst);
        }
        let fits = |key| {
            let made = mac(key, message).finalize();
            stated.iter().flatten().any(|tag| same(&made, *tag))
        };
        if self.0.iter().any(fits) { Ok(()) } else { Err(worst) }
    }

    /// Signs as the provider does, with the first key: for tests.
    pub fn sign(&self, message: &[&[u8]], encoding: Encoding) -> String {
        let signature = self.0.first().map(|key| mac(key, message).finalize().into_bytes());
        encoding.encode(&signature.unwrap_or_default())
    }
}

/// In constant time: the equality is that of `CtOutput`. It is asked for in the one way that `cargo xtask check` lets pass in this
/// file, so that no other comparison slips in.
fn same(made: &CtOutput<Hmac<Sha256>>, stated: Tag) -> bool {
    slice::from_ref(made).contains(&CtOutput::new(stated.into()))
}

fn mac(key: &Hmac<Sha256>, message: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = key.clone();
    for part in message {
        mac.update(part);
    }
    mac
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKeys(***)")
    }
}

impl Encoding {
    /// Reads a signature; what is well-formed and has another length is one of something else.
    fn decode(self, text: &str) -> Result<Tag, Rejected> {
        match self {
            Self::Base64 => from_base64(text),
            Self::Hex => from_hex(text.as_bytes()),
        }
    }

    fn encode(self, bytes: &[u8]) -> String {
        match self {
            Self::Base64 => BASE64_STANDARD.encode(bytes),
            Self::Hex => {
                let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
                bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
            }
        }
    }
}

fn from_base64(text: &str) -> Result<Tag, Rejected> {
    // The decoder asks for room for whole groups of three bytes.
    let mut bytes = [0; TAG + 1];
    let written = match BASE64_STANDARD.decode_slice(text, &mut bytes) {
        Ok(written) => written,
        Err(DecodeSliceError::DecodeError(_)) => return Err(Rejected::Malformed),
        // A long text: only decoding it tells whether it is base64.
        Err(DecodeSliceError::OutputSliceTooSmall) => {
            let read = BASE64_STANDARD.decode(text);
            return Err(if read.is_ok() { Rejected::Mismatch } else { Rejected::Malformed });
        }
    };
    bytes.get(..written).and_then(|bytes| bytes.try_into().ok()).ok_or(Rejected::Mismatch)
}

fn from_hex(text: &[u8]) -> Result<Tag, Rejected> {
    if !text.chunks_exact(2).remainder().is_empty() || text.iter().any(|digit| nibble(*digit) > 15) {
        return Err(Rejected::Malformed);
    }
    let text: &[u8; 2 * TAG] = text.try_into().map_err(|_| Rejected::Mismatch)?;
    let mut tag = Tag::default();
    for (byte, pair) in tag.iter_mut().zip(text.chunks_exact(2)) {
        *byte = pair.iter().fold(0, |value, digit| value << 4 | nibble(*digit));
    }
    Ok(tag)
}

/// The value of a hexadecimal digit; more than 15 for what is none.
fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => u8::MAX,
    }
}

/// Whether a time stated in a webhook is near enough to now, in both directions.
pub fn check_age(stated: SystemTime, now: SystemTime, tolerance: Duration) -> Result<(), Rejected> {
    match now.duration_since(stated) {
        Ok(age) if age > tolerance => Err(Rejected::TooOld),
        Err(ahead) if ahead.duration() > tolerance => Err(Rejected::TooNew),
        _ => Ok(()),
    }
}

/// Why a webhook is not believed. Answer it with 400 and do nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rejected {
    /// There is no signature.
    Missing,
    /// The signature is not written as the provider writes it.
    Malformed,
    /// The signature was not made over these bytes with one of the secrets.
    Mismatch,
    /// The time it states is too long ago.
    TooOld,
    /// The time it states is too far ahead.
    TooNew,
    /// The signature fits, and the body is none of the provider's.
    Unreadable,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the webhook has no signature: check the header's name, and who sends to this address",
            Self::Malformed => "the webhook's signature is not well-formed: check which header was read",
            Self::Mismatch => {
                "the webhook's signature does not fit: check the secret, and that the bytes are those that arrived, not \
                 JSON written anew"
            }
            Self::TooOld => "the webhook states a time too long ago: a replay, or a clock that is ahead",
            Self::TooNew => "the webhook states a time in the future: check the clock of this machine",
            Self::Unreadable => "the webhook's body is not in a form that is known: check the content type asked for",
        })
    }
}

impl std::error::Error for Rejected {}
