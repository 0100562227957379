//! Bytes as text: in hexadecimal digits, in base64.

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;

/// With padding or without.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Digits in either case.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() % 2 != 0 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

pub(super) fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// Of the usual alphabet, with padding.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text).ok()
}

/// Of either alphabet, with padding or without.
pub(super) fn from_any_base64(text: &str) -> Option<Vec<u8>> {
    let decode = |alphabet| GeneralPurpose::new(alphabet, LENIENT).decode(text).ok();
    decode(&STANDARD).or_else(|| decode(&URL_SAFE))
}

#[cfg(test)]
mod tests {
    use super::{base64, from_any_base64, from_base64, from_hex, hex};

    #[test]
    fn bytes_come_back() {
        let bytes = [0, 1, 0xfb, 0xff];
        assert_eq!((hex(&bytes).as_str(), base64(&bytes).as_str()), ("0001fbff", "AAH7/w=="));
        assert_eq!(from_hex("0001FBff"), Some(bytes.to_vec()));
        assert_eq!(from_base64("AAH7/w=="), Some(bytes.to_vec()));
        for text in ["AAH7/w==", "AAH7/w", "AAH7_w"] {
            assert_eq!(from_any_base64(text), Some(bytes.to_vec()), "{text}");
        }
        assert!(from_base64("AAH7_w").is_none() && from_hex("0").is_none() && from_hex("0g").is_none());
    }
}
