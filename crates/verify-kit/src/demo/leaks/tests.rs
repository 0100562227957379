use std::collections::BTreeSet;
use std::fmt;

use super::haystack::Haystack;
use super::needle::forms;
use super::{Findings, Kind, Leak, Watch, short_name};

fn shows(kind: Kind, value: &str, text: &str) -> bool {
    let haystack = Haystack::new(text, &BTreeSet::new());
    forms(kind, value).iter().any(|form| haystack.has(form))
}

#[test]
fn values_are_found_in_many_forms() {
    let leaks = [
        (Kind::Phone, "+12025550140", "to +12025550140"),
        (Kind::Phone, "+12025550140", "to=%2B12025550140"),
        (Kind::Phone, "+12025550140", "(202) 555-0140"),
        (Kind::Phone, "+12025550140", "202.555.0140"),
        (Kind::Phone, "+12025550140", "555-0140"),
        (Kind::Phone, "+12025550140", "[2, 0, 2, 5, 5, 5, 0, 1, 4, 0]"),
        (Kind::Phone, "+12025550140", "KzEyMDI1NTUwMTQw"),
        (Kind::Phone, "+12025550140", "eyJwIjoiMjAyNTU1MDE0MCJ9"),
        (Kind::BirthDate, "1990-01-12", "born 1990-01-12."),
        (Kind::BirthDate, "1990-01-12", "\"1990-01-12T00:00:00Z\""),
        (Kind::BirthDate, "1990-01-12", "19900112"),
        (Kind::BirthDate, "1990-01-12", "01/12/1990"),
        (Kind::BirthDate, "1990-01-12", "1/12/1990"),
        (Kind::BirthDate, "1990-01-12", "Date { year: 1990, month: 1, day: 12 }"),
        (Kind::Ssn, "666010008", "666-01-0008"),
        (Kind::Ssn, "666010008", "ssn=666010008"),
        (Kind::Code, "021144", "code 021144!"),
        (Kind::Code, "021144", "021 144"),
        (Kind::Code, "021144", "\"0\", \"2\", \"1\", \"1\", \"4\", \"4\""),
        (Kind::Name, "Aldo", "for ALDO,"),
        (Kind::Email, "aldo.cherry@example.com", "aldo.cherry%40example.com"),
        (Kind::Email, "aldo.cherry@example.com", "<aldo.cherry>"),
        (Kind::Email, "aldo.cherry@example.com", "YWxkby5jaGVycnlAZXhhbXBsZS5jb20="),
        (Kind::Secret, "sandbox-key-5f1d9a7c", "Bearer sandbox-key-5f1d9a7c"),
        (Kind::Secret, "sandbox-key-5f1d9a7c", "Basic cGs6c2FuZGJveC1rZXktNWYxZDlhN2M="),
        (Kind::Link, "https://example.com/l/ab12cd34ef56gh?x=1", "token ab12cd34ef56gh"),
        (
            Kind::Link,
            "https://example.com/l/ab12cd34ef56gh?x=1",
            "https%3A%2F%2Fexample.com%2Fl%2Fab12cd34ef56gh%3Fx%3D1",
        ),
    ];
    for (kind, value, text) in leaks {
        assert!(shows(kind, value, text), "{kind:?} in {text}");
    }
}

#[test]
fn what_looks_alike_is_no_leak() {
    let innocent = [
        (Kind::Phone, "+12025550140", "at 127.0.0.1:40140 in 2025"),
        (Kind::BirthDate, "1990-01-12", "2026-01-12T12:00:00Z"),
        (Kind::Code, "021144", "6f021144-0211-4401"),
        (Kind::Code, "021144", "duration_ms=1021144"),
        (Kind::Name, "Ada", "adaptive"),
        (Kind::Email, "aldo.cherry@example.com", "https://app.example.com"),
        (Kind::Link, "https://example.com/l?customerId=1005082685123", "customer 1005082685123"),
    ];
    for (kind, value, text) in innocent {
        assert!(!shows(kind, value, text), "{kind:?} in {text}");
    }
}

/// An error with another one behind it.
#[derive(Debug)]
struct Refused(Cause);

#[derive(Debug)]
struct Cause;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such person: Aldo")
    }
}

impl std::error::Error for Cause {}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[test]
fn traces_debug_forms_and_errors_behind_errors_are_searched() {
    let watch = Watch::start();
    watch.turn_to("journey", "one");
    watch.book.guard(Kind::Name, "Aldo");
    watch.book.guard(Kind::Code, "12");
    tracing::trace!(name = "Aldo", "hello");
    watch.turn_to("journey", "two");
    watch.debug(&Some("Aldo"));
    watch.error(&Refused(Cause));
    let Findings { leaks, values, works, .. } = watch.search(&[]);
    let leak = |scene, place: &str| Leak { journey: "journey", scene, place: place.to_owned(), kind: "name" };
    let expected = [leak("one", "the traces"), leak("two", "Debug of Option<&str>"), leak("two", "an error")];
    assert_eq!(leaks, expected);
    assert!(works);
    assert_eq!(values, 1, "a code of two digits is found everywhere");
}

#[test]
fn a_search_without_traces_says_so() {
    let watch = Watch::start();
    watch.book.pages(|pages| pages.exhibits.clear());
    watch.read.set(usize::MAX);
    assert!(!watch.search(&[]).works);
}

#[test]
fn what_is_public_is_no_name() {
    let watch = Watch::start();
    watch.book.guard(Kind::Name, "Fixture");
    watch.book.publish("Fixture Student Loans");
    watch.debug(&"FIXTURE STUDENT LOANS, https://example.com/fixture-student-loans.png");
    assert_eq!(watch.search(&[]).leaks, []);
    watch.debug(&"Nolan Fixture");
    assert_eq!(watch.search(&[]).leaks.len(), 1);
}

#[test]
fn types_are_named_without_their_modules() {
    assert_eq!(short_name::<Option<std::string::String>>(), "Option<String>");
    assert_eq!(short_name::<Vec<super::Kind>>(), "Vec<Kind>");
}
