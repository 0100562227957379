//! What the types of this crate print that print themselves.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use finicity_connect::{
    ConnectLink, ConnectRedirect, ConsumerInfo, ContactPhone, DateOfBirth, InstitutionId, ListCustomers,
    NextStep, Ssn, Username,
};
use verify_testkit::Script;

#[test]
fn what_is_personal_or_opens_something_prints_its_name() {
    assert_eq!(format!("{:?}", ContactPhone::new("2025550143").unwrap()), "ContactPhone(***)");
    assert_eq!(format!("{:?}", Username::new("customer-17").unwrap()), "Username(***)");
    assert_eq!(format!("{:?}", ConnectLink::new("https://connect.example.com?a=hidden")), "ConnectLink(***)");
    let birth_date = DateOfBirth::new("1980-01-01").unwrap();
    let info = ConsumerInfo::new(Ssn::new("900-12-3456").unwrap()).dob(birth_date).unwrap();
    assert_eq!(format!("{info:?}"), "ConsumerInfo { ssn: Ssn(***), dob: Some(***) }");
    let customers = support::client(&Script::new()).customers(&ListCustomers::new());
    assert_eq!(format!("{customers:?}"), "CustomerStream(0 seen, 0 ready)");
}

#[test]
fn the_number_of_an_institution_is_printed() {
    let id = InstitutionId::new(101_732);
    assert_eq!(
        (id.to_string(), format!("{id:?}")),
        ("101732".to_owned(), "InstitutionId(101732)".to_owned())
    );
    assert_eq!(format!("[{id:>8}]"), "[  101732]");
}

#[test]
fn steps_and_redirects_are_words() {
    let steps = [
        (NextStep::FixLink, "let the person repair the connection with a fix link"),
        (NextStep::LookFirst, "look whether it took effect before calling again"),
        (NextStep::AskSupport, "ask Finicity's support"),
    ];
    for (step, expected) in steps {
        assert_eq!(step.to_string(), expected);
    }
    for (query, expected) in [
        ("reason=complete&code=200&reportData=hidden", "completed"),
        ("reason=exit&code=100", "cancelled"),
        ("reason=timeout", "timed out"),
        ("reason=error&code=1445", "failed with code 1445"),
        ("reason=error", "failed"),
        ("reason=hidden", "unknown"),
    ] {
        assert_eq!(ConnectRedirect::parse(query).to_string(), expected, "{query}");
    }
}
