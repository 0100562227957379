//! The tests on trial: small changes of the code, one at a time, each of which some test has to notice.

mod explained;
mod results;
mod suites;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Command;

use self::results::{Fate, Tried};
use self::suites::{SUITES, Suite};
use crate::tree::Tree;

/// The version of cargo-mutants: another one makes other mutants.
const VERSION: &str = "27.1.0";

/// Which files.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Arguments {
    /// The files to change, as in crates/verify-core/src/webhook.rs; all of the suites when none is named.
    files: Vec<String>,
    /// Only list the changes; without cargo-mutants, which makes them, the suites and their files.
    #[arg(long)]
    list: bool,
    /// The suites to run; all when none is named.
    #[arg(long = "suite", value_name = "NAME", value_parser = SUITES.map(|suite| suite.name))]
    suites: Vec<String>,
}

/// Tries the mutants; `true` if all that survive are explained.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let explained = match explained::read(tree) {
        Ok(explained) => explained,
        Err(problem) => {
            writeln!(out, "{problem}")?;
            return Ok(false);
        }
    };
    let chosen = |suite: &&Suite| {
        arguments.suites.is_empty() || arguments.suites.iter().any(|name| name == suite.name)
    };
    let known: BTreeSet<_> = SUITES.iter().filter(chosen).flat_map(|suite| suite.files(tree)).collect();
    if let Some(unknown) = arguments.files.iter().find(|file| !known.contains(*file)) {
        writeln!(out, "{unknown} is in no suite that is to be run → name files that a suite has, or none")?;
        return Ok(false);
    }
    let tool = if arguments.list { Tool::found(tree) } else { Some(Tool::found_or_installed(tree)?) };
    let (mut tried, mut nothing) = (Vec::new(), true);
    for suite in SUITES.iter().filter(chosen) {
        let mut files = suite.files(tree);
        files.retain(|file| arguments.files.is_empty() || arguments.files.contains(file));
        if files.is_empty() {
            continue;
        }
        match &tool {
            None => {
                writeln!(out, "{}: {}", suite.name, files.join(" "))?;
                nothing = false;
            }
            Some(tool) if arguments.list => {
                tool.list(tree, suite, &files)?;
                nothing = false;
            }
            Some(tool) => {
                tried.extend(tool.run(tree, suite, &files)?);
                nothing = tried.is_empty();
            }
        }
    }
    if nothing {
        writeln!(out, "there is nothing to change → name files that a suite has, or none")?;
        return Ok(false);
    }
    if tool.is_none() {
        let todo = "a run without --list installs it";
        writeln!(
            out,
            "the changes themselves are known to cargo-mutants {VERSION}, which is not here → {todo}"
        )?;
    }
    if arguments.list {
        return Ok(true);
    }
    let files: Vec<_> = tried.iter().map(|one| one.file.clone()).collect();
    let mut problems = explained::gone(tree, &explained);
    problems.extend(explained::compare(&tried, &explained, &files));
    write!(out, "{}", table(&tried))?;
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    writeln!(out, "mutants: {} tried, {} problems", tried.len(), problems.len())?;
    Ok(problems.is_empty())
}

/// The figures by file, as the page has them.
fn table(tried: &[Tried]) -> String {
    let mut files: BTreeMap<&str, Figures> = BTreeMap::new();
    let mut together = Figures::default();
    for one in tried {
        files.entry(&one.file).or_default().count(one.fate);
        together.count(one.fate);
    }
    let head =
        "| File | Mutants | Killed | Timed out | Do not compile | Survived |\n|---|---|---|---|---|---|\n";
    let rows = files.iter().map(|(file, figures)| figures.row(&format!("`{file}`")));
    [head.to_owned(), rows.collect(), together.row("together")].concat()
}

/// How many mutants came to what.
#[derive(Debug, Default)]
struct Figures {
    killed: usize,
    timed_out: usize,
    unviable: usize,
    survived: usize,
}

impl Figures {
    fn count(&mut self, fate: Fate) {
        *match fate {
            Fate::Killed => &mut self.killed,
            Fate::TimedOut => &mut self.timed_out,
            Fate::Unviable => &mut self.unviable,
            Fate::Survived => &mut self.survived,
        } += 1;
    }

    fn row(&self, name: &str) -> String {
        let Self { killed, timed_out, unviable, survived } = self;
        let all = killed + timed_out + unviable + survived;
        format!("| {name} | {all} | {killed} | {timed_out} | {unviable} | {survived} |\n")
    }
}

/// cargo-mutants in our version.
struct Tool(PathBuf);

impl Tool {
    fn folder() -> String {
        format!("target/tools/cargo-mutants-{VERSION}")
    }

    fn program(tree: &Tree) -> PathBuf {
        tree.full(&format!("{}/bin/cargo-mutants{}", Self::folder(), env::consts::EXE_SUFFIX))
    }

