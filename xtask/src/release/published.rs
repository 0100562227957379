//! What was published at a tag, by the manifests that its commit has.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use toml::{Table, Value};

use super::git;

/// The names of the libraries that a tag's commit publishes.
pub(super) fn libraries_at(root: &Path, tag: &str) -> io::Result<BTreeSet<String>> {
    let files: BTreeSet<_> = git::files_at(root, tag)?.into_iter().collect();
    let read = |path: &str| -> io::Result<Table> {
        let text = git::text_at(root, tag, path)?;
        text.parse().map_err(|error| io::Error::other(format!("{path} at {tag} cannot be read: {error}")))
    };
    let workspace = Workspace(read("Cargo.toml")?);
    let mut names = BTreeSet::new();
    for folder in files.iter().filter_map(|path| path.strip_suffix("/Cargo.toml")) {
        if !workspace.has(folder) {
            continue;
        }
        let manifest = read(&format!("{folder}/Cargo.toml"))?;
        let is_library = manifest.contains_key("lib") || files.contains(&format!("{folder}/src/lib.rs"));
        let name = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
        if let Some(name) = name.filter(|_| is_library && workspace.publishes(&manifest)) {
            names.insert(name.to_owned());
        }
    }
    Ok(names)
}

/// The root manifest.
struct Workspace(Table);

impl Workspace {
    /// Whether a folder is a member's.
    fn has(&self, folder: &str) -> bool {
        let any = |key: &str| self.list(key).any(|pattern| matches(pattern, folder));
        any("members") && !any("exclude")
    }

    fn list(&self, key: &str) -> impl Iterator<Item = &str> {
        let list = self.0.get("workspace").and_then(|workspace| workspace.get(key)).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Whether a member may go to a registry, by what it says itself or takes over from here.
    fn publishes(&self, manifest: &Table) -> bool {
        let publish = manifest.get("package").and_then(|package| package.get("publish"));
        let inherited = publish.and_then(|publish| publish.get("workspace")).is_some();
        let shared = || self.0.get("workspace")?.get("package")?.get("publish");
        match if inherited { shared() } else { publish } {
            Some(Value::Boolean(publish)) => *publish,
            Some(Value::Array(registries)) => !registries.is_empty(),
            _ => true,
        }
    }
}

/// Whether a pattern such as `crates/*` means a folder.
fn matches(pattern: &str, folder: &str) -> bool {
    let (patterns, parts) = (pattern.split('/'), folder.split('/'));
    patterns.clone().count() == parts.clone().count()
        && patterns.zip(parts).all(|(pattern, part)| pattern == "*" || pattern == part)
}

#[cfg(test)]
mod tests {
    use super::{Workspace, matches};

    #[test]
    fn a_pattern_means_the_folders_of_its_depth() {
        assert!(matches("crates/*", "crates/a") && matches("tests", "tests"));
        assert!(!matches("crates/*", "crates/a/inside") && !matches("crates/*", "crates"));
        assert!(!matches("crates/*", "tests/a") && !matches("tests", "tests/a"));
    }

    #[test]
    fn members_and_what_they_publish() {
        let text = "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/old\"]\n[workspace.package]\npublish = false\n";
        let workspace = Workspace(text.parse().unwrap());
        assert!(workspace.has("crates/a") && !workspace.has("crates/old") && !workspace.has("fuzz"));
        for (says, publishes) in [
            ("", true),
            ("publish = true\n", true),
            ("publish = [\"some\"]\n", true),
            ("publish = []\n", false),
            ("publish = false\n", false),
            ("publish.workspace = true\n", false),
        ] {
            let manifest = format!("[package]\nname = \"a\"\n{says}");
            assert_eq!(workspace.publishes(&manifest.parse().unwrap()), publishes, "{says}");
        }
    }
}
