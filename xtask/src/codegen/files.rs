//! The files as they are and as they should be.

use std::fs;
use std::io::{self, Write};

use super::{COMMAND, GENERATED};
use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

/// A file as it should be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    path: String,
    text: String,
}

impl Wanted {
    pub(super) fn new(path: impl Into<String>, text: String) -> Self {
        Self { path: path.into(), text }
    }

    fn compare(&self, tree: &Tree) -> Outcome<()> {
        let Self { path, text } = self;
        if !tree.has_file(path) {
            return Err(Problem::new(path, 1, "is not there", todo()));
        }
        let found = tree.read(path)?;
        if found == *text {
            return Ok(());
        }
        Err(Problem::new(path, first_difference(&found, text), "is not as generated", todo()))
    }
}

/// Each file that is not what it should be, with the first line that differs.
pub(super) fn compare(tree: &Tree, wanted: &[Wanted]) -> Vec<Problem> {
    let changed = wanted.iter().filter_map(|wanted| wanted.compare(tree).err());
    let left = left_over(tree, wanted).into_iter();
    changed.chain(left.map(|path| Problem::new(path, 1, "is of no operation", todo()))).collect()
}

fn todo() -> String {
    format!("run `{COMMAND}` and commit what it writes")
}

/// Writes what differs, removes what is left over, and says so.
pub(super) fn write(tree: &Tree, wanted: &[Wanted], out: &mut dyn Write) -> io::Result<()> {
    for Wanted { path, text } in wanted {
        if tree.read(path).is_ok_and(|found| found == *text) {
            continue;
        }
        let full = tree.full(path);
        if let Some(folder) = full.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(full, text)?;
        writeln!(out, "wrote {path}")?;
    }
    for path in left_over(tree, wanted) {
        fs::remove_file(tree.full(&path))?;
        writeln!(out, "removed {path}")?;
    }
    Ok(())
}

/// Files of operations that are no more.
fn left_over(tree: &Tree, wanted: &[Wanted]) -> Vec<String> {
    let mut files = tree.files(GENERATED);
    files.retain(|path| wanted.iter().all(|wanted| wanted.path != *path));
    files
}

/// The first line that differs, counted from 1; a difference after the last line of one of them stands in the next.
fn first_difference(found: &str, wanted: &str) -> usize {
    let same = found.split('\n').zip(wanted.split('\n')).take_while(|(found, wanted)| found == wanted);
    same.count() + 1
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn counts_lines_up_to_the_difference() {
        assert_eq!(first_difference("a\nb\nc\n", "a\nx\nc\n"), 2);
        assert_eq!(first_difference("a\n", "a\nb\n"), 2);
        assert_eq!(first_difference("a", "a\n"), 2);
    }
}
