//! What becomes of webhooks whose fields go, change or come: the rest of the event must still be read, for a webhook that
//! is refused is sent again and again.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;

use serde_json::Value;
use verify_testkit::drift;
use verify_tests::samples;

/// The places whose change makes the whole event unreadable.
fn needed(krate: &str, reads: impl Fn(&[u8]) -> bool) -> BTreeSet<String> {
    let mut needed = BTreeSet::new();
    let mut tried = 0;
    for sample in samples::of(krate, "webhook") {
        let document: Value = serde_json::from_slice(&sample.content).unwrap();
        assert!(reads(&sample.content), "{}", sample.name());
        for drifted in drift::all(&document) {
            tried += 1;
            if !reads(drifted.document.to_string().as_bytes()) {
                needed.insert(drifted.place);
            }
        }
    }
    assert!(tried > 50, "the samples of {krate} were looked at: {tried}");
    needed
}

fn places<const N: usize>(places: [&str; N]) -> BTreeSet<String> {
    places.map(str::to_owned).into()
}

#[test]
fn hardly_a_field_of_a_webhook_is_needed_to_read_the_rest() {
    let finicity = |body: &[u8]| finicity_connect::webhook::Event::parse(body).is_ok();
    assert_eq!(needed("finicity-connect", finicity), places(["eventType"]), "it is no event without a type");
    let dots = |body: &[u8]| dots_users::webhook::Event::parse(body).is_ok();
    assert_eq!(needed("dots-users", dots), places([]));
    let spinwheel = |body: &[u8]| spinwheel_connect::webhook::Event::parse(body).is_ok();
    let nobody = "an event of nobody";
    assert_eq!(needed("spinwheel-connect", spinwheel), places(["eventType", "userId"]), "{nobody}");
}
