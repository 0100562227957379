//! The members of the workspace as cargo sees them, and the order in which they can be published.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{cargo, said};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// A member.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The registries that it may go to; all if there is no list.
    publish: Option<Vec<String>>,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
    targets: Vec<Part>,
    pub(crate) repository: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build` or nothing.
    kind: Option<String>,
    path: Option<PathBuf>,
}

#[derive(Debug, Clone, Deserialize)]
struct Part {
    kind: Vec<String>,
}

impl Package {
    pub(crate) fn is_published(&self) -> bool {
        self.publish.as_ref().is_none_or(|registries| !registries.is_empty())
    }

    /// `verify-core-0.1.0`, as archives and folders are called.
    pub(crate) fn label(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }

    /// The folder it lies in.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new("."))
    }

    /// Whether others can use it, and not only run it.
    pub(crate) fn is_library(&self) -> bool {
        self.targets.iter().any(|part| part.kind.iter().any(|kind| kind == "lib"))
    }

    /// Whether it speaks to a provider.
    pub(crate) fn is_provider(&self) -> bool {
        self.folder().join("src/endpoints").is_dir()
    }

    /// The members that must be on the registry before it.
    fn needs(&self) -> impl Iterator<Item = &str> {
        let needed = self.dependencies.iter().filter(|dependency| dependency.kind.as_deref() != Some("dev"));
        needed.filter(|dependency| dependency.path.is_some()).map(|dependency| &*dependency.name)
    }
}

/// All members.
pub(crate) fn all(root: &Path) -> io::Result<Vec<Package>> {
    let mut command = cargo(root);
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata = said(&mut command, "cargo does not tell what the workspace holds")?;
    let metadata: Metadata = serde_json::from_str(&metadata)?;
    Ok(metadata.packages)
}

/// Those that go to the registry.
pub(crate) fn published(members: &[Package]) -> Vec<&Package> {
    members.iter().filter(|member| member.is_published()).collect()
}

/// Each after those it needs; dev-dependencies are paths that a package does not have. Names decide where order does not matter.
pub(crate) fn in_order<'a>(published: &[&'a Package]) -> io::Result<Vec<&'a Package>> {
    let mut waiting = published.to_vec();
    waiting.sort_by(|a, b| a.name.cmp(&b.name));
    let mut ordered: Vec<&Package> = Vec::new();
    while !waiting.is_empty() {
        let is_waiting = |name: &str| waiting.iter().any(|package| package.name == name);
        let Some(at) = waiting.iter().position(|package| !package.needs().any(is_waiting)) else {
            let names: Vec<_> = waiting.iter().map(|package| &*package.name).collect();
            let names = names.join(", ");
            return Err(io::Error::other(format!("{names} need each other → none of them can be the first")));
        };
        ordered.push(waiting.remove(at));
    }
    Ok(ordered)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::PathBuf;

    use super::{Dependency, Package, all, in_order, published};
    use crate::fixture::Fixture;

    /// A member that needs others, in the way `kind` says.
    pub(crate) fn package(name: &str, needs: &[(&str, Option<&str>)]) -> Package {
        let dependency = |(name, kind): &(&str, Option<&str>)| Dependency {
            name: (*name).to_owned(),
            kind: kind.map(str::to_owned),
            path: Some(PathBuf::from("..").join(name)),
        };
        Package {
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            publish: None,
            manifest_path: PathBuf::from("crates").join(name).join("Cargo.toml"),
            dependencies: needs.iter().map(dependency).collect(),
            targets: Vec::new(),
            repository: None,
        }
    }

    fn names(packages: &[Package]) -> Result<Vec<&str>, String> {
        let ordered = in_order(&published(packages)).map_err(|error| error.to_string())?;
        Ok(ordered.into_iter().map(|package| &*package.name).collect())
    }

    #[test]
    fn each_comes_after_what_it_needs() {
        let packages = [
            package("app", &[("kit", None), ("core", None)]),
            package("core", &[("kit", Some("dev"))]),
            package("kit", &[("core", None), ("app", Some("dev"))]),
            package("beside", &[("core", Some("build"))]),
        ];
        assert_eq!(names(&packages).unwrap(), ["core", "beside", "kit", "app"]);
    }

    #[test]
    fn a_circle_is_named() {
        let packages = [package("a", &[("b", None)]), package("b", &[("a", None)]), package("c", &[])];
        assert!(names(&packages).unwrap_err().contains("a, b need each other"));
    }

    #[test]
    fn what_is_not_published_says_so_itself() {
        let member =
            |name: &str, more: &str| format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\n{more}");
        let fixture = Fixture::new(&[
            ("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\n"),
            ("a/Cargo.toml", &member("a", "")),
            ("a/src/lib.rs", ""),
            ("a/src/endpoints/mod.rs", ""),
            ("b/Cargo.toml", &member("b", "publish = false\n")),
            ("b/src/main.rs", "fn main() {}"),
        ]);
        let members = all(fixture.tree().root()).unwrap();
        let published = published(&members);
        assert_eq!(published.len(), 1);
        assert_eq!(published[0].label(), "a-1.0.0");
        assert!(published[0].is_library() && published[0].is_provider());
        assert!(members.iter().any(|member| !member.is_library() && !member.is_provider()));
    }
}
