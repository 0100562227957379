//! An endpoint from its first line to the last row, and what the check says on the way.

use clap::Parser;

use super::{Arguments, run};
use crate::check::{canaries, endpoints};
use crate::fixture::Fixture;

const FILE: &str = "crates/some-api/src/endpoints/read_stars.rs";
const INDEX: &str = "crates/some-api/src/endpoints/mod.rs";
const ROOT: &str = "crates/some-api/src/lib.rs";
const READER: &str = "crates/some-api/tests/samples.rs";
const WIRE: &str = "crates/some-api/tests/wire.rs";
const SAMPLE: &str = "crates/some-api/tests/samples/read_stars/good.json";
const SNAPSHOT: &str = "crates/some-api/tests/snapshots/wire__read_stars.snap";
const ROWS: &str = "tests/src/endpoints/some_api.rs";
const CANARIES: &str = "tests/src/canaries/some_api.rs";

/// A crate with one complete operation.
fn fixture() -> Fixture {
    let go = "/// Goes.\n///\n/// **Effect:** none.\npub struct Go;\n\
              impl Endpoint for Go { const O: O = Operation::new(\"go\", Method::GET, \"/go\", E); }\n\
              impl Client {\n/// Goes.\n///\n/// ```\n\
              /// # let client = Client::builder(Site::Test, \"key\").transport(script).build()?;\n/// ```\n\
              pub async fn go(&self) {}\n}\n";
    Fixture::new(&[
        ("rustfmt.toml", "max_width = 110\nuse_small_heuristics = \"Max\"\n"),
        ("crates/some-api/Cargo.toml", "[package]\nname = \"some-api\""),
        (
            "crates/some-api/src/client.rs",
            "impl Provider for SomeApi {}\nimpl Client {\npub fn send() {}\n}\n",
        ),
        ("crates/some-api/src/envelope.rs", "pub(crate) fn data<T>(answer: &Answer) {}"),
        ("crates/some-api/src/ids.rs", "id! {\n    /// A user.\n    pub struct UserId\n}\n"),
        (ROOT, "mod endpoints;\n\npub use endpoints::{Go, Zoo};\n"),
        (INDEX, "//! The operations.\n\nmod go;\nmod zoo;\n\npub use go::Go;\npub use zoo::Zoo;\n"),
        ("tests/src/endpoints/mod.rs", "mod some_api; fn all() { [some_api::cases()].concat() }"),
        ("tests/src/canaries/mod.rs", "mod some_api; fn all() { [some_api::rows()].concat() }"),
        ("crates/some-api/src/endpoints/go.rs", go),
        ("crates/some-api/tests/samples/go/good.json", "{}"),
        ("crates/some-api/tests/snapshots/wire__go.snap", ""),
        (READER, "fn go() { decode!(go, \"good.json\"); }"),
        (WIRE, "fn go() { snapshot!(\"go\"); }"),
        (ROWS, "vec![Row { operation: \"go\" }]"),
        (CANARIES, "vec![row(\"Go\", go()), row(\"UserId\", id())]"),
        ("crates/other/Cargo.toml", "[package]\nname = \"other\""),
    ])
}

/// Runs the command; whether it went well, and what it printed.
fn call(fixture: &Fixture, arguments: &[&str]) -> (bool, String) {
    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        arguments: Arguments,
    }
    let command = match Command::try_parse_from([&["new-endpoint"], arguments].concat()) {
        Ok(command) => command,
        Err(error) => return (false, error.to_string()),
    };
    let mut out = Vec::new();
    let done = run(fixture.tree(), &command.arguments, &mut out).unwrap();
    (done, String::from_utf8(out).unwrap())
}

fn read_stars(fixture: &Fixture) -> (bool, String) {
    call(
        fixture,
        &["some-api", "read_stars", "--method", "GET", "--path", "/v1/users/{userId}/stars/{starId}"],
    )
}

