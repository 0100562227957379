//! What the types of this crate print that print themselves.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use signzy_link::{Doubt, InstantLinkVerifier, Policy, Verdict, Warning};
use verify_testkit::Script;

#[test]
fn a_verifier_prints_neither_token_nor_address() {
    let verifier = InstantLinkVerifier::new(support::client(&Script::new())).policy(Policy::strict());
    let printed = format!("{:?}", verifier.source_ip("192.0.2.17".parse().unwrap()));
    assert!(printed.starts_with("InstantLinkVerifier { client: Client {"), "{printed}");
    let policy = "policy: Policy { line_types: [Mobile], ip_match_suffices: false }, .. }";
    assert!(printed.ends_with(policy), "{printed}");
    assert!(!printed.contains("192.0.2.17") && !printed.contains("token-of-the-account"), "{printed}");
}

#[test]
fn verdicts_and_warnings_are_words() {
    for (verdict, expected) in [
        (Verdict::Verified, "verified"),
        (Verdict::Mismatch, "mismatch: opened on another device"),
        (Verdict::Indeterminate(Doubt::NoCarrierResult), "indeterminate: the carrier gave no result"),
        (Verdict::Indeterminate(Doubt::LineType), "indeterminate: a kind of line that is not accepted"),
        (Verdict::NotClicked, "not opened"),
        (Verdict::Expired, "expired"),
    ] {
        assert_eq!(verdict.to_string(), expected);
    }
    assert_eq!(Warning::SmsBusiness.to_string(), "the text does not name the business");
    assert_eq!(
        Warning::TargetLength.to_string(),
        "the target URL has more than 128 characters, Prove's limit"
    );
}
