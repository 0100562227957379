//! A small schema with an operation, and what is said when something about them is wrong.

use super::{Arguments, COPY, GENERATED, OPERATIONS, REDACTION, SCHEMA, run};
use crate::fixture::Fixture;

const A_SCHEMA: &str = "\
scalar Date
type Query { user(input: UserInput!): User! }
input UserInput { ssn: String! kind: Kind tags: [String!] }
type User { id: ID! firstName: String balance: Float born: Date open: Boolean! friends: [User] }
enum Kind { GOOD BAD }
";
const AN_OPERATION: &str = "\
query GetUser($input: UserInput!) {
  user(input: $input) {
    id
    firstName
    balance
    born
    open
    friends {
      firstName
    }
  }
}
";
const A_TABLE: &str = "\
[scalars]
Date = \"Timestamp\"
[types.UserInput]
ssn = \"Ssn\"
[types.User]
firstName = \"Pii\"
balance = \"Amount\"
";

const FILE: &str = "crates/spinwheel-gql/operations/get_user.graphql";
const CODE: &str = "crates/spinwheel-gql/src/generated/get_user.rs";

fn sound() -> Fixture {
    Fixture::new(&[(SCHEMA, A_SCHEMA), (FILE, AN_OPERATION), (REDACTION, A_TABLE)])
}

/// What the command says, and whether it is content.
fn said(fixture: &Fixture, check: bool) -> (bool, String) {
    let mut out = Vec::new();
    let well = run(fixture.tree(), &Arguments { check }, &mut out).unwrap();
    (well, String::from_utf8(out).unwrap())
}

fn generated() -> Fixture {
    let fixture = sound();
    let (well, text) = said(&fixture, false);
    assert!(well, "{text}");
    fixture
}

/// What is said when nothing can be generated; nothing may have been written then.
#[track_caller]
fn refused(fixture: &Fixture) -> String {
    let (well, text) = said(fixture, false);
    assert!(!well, "{text}");
    assert!(!fixture.tree().has_dir(GENERATED), "{text}");
    text
}

#[test]
fn writes_code_and_copy_once() {
    let fixture = sound();
    let (well, text) = said(&fixture, false);
    assert!(well);
    for path in [COPY, CODE, "crates/spinwheel-gql/src/generated/mod.rs"] {
        assert!(text.contains(&format!("wrote {path}\n")), "{text}");
    }
    assert_eq!(fixture.tree().read(COPY).unwrap(), A_SCHEMA);
    assert_eq!(said(&fixture, true), (true, "codegen: all is as generated\n".to_owned()));
    assert_eq!(said(&fixture, false), (true, "codegen: all is as generated\n".to_owned()));
}

#[test]
fn the_code_has_the_types_of_the_table_and_no_others() {
    let code = generated().tree().read(CODE).unwrap();
    let head = "// @generated from crates/spinwheel-gql/operations/get_user.graphql by graphql_client_codegen 0.16.0.\n\
                // Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run \
                `cargo xtask codegen`.\n";
    assert!(code.starts_with(head), "{code}");
    for part in [
        "pub ssn: verify_core::Ssn,",
        "#[serde(rename = \"firstName\")]\n    pub first_name: Option<verify_core::Pii<String>>,",
        "pub balance: Option<verify_core::Amount>,",
        "type Date = verify_core::Timestamp;",
        "pub open: bool,",
        "pub id: String,",
        "pub tags: Option<Vec<String>>,",
        "#[serde(skip_serializing_if = \"Option::is_none\")]\n    pub kind: Option<Kind>,",
        "Other(String),",
        "pub const OPERATION_NAME: &str = \"GetUser\";",
    ] {
        assert!(code.contains(part), "{part}\n{code}");
    }
    for part in ["use super", "use std", "Debug", "f64", "derive()", "mod get_user", "type ID"] {
        assert!(!code.contains(part), "{part}\n{code}");
    }
    // In the structure below as well: the row is about the type of the schema.
    assert_eq!(code.matches("verify_core::Pii<String>").count(), 2);
}

#[test]
fn a_broken_schema_is_refused_with_its_line() {
    let fixture = sound();
    fixture.replace(SCHEMA, "id: ID!", "id: Nothing!");
    let text = refused(&fixture);
    assert!(text.starts_with(&format!("{SCHEMA}:4: cannot find type `Nothing`")), "{text}");
    fixture.write(SCHEMA, "type Query {");
    assert!(refused(&fixture).starts_with(&format!("{SCHEMA}:1: ")));
}

#[test]
fn an_operation_that_the_generator_would_accept_is_refused() {
    for (from, to, wrong) in [
        ("    open\n", "    opened\n", ":7: type `User` does not have a field `opened`"),
        (
            " {\n      firstName\n    }",
            "",
            ":8: interface, union and object types must have a subselection set",
        ),
        ("  user(input: $input)", "  user", ":2: the required argument `Query.user(input:)` is not provided"),
        ("$input: UserInput!", "$input: User!", ":1: `$input` variable must be of an input type"),
        ("$input: UserInput!", "$input: UserInput!, $unused: Int", ":1: unused variable: `$unused`"),
    ] {
        let fixture = sound();
        fixture.replace(FILE, from, to);
        let text = refused(&fixture);
        assert!(text.contains(&format!("{FILE}{wrong}")), "{to}: {text}");
        assert!(text.contains("→ mend the operation, or the schema"), "{text}");
    }
}

