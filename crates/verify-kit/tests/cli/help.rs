//! The help texts, as snapshots: one of each command there is.

use crate::contract::tree::{groups, leaves};
use crate::support::run;

#[test]
fn each_command_has_its_snapshot() {
    let leaves = leaves().into_iter().map(|leaf| leaf.path);
    let all: Vec<Vec<String>> = std::iter::once(Vec::new()).chain(groups()).chain(leaves).collect();
    // All that differ are written at once, instead of one with each run.
    let differ: Vec<&Vec<String>> = all.iter().filter(|path| differs(path)).collect();
    assert!(differ.is_empty(), "the help of these is not as in its snapshot: {differ:?}");
}

fn differs(path: &[String]) -> bool {
    let args: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
    let (name, help) = (snapshot(path), run(&args).stdout);
    std::panic::catch_unwind(|| insta::assert_snapshot!(name, help)).is_err()
}

/// `help`, `help_sandbox`, `help_spinwheel_connect_start-kba`.
fn snapshot(path: &[String]) -> String {
    let (group, rest) = path.split_first().map_or(("", path), |(group, rest)| (group.as_str(), rest));
    let words = [&["help".to_owned()], &[group.replace('-', "_")][..], rest].concat();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

#[test]
fn each_command_is_in_the_readme() {
    let readme = include_str!("../../README.md");
    for leaf in leaves() {
        let operation = leaf.path.last().cloned().unwrap_or_default();
        let named = [format!("`{operation}`"), leaf.name(), format!("`{}`", leaf.name())];
        assert!(named.iter().any(|name| readme.contains(name)), "`{}` is missing in README.md", leaf.name());
    }
}

#[test]
fn what_is_unknown_is_refused() {
    for args in [&["frobnicate"][..], &["sandbox"], &[]] {
        run(args).assert_code(2);
    }
}
