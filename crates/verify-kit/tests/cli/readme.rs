//! Each `sh` block of the README is run, line by line and in its order, so that the README cannot lie.
//!
//! What a reader has to do or to fill in is done by the rules in [`rules`]. A line that they do not fit is either wrong, or
//! needs a rule.

mod rules;
mod shell;

use shell::Shell;

const README: &str = include_str!("../../README.md");

#[test]
fn each_line_of_shell_does_what_it_says() {
    let mut shell = Shell::new();
    let lines = lines(README);
    assert!(lines.len() > 20, "the blocks are not found");
    for line in lines {
        if !rules::is_for_people(&line) {
            shell.run(&line);
        }
    }
}

/// The lines of all `sh` blocks; what is continued with a backslash is one.
fn lines(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
    let joined = blocks.map(|(block, _)| block.replace("\\\n", " "));
    joined.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn continued_lines_are_one() {
    assert_eq!(lines("a\n```sh\nb \\\n  c\nd\n```\n```json\n{}\n```\n"), ["b    c", "d"]);
}
