//! What the types of this crate print that print themselves.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use dots_users::models::{Cents, Finding};
use dots_users::{Ein, ListFlows, ListUsers, Username};
use verify_testkit::Script;

#[test]
fn what_is_personal_prints_its_name() {
    assert_eq!(format!("{:?}", Username::new("ada-17").unwrap()), "Username(***)");
    assert_eq!(format!("{:?}", Ein::new("001234567").unwrap()), "Ein(***)");
    assert_eq!(format!("{:?}", Finding::new(true)), "Finding(***)");
}

#[test]
fn cents_print_their_number() {
    assert_eq!(format!("{:?}", Cents::new(-1234)), "Cents(-1234)");
}

#[test]
fn lists_print_how_far_they_are() {
    let client = support::client(&Script::new());
    assert_eq!(format!("{:?}", client.users(&ListUsers::new())), "UserStream(0 seen, 0 ready)");
    assert_eq!(format!("{:?}", client.flows(&ListFlows::new())), "FlowStream(0 seen, 0 ready)");
}
