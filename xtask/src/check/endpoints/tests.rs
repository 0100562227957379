//! A provider crate with one operation, and what happens when something of it is missing or left over.

use super::{check, has_running_example};
use crate::fixture::Fixture;

const FILE: &str = "crates/some-api/src/endpoints/go.rs";
const INDEX: &str = "crates/some-api/src/endpoints/mod.rs";
const ROWS: &str = "tests/src/endpoints/some_api.rs";
const SNAPSHOT: &str = "crates/some-api/tests/snapshots/wire__go.snap";
const READER: &str = "crates/some-api/tests/samples.rs";
const WIRE: &str = "crates/some-api/tests/wire.rs";
const SAMPLE: &str = "crates/some-api/tests/samples/go/ok.json";

const SOURCE: &str = r#"
/// Goes.
///
/// **Effect:** none.
pub struct Go;

struct OnOtherPath<'a>(&'a Go);

impl Endpoint for Go {
    const OPERATION: &'static Operation = &Operation::new("go", Method::GET, "/go", EFFECT).on(SECURE);
}

impl Endpoint for OnOtherPath<'_> {
    const OPERATION: &'static Operation = &Operation::new("go", Method::GET, "/other", EFFECT);
}

impl Client {
    /// Goes.
    ///
    /// ```
    /// client.go().await?;
    /// ```
    pub async fn go(&self) {}
}
"#;

fn fixture() -> Fixture {
    Fixture::new(&[
        ("crates/some-api/Cargo.toml", "[package]\nname = \"some-api\""),
        ("crates/some-api/src/lib.rs", "mod endpoints;"),
        ("crates/some-api/src/webhook.rs", ""),
        (INDEX, "mod go;\n"),
        (FILE, SOURCE),
        (SNAPSHOT, "---\n---\nGET /go"),
        (READER, "fn read() { decode!(go, \"ok.json\"); }"),
        (WIRE, "fn sent() { snapshot!(\"go\", go()); }"),
        (SAMPLE, "{}"),
        ("crates/some-api/tests/samples/webhook/event.json", "{}"),
        (
            ROWS,
            "const BASE: Row = Row { operation: \"\" }; const ROWS: &[Row] = &[Row { operation: \"go\", ..BASE }];",
        ),
        ("tests/src/endpoints/mod.rs", "mod some_api; fn all() { [some_api::cases()].concat() }"),
    ])
}

/// The problems after one replacement in a file.
fn after(path: &str, from: &str, to: &str) -> String {
    let fixture = fixture();
    fixture.replace(path, from, to);
    fixture.problems(check)
}

/// Exactly one problem, which contains the text.
fn one(problems: &str, text: &str) {
    assert_eq!(problems.lines().count(), 1, "{problems}");
    assert!(problems.contains(text), "{problems}");
}

#[test]
fn a_complete_operation_is_fine() {
    assert_eq!(fixture().problems(check), "");
    assert_eq!(check(fixture().tree()).unwrap().counted, "1 in 1 crate");
}

#[test]
fn rows_that_nobody_includes_are_a_problem() {
    let problems = after("tests/src/endpoints/mod.rs", "some_api::cases()", "other_api::cases()");
    one(&problems, "tests/src/endpoints/mod.rs:1: does not include the rows of some-api");
}

#[test]
fn the_file_bears_the_name_of_the_operation() {
    let problems = after(FILE, "Operation::new(\"go\"", "Operation::new(\"run\"");
    assert!(
        problems.contains("go.rs:9: the operation run does not stand in the file of its name"),
        "{problems}"
    );
    assert!(problems.contains("move it to crates/some-api/src/endpoints/run.rs"), "{problems}");
}

#[test]
fn an_operation_elsewhere_is_seen() {
    let fixture = fixture();
    let elsewhere = "impl Endpoint for Go { const O: &'static Operation = &Operation::new(\"go\", M); }";
    fixture.write("crates/some-api/src/client.rs", elsewhere);
    assert!(fixture.problems(check).contains("the operation go is declared twice"));
}

