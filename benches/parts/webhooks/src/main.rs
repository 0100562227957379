//! Checking the signature of a webhook of 1 KiB: ours, and what the three libraries need for the same.
//!
//! All begin with the headers and end with an answer; the keys are prepared once. The rivals read the one header they need and
//! do nothing else: the provider's rules (several signatures, several secrets, the age) are left out there.

mod rivals;

use std::error::Error;
use std::hint::black_box;

use dots_users::MessageId;
use http::{HeaderMap, HeaderValue};
use measure::Case;

use rivals::{AwsLc, Hmac, Ring, Rival, hex, svix};

const SECRET: &str = "synthetic-partner-secret-1";
const SIGNING_SECRET: &str = "whsec_c3ludGhldGljLXNpZ25pbmctc2VjcmV0LTE=";
const SIGNING_KEY: &[u8] = b"synthetic-signing-secret-1";

fn main() -> Result<(), Box<dyn Error>> {
    let body = body();
    let finicity = finicity_connect::webhook::Receiver::new([SECRET])?;
    let mut signed = HeaderMap::new();
    signed.insert("x-finicity-signature", HeaderValue::from_str(&finicity.sign(&body))?);
    let dots = dots_users::webhook::Receiver::new([SIGNING_SECRET])?;
    let svix_signed = dots.sign(&MessageId::new("msg_2Lh9KRb0pzN4LePd3XiA4v12Axj")?, &body)?;

    let mut cases = vec![
        Case::new("finicity, ours", || {
            assert!(finicity.verify(black_box(&signed), black_box(&body)).is_ok());
        }),
        Case::new("dots, ours", || {
            assert!(dots.verify(black_box(&svix_signed), black_box(&body)).is_ok());
        }),
    ];
    let (headers, body) = ((&signed, &svix_signed), &body[..]);
    cases.extend(both::<Hmac>(["finicity, hmac", "dots, hmac"], headers, body));
    cases.extend(both::<Ring>(["finicity, ring", "dots, ring"], headers, body));
    cases.extend(both::<AwsLc>(["finicity, aws-lc-rs", "dots, aws-lc-rs"], headers, body));
    measure::run(cases)
}

/// A body of 1 KiB, with a signature that fits.
fn body() -> Vec<u8> {
    let mut body = br#"{"eventType":"ping","payload":{"filler":""#.to_vec();
    body.resize(1021, b'x');
    body.extend(b"\"}}");
    body
}

fn both<'a, R: Rival + 'a>(
    names: [&'static str; 2],
    (signed, svix_signed): (&'a HeaderMap, &'a HeaderMap),
    body: &'a [u8],
) -> [Case<'a>; 2] {
    let (finicity, dots) = (R::new(SECRET.as_bytes()), R::new(SIGNING_KEY));
    [
        Case::new(names[0], move || {
            assert!(hex(black_box(signed)).is_some_and(|tag| finicity.fits(&[black_box(body)], &tag)));
        }),
        Case::new(names[1], move || {
            let stated = svix(black_box(svix_signed));
            assert!(stated.is_some_and(|(id, time, tag)| {
                dots.fits(&[id.as_bytes(), b".", time.as_bytes(), b".", black_box(body)], &tag)
            }));
        }),
    ]
}
