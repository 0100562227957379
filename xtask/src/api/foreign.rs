//! Whose types an interface names: a foreign one in a signature is a version of that crate promised to applications.

use std::collections::BTreeMap;

use regex::Regex;
use rustdoc_types::{Crate, ItemEnum};

use crate::problem::Problem;

/// The library that comes with the compiler, and the crates whose types are the language of what ours do.
/// `serde_core` is where serde's traits live.
const ALLOWED: [&str; 8] = ["std", "core", "alloc", "http", "bytes", "serde", "serde_core", "futures_core"];

/// Types of other crates that one of ours shows all the same, each with the reason.
const EXCEPTIONS: [(&str, &str, &str); 3] = [
    ("verify-values", "serde_json", "FreeForm: what a provider documents as free form"),
    (
        "verify-testkit",
        "serde_json",
        "tests compare JSON; an application has it in its dev-dependencies at most",
    ),
    ("verify-sandbox", "serde_json", "the same: fields of an event that a test sets"),
];

/// Types of the language, which have paths as well.
const PRIMITIVE: [&str; 12] =
    ["bool", "char", "f32", "f64", "i32", "i64", "str", "u16", "u32", "u64", "u8", "usize"];

const TODO: &str = "wrap it in a type of ours, or put it behind a trait; what is meant is listed in xtask/src/api/foreign.rs";

/// Signatures with types of crates that are neither ours nor allowed.
pub(super) fn problems(place: &str, lines: &[String], ours: &[String]) -> Vec<Problem> {
    let mut first: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    let Ok(path) = Regex::new(r"(?:^|[^A-Za-z0-9_:$])(?:::)?([a-z_][a-z0-9_]*)::") else {
        return vec![Problem::new("xtask/src/api/foreign.rs", 1, "a pattern is wrong", "mend it")];
    };
    for (at, line) in lines.iter().enumerate() {
        for head in path.captures_iter(line).filter_map(|found| found.get(1)) {
            if !is_fine(place, head.as_str(), ours) {
                first.entry(head.as_str()).or_insert((at, line));
            }
        }
    }
    let problem = |(name, (at, line)): (&str, (usize, &str))| {
        // Two lines of heading come first, and lines count from 1.
        Problem::new(place, at + 3, format!("names a type of {name}: {line}"), TODO)
    };
    first.into_iter().map(problem).collect()
}

/// What is passed on under a name of ours.
pub(super) fn reexported(place: &str, described: &Crate, ours: &[String]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for item in described.index.values() {
        let ItemEnum::Use(passed_on) = &item.inner else { continue };
        let Some(of) = passed_on.id.and_then(|id| described.paths.get(&id)) else { continue };
        let Some(from) = described.external_crates.get(&of.crate_id) else { continue };
        if !is_fine(place, &from.name, ours) {
            problems.push(Problem::new(
                place,
                1,
                format!("passes on {} of {}", passed_on.source, from.name),
                TODO,
            ));
        }
    }
    problems
}

fn is_fine(place: &str, name: &str, ours: &[String]) -> bool {
    let except = |of: &str| place.rsplit('/').next().and_then(|file| file.strip_suffix(".txt")) == Some(of);
    ALLOWED.contains(&name)
        || PRIMITIVE.contains(&name)
        || ours.iter().any(|our| our == name)
        || EXCEPTIONS.iter().any(|(of, foreign, _)| except(of) && *foreign == name)
}
