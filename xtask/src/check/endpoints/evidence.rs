//! What shows that an operation works: samples, a snapshot of its wire form, a row in the cross-crate list.

use std::collections::BTreeSet;

use crate::check::samples::{is_read, readers};
use crate::member::Member;
use crate::problem::{Outcome, Problem};
use crate::rust::Source;
use crate::rust::search::{each_level, fields_with_text, has_path, is_ident, string};
use crate::tree::Tree;

const ROWS: &str = "tests/src/endpoints";
const LIST: &str = "tests/src/endpoints/mod.rs";

/// Compares with the operations of a crate, both ways.
pub(crate) fn check(
    tree: &Tree,
    member: &Member,
    operations: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Outcome<()> {
    samples(tree, member, operations, problems)?;
    snapshots(tree, member, operations, problems)?;
    rows(tree, member, operations, problems)
}

/// A folder of samples for each operation, which a test reads: an example in the docs shows one, and checks little.
/// Other folders belong to a module, as `webhook` does.
fn samples(
    tree: &Tree,
    member: &Member,
    operations: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Outcome<()> {
    let folder = format!("{}/tests/samples", member.dir);
    let tests = readers(tree, &[format!("{}/tests", member.dir)])?;
    for name in operations {
        let own = format!("{folder}/{name}");
        let files = tree.files(&own);
        if files.is_empty() {
            let wrong = format!("there is no sample answer of {name}");
            problems.push(Problem::new(own, 1, wrong, "add at least one file and use it in a test"));
        } else if !files.iter().any(|file| is_read(file, &tests)) {
            let wrong = format!("no test reads a sample answer of {name}");
            problems.push(Problem::new(own, 1, wrong, "read one in tests/samples.rs"));
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
    Ok(())
}

/// `wire__<operation>.snap`, or several of them: `wire__<operation>_or_what_else.snap`.
fn snapshots(
    tree: &Tree,
    member: &Member,
    operations: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Outcome<()> {
    let folder = format!("{}/tests/snapshots", member.dir);
    let tests = wire_tests(tree, member)?;
    let mut shown = BTreeSet::new();
    for file in tree.names(&folder) {
        let Some(name) = file.strip_prefix("wire__").and_then(|name| name.strip_suffix(".snap")) else {
            continue;
        };
        if let Some(operation) = owner(name, operations) {
            shown.insert(operation);
            if !tests.contains(name) {
                let wrong = "no test in tests/wire.rs takes this snapshot";
                let todo = "add the test, or delete the file";
                problems.push(Problem::new(format!("{folder}/{file}"), 1, wrong, todo));
            }
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
    Ok(())
}

/// The names under which `tests/wire.rs`, or files in `tests/wire/`, may take snapshots: their strings, and the names
/// of their functions.
fn wire_tests(tree: &Tree, member: &Member) -> Outcome<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for path in tree.files_with(&format!("{}/tests", member.dir), &["rs"]) {
        let inside = path.rsplit_once("/tests/").map_or("", |(_, inside)| inside);
        if inside != "wire.rs" && !inside.starts_with("wire/") {
            continue;
        }
        each_level(&Source::read(tree, &path)?.tokens, &mut |level| {
            names.extend(level.iter().filter_map(|token| string(Some(token))));
            let functions = level.windows(2).filter(|pair| is_ident(pair.first(), "fn"));
            names.extend(functions.map(|pair| pair[1].to_string()));
        });
    }
    Ok(names)
}

/// The operation with the longest name that the snapshot's name begins with.
fn owner<'a>(snapshot: &str, operations: &'a BTreeSet<String>) -> Option<&'a str> {
    let owns = |name: &&String| {
        let rest = snapshot.strip_prefix(name.as_str());
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    operations.iter().filter(owns).max_by_key(|name| name.len()).map(String::as_str)
}

/// `operation: "…"` in the list of all crates; a long list goes on in files of a folder of its name.
fn rows(
    tree: &Tree,
    member: &Member,
    operations: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) -> Outcome<()> {
    let folder = format!("{ROWS}/{}", member.rust_name());
    let path = format!("{folder}.rs");
    if !tree.has_file(&path) {
        problems.push(Problem::new(path, 1, "is missing", "create it with a row for each operation"));
        return Ok(());
    }
    if !has_path(&Source::read(tree, LIST)?.tokens, &member.rust_name(), "cases") {
        let wrong = format!("does not include the rows of {}", member.name());
        let todo = format!("declare the module, and list {}::cases() in all()", member.rust_name());
        problems.push(Problem::new(LIST, 1, wrong, todo));
    }
    let mut rows = Vec::new();
    for source in [Source::read(tree, &path)?].into_iter().chain(Source::read_all(tree, &folder)?) {
        let found = fields_with_text(&source.tokens, "operation");
        // A row that others are made from has no operation.
        let real = found.into_iter().filter(|row| !row.text.is_empty());
        rows.extend(real.map(|row| (source.path.clone(), row)));
    }
    for name in operations.iter().filter(|name| !rows.iter().any(|(_, row)| row.text == **name)) {
        let wrong = format!("has no row for {name}");
        problems.push(Problem::new(&path, 1, wrong, format!("add one with operation: \"{name}\"")));
    }
    for (path, row) in rows.iter().filter(|(_, row)| !operations.contains(&row.text)) {
        let wrong = format!("row for {}, which is no operation of {}", row.text, member.name());
        problems.push(Problem::new(path, row.line, wrong, "rename or delete the row"));
    }
    Ok(())
}

/// Files of rows that no provider crate belongs to.
pub(crate) fn rows_without_crate(tree: &Tree, providers: &[Member], problems: &mut Vec<Problem>) {
    for name in tree.names(ROWS) {
        let stem = name.strip_suffix(".rs").unwrap_or(&name);
        if stem != "mod" && !providers.iter().any(|member| member.rust_name() == stem) {
            let wrong = "belongs to no crate with endpoints";
            problems.push(Problem::new(format!("{ROWS}/{name}"), 1, wrong, "rename or delete it"));
        }
    }
}
