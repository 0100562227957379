//! Each `sh` block of the README and of the guides to begin with is run, line by line and in its order, so that they cannot lie.
//!
//! What a reader has to do or to fill in is done by the rules in [`rules`]. A line that they do not fit is either wrong, or
//! needs a rule.

mod rules;
mod shell;

use shell::Shell;

use crate::contract::helps::{continued, readable};

/// Runs a page from its beginning to its end; it has so many lines at least.
fn run(name: &str, page: &str, least: usize) {
    let mut shell = Shell::new(name);
    let lines = lines(page);
    assert!(lines.len() >= least, "{name}: the blocks are not found");
    let mut root = verify_kit::command();
    root.build();
    for line in lines {
        if rules::is_for_people(&line) {
            readable(&root, &line);
        } else {
            shell.run(&line);
        }
    }
}

#[test]
fn each_line_of_the_readme_does_what_it_says() {
    run("readme", include_str!("../../README.md"), 21);
}

/// The guides lie beside the crates: these tests need the whole repository.
macro_rules! guides {
    ($($name:ident: $least:literal),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                let page = include_str!(concat!("../../../../docs/getting-started/", stringify!($name), ".md"));
                run(stringify!($name), page, $least);
            }
        )*
    };
}

/// Getting started: from the sandbox to the first call, and what is to be typed at the provider.
mod getting_started {
    use super::run;

    guides! { spinwheel: 7, debtcore: 7, finicity: 8, dots: 8, signzy: 7 }
}

/// The lines of all `sh` blocks; what is continued with a backslash, or up to an `END`, is one.
fn lines(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
    let mut found: Vec<String> = Vec::new();
    for line in blocks.flat_map(|(block, _)| continued(block).lines().map(str::to_owned).collect::<Vec<_>>())
    {
        match found.last_mut() {
            Some(last) if last.contains("<<'END'") && !last.ends_with("\nEND") => {
                last.push('\n');
                last.push_str(&line);
            }
            _ => found.push(line),
        }
    }
    found
}

#[test]
fn continued_lines_are_one() {
    assert_eq!(lines("a\n```sh\nb \\\n  c\nd\n```\n```json\n{}\n```\n"), ["b c", "d"]);
    assert_eq!(lines("```sh\na <<'END'\n{}\nEND\nb\n```\n"), ["a <<'END'\n{}\nEND", "b"]);
}