#[test]
fn the_index_names_the_file() {
    one(&after(INDEX, "mod go;", "// mod go;"), "endpoints/mod.rs:1: has no line `mod go;`");
}

#[test]
fn the_client_has_the_method() {
    one(&after(FILE, "pub async fn go", "async fn go"), "has no `pub async fn go`");
    one(&after(FILE, "impl Client", "impl Other"), "has no `pub async fn go`");
    one(&after(FILE, "```", "'''"), "the docs of `go` have no example that runs");
    one(&after(FILE, "/// ```\n    /// client", "/// ```ignore\n    /// client"), "no example that runs");
}

#[test]
fn only_opening_fences_count() {
    assert!(has_running_example(" ```rust\n x\n ```"));
    assert!(has_running_example("```json\n{}\n```\n```\nx\n```"));
    assert!(!has_running_example("```json\n{}\n```"));
    assert!(!has_running_example("text"));
}

#[test]
fn the_docs_say_what_it_causes() {
    one(&after(FILE, "**Effect:** none.", "No effect."), "the docs of Go do not say what the call causes");
}

#[test]
fn a_private_helper_goes_with_its_operation() {
    let problems =
        after(FILE, "Operation::new(\"go\", Method::GET, \"/other\"", "Operation::new(\"other\", M, \"/o\"");
    one(&problems, "OnOtherPath is private, but no public request is called other");
}

/// The request is sent by a private type that adds what the client knows.
const WRAPPED: &str = r#"
/// Goes.
///
/// **Effect:** none.
pub struct Go;

/// Of one partner.
struct Of<'a>(&'a str, &'a Go);

impl Endpoint for Of<'_> {
    const OPERATION: &'static Operation = &Operation::new("go", Method::GET, "/go", EFFECT);
}

impl Client {
    /// Goes.
    ///
    /// ```
    /// client.go().await?;
    /// ```
    pub async fn go(&self) {}
}
"#;

fn wrapped(from: &str, to: &str) -> String {
    let fixture = fixture();
    fixture.write(FILE, &WRAPPED.replacen(from, to, 1));
    fixture.problems(check)
}

#[test]
fn of_a_private_wrapper_the_public_request_counts() {
    assert_eq!(wrapped("", ""), "");
    one(&wrapped("**Effect:** none.", "No effect."), "the docs of Go do not say what the call causes");
    // What the wrapper's own docs say nobody reads.
    let moved = WRAPPED.replacen("**Effect:** none.", "No effect.", 1).replacen(
        "Of one partner.",
        "**Effect:** none.",
        1,
    );
    let fixture = fixture();
    fixture.write(FILE, &moved);
    one(&fixture.problems(check), "the docs of Go do not say what the call causes");
    for hidden in ["struct Go;", "pub(crate) struct Go;"] {
        let problems = wrapped("pub struct Go;", hidden);
        assert!(problems.contains("Of is private, but no public request is called go"), "{problems}");
    }
}

#[test]
fn without_a_request_the_method_counts() {
    const REQUEST: &str = "/// Goes.\n///\n/// **Effect:** none.\npub struct Go;\n";
    const EXAMPLE: &str = "    /// Goes.\n    ///\n    /// ```";
    one(&wrapped(REQUEST, ""), "the docs of Client::go do not say what the call causes");
    let fixture = fixture();
    let documented = EXAMPLE.replace("Goes.", "**Effect:** none.");
    fixture.write(FILE, &WRAPPED.replacen(REQUEST, "", 1).replacen(EXAMPLE, &documented, 1));
    assert_eq!(fixture.problems(check), "");
    one(&wrapped("pub struct Go;", "pub struct Gone;"), "the docs of Client::go do not say");
}

