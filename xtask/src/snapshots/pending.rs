//! Snapshots that wait for a decision.

use std::fs;
use std::io::{self, Write};

use crate::problem::plural;
use crate::tree::Tree;

const NEW: &str = ".snap.new";
/// Where expectations inside of Rust files wait; they have no file of their own to be replaced.
const INLINE: &str = ".pending-snap";

/// A new text beside the expected one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pending {
    /// The file `*.snap.new`.
    pub(crate) new: String,
    /// The file `*.snap`, which need not exist.
    pub(crate) old: String,
}

/// Those whose path contains the filter.
pub(crate) fn pending(tree: &Tree, filter: &str) -> Vec<Pending> {
    let files = tree.files("").into_iter().filter(|path| path.ends_with(NEW) && path.contains(filter));
    files.map(|new| Pending { old: new.trim_end_matches(".new").to_owned(), new }).collect()
}

/// The Rust files with pending expectations inside.
pub(crate) fn inline(tree: &Tree) -> Vec<String> {
    tree.files("").into_iter().filter(|path| path.ends_with(INLINE)).collect()
}

/// The header about a snapshot's origin, and what was found.
fn parts(snapshot: &str) -> Option<(&str, &str)> {
    snapshot.strip_prefix("---\n")?.split_once("\n---\n")
}

/// A snapshot without its header.
pub(crate) fn contents(snapshot: &str) -> &str {
    parts(snapshot).map_or(snapshot, |(_, contents)| contents)
}

/// A new snapshot as it is kept: the line number of the assertion would change with every edit of the test.
fn kept(snapshot: &str) -> String {
    let Some((header, contents)) = parts(snapshot) else { return snapshot.to_owned() };
    let header: Vec<_> = header.lines().filter(|line| !line.starts_with("assertion_line:")).collect();
    format!("---\n{}\n---\n{contents}", header.join("\n"))
}

/// Replaces the expected texts by the new ones.
pub(crate) fn accept(tree: &Tree, filter: &str, out: &mut dyn Write) -> io::Result<bool> {
    decide(tree, filter, "accepted", out, |pending| {
        let new = tree.full(&pending.new);
        fs::write(tree.full(&pending.old), kept(&fs::read_to_string(&new)?))?;
        fs::remove_file(new)
    })
}

/// Deletes the new texts.
pub(crate) fn reject(tree: &Tree, filter: &str, out: &mut dyn Write) -> io::Result<bool> {
    for path in inline(tree).iter().filter(|path| path.contains(filter)) {
        fs::remove_file(tree.full(path))?;
    }
    decide(tree, filter, "rejected", out, |pending| fs::remove_file(tree.full(&pending.new)))
}

fn decide(
    tree: &Tree,
    filter: &str,
    done: &str,
    out: &mut dyn Write,
    act: impl Fn(&Pending) -> io::Result<()>,
) -> io::Result<bool> {
    let found = pending(tree, filter);
    for pending in &found {
        act(pending)?;
        writeln!(out, "{done} {}", pending.old)?;
    }
    writeln!(out, "snapshots: {} {done}", found.len())?;
    mention_inline(tree, out)?;
    // A filter that matches nothing is a typing error.
    Ok(filter.is_empty() || !found.is_empty())
}

/// Lists what waits; `true` if nothing does.
pub(crate) fn list(tree: &Tree, out: &mut dyn Write) -> io::Result<bool> {
    let found = pending(tree, "");
    for pending in &found {
        let kind = if tree.has_file(&pending.old) { "changed" } else { "new" };
        writeln!(out, "{kind}: {}", pending.old)?;
    }
    writeln!(out, "snapshots: {} pending", plural(found.len(), "snapshot"))?;
    mention_inline(tree, out)?;
    Ok(found.is_empty() && inline(tree).is_empty())
}

fn mention_inline(tree: &Tree, out: &mut dyn Write) -> io::Result<()> {
    for path in inline(tree) {
        writeln!(out, "{path}: an expectation inside of a Rust file differs → change it there by hand")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{accept, contents, inline, kept, list, pending, reject};
    use crate::fixture::Fixture;

    const NEW: &str = "---\nsource: a.rs\nassertion_line: 7\n---\nassertion_line: stays\n---\nb\n";

    fn fixture() -> Fixture {
        Fixture::new(&[
            ("a/x.snap", "---\nsource: a.rs\n---\nold\n"),
            ("a/x.snap.new", NEW),
            ("b/y.snap.new", NEW),
        ])
    }

    #[test]
    fn takes_snapshots_apart() {
        assert_eq!(contents(NEW), "assertion_line: stays\n---\nb\n");
        assert_eq!(contents("no header"), "no header");
        assert_eq!(kept(NEW), "---\nsource: a.rs\n---\nassertion_line: stays\n---\nb\n");
    }

    #[test]
    fn accepts_by_path() {
        let fixture = fixture();
        assert!(accept(fixture.tree(), "a/", &mut Vec::new()).unwrap());
        assert_eq!(fixture.tree().files(""), ["a/x.snap", "b/y.snap.new"]);
        assert_eq!(fixture.tree().read("a/x.snap").unwrap(), kept(NEW));
        assert!(!accept(fixture.tree(), "nowhere", &mut Vec::new()).unwrap());
    }

    #[test]
    fn rejects_all() {
        let fixture = fixture();
        fixture.write("a/.x.rs.pending-snap", "{}");
        assert_eq!(inline(fixture.tree()).len(), 1);
        assert!(reject(fixture.tree(), "", &mut Vec::new()).unwrap());
        assert_eq!(fixture.tree().files(""), ["a/x.snap"]);
        assert!(pending(fixture.tree(), "").is_empty());
    }

    #[test]
    fn lists_what_waits() {
        let mut out = Vec::new();
        assert!(!list(fixture().tree(), &mut out).unwrap());
        let expected = "changed: a/x.snap\nnew: b/y.snap\nsnapshots: 2 snapshots pending\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        assert!(list(Fixture::new(&[]).tree(), &mut Vec::new()).unwrap());
    }
}
