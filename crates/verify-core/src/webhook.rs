//! Signatures of webhooks: HMAC-SHA256 over the bytes as they arrived.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::Error;

/// More than these are not looked at: each could be anybody's.
const MOST_SIGNATURES: usize = 16;

/// How a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        let expected: Vec<_> = self.0.iter().map(|key| mac(key, message).finalize()).collect();
        let mut worst = Rejected::Missing;
        for signature in signatures.into_iter().take(MOST_SIGNATURES) {
            let Some(bytes) = encoding.decode(signature) else {
                worst = worst.max(Rejected::Malformed);
                continue;
            };
            worst = Rejected::Mismatch;
            // `CtOutput` compares in constant time.
            let Ok(signature) = bytes.as_slice().try_into().map(CtOutput::<Hmac<Sha256>>::new) else {
                continue;
            };
            if expected.contains(&signature) {
                return Ok(());
            }
        }
        Err(worst)
    }

    /// Signs as the provider does, with the first key: for tests.
    pub fn sign(&self, message: &[&[u8]], encoding: Encoding) -> String {
        let signature = self.0.first().map(|key| mac(key, message).finalize().into_bytes());
        encoding.encode(&signature.unwrap_or_default())
    }
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
    fn decode(self, text: &str) -> Option<Vec<u8>> {
        let nibble = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        match self {
            Self::Base64 => BASE64_STANDARD.decode(text).ok(),
            Self::Hex => text
                .as_bytes()
                .chunks(2)
                .map(|pair| match pair {
                    [high, low] => Some(nibble(*high)? << 4 | nibble(*low)?),
                    _ => None,
                })
                .collect(),
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