#[test]
fn writes_one_file_and_lists_it() {
    let fixture = fixture();
    assert_eq!(fixture.problems(endpoints::check), "");
    let (done, said) = read_stars(&fixture);
    assert!(done, "{said}");
    assert!(
        said.contains(&format!("wrote {FILE}\nlisted it in {INDEX}\nexported it from {ROOT}\n")),
        "{said}"
    );

    let expected = "//! The operations.\n\nmod go;\nmod read_stars;\nmod zoo;\n\npub use go::Go;\n\
                    pub use read_stars::{ReadStars, ReadStarsAnswer, StarId};\npub use zoo::Zoo;\n";
    assert_eq!(fixture.tree().read(INDEX).unwrap(), expected);
    let root = fixture.tree().read(ROOT).unwrap();
    assert_eq!(root, "mod endpoints;\n\npub use endpoints::{Go, ReadStars, ReadStarsAnswer, StarId, Zoo};\n");

    let text = fixture.tree().read(FILE).unwrap();
    for part in [
        "//! `GET /v1/users/{userId}/stars/{starId}`: UNFINISHED",
        "use crate::{Client, SomeApi, UserId, envelope};",
        "pub struct StarId redacted",
        "pub fn new(user_id: UserId, star_id: StarId) -> Self {",
        "    type Provider = SomeApi;",
        "        \"read_stars\",\n        Method::GET,\n        \"/v1/users/{userId}/stars/{starId}\",",
        "parts.path_value(self.user_id.as_str())?;\n        parts.path_value(self.star_id.as_str())\n",
        "envelope::data(answer)",
        "/// use some_api::{Client, ReadStars, Site, StarId, UserId};",
        "/// # let client = Client::builder(Site::Test, \"key\").transport(script).build()?;",
        "/// let answer = client.read_stars(&ReadStars::new(user_id, star_id)).await?;",
        "pub async fn read_stars(&self, request: &ReadStars) -> Result<ReadStarsAnswer, Error> {",
    ] {
        assert!(text.contains(part), "{part}\n is missing in\n{text}");
    }
    assert!(!text.contains("Serialize"), "a GET has no body");
}

#[test]
fn a_body_and_what_the_crate_does_not_say() {
    let fixture = fixture();
    fixture.remove("crates/some-api/src/envelope.rs");
    fixture.replace("crates/some-api/src/endpoints/go.rs", "let client", "let other");
    assert!(call(&fixture, &["some-api", "make_star", "--method", "put"]).0);
    let text = fixture.tree().read("crates/some-api/src/endpoints/make_star.rs").unwrap();
    for part in [
        "//! `PUT /UNFINISHED`",
        "use crate::{Client, SomeApi};",
        "#[non_exhaustive]\npub struct MakeStar {}",
        "struct Body {}",
        "parts.json(&Body {})",
        "return Err(Failure::Refused(Refusal::new()));",
        "Ok(answer.json()?)",
        "# // UNFINISHED: how a client of this crate is built.",
        "fn path() {",
    ] {
        assert!(text.contains(part), "{part}\n is missing in\n{text}");
    }
}

#[test]
fn everything_open_has_a_test_and_turns_the_check_red() {
    let fixture = fixture();
    read_stars(&fixture);
    let text = fixture.tree().read(FILE).unwrap();
    let problems = fixture.problems(endpoints::check);
    for (test, sentence) in [
        ("effect", "decide whether a call of read_stars is Read, Idempotent or AtMostOnce"),
        ("documentation", "say in the docs of ReadStars what the call does, the refusals"),
        ("request", "put what the provider takes in the query into ReadStars"),
        ("answer", "declare the fields of a success in ReadStarsAnswer"),
        ("samples", "into crates/some-api/tests/samples/read_stars/, and read them in"),
        ("wire_snapshot", "take a snapshot read_stars of what is sent in crates/some-api/tests/wire.rs"),
        ("doc_example", "let the example of Client::read_stars answer with a sample"),
        ("sandbox", "serve read_stars in crates/verify-sandbox"),
        ("fault_matrix_row", "a row with the operation read_stars to tests/src/endpoints/some_api.rs"),
        ("canary_rows", "rows for ReadStars, ReadStarsAnswer, StarId to tests/src/canaries/some_api.rs"),
        ("id_star_id", "say in the docs of StarId whose id it is"),
    ] {
        assert!(text.contains(&format!("    #[test]\n    fn {test}() {{\n        panic!(")), "{test}");
        let said = |line: &str| line.starts_with(&format!("{FILE}:")) && line.contains(sentence);
        assert_eq!(problems.lines().filter(|line| said(line)).count(), 1, "{sentence}\n{problems}");
    }
    for missing in [
        "there is no sample answer of read_stars",
        "the wire form of read_stars has no snapshot",
        "has no row for read_stars",
        "is not finished: a sample instead",
        "is not finished: what a call causes and costs",
    ] {
        assert!(problems.contains(missing), "{missing}\n{problems}");
    }
    assert_eq!(fixture.problems(canaries::check).lines().count(), 3);
}

