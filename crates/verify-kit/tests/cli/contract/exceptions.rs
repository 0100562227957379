//! What is excepted from the contract, and why.

use super::tree::Leaf;

type Rows = &'static [(&'static str, &'static str)];

/// Commands that do all they can with no argument and no sandbox.
const CONTENT: Rows = &[("demo", "it brings its sandbox along")];

/// Commands to which a sandbox that is not there is one of their results.
const REPORTS: Rows = &[("doctor", "it says what is amiss")];

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
    ("finicity-connect rotate-partner-secret --new-secret", "hidden: only --data from a file can fill it"),
    ("dots-users verify-token --token", "Dots' word for a texted code; it is refused for real people"),
];

/// Runs until it is told to end, which its help has to say: in its first line, or with the flag that sets an end.
pub(super) fn is_endless(leaf: &Leaf) -> bool {
    let says = |text: Option<&clap::builder::StyledStr>| {
        text.is_some_and(|text| {
            ["until Ctrl-C", "Ctrl-C ends it"].iter().any(|end| text.to_string().contains(end))
        })
    };
    says(leaf.command.get_about()) || leaf.flag("count").is_some_and(|flag| says(flag.get_help()))
}

/// Prints a report on stdout even where no sandbox is.
pub(super) fn is_report(leaf: &Leaf) -> bool {
    has(REPORTS, &leaf.name())
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
