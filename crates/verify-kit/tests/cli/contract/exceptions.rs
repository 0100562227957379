//! What is excepted from the contract, and why. A row without a command of its name is an error.

use super::tree::{Leaf, leaves};

type Rows = &'static [(&'static str, &'static str)];

/// Commands that run until they are told to end.
const ENDLESS: Rows = &[
    ("sandbox up", "it is a server"),
    ("dots-users watch-webhooks", "it prints what comes"),
    ("finicity-connect watch-webhooks", "it prints what comes"),
];

/// Commands that do all they can with no argument and no sandbox.
const CONTENT: Rows = &[("demo", "it brings its sandbox along")];

/// Commands without `--json`.
const WITHOUT_JSON: Rows = &[
    ("sandbox up", "its only line is JSON"),
    ("completions", "a script, for a shell"),
    ("man-pages", "it prints nothing"),
];

/// Flags that are called like a credential and are none.
const NO_CREDENTIALS: Rows = &[
    ("fault arm --token", "a word of a refusal, out of a public list"),
    (
        "spinwheel-connect connect-network-token --network-token",
        "Spinwheel's word for a carrier's word about a phone; it is refused for real people",
    ),
    ("dots-users verify-token --token", "Dots' word for a texted code; it is refused for real people"),
];

pub(super) fn is_endless(leaf: &Leaf) -> bool {
    has(ENDLESS, &leaf.name())
}

pub(super) fn is_content(leaf: &Leaf) -> bool {
    has(CONTENT, &leaf.name())
}

pub(super) fn is_without_json(leaf: &Leaf) -> bool {
    has(WITHOUT_JSON, &leaf.name())
}

pub(super) fn is_no_credential(leaf: &Leaf, flag: &str) -> bool {
    has(NO_CREDENTIALS, &format!("{} --{flag}", leaf.name()))
}

fn has(rows: Rows, name: &str) -> bool {
    rows.iter().any(|(excepted, _)| *excepted == name)
}

#[test]
fn each_exception_is_of_a_command_there_is() {
    let leaves = leaves();
    for (name, _) in [ENDLESS, CONTENT, WITHOUT_JSON, NO_CREDENTIALS].into_iter().flatten() {
        let is_it = |leaf: &Leaf| match name.split_once(" --") {
            Some((path, flag)) => leaf.name() == path && leaf.flag(flag).is_some(),
            None => leaf.name() == *name,
        };
        assert!(leaves.iter().any(is_it), "there is no `{name}`");
    }
}