/// The tests of a skeleton, in its text.
fn without_tests(text: &str) -> &str {
    text.split("/// What is open.").next().unwrap()
}

#[test]
fn deleting_the_tests_does_not_make_it_green() {
    let fixture = fixture();
    read_stars(&fixture);
    let text = fixture.tree().read(FILE).unwrap();
    fixture.write(FILE, without_tests(&text));
    let problems = fixture.problems(endpoints::check);
    let placeholders = without_tests(&text).matches("UNFINISHED").count();
    assert!(placeholders > 8);
    assert_eq!(problems.matches("is not finished").count(), placeholders, "{problems}");
    for missing in ["no sample answer", "has no snapshot", "has no row"] {
        assert!(problems.contains(missing), "{missing}\n{problems}");
    }
}

/// The endpoint finished by hand.
fn finished() -> Fixture {
    let fixture = fixture();
    read_stars(&fixture);
    let text = fixture.tree().read(FILE).unwrap();
    fixture.write(FILE, &without_tests(&text).replace("UNFINISHED: ", ""));
    fixture.write(SAMPLE, "{}");
    fixture.write(SNAPSHOT, "");
    fixture.replace(READER, "}", "}\nfn read_stars() { decode!(read_stars, \"good.json\"); }");
    fixture.replace(WIRE, "}", "}\nfn read_stars() { snapshot!(\"read_stars\"); }");
    fixture.replace(ROWS, "]", ", Row { operation: \"read_stars\" }]");
    let rows = ["ReadStars", "ReadStarsAnswer", "StarId"].map(|name| format!(", row(\"{name}\", x())"));
    fixture.replace(CANARIES, "]", &(rows.concat() + "]"));
    fixture
}

#[test]
fn finished_by_hand_it_is_green() {
    let fixture = finished();
    assert_eq!(fixture.problems(endpoints::check), "");
    assert_eq!(fixture.problems(canaries::check), "");
}

#[test]
fn each_test_that_is_left_out_turns_it_red() {
    for (path, from, said) in [
        (READER, "decode!(read_stars", "no test reads a sample answer of read_stars"),
        (
            WIRE,
            "fn read_stars() { snapshot!(\"read_stars\"); }",
            "no test in tests/wire.rs takes this snapshot",
        ),
        (ROWS, "operation: \"read_stars\"", "has no row for read_stars"),
        (FILE, "**Effect:**", "the docs of ReadStars do not say what the call causes"),
        (FILE, "/// ```\n", "the docs of `read_stars` have no example that runs"),
    ] {
        let fixture = finished();
        fixture.replace(path, from, "");
        assert!(fixture.problems(endpoints::check).contains(said), "{said}");
    }
    for (path, said) in [
        (SAMPLE, "there is no sample answer of read_stars"),
        (SNAPSHOT, "the wire form of read_stars has no snapshot"),
    ] {
        let fixture = finished();
        fixture.remove(path);
        assert!(fixture.problems(endpoints::check).contains(said), "{said}");
    }
    let fixture = finished();
    fixture.replace(CANARIES, "row(\"ReadStarsAnswer\", x())", "x()");
    assert!(fixture.problems(canaries::check).contains("the public type ReadStarsAnswer has no canary row"));
}

