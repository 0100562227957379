//! Webhooks: headers and bodies that anybody can send to an application.
//!
//! An input is header lines, an empty line, and the body.

use dots_users::MessageId;
use http::HeaderMap;
use verify_core::Secret;
use verify_testkit::ManualClock;

use super::{Seed, headers};
use crate::samples;

const SECRET: &str = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const ID: &str = "msg_fuzz";

fn finicity_receiver() -> finicity_connect::webhook::Receiver {
    finicity_connect::webhook::Receiver::new([Secret::new(SECRET)]).unwrap()
}

fn dots_receiver() -> dots_users::webhook::Receiver {
    dots_users::webhook::Receiver::new([Secret::new(SECRET)]).unwrap().clock(ManualClock::frozen())
}

/// A signature is believed if it is the one this body has, and then for no other body.
pub fn finicity(input: &[u8]) {
    let (headers, body) = headers(input);
    let receiver = finicity_receiver();
    let ours = receiver.sign(body);
    if receiver.verify(&headers, body).is_ok() {
        let values = headers.get_all(finicity_connect::webhook::SIGNATURE_HEADER).iter();
        let said = values
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.trim().eq_ignore_ascii_case(&ours));
        assert!(said, "a signature is believed that was never made");
    }
    let mut signed = HeaderMap::new();
    signed.insert(finicity_connect::webhook::SIGNATURE_HEADER, ours.parse().unwrap());
    assert!(receiver.verify(&signed, body).is_ok());
    assert!(receiver.verify(&signed, &[body, b" "].concat()).is_err(), "another body is believed");
    let _ = receiver.receive(&signed, body);
}

/// The same for the signatures of Svix.
pub fn dots(input: &[u8]) {
    let (headers, body) = headers(input);
    let receiver = dots_receiver();
    if let Ok(id) = receiver.verify(&headers, body) {
        let signed = receiver.sign(&id, body).unwrap();
        let ours = signed.get("svix-signature").unwrap().to_str().unwrap().to_owned();
        let values = ["svix-signature", "webhook-signature"].iter().flat_map(|name| headers.get_all(*name));
        let said = values.filter_map(|value| value.to_str().ok()).any(|value| value.contains(&ours));
        // Another time within the tolerance has another signature.
        let other_time = headers.get("svix-timestamp") != signed.get("svix-timestamp");
        assert!(said || other_time, "a signature is believed that was never made");
    }
    let signed = receiver.sign(&MessageId::new(ID).unwrap(), body).unwrap();
    assert!(receiver.verify(&signed, body).is_ok());
    assert!(receiver.verify(&signed, &[body, b" "].concat()).is_err(), "another body is believed");
    let _ = receiver.receive(&signed, body);
}

/// Spinwheel signs nothing: the body is all there is.
pub fn spinwheel(input: &[u8]) {
    if let Ok(event) = spinwheel_connect::webhook::Event::parse(input) {
        assert!(!format!("{event:?}").is_empty());
    }
}

/// The samples, signed.
pub fn finicity_seeds() -> Vec<Seed> {
    let receiver = finicity_receiver();
    let seed = |sample: samples::Sample| {
        let name = finicity_connect::webhook::SIGNATURE_HEADER;
        let head = format!("{name}: {}\n\n", receiver.sign(&sample.content));
        Seed::new(sample.file, [head.as_bytes(), &sample.content].concat())
    };
    samples::of("finicity-connect", "webhook").into_iter().map(seed).collect()
}

/// The samples, signed.
pub fn dots_seeds() -> Vec<Seed> {
    let receiver = dots_receiver();
    let seed = |sample: samples::Sample| {
        let signed = receiver.sign(&MessageId::new(ID).unwrap(), &sample.content).unwrap();
        let mut input = Vec::new();
        for (name, value) in &signed {
            input.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\n"].concat());
        }
        input.push(b'\n');
        input.extend(&sample.content);
        Seed::new(sample.file, input)
    };
    samples::of("dots-users", "webhook").into_iter().map(seed).collect()
}

/// The samples.
pub fn spinwheel_seeds() -> Vec<Seed> {
    samples::of("spinwheel-connect", "webhook")
        .into_iter()
        .map(|sample| Seed::new(sample.file, sample.content))
        .collect()
}
