//! Snapshots that no test looks at any more.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::running::cargo_test;
use crate::problem::plural;
use crate::tree::Tree;

/// Runs all tests and lists the snapshots they did not look at; `true` if there is none and all tests passed.
pub(crate) fn unreferenced(tree: &Tree, out: &mut dyn Write) -> io::Result<bool> {
    let list = tempfile::NamedTempFile::new()?;
    let passed = cargo_test(tree)
        .args(["--workspace", "--tests", "--", "--include-ignored"])
        .env("INSTA_UPDATE", "no")
        .env("INSTA_FORCE_PASS", "1")
        .env("INSTA_SNAPSHOT_REFERENCES_FILE", list.path())
        .status()?
        .success();
    if !passed {
        writeln!(out, "snapshots: tests failed, so snapshots they look at may be listed")?;
    }
    Ok(report(tree, &fs::read_to_string(list.path())?, out)? && passed)
}

/// Compares the snapshots with the list that the tests wrote, one path a line.
fn report(tree: &Tree, list: &str, out: &mut dyn Write) -> io::Result<bool> {
    let seen: BTreeSet<_> = list.lines().filter_map(|path| in_tree(tree, Path::new(path))).collect();
    let snapshots = tree.files_with("", &["snap"]);
    let unseen: Vec<_> = snapshots.iter().filter(|path| !seen.contains(*path)).collect();
    for path in &unseen {
        writeln!(out, "{path}:1: no test looks at this snapshot → delete it, or mend the test's name")?;
    }
    writeln!(out, "snapshots: {} of {} unreferenced", unseen.len(), plural(snapshots.len(), "snapshot"))?;
    Ok(unseen.is_empty() && !snapshots.is_empty())
}

/// Resolves `..` and links, which the list may contain.
fn in_tree(tree: &Tree, path: &Path) -> Option<String> {
    let root = Tree::at(tree.root().canonicalize().ok()?);
    root.relative(&tree.root().join(path).canonicalize().ok()?)
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::fixture::Fixture;

    #[test]
    fn lists_what_no_test_looked_at() {
        let fixture = Fixture::new(&[("a/x.snap", ""), ("a/y.snap", ""), ("a/src/lib.rs", "")]);
        let full = fixture.tree().full("a/src/../x.snap");
        let mut out = Vec::new();
        assert!(!report(fixture.tree(), &format!("{}\n", full.display()), &mut out).unwrap());
        let shown = String::from_utf8(out).unwrap();
        assert!(shown.starts_with("a/y.snap:1: no test looks at this snapshot"), "{shown}");
        assert!(shown.ends_with("snapshots: 1 of 2 snapshots unreferenced\n"), "{shown}");
        assert!(report(fixture.tree(), "a/x.snap\na/y.snap\n", &mut Vec::new()).unwrap());
    }

    #[test]
    fn finding_no_snapshot_at_all_is_a_failure() {
        assert!(!report(Fixture::new(&[]).tree(), "", &mut Vec::new()).unwrap());
    }
}
