//! What a reader of the README or of a guide knows, does and fills in.

use crate::contract::tree::leaves;

/// What stands in lines that are not run but only read, and why.
const FOR_PEOPLE: [(&str, &str); 8] = [
    ("cargo install", "it is about having the program"),
    (" @", "a file of the reader's"),
    (":3000", "the reader's application"),
    ("--live", "a provider"),
    ("verify.sh", "a script that was written by a line that is not run"),
    ("webhook resend", "a webhook that was sent before"),
    ("\"$link\"", "a link that the reader's application got"),
    ("verify-kit doctor", "it is about the reader's configuration"),
];

/// What a reader's application does meanwhile: before this line, that one.
pub(super) const MEANWHILE: [(&str, &str); 2] = [
    (
        "code=$(verify-kit outbox code --to +12025550140)",
        "verify-kit fault clear && verify-kit spinwheel-connect connect-sms --phone +12025550140 \
         --birth-date 1990-01-01 --ext-user-id waiting",
    ),
    (
        "code=$(verify-kit persona code 1)",
        "verify-kit spinwheel-connect connect-sms --phone +12025550140 --birth-date 1990-01-01 --ext-user-id asked",
    ),
];

/// Programs of a reader, and what stands for them: it sees that the sandbox answers.
pub(super) const PROGRAMS: [(&str, &str); 1] = [("npm", "exec verify-kit sandbox status")];

/// Ports that are fixed in the pages and free ones here.
pub(super) const PORTS: [&str; 2] = ["8700", "8701"];

/// Flags by which a program hands in what the person reads in a text and types.
const TYPED: [&str; 2] = ["code-stdin", "token-stdin"];

/// Whether it is only to be read.
pub(super) fn is_for_people(line: &str) -> bool {
    line.is_empty() || FOR_PEOPLE.iter().any(|(part, _)| line.contains(part))
}

/// Whether it goes on until it is told to end.
pub(super) fn is_endless(line: &str) -> bool {
    line.ends_with('&') || line.contains("verify-kit sandbox up") || line.contains(" webhook listen")
}

/// A line with the code that the person would read and type.
pub(super) fn typed(line: &str) -> String {
    let is_it = |name: &str| {
        let rest = line.strip_prefix("verify-kit ").and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let leaf = leaves().into_iter().find(|leaf| is_it(&leaf.name()));
    let flag = leaf.and_then(|leaf| TYPED.into_iter().find(|flag| leaf.flag(flag).is_some()));
    flag.map_or_else(|| line.to_owned(), |flag| format!("verify-kit outbox code | {line} --{flag}"))
}

/// `--user-id ID` with what was printed last as `user id: …`.
pub(super) fn filled(line: &str, printed: &str) -> String {
    let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
    for at in 1..words.len() {
        if let ("ID", Some(flag)) = (words[at].as_str(), words[at - 1].strip_prefix("--")) {
            let label = format!("{}: ", flag.replace('-', " "));
            let value = printed.lines().rev().find_map(|line| line.strip_prefix(&label));
            let value = value.unwrap_or_else(|| panic!("nothing printed `{label}`: {line}"));
            value.clone_into(&mut words[at]);
        }
    }
    words.join(" ")
}

#[test]
fn placeholders_take_what_was_printed_last() {
    let printed = "user id: 1\nrequest id: 2\nuser id: 3\n";
    assert_eq!(filled("x --user-id ID --request-id ID", printed), "x --user-id 3 --request-id 2");
}
