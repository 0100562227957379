//! The libraries, each with its key prepared.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{KeyInit, Mac};
use http::HeaderMap;

type Tag = [u8; 32];

/// A library that makes HMAC-SHA256.
pub(crate) trait Rival {
    fn new(key: &[u8]) -> Self;

    /// Whether the tag was made over the parts, one after the other.
    fn fits(&self, parts: &[&[u8]], tag: &Tag) -> bool;
}

pub(crate) struct Hmac(hmac::Hmac<sha2::Sha256>);

impl Rival for Hmac {
    fn new(key: &[u8]) -> Self {
        Self(hmac::Hmac::new_from_slice(key).unwrap_or_else(|_| unreachable!("any length will do")))
    }

    fn fits(&self, parts: &[&[u8]], tag: &Tag) -> bool {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part);
        }
        mac.verify_slice(tag).is_ok()
    }
}

macro_rules! like_ring {
    ($name:ident $library:ident) => {
        pub(crate) struct $name($library::hmac::Key);

        impl Rival for $name {
            fn new(key: &[u8]) -> Self {
                Self($library::hmac::Key::new($library::hmac::HMAC_SHA256, key))
            }

            fn fits(&self, parts: &[&[u8]], tag: &Tag) -> bool {
                if let [whole] = parts {
                    return $library::hmac::verify(&self.0, whole, tag).is_ok();
                }
                let mut context = $library::hmac::Context::with_key(&self.0);
                for part in parts {
                    context.update(part);
                }
                let made = context.sign();
                // In constant time, like the libraries' own.
                let different =
                    made.as_ref().iter().zip(tag).fold(0, |all, (made, sent)| all | (made ^ sent));
                std::hint::black_box(different) == 0
            }
        }
    };
}

like_ring!(Ring ring);
like_ring!(AwsLc aws_lc_rs);

/// The signature in Finicity's header.
pub(crate) fn hex(headers: &HeaderMap) -> Option<Tag> {
    let text = headers.get("x-finicity-signature")?.to_str().ok()?;
    let mut tag = Tag::default();
    if text.len() != 2 * tag.len() {
        return None;
    }
    for (byte, pair) in tag.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(tag)
}

fn digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Id, time and the first signature of Svix's headers.
pub(crate) fn svix(headers: &HeaderMap) -> Option<(&str, &str, Tag)> {
    let text = |name| headers.get(name)?.to_str().ok();
    let (id, time, signature): (&str, &str, &str) =
        (text("svix-id")?, text("svix-timestamp")?, text("svix-signature")?);
    let mut tag = [0; 33];
    let length = BASE64_STANDARD.decode_slice(signature.strip_prefix("v1,")?, &mut tag).ok()?;
    Some((id, time, tag.get(..length)?.try_into().ok()?))
}
