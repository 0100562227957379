//! `cargo xtask features`: each published crate with each choice of its features that an application may make.

mod choices;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::process::Stdio;

use serde_json::Value;

use self::choices::{Choice, choices};
use crate::member::Member;
use crate::metadata::{Metadata, cargo};
use crate::problem::{Outcome, Problem, plural};
use crate::tree::Tree;

/// Which crates, and how many choices.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How many features are combined; all of them together are always tried.
    #[arg(long, value_name = "N", default_value_t = 2)]
    depth: usize,
    /// Only say which choices there are.
    #[arg(long)]
    list: bool,
    /// The crates; all that are published, if none is named.
    #[arg(value_name = "CRATE")]
    crates: Vec<String>,
}

/// Compiles each choice; `true` if none fails and none gives a warning.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let wanted = match wanted(tree, arguments) {
        Ok(wanted) => wanted,
        Err(problem) => {
            writeln!(out, "{problem}")?;
            return Ok(false);
        }
    };
    let mut failed = 0;
    for (name, choice) in &wanted {
        let shown = if choice.is_empty() { "no feature".to_owned() } else { joined(choice) };
        writeln!(out, "{name}: {shown}")?;
        out.flush()?;
        if !arguments.list && !compiles(tree, name, choice, out)? {
            writeln!(out, "{}", problem(name, choice))?;
            failed += 1;
        }
    }
    let verb = if arguments.list { "listed" } else { "compiled" };
    writeln!(out, "features: {} {verb}, {}", plural(wanted.len(), "choice"), plural(failed, "problem"))?;
    Ok(failed == 0 && !wanted.is_empty())
}

/// Crates and choices.
fn wanted(tree: &Tree, arguments: &Arguments) -> Outcome<Vec<(String, Choice)>> {
    let published = Member::crates(tree)?;
    let published: BTreeSet<_> =
        published.iter().filter(|member| member.is_published()).map(Member::name).collect();
    if let Some(unknown) = arguments.crates.iter().find(|name| !published.contains(name.as_str())) {
        let known: Vec<_> = published.iter().copied().collect();
        let todo = format!("take one of {}", known.join(", "));
        return Err(Problem::with_argument(unknown, "is no crate that is published", todo));
    }
    let asked =
        |name: &str| arguments.crates.is_empty() || arguments.crates.iter().any(|asked| asked == name);
    let mut wanted = Vec::new();
    for package in Metadata::of_members(tree)?.packages {
        if published.contains(package.name.as_str()) && asked(&package.name) {
            let choices = choices(&package.features, arguments.depth);
            wanted.extend(choices.into_iter().map(|choice| (package.name.clone(), choice)));
        }
    }
    Ok(wanted)
}

/// Whether a choice compiles without a warning; prints what the compiler says.
fn compiles(tree: &Tree, name: &str, choice: &Choice, out: &mut dyn Write) -> io::Result<bool> {
    let mut cargo = cargo(tree);
    cargo.args([
        "check",
        "--quiet",
        "--package",
        name,
        "--no-default-features",
        "--features",
        &joined(choice),
    ]);
    // Not `-D warnings` in the flags of the compiler: with other flags everything below would be compiled again.
    cargo.args(["--message-format", "json"]);
    let said = cargo.stdout(Stdio::piped()).stderr(Stdio::inherit()).output()?;
    let messages = messages(&String::from_utf8_lossy(&said.stdout));
    for message in &messages {
        write!(out, "{message}")?;
    }
    Ok(said.status.success() && messages.is_empty())
}

/// What the compiler said about code of ours.
fn messages(said: &str) -> Vec<String> {
    let lines = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let messages = lines.filter(|line| line["reason"] == "compiler-message");
    messages.filter_map(|line| line["message"]["rendered"].as_str().map(str::to_owned)).collect()
}

fn joined(choice: &Choice) -> String {
    choice.iter().map(String::as_str).collect::<Vec<_>>().join(",")
}

fn problem(name: &str, choice: &Choice) -> Problem {
    let wrong = format!(
        "does not compile without warnings with --no-default-features --features '{}'",
        joined(choice)
    );
    let todo = "say with #[cfg(feature = …)] what belongs to which feature; features only add";
    Problem::new(format!("crates/{name}/Cargo.toml"), 1, wrong, todo)
}

#[cfg(test)]
mod tests {
    use super::messages;

    #[test]
    fn a_warning_is_told_and_an_artifact_is_not() {
        let said = concat!(
            r#"{"reason":"compiler-artifact"}"#,
            "\n",
            r#"{"reason":"compiler-message","message":{"rendered":"warning: unused\n"}}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(messages(said), ["warning: unused\n"]);
    }
}
