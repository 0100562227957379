//! The fuzzer: libFuzzer by `libfuzzer-sys`, with the compiler's instruments switched on by flags that stable Rust has.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use crate::tree::{Tree, file_name};

const PROGRAMS: &str = "fuzz/targets";
const CORPUS: &str = "fuzz/corpus";
const FOUND: &str = "tests/found";

/// What counts the branches that an input takes: flags of LLVM's pass, as cargo-fuzz gives them.
const INSTRUMENTS: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg=fuzzing",
];

/// Which targets, and how long.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The targets: files of fuzz/targets without `.rs`; all when none is named.
    targets: Vec<String>,
    /// How long each one runs.
    #[arg(long, value_name = "N", default_value_t = 600)]
    seconds: u32,
}

/// Runs the targets; `true` if nothing was found.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let all = targets(tree);
    if let Some(unknown) = arguments.targets.iter().find(|target| !all.contains(target)) {
        writeln!(out, "{unknown}: there is no such target → take one of {}", all.join(", "))?;
        return Ok(false);
    }
    let chosen = if arguments.targets.is_empty() { &all } else { &arguments.targets };
    let folder = build(tree, chosen)?;
    write_seeds(tree)?;
    let mut well = true;
    for target in chosen {
        let done = fuzz(tree, &folder, target, arguments.seconds)?;
        writeln!(out, "{target}: {done}")?;
        out.flush()?;
        well &= done.passed;
    }
    Ok(well)
}

/// The names of the programs.
fn targets(tree: &Tree) -> Vec<String> {
    let files = tree.files_with(PROGRAMS, &["rs"]);
    files.iter().map(|path| file_name(path).trim_end_matches(".rs").to_owned()).collect()
}

fn cargo(tree: &Tree) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(tree.root());
    command
}

/// Builds the programs and says in which folder below the workspace's they are. For a named machine, so that build
/// scripts and macros, which run here, are built without the instruments.
fn build(tree: &Tree, targets: &[String]) -> io::Result<String> {
    let host = host()?;
    let mut command = cargo(tree);
    command.args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", &host]);
    command.args(["--target-dir", "fuzz/target"]);
    for target in targets {
        command.args(["--bin", target]);
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", INSTRUMENTS.join("\u{1f}"));
    succeed(&mut command, "the programs of the fuzzer do not build")?;
    Ok(format!("fuzz/target/{host}/release"))
}

/// This machine, as the compiler calls it.
fn host() -> io::Result<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("-vV").output()?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| io::Error::other("rustc does not say what machine this is"))
}

fn write_seeds(tree: &Tree) -> io::Result<()> {
    let mut command = cargo(tree);
    command.args(["run", "--quiet", "--package", "verify-tests", "--example", "fuzz_seeds", "--", CORPUS]);
    succeed(&mut command, "the seeds cannot be written")
}

fn succeed(command: &mut Command, otherwise: &str) -> io::Result<()> {
    if command.status()?.success() { Ok(()) } else { Err(io::Error::other(otherwise.to_owned())) }
}

/// What came of one target.
#[derive(Debug)]
struct Done {
    passed: bool,
    inputs: Option<u64>,
    finding: Option<String>,
}

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let inputs =
            self.inputs.map_or_else(|| "an unknown number of".to_owned(), |inputs| inputs.to_string());
        match &self.finding {
            None if self.passed => write!(f, "{inputs} inputs, no finding"),
            None => f.write_str("it ended without a word → run it by hand"),
            Some(file) => write!(f, "a finding after {inputs} inputs: {file} → mend it, and keep the file"),
        }
    }
}

fn fuzz(tree: &Tree, folder: &str, target: &str, seconds: u32) -> io::Result<Done> {
    let found = format!("{FOUND}/{target}/");
    fs::create_dir_all(tree.full(&found))?;
    let mut program = Command::new(tree.full(&format!("{folder}/{target}")));
    program.current_dir(tree.root()).arg(format!("{CORPUS}/{target}"));
    program.args([format!("-max_total_time={seconds}"), format!("-artifact_prefix={found}")]);
    program.args([
        "-timeout=25",
        "-max_len=65536",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        "-verbosity=1",
    ]);
    let mut child = program.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let mut done = Done { passed: false, inputs: None, finding: None };
    let said = child.stderr.take().map(BufReader::new).into_iter().flat_map(BufRead::lines);
    for line in said {
        listen(&line?, &mut done);
    }
    done.passed = child.wait()?.success();
    // Only folders with something in them are kept.
    let _ = fs::remove_dir(tree.full(&found));
    Ok(done)
}

/// Takes what matters from what libFuzzer says.
fn listen(line: &str, done: &mut Done) {
    if let Some(inputs) = line.strip_prefix("stat::number_of_executed_units:") {
        done.inputs = inputs.trim().parse().ok();
    }
    if let Some((_, file)) = line.split_once("Test unit written to ") {
        done.finding = Some(file.trim().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::{Done, listen, targets};
    use crate::fixture::Fixture;

    #[test]
    fn what_the_fuzzer_says_is_understood() {
        let mut done = Done { passed: true, inputs: None, finding: None };
        listen("INFO: seed corpus: files: 12", &mut done);
        listen("stat::number_of_executed_units: 2048", &mut done);
        assert_eq!(done.to_string(), "2048 inputs, no finding");
        done.passed = false;
        assert_eq!(done.to_string(), "it ended without a word → run it by hand");
        listen("artifact_prefix='x/'; Test unit written to tests/found/a/crash-1", &mut done);
        assert_eq!(
            done.to_string(),
            "a finding after 2048 inputs: tests/found/a/crash-1 → mend it, and keep the file"
        );
    }

    #[test]
    fn the_targets_are_the_programs() {
        let fixture =
            Fixture::new(&[("fuzz/targets/b.rs", ""), ("fuzz/targets/a.rs", ""), ("fuzz/src/lib.rs", "")]);
        assert_eq!(targets(fixture.tree()), ["a", "b"]);
    }
}