#[test]
fn a_second_private_type_of_the_operation_is_a_helper() {
    let second = "struct Again;\nimpl Endpoint for Again {\n    const O: &'static Operation = \
                  &Operation::new(\"go\", M);\n}\n\nimpl Client";
    assert_eq!(wrapped("impl Client", second), "");
}

#[test]
fn a_name_that_is_no_literal_stops_the_check() {
    one(
        &after(FILE, "Operation::new(\"go\", Method::GET, \"/go\"", "operation(NAME"),
        "cannot tell the operation name",
    );
}

#[test]
fn samples_are_complete_and_none_is_left_over() {
    let fixture = fixture();
    fixture.remove(SAMPLE);
    one(&fixture.problems(check), "samples/go:1: there is no sample answer of go");
    fixture.write(SAMPLE, "{}");
    fixture.write("crates/some-api/tests/samples/gone/ok.json", "{}");
    one(&fixture.problems(check), "samples/gone:1: belongs to no operation");
}

#[test]
fn wire_snapshots_are_complete_and_none_is_left_over() {
    let fixture = fixture();
    fixture.remove(SNAPSHOT);
    one(&fixture.problems(check), "the wire form of go has no snapshot");
    fixture.write("crates/some-api/tests/snapshots/wire__going.snap", "");
    assert!(fixture.problems(check).contains("wire__going.snap:1: shows the wire form of no operation"));
    fixture.remove("crates/some-api/tests/snapshots/wire__going.snap");
    fixture.write("crates/some-api/tests/snapshots/wire__go_on_other_path.snap", "");
    one(
        &fixture.problems(check),
        "wire__go_on_other_path.snap:1: no test in tests/wire.rs takes this snapshot",
    );
    fixture.write("crates/some-api/tests/wire/other.rs", "fn go_on_other_path() {}");
    assert_eq!(fixture.problems(check), "");
}

#[test]
fn an_example_is_no_test_of_a_sample() {
    let fixture = fixture();
    fixture.replace(FILE, "client.go()", "include_str!(\"../../tests/samples/go/ok.json\"); client.go()");
    assert_eq!(fixture.problems(check), "");
    fixture.replace(READER, "go", "other");
    one(&fixture.problems(check), "samples/go:1: no test reads a sample answer of go → read one in");
}

#[test]
fn a_snapshot_does_not_outlive_its_test() {
    one(&after(WIRE, "\"go\"", "\"gone\""), "wire__go.snap:1: no test in tests/wire.rs takes this snapshot");
    let fixture = fixture();
    fixture.remove(WIRE);
    one(&fixture.problems(check), "wire__go.snap:1: no test in tests/wire.rs takes this snapshot");
}

#[test]
fn nothing_is_left_open() {
    let problems = after(FILE, "**Effect:** none.", "**Effect:** UNFINISHED: which?");
    one(&problems, "go.rs:4: is not finished: which? → do it, and delete what says UNFINISHED");
}

#[test]
fn rows_are_complete_and_none_is_left_over() {
    let problems = after(ROWS, "\"go\"", "\"gone\"");
    assert!(problems.contains("has no row for go"), "{problems}");
    assert!(problems.contains("row for gone, which is no operation of some-api"), "{problems}");
    let fixture = fixture();
    fixture.write("tests/src/endpoints/other_api.rs", "");
    one(&fixture.problems(check), "other_api.rs:1: belongs to no crate with endpoints");
    fixture.remove("tests/src/endpoints/other_api.rs");
    fixture.write("tests/src/endpoints/some_api/more.rs", "Row { operation: \"going\" }");
    one(&fixture.problems(check), "endpoints/some_api/more.rs:1: row for going, which is no operation");
    fixture.replace(ROWS, "\"go\"", "\"\"");
    fixture.replace("tests/src/endpoints/some_api/more.rs", "going", "go");
    assert_eq!(fixture.problems(check), "");
    fixture.remove(ROWS);
    one(&fixture.problems(check), "some_api.rs:1: is missing");
}
