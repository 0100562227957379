//! The front page of each provider crate begins with a program that works: the README shows `examples/first_call.rs`, which
//! the tests compile and run.

use toml::{Table, Value};

use crate::member::{self, Member};
use crate::problem::{Outcome, Problem, Report, plural};
use crate::tree::Tree;

const EXAMPLE: &str = "examples/first_call.rs";

/// Looks at all provider crates for the program, and at all published ones for the line of a manifest.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let mut problems = Vec::new();
    let providers = Member::providers(tree)?;
    for member in &providers {
        program(tree, member, &mut problems)?;
    }
    let version = version(&member::manifest(tree, "Cargo.toml")?);
    for member in Member::crates(tree)?.iter().filter(|member| member.is_published()) {
        dependency(tree, member, &version, &mut problems)?;
    }
    let counted = plural(providers.len(), "program");
    Ok(Report::new("crates", providers.len(), counted, problems))
}

/// The README's first program is the end of the example, whose first lines are for the workspace.
fn program(tree: &Tree, member: &Member, problems: &mut Vec<Problem>) -> Outcome<()> {
    let (readme, example) = (format!("{}/README.md", member.dir), format!("{}/{EXAMPLE}", member.dir));
    let text = tree.read(&readme)?;
    let shown = text.split_once("```rust,no_run\n").and_then(|(_, rest)| Some(rest.split_once("```")?.0));
    match shown {
        None => {
            let todo = format!("begin with the program of {example}, as ```rust,no_run");
            problems.push(Problem::new(readme, 1, "shows no whole program", todo));
        }
        Some(shown) if !tree.read(&example)?.ends_with(&format!("\n\n{shown}")) => {
            let todo = format!("copy it from {example}");
            problems.push(Problem::new(readme, 1, "shows another program than the example", todo));
        }
        Some(_) => {}
    }
    Ok(())
}

/// Where a README tells what to write into a manifest, it is this version.
fn dependency(tree: &Tree, member: &Member, version: &str, problems: &mut Vec<Problem>) -> Outcome<()> {
    let readme = format!("{}/README.md", member.dir);
    let start = format!("{} = ", member.name());
    for (at, line) in tree.read(&readme)?.lines().enumerate().filter(|(_, line)| line.starts_with(&start)) {
        if !line.contains(&format!("\"{version}\"")) {
            let todo = format!("write \"{version}\"");
            problems.push(Problem::new(&readme, at + 1, "names another version than the workspace's", todo));
        }
    }
    Ok(())
}

/// What cargo takes for compatible: `0.1` of `0.1.7`, `1` of `1.2.3`.
fn version(workspace: &Table) -> String {
    let version = workspace.get("workspace").and_then(|workspace| workspace.get("package")?.get("version"));
    let version = version.and_then(Value::as_str).unwrap_or_default();
    let parts = if version.starts_with("0.") { 2 } else { 1 };
    version.split('.').take(parts).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::fixture::Fixture;

    const README: &str = "crates/a/README.md";

    fn fixture() -> Fixture {
        Fixture::new(&[
            ("Cargo.toml", "[workspace.package]\nversion = \"0.2.3\""),
            ("crates/a/Cargo.toml", "[package]\nname = \"a\""),
            ("crates/a/src/endpoints/mod.rs", ""),
            ("crates/a/examples/first_call.rs", "//! A.\n\nfn main() {}\n"),
            (README, "# A\n```toml\na = \"0.2\"\n```\n```rust,no_run\nfn main() {}\n```\n"),
        ])
    }

    #[test]
    fn the_program_of_the_example_is_fine() {
        assert_eq!(fixture().problems(check), "");
    }

    #[test]
    fn another_program_or_none_is_a_problem() {
        let fixture = fixture();
        fixture.replace(README, "fn main() {}", "fn main() { }");
        assert!(fixture.problems(check).contains("shows another program than the example"));
        fixture.replace(README, ",no_run", "");
        assert!(fixture.problems(check).contains("shows no whole program"));
    }

    #[test]
    fn another_version_is_a_problem() {
        let fixture = fixture();
        fixture.replace(README, "0.2", "0.1");
        assert!(fixture.problems(check).contains("README.md:3: names another version"));
        fixture.replace("Cargo.toml", "0.2.3", "0.1.9");
        assert_eq!(fixture.problems(check), "");
    }
}