    fn found(tree: &Tree) -> Option<Self> {
        Some(Self::program(tree)).filter(|program| program.is_file()).map(Self)
    }

    fn found_or_installed(tree: &Tree) -> io::Result<Self> {
        let program = Self::program(tree);
        if !program.is_file() {
            let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
            command.args(["install", "cargo-mutants", "--version", VERSION, "--locked", "--root"]);
            if !command.arg(tree.full(&Self::folder())).status()?.success() {
                return Err(io::Error::other("cargo-mutants cannot be installed"));
            }
        }
        Ok(Self(program))
    }

    fn command(&self, tree: &Tree, suite: &Suite, files: &[String]) -> Command {
        let mut command = Command::new(&self.0);
        command.current_dir(tree.root()).args(["mutants", "--colors=never", "--no-shuffle"]);
        command.args(suite.arguments(files));
        command
    }

    fn list(&self, tree: &Tree, suite: &Suite, files: &[String]) -> io::Result<()> {
        let done = self.command(tree, suite, files).arg("--list").status()?;
        if done.success() { Ok(()) } else { Err(io::Error::other("cargo-mutants does not list its mutants")) }
    }

    /// Runs a suite in a copy of the workspace, with a build folder that the next run finds again.
    fn run(&self, tree: &Tree, suite: &Suite, files: &[String]) -> io::Result<Vec<Tried>> {
        let built = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| tree.full("target"), |path| tree.root().join(path));
        let built = built.join("mutants");
        let said = built.join(suite.name);
        // What an earlier run said, which would stand for this one if there were nothing to change.
        let _ = fs::remove_dir_all(&said);
        fs::create_dir_all(&said)?;
        let mut command = self.command(tree, suite, files);
        // A test that hangs is a mutant found; on a busy machine a test that takes its time is not.
        command.args(["--minimum-test-timeout=30", "--timeout-multiplier=10", "--output"]).arg(&said);
        command.args(suite.tests.iter().map(|test| format!("--cargo-arg={test}")));
        command.env("CARGO_TARGET_DIR", &built).env("CARGO_PROFILE_DEV_DEBUG", "0");
        let code = command.status()?.code();
        // All killed, some survived, some timed out; anything else is no result.
        if !matches!(code, Some(0 | 2 | 3)) {
            return Err(io::Error::other(format!("{}: cargo-mutants gave up", suite.name)));
        }
        let outcomes = said.join("mutants.out/outcomes.json");
        let mut tried =
            if outcomes.is_file() { results::read(&fs::read_to_string(outcomes)?)? } else { Vec::new() };
        tried.retain(|one| suite.wants(&one.change));
        Ok(tried)
    }
}

#[cfg(test)]
mod tests {
    use super::results::{Fate, Tried};
    use super::{Arguments, run, table};
    use crate::fixture::Fixture;

    const KNOWN: &str = "crates/verify-core/src/webhook.rs";

    #[test]
    fn a_file_that_no_chosen_suite_has_is_named_before_anything_is_tried() {
        let fixture = Fixture::new(&[("docs/mutants.md", "# Mutants\n"), (KNOWN, "")]);
        for (unknown, suites) in
            [("crates/verify-core/src/gone.rs", vec![]), (KNOWN, vec!["retry".to_owned()])]
        {
            let files = vec![KNOWN.to_owned(), unknown.to_owned()];
            let mut out = Vec::new();
            assert!(!run(fixture.tree(), &Arguments { files, list: true, suites }, &mut out).unwrap());
            let said = String::from_utf8(out).unwrap();
            assert!(said.starts_with(&format!("{unknown} is in no suite")), "{said}");
        }
    }

    #[test]
    fn what_could_be_changed_is_listed_without_the_tool() {
        let fixture = Fixture::new(&[("docs/mutants.md", "# Mutants\n"), (KNOWN, "")]);
        let list = Arguments { files: Vec::new(), list: true, suites: vec!["signatures".to_owned()] };
        let mut out = Vec::new();
        assert!(run(fixture.tree(), &list, &mut out).unwrap());
        let said = String::from_utf8(out).unwrap();
        assert!(said.starts_with(&format!("signatures: {KNOWN}\n")), "{said}");
        assert!(said.contains("which is not here → a run without --list installs it"), "{said}");
    }

    #[test]
    fn the_figures_are_counted_by_file() {
        let tried = |file: &str, fate| Tried { file: file.into(), line: 1, change: String::new(), fate };
        let tried = [
            tried("b.rs", Fate::Killed),
            tried("a.rs", Fate::Survived),
            tried("b.rs", Fate::TimedOut),
            tried("b.rs", Fate::Unviable),
        ];
        let lines: Vec<_> = table(&tried).lines().skip(2).map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "| `a.rs` | 1 | 0 | 0 | 0 | 1 |",
                "| `b.rs` | 3 | 1 | 1 | 1 | 0 |",
                "| together | 4 | 1 | 1 | 1 | 1 |"
            ]
        );
    }
}
