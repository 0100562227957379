//! The help of each command.

use super::process::{alone, unread, without_stdin};
use super::tree::{Complaints, Leaf, each, groups, leaves};
use crate::support::Ran;

/// All that can be asked for help, the program itself apart.
fn everything() -> Vec<Leaf> {
    let groups = groups().into_iter().map(|path| Leaf { path, command: clap::Command::new("group") });
    leaves().into_iter().chain(groups).collect()
}

#[test]
fn each_command_has_help_on_stdout() {
    each(&everything(), |leaf, wrong| {
        let long = alone(&leaf.with(["--help"]), &[]);
        let closed = without_stdin(&leaf.with(["--help"]));
        wrong.unless(closed.shown() == long.shown(), "a closed stdin changes the help", closed.shown());
        // Where values have a help of their own, the short form is another text.
        for help in [long, alone(&leaf.with(["-h"]), &[])] {
            good(leaf, &help, wrong);
        }
        let unread = unread(&leaf.with(["--help"]), &[]);
        wrong.unless(unread.code == 0 && unread.stderr.is_empty(), "minds a reader who left", unread.shown());
    });
}

fn good(leaf: &Leaf, help: &Ran, wrong: &mut Complaints) {
    let Ran { code, stdout, stderr } = help;
    wrong.unless(*code == 0 && stderr.is_empty(), "help fails or is not on stdout alone", help.shown());
    let usage = format!("\nUsage: verify-kit {}", leaf.name());
    wrong.unless(stdout.contains(&usage), "there is no line of usage", stdout);
    let long = stdout.lines().find(|line| line.chars().count() > 100);
    wrong.unless(long.is_none(), "a line has more than 100 columns", long.unwrap_or_default());
}

#[test]
fn each_command_has_an_example() {
    each(&everything(), |leaf, wrong| {
        // That of an operation can stand with its provider.
        let ways = (1..=leaf.path.len()).map(|length| leaf.path[..length].to_vec());
        let helps = ways.map(|mut path| {
            path.push("--help".to_owned());
            alone(&path, &[]).stdout
        });
        wrong.unless(helps.into_iter().any(|help| has_example(&help)), "there is no example", "");
    });
}

/// What an example shows can be typed.
#[test]
fn each_example_can_be_read() {
    let mut root = verify_kit::command();
    root.build();
    let mut read = 0;
    each_example(&root, &mut |line| {
        readable(&root, line);
        read += 1;
    });
    assert!(read > 50, "the examples are not found");
}

/// Reads what stands in this line as the program would; it can be in `$(…)`, before a pipe, and there twice.
pub(crate) fn readable(root: &clap::Command, line: &str) {
    let ends = |rest: &str| rest.split([')', '|', '&', '>', '<']).next().unwrap_or_default().to_owned();
    for example in line.split("verify-kit ").skip(1).map(ends) {
        let refused = root.clone().try_get_matches_from(words(&format!("verify-kit {example}"))).err();
        let is_wrong = refused.is_some_and(|error| error.use_stderr());
        assert!(!is_wrong, "this is refused: {line}");
    }
}

fn each_example(command: &clap::Command, found: &mut impl FnMut(&str)) {
    let text = command.get_after_help().map_or_else(String::new, ToString::to_string);
    let text = continued(&text);
    text.lines().filter(|line| line.starts_with("  ") && line.contains("verify-kit ")).for_each(&mut *found);
    command.get_subcommands().for_each(|below| each_example(below, found));
}

/// A text with lines that end in a backslash made one with what follows.
pub(crate) fn continued(text: &str) -> String {
    let mut parts = text.split("\\\n");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| format!("{} {}", whole.trim_end(), part.trim_start_matches(' ')))
}

/// The words of a line as a shell reads them; two spaces begin a remark.
fn words(line: &str) -> Vec<String> {
    let line = line.split_once("   ").map_or(line, |(line, _)| line);
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in line.chars() {
        match (letter, quote) {
            ('\'' | '"', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            (' ', None) => words.push(String::new()),
            (letter, _) => words.last_mut().into_iter().for_each(|word| word.push(letter)),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn has_example(help: &str) -> bool {
    let after = help.split_once("Example").map_or("", |(_, after)| after);
    after.contains("verify-kit ")
}

#[test]
fn the_topmost_help_tells_the_exit_codes() {
    let help = alone(&["--help".to_owned()], &[]).stdout;
    let codes = help.split_once("\nExit codes:\n").unwrap_or_else(|| panic!("{help}")).1;
    for code in 0..=5 {
        assert!(codes.contains(&format!("{code} ")), "{code} is not explained: {help}");
    }
}
