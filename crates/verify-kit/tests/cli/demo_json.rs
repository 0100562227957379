//! `verify-kit demo --json`: the lines for programs, as the README documents them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::demo::json_lines;
use crate::support::{run, settings};

#[test]
fn the_lines_are_the_same_in_every_run() {
    let ran = run(&["demo", "--json", "--only", "signzy"]);
    ran.assert_code(0);
    settings().bind(|| insta::assert_snapshot!("demo_json_signzy", ran.stdout));
}

#[test]
fn every_line_is_json_and_the_last_one_counts() {
    let lines = json_lines(&["demo", "--json"]);
    let summary = lines.last().unwrap();
    let expected = json!({"type": "summary",
        "providers": ["spinwheel-connect", "spinwheel-gql", "finicity-connect", "dots-users", "signzy-link"],
        "calls": 135, "messages": 24, "emails": 1, "double_sends": 0, "webhooks_verified": 24, "leaks": 0,
        "values": summary["values"], "texts": summary["texts"], "failures": 0});
    assert_eq!(summary, &expected);
    assert!(summary["values"].as_u64() > Some(80) && summary["texts"].as_u64() > Some(300), "{summary}");
    let count = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    assert_eq!((count("start"), count("sandbox"), count("scene"), count("scene_end")), (1, 1, 26, 26));
    assert_eq!((count("debts"), count("accounts"), count("leak"), count("skipped")), (2, 2, 0, 0));
    for line in lines.iter().filter(|line| line["type"] == "scene_end") {
        assert_eq!(line["differences"], json!([]), "{line}");
    }
    assert_eq!(sum(&lines, "calls"), summary["calls"]);
    assert_eq!(sum(&lines, "webhooks"), summary["webhooks_verified"]);
}

fn sum(lines: &[Value], field: &str) -> u64 {
    let ends = lines.iter().filter(|line| line["type"] == "scene_end");
    ends.map(|line| line[field].as_u64().unwrap()).sum()
}

#[test]
fn steps_say_who_acts_and_what_goes_over_the_wire() {
    let lines = json_lines(&["demo", "--json"]);
    let steps = || lines.iter().filter(|line| line["type"] == "step");
    for step in steps() {
        for field in ["journey", "scene", "at", "from", "what", "text"] {
            assert!(step[field].is_string(), "{field} in {step}");
        }
        let answers = step["from"] == "api" && step["to"] == "app";
        assert_eq!(step.get("status").is_some(), answers && step.get("lost").is_none(), "{step}");
        let calls = step["from"] == "app" && step["to"] == "api";
        assert_eq!(step.get("operation").is_some(), calls, "{step}");
    }
    let acting: BTreeSet<&str> =
        steps().flat_map(|step| [&step["from"], &step["to"]]).filter_map(Value::as_str).collect();
    assert_eq!(acting, BTreeSet::from(["app", "api", "phone", "page", "mail", "webhook"]));
    assert_eq!(steps().filter(|step| step["lost"] == true).count(), 1);
    assert!(steps().filter(|step| step["refused"] == true).count() >= 8);
}

/// The row of the README's table.
fn row(kind: &str) -> &'static str {
    let readme = include_str!("../../README.md");
    let row = readme.lines().find(|line| line.starts_with(&format!("| `{kind}` |")));
    row.unwrap_or_else(|| panic!("{kind} is missing in README.md"))
}

/// All names of fields, those inside of fields too. What accounts have, the client crate documents.
fn fields(value: &Value) -> Vec<String> {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(name, _)| *name != "accounts")
            .flat_map(|(name, value)| std::iter::once(name.clone()).chain(fields(value)))
            .collect(),
        Value::Array(list) => list.iter().flat_map(fields).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_readme_documents_every_field_of_every_line() {
    let whole = json_lines(&["demo", "--json"]);
    let refused = json_lines(&["demo", "--json", "--phone", "+12025550101"]);
    let mut seen = BTreeSet::new();
    for line in whole.iter().chain(&refused) {
        let kind = line["type"].as_str().unwrap();
        seen.insert(kind);
        for field in fields(line).iter().filter(|field| *field != "type") {
            assert!(row(kind).contains(&format!("`{field}`")), "{field} of {kind} is missing in README.md");
        }
        if kind == "accounts" {
            assert!(row(kind).contains("`accounts`"));
        }
    }
    // That of a leak is held where one is planted.
    let documented = [
        "accounts",
        "debts",
        "journey",
        "sandbox",
        "scene",
        "scene_end",
        "skipped",
        "start",
        "step",
        "summary",
    ];
    assert_eq!(seen, BTreeSet::from(documented));
}
