use std::process::Command;

use super::lines;
use super::{foreign, rustdoc};
use crate::fixture::Fixture;

const CRATE: &str = r"
    #[non_exhaustive]
    #[derive(Clone, PartialEq)]
    pub enum Kind { One, Other(String) }

    pub struct Shared { pub count: u8, hidden: std::cell::Cell<u8> }
    impl Shared {
        pub fn new(name: &str) -> Self { private(name) }
    }
    impl Iterator for Shared {
        type Item = Kind;
        fn next(&mut self) -> Option<Kind> { None }
    }
    fn private(_: &str) -> Shared { Shared { count: 0, hidden: std::cell::Cell::new(0) } }

    pub mod inner { pub use super::Kind; }
    #[doc(hidden)]
    pub fn not_promised() {}
";

/// The crate as rustdoc describes it.
fn described(fixture: &Fixture) -> super::Described {
    fixture.write("lib.rs", CRATE);
    let mut rustdoc = Command::new(std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()));
    let flags =
        ["-Z", "unstable-options", "--output-format", "json", "--edition=2024", "--crate-name=fixture"];
    rustdoc.args(flags).args(["lib.rs", "--out-dir", "."]).current_dir(fixture.tree().root());
    assert!(rustdoc.env("RUSTC_BOOTSTRAP", "1").status().unwrap().success());
    rustdoc::read(fixture.tree().full("fixture.json")).unwrap()
}

#[test]
fn a_snapshot_holds_what_can_be_named() {
    let fixture = Fixture::new(&[]);
    let crate_ = described(&fixture);
    let lines = lines::of(&crate_.path, &crate_.described, &["fixture".to_owned()]).unwrap();
    let expected = "\
pub mod fixture
pub mod fixture::inner
#[non_exhaustive] pub enum fixture::inner::Kind
pub fixture::inner::Kind::One
pub fixture::inner::Kind::Other(alloc::string::String)
impl core::clone::Clone for fixture::Kind
impl core::cmp::PartialEq for fixture::Kind
#[non_exhaustive] pub enum fixture::Kind
pub fixture::Kind::One
pub fixture::Kind::Other(alloc::string::String)
pub struct fixture::Shared
pub fixture::Shared::count: u8
impl fixture::Shared
pub fn fixture::Shared::new(&str) -> Self
impl core::iter::traits::iterator::Iterator for fixture::Shared
pub type fixture::Shared::Item = fixture::Kind
impl !core::marker::Sync for fixture::Shared";
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn modules_of_other_crates_of_ours_are_not_told() {
    let fixture = Fixture::new(&[]);
    let crate_ = described(&fixture);
    let lines = lines::of(&crate_.path, &crate_.described, &["alloc".to_owned()]).unwrap();
    assert!(lines.contains(&"pub fixture::Kind::Other(alloc::String)".to_owned()), "{lines:?}");
}

#[test]
fn a_type_that_applications_have_not_chosen_is_a_problem() {
    let lines = ["pub fn a::A::b(&self) -> &http::uri::Uri", "pub fn a::A::c(&self, <T as x::Y>::Z)"];
    let lines = lines.map(str::to_owned);
    let problems = foreign::problems("docs/api/a.txt", &lines, &["a".to_owned()]);
    let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].starts_with("docs/api/a.txt:4: names a type of x: pub fn a::A::c"),
        "{}",
        problems[0]
    );
}

#[test]
fn another_format_is_said_to_be_one() {
    let fixture = Fixture::new(&[("a.json", r#"{"format_version": 1}"#)]);
    let Err(problem) = rustdoc::read(fixture.tree().full("a.json")) else { panic!("it was read") };
    assert!(problem.to_string().contains("has format 1, and 57 is what can be read"), "{problem}");
}