#[test]
fn a_file_holds_one_named_operation_and_nothing_else() {
    for (text, wrong) in [
        (AN_OPERATION.replace(" GetUser", ""), "has an operation without a name"),
        (format!("{AN_OPERATION}{}", AN_OPERATION.replace("GetUser", "Two")), "has more than one operation"),
        (
            AN_OPERATION.replace("      firstName", "      ...Name") + "fragment Name on User { firstName }",
            "has a fragment",
        ),
    ] {
        let fixture = sound();
        fixture.write(FILE, &text);
        let found = refused(&fixture);
        assert!(found.starts_with(&format!("{FILE}:1: {wrong}")), "{found}");
    }
}

#[test]
fn nothing_to_generate_from_is_a_problem() {
    let fixture = sound();
    fixture.remove(FILE);
    assert!(refused(&fixture).starts_with(&format!("{OPERATIONS}:1: there is no operation")));
}

#[test]
fn other_ends_of_lines_are_refused() {
    let fixture = sound();
    fixture.write(FILE, &AN_OPERATION.replace('\n', "\r\n"));
    assert!(refused(&fixture).contains("has carriage returns"));
}

#[test]
fn a_row_without_use_is_a_problem() {
    for (row, wrong) in [
        (
            "[types.User]\nlastName = \"Pii\"\n",
            ":6: no operation has a use for the row User.lastName of [types]",
        ),
        ("[variables.GetUser]\nsearch = \"Pii\"\n", "the row GetUser.search of [variables]"),
        ("[scalars]\nTime = \"Pii\"\n", "the row Time of [scalars]"),
    ] {
        let fixture = sound();
        let (section, rest) = row.split_once('\n').unwrap();
        if A_TABLE.contains(section) {
            fixture.replace(REDACTION, &format!("{section}\n"), row);
        } else {
            fixture.write(REDACTION, &format!("{A_TABLE}{section}\n{rest}"));
        }
        let text = refused(&fixture);
        assert!(text.contains(wrong), "{text}");
    }
}

#[test]
fn a_row_with_a_type_that_is_none_is_a_problem() {
    let fixture = sound();
    fixture.replace(REDACTION, "\"Ssn\"", "\"String\"");
    let text = refused(&fixture);
    assert!(text.starts_with(&format!("{REDACTION}:4: unknown variant `String`")), "{text}");
}

#[test]
fn a_sensitive_text_left_plain_is_a_problem() {
    for (row, todo) in [
        ("ssn = \"Ssn\"\n", "in crates/spinwheel-gql/operations/get_user.graphql ssn would be plain text"),
        ("ssn = \"Ssn\"\n", "add a row for ssn to [types.UserInput]"),
        ("firstName = \"Pii\"\n", "add a row for firstName to [types.User]"),
        ("balance = \"Amount\"\n", "balance would be a binary fraction, which money must not be"),
        (
            "Date = \"Timestamp\"\n",
            "the scalar Date of the schema has no type → add a row for it to [scalars]",
        ),
    ] {
        let fixture = sound();
        fixture.replace(REDACTION, row, "");
        let text = refused(&fixture);
        assert!(text.contains(todo), "{text}");
    }
    let fixture = sound();
    fixture.replace(SCHEMA, "user(input: UserInput!)", "user(input: UserInput!, phone: String)");
    fixture.replace(FILE, "($input: UserInput!)", "($input: UserInput!, $phone: String)");
    fixture.replace(FILE, "(input: $input)", "(input: $input, phone: $phone)");
    assert!(refused(&fixture).contains("add a row for phone to [variables.GetUser]"));
}

#[test]
fn a_changed_schema_makes_the_check_fail_and_says_what_to_run() {
    let fixture = generated();
    fixture.replace(SCHEMA, "firstName: String", "firstName: String!");
    let (well, text) = said(&fixture, true);
    assert!(!well);
    let todo = "is not as generated → run `cargo xtask codegen` and commit what it writes";
    assert!(text.starts_with(&format!("{COPY}:4: {todo}\n{CODE}:")), "{text}");
    // The copy alone is not enough.
    fixture.write(COPY, &fixture.tree().read(SCHEMA).unwrap());
    let (well, text) = said(&fixture, true);
    assert!(!well);
    assert!(text.starts_with(&format!("{CODE}:")) && text.contains(todo), "{text}");
    // And nothing was written by looking.
    assert!(fixture.tree().read(CODE).unwrap().contains("first_name: Option<"));
    assert!(said(&fixture, false).0);
    assert!(said(&fixture, true).0);
}

#[test]
fn a_changed_operation_or_code_makes_the_check_fail() {
    let fixture = generated();
    fixture.replace(FILE, "    open\n", "");
    assert!(said(&fixture, true).1.starts_with(&format!("{CODE}:6: is not as generated")));
    let fixture = generated();
    fixture.replace(CODE, "pub open: bool", "pub open: String");
    assert!(said(&fixture, true).1.contains("is not as generated"));
    fixture.remove(CODE);
    assert!(
        said(&fixture, true).1.starts_with(&format!("{CODE}:1: is not there → run `cargo xtask codegen`"))
    );
}

#[test]
fn what_is_left_over_is_found_and_removed() {
    let fixture = generated();
    let old = format!("{GENERATED}/old.rs");
    fixture.write(&old, "");
    assert!(said(&fixture, true).1.starts_with(&format!("{old}:1: is of no operation")));
    assert!(said(&fixture, false).1.contains(&format!("removed {old}\n")));
    assert!(!fixture.tree().has_file(&old));
}

#[test]
fn the_version_in_the_header_is_the_one_in_use() {
    let lock = include_str!("../../../Cargo.lock");
    for name in ["graphql_client_codegen", "graphql_client"] {
        let package = format!("name = \"{name}\"\nversion = \"{}\"\n", super::render::GENERATOR);
        assert!(lock.contains(&package), "{name} is not of version {}", super::render::GENERATOR);
    }
}
