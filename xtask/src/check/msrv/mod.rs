//! The oldest compiler that the library crates promise to work with.
//!
//! Clippy's `incompatible_msrv` holds what is used of the standard library, this check what is stated by the packages below
//! and what of the language is younger. Neither sees impls that the standard library got later, and coercions
//! (a trait object to that of a supertrait).

mod language;
mod silent;

use std::collections::BTreeSet;

use crate::member::Member;
use crate::metadata::Metadata;
use crate::problem::{Outcome, Problem, Report, plural};
use crate::rust::Source;
use crate::tree::Tree;

/// What the library crates state.
const PROMISED: &str = "1.85";

const HERE: &str = "xtask/src/check/msrv/silent.rs";

/// Looks at what the published crates state, at the packages below them, and at their code.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let mut members = Member::crates(tree)?;
    members.retain(Member::is_published);
    let names: Vec<_> = members.iter().map(Member::name).collect();
    let metadata = Metadata::of_all(tree)?;
    let below = below(&metadata, &names);
    let mut problems = stated(&metadata, &names);
    problems.extend(too_new(&metadata, &below));
    let providers = Member::providers(tree)?;
    let providers: Vec<_> = providers.iter().map(Member::name).collect();
    problems.extend(unreviewed(&metadata, &names, &providers, &LISTED));
    let mut files = 0;
    for member in &members {
        for source in Source::read_all(tree, &format!("{}/src", member.dir))? {
            problems.extend(language::problems(&source));
            files += 1;
        }
    }
    let counted = format!(
        "{}, {}, {}",
        plural(members.len(), "crate"),
        plural(below.len(), "package"),
        plural(files, "file")
    );
    Ok(Report::new("crates", members.len().min(below.len()), counted, problems))
}

/// Ours say what is promised.
fn stated(metadata: &Metadata, names: &[&str]) -> Vec<Problem> {
    let ours = metadata.packages.iter().filter(|package| names.contains(&package.name.as_str()));
    let others = ours.filter(|package| package.rust_version.as_deref() != Some(PROMISED));
    let todo = format!("write rust-version.workspace = true, which is {PROMISED}");
    others
        .map(|package| {
            Problem::new(
                format!("crates/{}/Cargo.toml", package.name),
                1,
                "promises another rust-version",
                &todo,
            )
        })
        .collect()
}

/// The ids of all packages that the code and the build scripts of these crates need, on any target.
fn below<'a>(metadata: &'a Metadata, names: &[&str]) -> BTreeSet<&'a str> {
    let is_root = |id: &&str| {
        metadata.packages.iter().any(|package| package.id == *id && names.contains(&package.name.as_str()))
    };
    let nodes = || metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let roots: BTreeSet<&str> = nodes().map(|node| node.id.as_str()).filter(is_root).collect();
    let mut found = roots.clone();
    let mut left: Vec<_> = roots.iter().copied().collect();
    while let Some(id) = left.pop() {
        for dependency in nodes().filter(|node| node.id == id).flat_map(|node| &node.deps) {
            let needed = dependency.dep_kinds.iter().any(|kind| kind.kind.as_deref() != Some("dev"));
            if needed && found.insert(&dependency.pkg) {
                left.push(&dependency.pkg);
            }
        }
    }
    found.retain(|id| !roots.contains(id));
    found
}

fn too_new(metadata: &Metadata, below: &BTreeSet<&str>) -> Vec<Problem> {
    let packages = metadata.packages.iter().filter(|package| below.contains(package.id.as_str()));
    let needs = packages.filter_map(|package| Some((package, package.rust_version.as_deref()?)));
    let newer = needs.filter(|(_, needed)| number(needed) > number(PROMISED));
    newer
        .map(|(package, needed)| {
            let (name, version) = (&package.name, &package.version);
            let wrong = format!("{name} {version} needs Rust {needed}, and {PROMISED} is promised");
            Problem::new("Cargo.lock", 1, wrong, "lock an older version, or do without it")
        })
        .collect()
}

/// The packages that were looked at.
struct Listed<'a> {
    libraries: &'a [(&'a str, &'a str, &'a str)],
    tools: &'a [&'a str],
}

const LISTED: Listed<'static> = Listed { libraries: silent::LIBRARIES, tools: silent::TOOLS };

