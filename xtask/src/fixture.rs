//! Small workspaces for the tests of the checks.

use std::fs;

use tempfile::TempDir;

use crate::problem::{Outcome, Report};
use crate::tree::Tree;

/// A folder that lives as long as the test.
pub(crate) struct Fixture {
    tree: Tree,
    _dir: TempDir,
}

impl Fixture {
    /// Writes files: path and text.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let fixture = Self { tree: Tree::at(dir.path()), _dir: dir };
        for (path, text) in files {
            fixture.write(path, text);
        }
        fixture
    }

    /// Writes or replaces a file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let full = self.tree.full(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    }

    /// Deletes a file.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.tree.full(path)).unwrap();
    }

    /// Replaces a part of a file, which must be there.
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.tree.read(path).unwrap();
        assert!(text.contains(from), "{path} does not contain {from:?}");
        self.write(path, &text.replace(from, to));
    }

    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    /// What a check says, one problem a line.
    pub(crate) fn problems(&self, check: fn(&Tree) -> Outcome<Report>) -> String {
        let problems = match check(&self.tree) {
            Ok(report) => report.problems,
            Err(problem) => vec![problem],
        };
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}
