//! Showing what would change.

use std::io::{self, Write};

use similar::TextDiff;

use super::pending::{Pending, contents, list, pending};
use crate::tree::Tree;

/// Shows each pending snapshot; `true` if there is none.
pub(crate) fn review(tree: &Tree, filter: &str, out: &mut dyn Write) -> io::Result<bool> {
    for pending in pending(tree, filter) {
        writeln!(out, "{}", difference(tree, &pending))?;
    }
    let none = list(tree, out)?;
    if !none {
        writeln!(
            out,
            "decide with: cargo xtask snapshots accept [PATH], cargo xtask snapshots reject [PATH]"
        )?;
    }
    Ok(none)
}

fn difference(tree: &Tree, pending: &Pending) -> String {
    let read = |path: &str| tree.read(path).unwrap_or_default();
    let (old, new) = (read(&pending.old), read(&pending.new));
    let title = if tree.has_file(&pending.old) { "expected" } else { "expected (nothing yet)" };
    let diff = TextDiff::from_lines(contents(&old), contents(&new));
    let lines = diff.unified_diff().context_radius(5).header(title, "found").to_string();
    format!("== {}\n{lines}", pending.old)
}

#[cfg(test)]
mod tests {
    use super::review;
    use crate::fixture::Fixture;

    #[test]
    fn shows_old_and_new() {
        let fixture = Fixture::new(&[
            ("a/x.snap", "---\nsource: a.rs\n---\nsame\nold\n"),
            ("a/x.snap.new", "---\nsource: a.rs\nassertion_line: 7\n---\nsame\nnew\n"),
        ]);
        let mut out = Vec::new();
        assert!(!review(fixture.tree(), "", &mut out).unwrap());
        let shown = String::from_utf8(out).unwrap();
        assert!(
            shown.starts_with("== a/x.snap\n--- expected\n+++ found\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n")
        );
        assert!(!shown.contains("assertion_line"));
    }
}
