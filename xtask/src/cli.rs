//! `cargo xtask cli`: completions and man pages of `verify-kit`, for packages.
//!
//! They are written by the program itself, which knows its commands; so this one links none of it. They are not committed:
//! a hundred files would change with each word of a help text, whose snapshots show the same already, and they are the
//! packaged version's own in any case.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::metadata::cargo;
use crate::problem::plural;
use crate::tree::{Tree, file_name};

const PROGRAM: &str = "verify-kit";
/// Shells, and what they call the script.
const SCRIPTS: [(&str, &str); 4] = [
    ("bash", "verify-kit.bash"),
    ("zsh", "_verify-kit"),
    ("fish", "verify-kit.fish"),
    ("powershell", "_verify-kit.ps1"),
];

/// Where to, or nowhere.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing that stays: only see that all can be written, that nothing is missing, and that a second run writes
    /// the same.
    #[arg(long, conflicts_with = "to")]
    check: bool,
    /// The folder for `completions` and `man`.
    #[arg(long, value_name = "FOLDER", default_value = "target/cli")]
    to: PathBuf,
}

/// Writes the files, or checks them; `true` if they are as they should be.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let program = built(tree)?;
    if !arguments.check {
        let folder = tree.root().join(&arguments.to);
        let files = generate(&program, &folder)?;
        writeln!(out, "cli: wrote {} to {}", plural(files.len(), "file"), arguments.to.display())?;
        return Ok(true);
    }
    let (first, second) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let files = generate(&program, first.path())?;
    let mut problems = missing(&files);
    if files != generate(&program, second.path())? {
        problems.push("a second run writes other files".to_owned());
    }
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    writeln!(out, "cli: {}, {}", plural(files.len(), "file"), plural(problems.len(), "problem"))?;
    Ok(problems.is_empty())
}

/// A file: its path below the folder, and its text.
type File = (String, String);

/// Has the program write everything; gives what is there then.
fn generate(program: &Path, folder: &Path) -> io::Result<Vec<File>> {
    let (scripts, pages) = (folder.join("completions"), folder.join("man"));
    for folder in [&scripts, &pages] {
        fs::create_dir_all(folder)?;
        clear(folder)?;
    }
    for (shell, name) in SCRIPTS {
        fs::write(scripts.join(name), print(program, &["completions", shell])?)?;
    }
    print(program, &["man-pages", "--to", &pages.to_string_lossy()])?;
    let written = Tree::at(folder);
    let read = |path: String| {
        written.read(&path).map(|text| (path, text)).map_err(|problem| io::Error::other(problem.to_string()))
    };
    let all = ["completions", "man"].into_iter().flat_map(|part| written.files(part));
    all.filter(|path| is_ours(file_name(path))).map(read).collect()
}

/// What an older version wrote must not be packaged. The folder may be one of the system, so what is somebody else's stays.
fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && is_ours(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_ours(name: &str) -> bool {
    name.trim_start_matches('_').starts_with(PROGRAM)
}

/// Builds the program, and says where it is.
fn built(tree: &Tree) -> io::Result<PathBuf> {
    let build = ["build", "--quiet", "--package", PROGRAM, "--message-format", "json-render-diagnostics"];
    let mut build = cargo(tree).args(build).stdout(Stdio::piped()).spawn()?;
    let mut told = String::new();
    build.stdout.take().map(|mut stdout| stdout.read_to_string(&mut told)).transpose()?;
    let mut executables = told.lines().filter_map(|line| {
        let artifact: Value = serde_json::from_str(line).ok()?;
        artifact["executable"].as_str().map(PathBuf::from)
    });
    match (build.wait()?.success(), executables.next_back()) {
        (true, Some(program)) => Ok(program),
        _ => Err(io::Error::other(format!("{PROGRAM} cannot be built"))),
    }
}

/// What the program prints.
fn print(program: &Path, args: &[&str]) -> io::Result<Vec<u8>> {
    let output = Command::new(program).args(args).output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(io::Error::other(format!("`{PROGRAM} {}` failed: {said}", args.join(" "))))
}

/// Pages that other pages name and that are not there, and what is empty.
fn missing(files: &[File]) -> Vec<String> {
    let there = |page: &str| files.iter().any(|(path, _)| path == &format!("man/{page}.1"));
    let empty = files.iter().filter(|(_, text)| text.trim().is_empty());
    let mut problems: Vec<String> = empty.map(|(path, _)| format!("{path} is empty")).collect();
    if !there(PROGRAM) {
        problems.push(format!("there is no page of {PROGRAM} itself"));
    }
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("man/")) {
        let named = text.lines().filter_map(|line| line.strip_suffix("(1)"));
        let named = named.map(|name| name.replace('\\', "")).filter(|name| !name.contains(' '));
        let absent = named.filter(|name| !there(name));
        problems.extend(absent.map(|name| format!("{path} names {name}, of which there is no page")));
    }
    problems
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{clear, missing};

    fn problems(files: &[(&str, &str)]) -> String {
        let files: Vec<_> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        missing(&files).join("\n")
    }

    #[test]
    fn a_page_leads_to_pages_that_are_there() {
        let root = ("man/verify-kit.1", ".SH SUBCOMMANDS\n.TP\nverify\\-kit\\-demo(1)\nWatch\n");
        assert_eq!(problems(&[root, ("man/verify-kit-demo.1", "x")]), "");
        let absent = "man/verify-kit.1 names verify-kit-demo, of which there is no page";
        assert_eq!(problems(&[root]), absent);
        assert_eq!(problems(&[]), "there is no page of verify-kit itself");
    }

    #[test]
    fn what_is_somebody_elses_stays() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["verify-kit-old.1", "_verify-kit", "cargo.1"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        clear(folder.path()).unwrap();
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["cargo.1"]);
    }

    #[test]
    fn an_empty_script_is_a_problem() {
        let root = ("man/verify-kit.1", "x");
        assert_eq!(
            problems(&[root, ("completions/verify-kit.bash", "\n")]),
            "completions/verify-kit.bash is empty"
        );
    }
}