#[test]
fn refusals_write_nothing() {
    let refused = |arguments: &[&str]| {
        let fixture = fixture();
        let before = fixture.tree().read(INDEX).unwrap();
        let (done, said) = call(&fixture, arguments);
        assert!(!done, "{said}");
        assert_eq!((fixture.tree().read(INDEX).unwrap(), fixture.tree().has_file(FILE)), (before, false));
        said
    };
    let unknown = refused(&["some-ape", "read_stars"]);
    assert_eq!(
        unknown,
        "crates/some-ape:1: there is no such crate → name one of those with endpoints: some-api\n"
    );
    assert!(refused(&["other", "read_stars"]).contains("crates/other:1: has no folder src/endpoints"));
    assert!(refused(&["some-api", "go"]).contains("endpoints/go.rs:1: this endpoint exists"));
    assert!(refused(&["some-api", "send"]).contains("client.rs:1: there is a function send already"));
    assert!(refused(&["some-api", "user_id"]).contains("ids.rs:3: there is a public type UserId already"));
    assert!(refused(&["some-api", "ReadStars"]).contains("it must be in snake_case"));
    assert!(refused(&["some-api", "read_stars", "--path", "v1"]).contains("it must begin with a slash"));
    assert!(refused(&["some-api", "read_stars", "--method", "SEND"]).contains("GET, POST"));
    assert!(refused(&["some-api", "read_stars", "--path", "/{go}"]).contains("not declared with id!"));
}

#[test]
fn a_second_time_is_refused() {
    let fixture = fixture();
    read_stars(&fixture);
    let before = fixture.tree().read(FILE).unwrap();
    let (done, said) = read_stars(&fixture);
    assert!(!done);
    assert_eq!(said, format!("{FILE}:1: this endpoint exists → change it, or take another name\n"));
    assert_eq!(fixture.tree().read(FILE).unwrap(), before);
}

#[test]
fn the_first_endpoint_of_a_crate() {
    let fixture = fixture();
    fixture.write(INDEX, "");
    fixture.write(ROOT, "//! A crate.\n\nmod client;\nmod endpoints;\n\npub use client::Client;\n");
    let (done, said) = read_stars(&fixture);
    assert!(done, "{said}");
    let types = "{ReadStars, ReadStarsAnswer, StarId};";
    let index = fixture.tree().read(INDEX).unwrap();
    assert_eq!(index, format!("mod read_stars;\n\npub use read_stars::{types}\n"));
    let root = fixture.tree().read(ROOT).unwrap();
    assert!(root.ends_with(&format!("pub use client::Client;\npub use endpoints::{types}\n")), "{root}");
}

/// The page runs the command and names every test that it leaves.
#[test]
fn the_page_about_it_is_current() {
    let page = include_str!("../../../docs/adding-an-endpoint.md");
    let command = page.lines().find_map(|line| line.strip_prefix("cargo xtask new-endpoint ")).unwrap();
    let command = command.replace("spinwheel-connect", "some-api").replace('\'', "");
    let fixture = fixture();
    let (done, said) = call(&fixture, &command.split(' ').collect::<Vec<_>>());
    assert!(done, "{said}");
    let text = fixture.tree().read("crates/some-api/src/endpoints/horoscope.rs").unwrap();
    let tests: Vec<_> =
        text.lines().filter_map(|line| line.strip_prefix("    fn ")?.strip_suffix("() {")).collect();
    assert_eq!(tests.len(), 10);
    for test in tests {
        assert!(page.contains(&format!("`{test}`: ")), "the page does not speak of {test}");
    }
}

#[test]
fn without_a_provider_there_is_nothing_to_go_by() {
    let fixture = fixture();
    fixture.replace("crates/some-api/src/client.rs", "Provider for", "Other for");
    let (done, said) = read_stars(&fixture);
    assert!(!done);
    assert!(said.contains("client.rs:1: cannot tell the type of the provider"), "{said}");
}
