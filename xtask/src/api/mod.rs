//! `cargo xtask api`: what each published crate shows to applications, as a text that a reviewer reads.

mod difference;
mod foreign;
mod lines;
mod names;
mod rustdoc;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Write};

use rustdoc_types::Crate;

pub(crate) use self::rustdoc::{as_rustdoc, documentation};
use crate::member::Member;
use crate::problem::{Outcome, Problem, plural};
use crate::tree::Tree;

/// What brings the snapshots up to date.
const COMMAND: &str = "cargo xtask api";
const FOLDER: &str = "docs/api";

/// Which crates, and whether to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only say whether the interface is what the snapshots say; write nothing.
    #[arg(long)]
    check: bool,
    /// The crates; all that are published, if none is named.
    #[arg(value_name = "CRATE")]
    crates: Vec<String>,
}

/// Writes the snapshots or compares them; `true` if all is well.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let problems = match snapshots(tree, arguments, out) {
        Ok(problems) => problems,
        Err(problem) => vec![problem],
    };
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    writeln!(out, "api: {}", plural(problems.len(), "problem"))?;
    Ok(problems.is_empty())
}

fn snapshots(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> Outcome<Vec<Problem>> {
    let published = published(tree)?;
    let asked = asked(&published, &arguments.crates)?;
    let ours: Vec<_> = published.iter().map(Member::rust_name).collect();
    let described = rustdoc::describe(tree, &asked)?;
    let mut problems = Vec::new();
    for (member, file) in asked.iter().zip(described) {
        let lines = lines::of(&file.path, &file.described, &ours)?;
        problems.extend(foreign::problems(&place(member), &lines, &ours));
        problems.extend(names::problems(&place(member), &member.rust_name(), &lines, &ours));
        problems.extend(foreign::reexported(&place(member), &file.described, &ours));
        let text = page(member, &lines);
        let said = if arguments.check {
            compared(tree, member, &text, &mut problems)
        } else {
            write(tree, member, &text)?;
            "written".to_owned()
        };
        let told = writeln!(out, "{}: {}, {said}", member.name(), plural(lines.len(), "item"));
        told.map_err(|error| Problem::with_argument("api", error.to_string(), "look at where it prints to"))?;
    }
    if !arguments.check || arguments.crates.is_empty() {
        problems.extend(left_over(tree, &published));
    }
    Ok(problems)
}

/// The members that go to the registry.
pub(crate) fn published(tree: &Tree) -> Outcome<Vec<Member>> {
    let mut members = Member::crates(tree)?;
    members.retain(|member| member.is_published() && tree.has_file(&format!("{}/src/lib.rs", member.dir)));
    Ok(members)
}

fn asked<'a>(published: &'a [Member], names: &[String]) -> Outcome<Vec<&'a Member>> {
    if names.is_empty() {
        return Ok(published.iter().collect());
    }
    let find = |name: &String| {
        published.iter().find(|member| member.name() == name).ok_or_else(|| {
            let known: Vec<_> = published.iter().map(Member::name).collect();
            Problem::with_argument(
                name,
                "is no crate that is published",
                format!("take one of {}", known.join(", ")),
            )
        })
    };
    names.iter().map(find).collect()
}

/// Where the snapshot of a crate lies.
fn place(member: &Member) -> String {
    format!("{FOLDER}/{}.txt", member.name())
}

fn page(member: &Member, lines: &[String]) -> String {
    let mut page = format!(
        "# What {} shows to applications, with all features. Written by `{COMMAND}`.\n\
         # Left out: blanket impls, functions and constants of trait impls, and Send and Sync where a type has them.\n",
        member.name()
    );
    for line in lines {
        page.push_str(line);
        page.push('\n');
    }
    page
}

fn write(tree: &Tree, member: &Member, text: &str) -> Outcome<()> {
    let path = place(member);
    let written = fs::create_dir_all(tree.full(FOLDER)).and_then(|()| fs::write(tree.full(&path), text));
    written.map_err(|error| Problem::new(path, 1, format!("cannot be written: {error}"), "mend that first"))
}

/// Looks for differences; says in a word how it went.
fn compared(tree: &Tree, member: &Member, text: &str, problems: &mut Vec<Problem>) -> String {
    let path = place(member);
    let todo = format!(
        "if that is meant, run `{COMMAND} {}` and commit what it writes; else undo it",
        member.name()
    );
    let Ok(kept) = tree.read(&path) else {
        problems.push(Problem::new(path, 1, "is missing", todo));
        return "without a snapshot".to_owned();
    };
    let differences = difference::between(&kept, text);
    if kept == text {
        return "as it was".to_owned();
    }
    problems.push(Problem::new(
        path,
        1,
        format!("is not the interface any more{}", indented(&differences)),
        todo,
    ));
    "changed".to_owned()
}

fn indented(differences: &[String]) -> String {
    match differences.join("\n  ") {
        lines if lines.is_empty() => String::new(),
        lines => format!(":\n  {lines}\n "),
    }
}

/// Snapshots of crates that are not there any more.
fn left_over(tree: &Tree, published: &[Member]) -> Vec<Problem> {
    let places: Vec<_> = published.iter().map(place).collect();
    let found = tree.files_with(FOLDER, &["txt"]);
    let gone = found.into_iter().filter(|path| !places.contains(path));
    gone.map(|path| Problem::new(path, 1, "is of no crate that is published", "delete it")).collect()
}

/// What rustdoc says about a crate, and where it says so.
pub(crate) struct Described {
    path: std::path::PathBuf,
    described: Crate,
}
