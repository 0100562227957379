//! The crates of the workspace.

use toml::{Table, Value};

use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

/// One member of the workspace.
#[derive(Debug)]
pub(crate) struct Member {
    /// Its folder, as in `crates/verify-core`.
    pub(crate) dir: String,
    /// Its manifest.
    pub(crate) manifest: Table,
}

impl Member {
    /// Everything under `crates/`.
    pub(crate) fn crates(tree: &Tree) -> Outcome<Vec<Self>> {
        let dirs = tree.names("crates").into_iter().map(|name| format!("crates/{name}"));
        dirs.filter(|dir| tree.has_file(&format!("{dir}/Cargo.toml")))
            .map(|dir| Self::read(tree, dir))
            .collect()
    }

    /// The crates that speak to a provider: those with a folder `src/endpoints`.
    pub(crate) fn providers(tree: &Tree) -> Outcome<Vec<Self>> {
        let mut members = Self::crates(tree)?;
        members.retain(|member| tree.has_dir(&format!("{}/src/endpoints", member.dir)));
        Ok(members)
    }

    /// All members: the crates, the tests over several crates and the applications below them, this program. What is a
    /// workspace of its own is none.
    pub(crate) fn all(tree: &Tree) -> Outcome<Vec<Self>> {
        let mut members = Self::crates(tree)?;
        let below = tree.names("tests").into_iter().map(|name| format!("tests/{name}"));
        for dir in ["tests".to_owned()].into_iter().chain(below).chain(["xtask".to_owned()]) {
            if tree.has_file(&format!("{dir}/Cargo.toml")) {
                members.push(Self::read(tree, dir)?);
            }
        }
        members.retain(|member| !member.manifest.contains_key("workspace"));
        Ok(members)
    }

    fn read(tree: &Tree, dir: String) -> Outcome<Self> {
        let manifest = manifest(tree, &format!("{dir}/Cargo.toml"))?;
        Ok(Self { dir, manifest })
    }

    /// The path of the manifest.
    pub(crate) fn manifest_path(&self) -> String {
        format!("{}/Cargo.toml", self.dir)
    }

    /// A key of `[package]`.
    pub(crate) fn package(&self, key: &str) -> Option<&Value> {
        self.manifest.get("package")?.get(key)
    }

    /// The name of the package.
    pub(crate) fn name(&self) -> &str {
        self.package("name").and_then(Value::as_str).unwrap_or_default()
    }

    /// The name as Rust writes it.
    pub(crate) fn rust_name(&self) -> String {
        self.name().replace('-', "_")
    }

    /// Whether it goes to the registry.
    pub(crate) fn is_published(&self) -> bool {
        self.package("publish").and_then(Value::as_bool) != Some(false)
    }
}

/// A manifest as a table.
pub(crate) fn manifest(tree: &Tree, path: &str) -> Outcome<Table> {
    tree.read(path)?.parse().map_err(|error: toml::de::Error| {
        Problem::new(path, 1, format!("is not TOML: {}", error.message()), "mend the manifest")
    })
}

#[cfg(test)]
mod tests {
    use super::Member;
    use crate::fixture::Fixture;

    #[test]
    fn tells_kinds_of_members_apart() {
        let fixture = Fixture::new(&[
            ("crates/a-b/Cargo.toml", "[package]\nname = \"a-b\""),
            ("crates/a-b/src/endpoints/mod.rs", ""),
            ("crates/c/Cargo.toml", "[package]\nname = \"c\"\npublish = false"),
            ("crates/empty/later.txt", ""),
            ("xtask/Cargo.toml", "[package]\nname = \"xtask\""),
        ]);
        let names = |members: Vec<Member>| members.iter().map(Member::rust_name).collect::<Vec<_>>();
        assert_eq!(names(Member::crates(fixture.tree()).unwrap()), ["a_b", "c"]);
        assert_eq!(names(Member::providers(fixture.tree()).unwrap()), ["a_b"]);
        assert_eq!(names(Member::all(fixture.tree()).unwrap()), ["a_b", "c", "xtask"]);
        assert!(!Member::crates(fixture.tree()).unwrap()[1].is_published());
    }
}
