//! What shows that an operation works: samples, a snapshot of its wire form, a row in the cross-crate list.

use std::collections::BTreeSet;

use crate::member::Member;
use crate::problem::{Outcome, Problem};
use crate::rust::Source;
use crate::rust::search::fields_with_text;
use crate::tree::Tree;

const ROWS: &str = "tests/src/endpoints";

/// Compares with the operations of a crate, both ways.
pub(crate) fn check(
    tree: &Tree,
    member: &Member,
    operations: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Outcome<()> {
    samples(tree, member, operations, problems);
    snapshots(tree, member, operations, problems);
    rows(tree, member, operations, problems)
}

/// A folder of samples for each operation; others belong to a module, as `webhook` does.
fn samples(tree: &Tree, member: &Member, operations: &BTreeSet<String>, problems: &mut Vec<Problem>) {
    let folder = format!("{}/tests/samples", member.dir);
    for name in operations {
        let own = format!("{folder}/{name}");
        if tree.files(&own).is_empty() {
            let wrong = format!("there is no sample answer of {name}");
            problems.push(Problem::new(own, 1, wrong, "add at least one file and use it in a test"));
        }
    }
    let is_module = |name: &str| {
        let path = format!("{}/src/{name}", member.dir);
        tree.has_file(&format!("{path}.rs")) || tree.has_file(&format!("{path}/mod.rs"))
    };
    for name in tree.names(&folder) {
        if !operations.contains(&name) && !is_module(&name) {
            let wrong = "belongs to no operation and no module";
            problems.push(Problem::new(format!("{folder}/{name}"), 1, wrong, "rename or delete it"));
        }
    }
}

/// `wire__<operation>.snap`, or several of them: `wire__<operation>_or_what_else.snap`.
fn snapshots(tree: &Tree, member: &Member, operations: &BTreeSet<String>, problems: &mut Vec<Problem>) {
    let folder = format!("{}/tests/snapshots", member.dir);
    let mut shown = BTreeSet::new();
    for file in tree.names(&folder) {
        let Some(name) = file.strip_prefix("wire__").and_then(|name| name.strip_suffix(".snap")) else {
            continue;
        };
        if let Some(operation) = owner(name, operations) {
            shown.insert(operation);
        } else {
            let wrong = "shows the wire form of no operation";
            problems.push(Problem::new(format!("{folder}/{file}"), 1, wrong, "rename or delete it"));
        }
    }
    for name in operations.iter().filter(|name| !shown.contains(name.as_str())) {
        let path = format!("{folder}/wire__{name}.snap");
        let wrong = format!("the wire form of {name} has no snapshot");
        problems.push(Problem::new(path, 1, wrong, "add a snapshot test to tests/wire.rs"));
    }
}

/// The operation with the longest name that the snapshot's name begins with.
fn owner<'a>(snapshot: &str, operations: &'a BTreeSet<String>) -> Option<&'a str> {
    let owns = |name: &&String| {
        let rest = snapshot.strip_prefix(name.as_str());
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    operations.iter().filter(owns).max_by_key(|name| name.len()).map(String::as_str)
}

/// `operation: "…"` in the list of all crates.
fn rows(
    tree: &Tree,
    member: &Member,
    operations: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Outcome<()> {
    let path = format!("{ROWS}/{}.rs", member.rust_name());
    if !tree.has_file(&path) {
        problems.push(Problem::new(path, 1, "is missing", "create it with a row for each operation"));
        return Ok(());
    }
    let mut rows = fields_with_text(&Source::read(tree, &path)?.tokens, "operation");
    // A row that others are made from has no operation.
    rows.retain(|row| !row.text.is_empty());
    for name in operations.iter().filter(|name| !rows.iter().any(|row| row.text == **name)) {
        let wrong = format!("has no row for {name}");
        problems.push(Problem::new(&path, 1, wrong, format!("add one with operation: \"{name}\"")));
    }
    for row in rows.iter().filter(|row| !operations.contains(&row.text)) {
        let wrong = format!("row for {}, which is no operation of {}", row.text, member.name());
        problems.push(Problem::new(&path, row.line, wrong, "rename or delete the row"));
    }
    Ok(())
}

/// Files of rows that no provider crate belongs to.
pub(crate) fn rows_without_crate(tree: &Tree, providers: &[Member], problems: &mut Vec<Problem>) {
    for name in tree.names(ROWS) {
        let Some(stem) = name.strip_suffix(".rs").filter(|stem| *stem != "mod") else { continue };
        if !providers.iter().any(|member| member.rust_name() == stem) {
            let wrong = "belongs to no crate with endpoints";
            problems.push(Problem::new(format!("{ROWS}/{name}"), 1, wrong, "rename or delete it"));
        }
    }
}
