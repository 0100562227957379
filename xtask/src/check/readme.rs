//! The README shows the two commands that a newcomer needs, and the build server runs them.

use crate::problem::{Outcome, Problem, Report, plural};
use crate::tree::Tree;

const README: &str = "README.md";
const CI: &str = ".ci/run";
const DEMO: &str = "cargo run -p verify-kit -- demo";
const TEST: &str = "cargo test --workspace";

/// Looks for the commands.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let shown = commands(&tree.read(README)?);
    let run = tree.read(CI)?;
    let mut problems = Vec::new();
    for command in [DEMO, TEST] {
        if !shown.iter().any(|(_, line)| line == command) {
            let wrong = format!("does not show `{command}`");
            problems.push(Problem::new(README, 1, wrong, "put it on a line of its own in a code block"));
        }
        if !run.lines().any(|line| calls(line, command)) {
            let wrong = format!("does not run `{command}`");
            problems.push(Problem::new(CI, 1, wrong, "add a step with exactly this command"));
        }
    }
    problems.extend(shown.iter().filter_map(|(number, line)| variant(*number, line)));
    let counted = format!("{} shown, 2 of them checked against {CI}", plural(shown.len(), "command"));
    Ok(Report::new(README, shown.len(), counted, problems))
}

/// The lines in code blocks that call cargo, with their numbers.
fn commands(text: &str) -> Vec<(usize, String)> {
    let mut in_block = false;
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if in_block && line.starts_with("cargo ") {
            found.push((at + 1, line.to_owned()));
        }
    }
    found
}

/// Whether a line of the script runs exactly this command, alone or as the last words of a step.
fn calls(line: &str, command: &str) -> bool {
    let line = line.trim();
    !line.starts_with('#') && (line == command || line.ends_with(&format!(" {command}")))
}

/// Another way to run the tests: there must be one only.
fn variant(number: usize, line: &str) -> Option<Problem> {
    let differs = line.starts_with("cargo test") && line != TEST;
    differs.then(|| {
        let wrong = format!("shows `{line}`, which is not `{TEST}`");
        Problem::new(README, number, wrong, "show one way to run the tests; others belong to CONTRIBUTING.md")
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::fixture::Fixture;

    fn fixture() -> Fixture {
        Fixture::new(&[
            (
                "README.md",
                "# A\n```sh\ncargo run -p verify-kit -- demo\n```\n\n```\ncargo test --workspace\n```\n",
            ),
            (".ci/run", "step demo cargo run -p verify-kit -- demo\nstep tests cargo test --workspace\n"),
        ])
    }

    #[test]
    fn both_commands_are_fine() {
        assert_eq!(fixture().problems(check), "");
    }

    #[test]
    fn a_missing_command_is_a_problem() {
        let fixture = fixture();
        fixture.replace("README.md", "-- demo", "-- demo --json");
        assert!(fixture.problems(check).contains("does not show `cargo run -p verify-kit -- demo`"));
    }

    #[test]
    fn a_command_outside_a_code_block_does_not_count() {
        let fixture = fixture();
        fixture.replace("README.md", "```\ncargo test --workspace\n```", "cargo test --workspace");
        assert!(fixture.problems(check).contains("does not show `cargo test --workspace`"));
    }

    #[test]
    fn a_step_that_differs_or_is_switched_off_is_a_problem() {
        for instead in ["cargo test --workspace --lib", "true # cargo test", "true"] {
            let fixture = fixture();
            fixture.replace(".ci/run", "cargo test --workspace", instead);
            assert!(fixture.problems(check).contains("does not run `cargo test --workspace`"));
        }
        let fixture = fixture();
        fixture.replace(".ci/run", "step tests", "# step tests");
        assert!(fixture.problems(check).contains("does not run"));
    }

    #[test]
    fn a_second_test_command_is_a_problem() {
        let fixture = fixture();
        fixture.replace("README.md", "cargo test --workspace\n", "cargo test --workspace\ncargo test -p a\n");
        assert!(fixture.problems(check).contains("README.md:8: shows `cargo test -p a`"));
    }
}
