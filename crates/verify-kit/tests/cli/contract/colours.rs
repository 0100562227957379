//! Colours reach terminals, and who insists.

use super::process::alone;
use super::tree::{each, leaves};

const ESCAPE: char = '\u{1b}';

#[test]
fn nobody_gets_escape_sequences_who_did_not_ask() {
    each(&leaves(), |leaf, wrong| {
        let environments: [&[(&str, &str)]; 3] = [
            &[("TERM", "dumb")],
            &[("TERM", "xterm-256color")],
            &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")],
        ];
        for environment in environments {
            for args in [&["--help"], &["--no-such-flag"]] {
                let shown = alone(&leaf.with(args), environment).shown();
                wrong.unless(!shown.contains(ESCAPE), &format!("is coloured with {environment:?}"), shown);
            }
        }
    });
}

#[test]
fn who_insists_gets_them() {
    each(&leaves(), |leaf, wrong| {
        for args in [&["--help"], &["--no-such-flag"]] {
            let shown = alone(&leaf.with(args), &[("CLICOLOR_FORCE", "1")]).shown();
            wrong.unless(shown.contains(ESCAPE), "has no colours", shown);
        }
    });
}
