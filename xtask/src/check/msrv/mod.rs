//! The oldest compiler that the library crates promise to work with.
//!
//! Clippy's `incompatible_msrv` holds what is used of the standard library, this check what is stated by the packages below
//! and what of the language is younger. Neither sees impls that the standard library got later, and coercions
//! (a trait object to that of a supertrait).

mod language;

use std::collections::BTreeSet;

use crate::member::Member;
use crate::metadata::Metadata;
use crate::problem::{Outcome, Problem, Report, plural};
use crate::rust::Source;
use crate::tree::Tree;

/// What the library crates state.
const PROMISED: &str = "1.85";

/// Packages that state no version, so that nothing is known of what they need. Most are older than the promise; what is added
/// is looked at before.
const SILENT: &[&str] = &[
    "apollo-compiler",
    "apollo-parser",
    "ar_archive_writer",
    "ariadne",
    "bitflags",
    "combine",
    "core-foundation-sys",
    "countme",
    "foreign-types",
    "foreign-types-shared",
    "getrandom",
    "hermit-abi",
    "httparse",
    "hyper-tls",
    "ipnet",
    "jni-macros",
    "jni-sys-macros",
    "jsonpath-rust",
    "lazy_static",
    "openssl-macros",
    "psm",
    "rtoolbox",
    "rustc-hash",
    "rustls-platform-verifier-android",
    "same-file",
    "serde_json_bytes",
    "simdutf8",
    "smallvec",
    "stable_deref_trait",
    "subtle",
    "sync_wrapper",
    "text-size",
    "tokio-native-tls",
    "tower-layer",
    "tower-service",
    "try-lock",
    "typed-arena",
    "ucd-trie",
    "untrusted",
    "utf8parse",
    "vcpkg",
    "version_check",
    "walkdir",
    "want",
    "wasi",
    "winapi-util",
    "windows-targets",
    "windows_aarch64_gnullvm",
    "windows_aarch64_msvc",
    "windows_i686_gnu",
    "windows_i686_msvc",
    "windows_x86_64_gnu",
    "windows_x86_64_gnullvm",
    "windows_x86_64_msvc",
    "zerocopy-derive",
];

const HERE: &str = "xtask/src/check/msrv/mod.rs";

/// Looks at what the published crates state, at the packages below them, and at their code.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let mut members = Member::crates(tree)?;
    members.retain(Member::is_published);
    let names: Vec<_> = members.iter().map(Member::name).collect();
    let metadata = Metadata::of_all(tree)?;
    let below = below(&metadata, &names);
    let mut problems = stated(&metadata, &names);
    problems.extend(of_packages(&metadata, &below, SILENT));
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

fn of_packages(metadata: &Metadata, below: &BTreeSet<&str>, silent: &[&str]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut listed: BTreeSet<_> = silent.iter().copied().collect();
    for package in metadata.packages.iter().filter(|package| below.contains(package.id.as_str())) {
        let (name, version) = (&package.name, &package.version);
        match &package.rust_version {
            Some(needed) if number(needed) > number(PROMISED) => problems.push(Problem::new(
                "Cargo.lock",
                1,
                format!("{name} {version} needs Rust {needed}, and {PROMISED} is promised"),
                "lock an older version, or do without it",
            )),
            Some(_) => {}
            None if silent.contains(&name.as_str()) => {
                listed.remove(name.as_str());
            }
            None => {
                let wrong = format!("{name} {version} states no rust-version, and is not listed");
                problems.push(Problem::new(
                    HERE,
                    1,
                    wrong,
                    "see what it says about the compiler, then list it",
                ));
            }
        }
    }
    let vain = listed.into_iter();
    problems.extend(vain.map(|name| {
        Problem::new(
            HERE,
            1,
            format!("{name} is listed, and no such package is silent"),
            "take it off the list",
        )
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
    use super::{below, number, of_packages, stated};
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

    fn problems(metadata: &Metadata, silent: &[&str]) -> String {
        let found = of_packages(metadata, &below(metadata, &["ours"]), silent);
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_package_that_needs_a_newer_compiler_is_a_problem() {
        assert_eq!(problems(&metadata("\"1.85.1\""), &["silent"]), "");
        assert!(problems(&metadata("\"1.86\""), &["silent"]).contains("new 1.0.0 needs Rust 1.86, and 1.85"));
    }

    #[test]
    fn a_package_that_says_nothing_has_to_be_listed_and_others_must_not() {
        let metadata = metadata("\"1.60\"");
        assert!(problems(&metadata, &[]).contains("silent 1.0.0 states no rust-version"));
        assert!(
            problems(&metadata, &["silent", "new"]).contains("new is listed, and no such package is silent")
        );
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
