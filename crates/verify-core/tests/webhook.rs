//! Signatures of webhooks, against published vectors and against everything that can be wrong with one.

#![cfg(feature = "webhook")]
#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::{Duration, SystemTime};

use verify_core::webhook::{Encoding, Rejected, SigningKeys, check_age};

/// RFC 4231, test case 2.
const KEY: &[u8] = b"Jefe";
const MESSAGE: &[u8] = b"what do ya want for nothing?";
const HEX: &str = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
const BASE64: &str = "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=";

fn keys() -> SigningKeys {
    SigningKeys::new([KEY]).unwrap()
}

fn verify(signatures: &[&str], encoding: Encoding) -> Result<(), Rejected> {
    keys().verify(&[MESSAGE], signatures.iter().copied(), encoding)
}

#[test]
fn the_published_vector_verifies_in_both_encodings() {
    assert_eq!(verify(&[HEX], Encoding::Hex), Ok(()));
    assert_eq!(verify(&[&HEX.to_uppercase()], Encoding::Hex), Ok(()));
    assert_eq!(verify(&[BASE64], Encoding::Base64), Ok(()));
    assert_eq!(keys().sign(&[MESSAGE], Encoding::Hex), HEX);
    assert_eq!(keys().sign(&[MESSAGE], Encoding::Base64), BASE64);
}

#[test]
fn parts_are_one_message() {
    let (start, end) = MESSAGE.split_at(9);
    assert_eq!(keys().verify(&[start, end], [HEX], Encoding::Hex), Ok(()));
    assert_eq!(keys().verify(&[end, start], [HEX], Encoding::Hex), Err(Rejected::Mismatch));
}

#[test]
fn one_right_signature_among_several_and_one_right_key_among_several_are_enough() {
    assert_eq!(verify(&["zz", "00", HEX], Encoding::Hex), Ok(()));
    let rotated = SigningKeys::new([&b"the new secret"[..], KEY]).unwrap();
    assert_eq!(rotated.verify(&[MESSAGE], [HEX], Encoding::Hex), Ok(()));
    let signed_anew = rotated.sign(&[MESSAGE], Encoding::Hex);
    assert_ne!(signed_anew, HEX, "the first key signs");
    assert_eq!(rotated.verify(&[MESSAGE], [signed_anew.as_str()], Encoding::Hex), Ok(()));
}

#[test]
fn the_reason_says_what_to_look_at() {
    assert_eq!(verify(&[], Encoding::Hex), Err(Rejected::Missing));
    for malformed in ["", "not hex", "5bd", "é0"] {
        let expected = if malformed.is_empty() { Rejected::Mismatch } else { Rejected::Malformed };
        assert_eq!(verify(&[malformed], Encoding::Hex), Err(expected), "{malformed}");
    }
    assert_eq!(verify(&[HEX], Encoding::Base64), Err(Rejected::Mismatch), "hex is base64 of something else");
    assert_eq!(verify(&["%"], Encoding::Base64), Err(Rejected::Malformed));
    assert_eq!(verify(&[&HEX[..62]], Encoding::Hex), Err(Rejected::Mismatch), "a part is not enough");
    assert_eq!(verify(&[&format!("{HEX}00")], Encoding::Hex), Err(Rejected::Mismatch));
    let reserialised = b"what do ya want for nothing? ";
    assert_eq!(keys().verify(&[reserialised], [HEX], Encoding::Hex), Err(Rejected::Mismatch));
    assert!(Rejected::Mismatch.to_string().contains("not JSON written anew"));
}

#[test]
fn a_signature_of_any_length_is_read_to_its_end() {
    for length in [28, 40, 44, 48, 4_000] {
        let long = "A".repeat(length);
        assert_eq!(verify(&[&long], Encoding::Base64), Err(Rejected::Mismatch), "{length}");
        assert_eq!(verify(&[&format!("{long}%")], Encoding::Base64), Err(Rejected::Malformed), "{length}");
        assert_eq!(verify(&[&long], Encoding::Hex), Err(Rejected::Mismatch), "{length}");
        assert_eq!(verify(&[&format!("{long}g0")], Encoding::Hex), Err(Rejected::Malformed), "{length}");
    }
    for odd in ["/", ":", "@", "G", "`", "g", "\0", "\u{7f}"] {
        let malformed = HEX.replacen('5', odd, 1);
        assert_eq!(verify(&[&malformed], Encoding::Hex), Err(Rejected::Malformed), "{odd:?}");
    }
}

#[test]
fn after_sixteen_signatures_nobody_looks_any_more() {
    let mut signatures = ["00"; 16].to_vec();
    signatures[15] = HEX;
    assert_eq!(verify(&signatures, Encoding::Hex), Ok(()));
    signatures[15] = "00";
    signatures.push(HEX);
    assert_eq!(verify(&signatures, Encoding::Hex), Err(Rejected::Mismatch));
}

#[test]
fn a_key_that_is_missing_or_empty_is_an_error_at_once() {
    assert!(SigningKeys::new(std::iter::empty()).is_err());
    assert!(SigningKeys::new([KEY, b""]).is_err());
    assert_eq!(format!("{:?}", keys()), "SigningKeys(***)");
}

#[test]
fn a_time_may_be_off_in_both_directions_and_no_further() {
    let (now, tolerance) = (SystemTime::UNIX_EPOCH + Duration::from_hours(1000), Duration::from_mins(5));
    let second = Duration::from_secs(1);
    for near in [now, now - tolerance, now + tolerance] {
        assert_eq!(check_age(near, now, tolerance), Ok(()));
    }
    assert_eq!(check_age(now - tolerance - second, now, tolerance), Err(Rejected::TooOld));
    assert_eq!(check_age(now + tolerance + second, now, tolerance), Err(Rejected::TooNew));
}