/// Silent packages that nobody has looked at, and what is listed in vain.
fn unreviewed(metadata: &Metadata, names: &[&str], providers: &[&str], listed: &Listed<'_>) -> Vec<Problem> {
    let (all, shipped) = (below(metadata, names), below(metadata, providers));
    let mut vain: BTreeSet<_> =
        listed.libraries.iter().map(|(name, ..)| *name).chain(listed.tools.iter().copied()).collect();
    let mut problems = Vec::new();
    let silent = metadata.packages.iter().filter(|package| package.rust_version.is_none());
    for package in silent.filter(|package| all.contains(package.id.as_str())) {
        let (name, version) = (&*package.name, &*package.version);
        let is_shipped = shipped.contains(package.id.as_str());
        let reviewed = listed.libraries.iter().filter(|(listed, ..)| *listed == name);
        let reviewed: Vec<_> = reviewed.map(|(_, version, _)| *version).collect();
        let is_listed = if is_shipped { reviewed.contains(&version) } else { listed.tools.contains(&name) };
        if is_listed {
            vain.remove(name);
            continue;
        }
        let (list, todo) = if is_shipped {
            (
                "LIBRARIES",
                "see what it says about the compiler, then list it with this version and the reason",
            )
        } else {
            ("TOOLS", "see what it says about the compiler, then list it")
        };
        let wrong = format!("{name} {version} states no rust-version, and is not in {list}");
        problems.push(Problem::new(HERE, 1, wrong, todo));
    }
    problems.extend(vain.into_iter().map(|name| {
        let wrong = format!("{name} is listed, and no such package is silent");
        Problem::new(HERE, 1, wrong, "take it off the list")
    }));
    problems
}

/// `1.85.0` as numbers that can be compared.
fn number(version: &str) -> (u32, u32) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(u32::MAX));
    (parts.next().unwrap_or(u32::MAX), parts.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{Listed, below, number, stated, too_new, unreviewed};
    use crate::metadata::Metadata;

    /// `ours` needs `new` and, to be built, `silent`; its tests need `newest`.
    fn metadata(new: &str) -> Metadata {
        let package = |name: &str, version: &str| {
            format!(
                r#"{{"id":"{name}","name":"{name}","version":"1.0.0","rust_version":{version},"features":{{}}}}"#
            )
        };
        let packages = [
            package("ours", "\"1.85\""),
            package("new", new),
            package("silent", "null"),
            package("newest", "\"1.95\""),
        ];
        let edge = |to: &str, kind: &str| format!(r#"{{"pkg":"{to}","dep_kinds":[{{"kind":{kind}}}]}}"#);
        let edges = [edge("new", "null"), edge("newest", "\"dev\"")].join(",");
        let nodes = [
            format!(r#"{{"id":"ours","deps":[{edges}]}}"#),
            format!(r#"{{"id":"new","deps":[{}]}}"#, edge("silent", "\"build\"")),
        ];
        let text = format!(
            r#"{{"packages":[{}],"resolve":{{"nodes":[{}]}},"target_directory":"t"}}"#,
            packages.join(","),
            nodes.join(",")
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_package_that_needs_a_newer_compiler_is_a_problem() {
        let problems = |metadata: &Metadata| {
            let found = too_new(metadata, &below(metadata, &["ours"]));
            found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(problems(&metadata("\"1.85.1\"")), "");
        assert!(problems(&metadata("\"1.86\"")).contains("new 1.0.0 needs Rust 1.86, and 1.85"));
    }

    /// What is found where `ours` is a library, or a tool.
    fn silent(is_library: bool, libraries: &[(&str, &str, &str)], tools: &[&str]) -> String {
        let metadata = metadata("\"1.60\"");
        let providers: &[&str] = if is_library { &["ours"] } else { &[] };
        let found = unreviewed(&metadata, &["ours"], providers, &Listed { libraries, tools });
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_package_that_says_nothing_has_to_be_listed_and_others_must_not() {
        let why = "its README: 1.36";
        assert_eq!(silent(true, &[("silent", "1.0.0", why)], &[]), "");
        assert_eq!(silent(false, &[], &["silent"]), "");
        assert!(
            silent(true, &[], &[]).contains("silent 1.0.0 states no rust-version, and is not in LIBRARIES")
        );
        let of_a_tool = silent(true, &[], &["silent"]);
        assert!(of_a_tool.contains("is not in LIBRARIES"), "{of_a_tool}");
        assert!(of_a_tool.contains("silent is listed, and no such package is silent"), "{of_a_tool}");
        assert!(
            silent(false, &[], &["silent", "new"]).contains("new is listed, and no such package is silent")
        );
    }

    #[test]
    fn a_library_is_looked_at_again_with_each_version() {
        let older = silent(true, &[("silent", "0.9.0", "its README: 1.36")], &[]);
        assert!(older.contains("silent 1.0.0 states no rust-version, and is not in LIBRARIES"), "{older}");
    }

    #[test]
    fn ours_state_what_is_promised() {
        let metadata = metadata("null");
        assert!(stated(&metadata, &["ours"]).is_empty());
        assert_eq!(stated(&metadata, &["newest"]).len(), 1);
    }

    #[test]
    fn versions_are_numbers() {
        assert!(number("1.9") < number("1.85.0"));
        assert!(number("new") > number("1.85"));
    }
}
