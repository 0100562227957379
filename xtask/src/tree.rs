//! The files of the workspace.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::problem::{Outcome, Problem};

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 3] = ["target", ".git", "node_modules"];

/// A folder with a workspace in it. All paths given and taken are relative to it and use `/`.
#[derive(Debug)]
pub(crate) struct Tree {
    root: PathBuf,
}

impl Tree {
    /// The workspace in a folder.
    pub(crate) fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The workspace that the current folder lies in.
    pub(crate) fn around_current_dir() -> io::Result<Self> {
        let here = env::current_dir()?;
        let is_root = |dir: &&Path| {
            fs::read_to_string(dir.join("Cargo.toml")).is_ok_and(|manifest| manifest.contains("[workspace]"))
        };
        let root = here.ancestors().find(is_root);
        root.map(Self::at).ok_or_else(|| io::Error::other("not inside a cargo workspace"))
    }

    /// Where it lies.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The place of a file outside this program.
    pub(crate) fn full(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The other way round; `None` for files outside.
    pub(crate) fn relative(&self, path: &Path) -> Option<String> {
        let relative = path.strip_prefix(&self.root).ok()?;
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        Some(parts.join("/"))
    }

    pub(crate) fn has_file(&self, path: &str) -> bool {
        self.full(path).is_file()
    }

    pub(crate) fn has_dir(&self, path: &str) -> bool {
        self.full(path).is_dir()
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> Outcome<String> {
        fs::read_to_string(self.full(path)).map_err(|error| {
            Problem::new(path, 1, format!("cannot be read: {error}"), "make it a readable text file")
        })
    }

    /// The names of what lies directly in a folder, sorted; empty if there is no such folder.
    pub(crate) fn names(&self, dir: &str) -> Vec<String> {
        let entries = fs::read_dir(self.full(dir)).into_iter().flatten().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// All files below a folder, sorted; `""` is the whole tree.
    pub(crate) fn files(&self, dir: &str) -> Vec<String> {
        let mut found = Vec::new();
        for name in self.names(dir) {
            let path = if dir.is_empty() { name.clone() } else { format!("{dir}/{name}") };
            if self.has_file(&path) {
                found.push(path);
            } else if self.has_dir(&path) && !FOREIGN.contains(&name.as_str()) {
                found.extend(self.files(&path));
            }
        }
        found
    }

    /// All files below a folder whose names end in one of `.ext`.
    pub(crate) fn files_with(&self, dir: &str, extensions: &[&str]) -> Vec<String> {
        let mut files = self.files(dir);
        files.retain(|path| extensions.contains(&extension(path)));
        files
    }
}

/// What follows the last dot of a file's name; the name itself if there is no dot.
pub(crate) fn extension(path: &str) -> &str {
    let name = file_name(path);
    name.rsplit_once('.').map_or(name, |(_, extension)| extension)
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{extension, file_name};
    use crate::fixture::Fixture;

    #[test]
    fn finds_files_but_not_build_output() {
        let fixture = Fixture::new(&[("a/x.rs", ""), ("a/b/y.toml", ""), ("a/target/z.rs", "")]);
        assert_eq!(fixture.tree().files(""), ["a/b/y.toml", "a/x.rs"]);
        assert_eq!(fixture.tree().files_with("a", &["rs"]), ["a/x.rs"]);
        assert!(fixture.tree().files("nowhere").is_empty());
    }

    #[test]
    fn knows_names_and_extensions() {
        assert_eq!((file_name("a/b.rs"), extension("a/b.rs")), ("b.rs", "rs"));
        assert_eq!((file_name("run"), extension(".ci/run")), ("run", "run"));
    }
}
