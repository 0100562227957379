//! Made-up people who act by themselves.

use super::{code, table};
use crate::Behaviour;

const HEAD: &str = "\
## Personas

A persona is a made-up person in a tenant with a phone number, an e-mail address or both, who acts by itself on what is sent there:
`POST /_sandbox/tenants/{tenant}/personas` (`tenant.personas().add(…)`, `verify-kit persona add`). What it does later it does at its
time of the sandbox's clock. Behaviours can be combined, but for `abandons` with `returns-later`.

";

const COLUMNS: [&str; 6] = [
    "Behaviour",
    "A code in a text: `types_code`",
    "KBA questions: `answers`",
    "Signzy: the link in the text",
    "Finicity: a link in an e-mail or handed over",
    "Dots: the link of a flow, handed over",
];

/// What it does about each of the columns.
fn does(behaviour: Behaviour) -> [&'static str; 5] {
    match behaviour {
        Behaviour::Right => [
            "The code of the newest text.",
            "The right options.",
            "GET, then POST as `carrier`.",
            "FinBank, or the link's bank; `demo`; all accounts; done.",
            "Number and name, the code, a W-9, a payout method, documents that pass.",
        ],
        Behaviour::WrongThenRight => [
            "The first code is wrong, all later ones right.",
            "The first set is wrong.",
            "Nothing can be wrong: as without it.",
            "The first sign-in fails with 103; with OAuth none does.",
            "The first code is wrong, then the right one.",
        ],
        Behaviour::Late => [
            "When it has run out: 300 s, at Dots `token_lifetime_seconds`.",
            "When they have run out.",
            "When it has run out.",
            "When it has run out.",
            "The link does not run out; the code on the page is typed when it has.",
        ],
        Behaviour::PreviewFirst => [
            "As without it.",
            "As without it.",
            "HEAD and GET of a bot, at once.",
            "GET of a bot, at once.",
            "GET of a bot, at once.",
        ],
        Behaviour::TwoDevices => [
            "As without it.",
            "As without it.",
            "GET on one, GET and POST as `other-device` on the other.",
            "A session on each; the second one is used.",
            "A session on each; the second one is used.",
        ],
        Behaviour::Abandons => [
            "Nothing, and never will: `Typed::Never`.",
            "`Answered::Never`.",
            "GET, no POST.",
            "A session without a sign-in.",
            "Leaves before the right code or the first step.",
        ],
        Behaviour::ReturnsLater => [
            "So long after the text.",
            "So long after they were asked.",
            "GET; later GET and POST.",
            "Leaves as above; later a new session, to the end.",
            "Leaves as above; later a new session, with a new code.",
        ],
    }
}

fn behaviours() -> String {
    let row = |behaviour: Behaviour| {
        let name = match behaviour {
            Behaviour::Right => format!("{}: none", code(behaviour.as_str())),
            other => code(other.as_str()),
        };
        let cells = does(behaviour).map(str::to_owned);
        [vec![name], cells.to_vec()].concat()
    };
    table(&COLUMNS, Behaviour::ALL.into_iter().map(row))
}

pub(super) fn personas() -> String {
    format!("{HEAD}{}", behaviours())
}

#[test]
fn the_readme_has_the_same_table() {
    let readme = include_str!("../../README.md");
    for line in behaviours().lines() {
        assert!(readme.contains(line), "README.md has no {line}");
    }
}
