//! What one more operation costs a build, and what a touched crate costs.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use super::spent::{Spent, cargo, timed};
use crate::tree::Tree;

/// Where the copy lies, a workspace of its own.
const FOLDER: &str = "target/weight/operations";
/// What of ours is copied.
const CRATES: [&str; 3] = ["verify-values", "verify-core", "spinwheel-connect"];
/// The operation that is multiplied: a request with a body, an answer of two structures.
const OPERATION: &str = "crates/spinwheel-connect/src/endpoints/connect_sms.rs";
const ENDPOINTS: &str = "crates/spinwheel-connect/src/endpoints/mod.rs";
const PROGRAM: &str = "program/src/main.rs";
/// The names that each copy has for itself.
const NAMES: [&str; 4] = ["ConnectSms", "SmsConnection", "SmsCode", "connect_sms"];
/// How many copies are added.
const COPIES: u32 = 20;
/// The fastest of so many builds counts.
const ROUNDS: u32 = 3;

/// Builds a crate with and without copies of one of its operations, and the program that calls them all.
pub(super) fn measure(tree: &Tree, out: &mut dyn Write) -> io::Result<String> {
    copy_workspace(tree)?;
    let mut table = "| | debug | release |\n|---|---|---|\n| one more operation, processor time |".to_owned();
    for profile in ["dev", "release"] {
        add_operations(tree, 0)?;
        let without = fastest(tree, profile)?;
        add_operations(tree, COPIES)?;
        let with = fastest(tree, profile)?;
        let each = (with.cpu - without.cpu) / f64::from(COPIES);
        writeln!(out, "one more operation, {profile}: {each:.3} s of processors")?;
        let _ = write!(table, " {each:.3} s |");
    }
    table.push_str("\n| OpenAPI Generator's (quoted) | 0.26 s | 0.35 s |\n");
    let touched = touched(tree)?;
    writeln!(out, "a touched crate: {touched:.2} s on the wall")?;
    let _ =
        writeln!(table, "| `spinwheel-connect` touched and built again, on the wall | {touched:.2} s | |");
    Ok(table)
}

/// A workspace with only what is measured: ours without what their tests need, and a program.
fn copy_workspace(tree: &Tree) -> io::Result<()> {
    let folder = tree.full(FOLDER);
    for name in CRATES {
        let to = folder.join("crates").join(name);
        copy(&tree.full(&format!("crates/{name}/src")), &to.join("src"))?;
        fs::copy(tree.full(&format!("crates/{name}/README.md")), to.join("README.md"))?;
        let manifest = fs::read_to_string(tree.full(&format!("crates/{name}/Cargo.toml")))?;
        fs::write(to.join("Cargo.toml"), without_tests(&manifest))?;
    }
    let root = fs::read_to_string(tree.full("Cargo.toml"))?;
    let (before, after) = root.split_once("members = [").unwrap_or(("", &root));
    let (_, after) = after.split_once(']').unwrap_or_default();
    fs::write(
        folder.join("Cargo.toml"),
        format!("{before}members = [\"crates/*\", \"program\"]{}", without_line(after, "exclude")),
    )?;
    fs::copy(tree.full("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::create_dir_all(folder.join("program/src"))?;
    fs::write(folder.join("program/Cargo.toml"), MANIFEST)
}

/// The program calls each operation once.
const MANIFEST: &str = r#"[package]
name = "program"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
spinwheel-connect = { workspace = true, features = ["reqwest"] }
tokio = { workspace = true, features = ["rt"] }
"#;

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

/// A manifest without the section of what tests need.
fn without_tests(manifest: &str) -> String {
    let Some((before, after)) = manifest.split_once("[dev-dependencies]") else { return manifest.to_owned() };
    let rest = after.find("\n[").map_or("", |at| &after[at + 1..]);
    format!("{before}{rest}")
}

fn without_line(text: &str, beginning: &str) -> String {
    text.lines().filter(|line| !line.starts_with(beginning)).flat_map(|line| [line, "\n"]).collect()
}

/// Writes the crate anew with this many copies, and a program that calls them.
fn add_operations(tree: &Tree, copies: u32) -> io::Result<()> {
    let full = |path: &str| tree.full(&format!("{FOLDER}/{path}"));
    let operation = fs::read_to_string(tree.full(OPERATION))?;
    let mut endpoints = fs::read_to_string(tree.full(ENDPOINTS))?;
    let mut calls = String::new();
    for number in 1..=copies {
        let name = format!("connect_sms_{number}");
        fs::write(full(&OPERATION.replace("connect_sms", &name)), renamed(&operation, number))?;
        let _ = writeln!(
            endpoints,
            "mod {name};\npub use {name}::{{ConnectSms{number}, SmsCode{number}, SmsConnection{number}}};"
        );
        let _ = writeln!(calls, "{}", call(number));
    }
    fs::write(full(ENDPOINTS), endpoints)?;
    let library = fs::read_to_string(tree.full("crates/spinwheel-connect/src/lib.rs"))?;
    fs::write(full("crates/spinwheel-connect/src/lib.rs"), format!("{library}\npub use endpoints::*;\n"))?;
    fs::write(full(PROGRAM), program(&calls))
}

/// The names of the operation with a number; in the path of a sample they stay.
fn renamed(operation: &str, number: u32) -> String {
    let text = operation.replace("/connect_sms/", "/connect-sms/");
    let named = |text: String, name: &&str| {
        let numbered =
            if name.contains('_') { format!("{name}_{number}") } else { format!("{name}{number}") };
        text.replace(*name, &numbered)
    };
    NAMES.iter().fold(text, named).replace("/connect-sms/", "/connect_sms/")
}

fn call(number: u32) -> String {
    format!(
        "    let request = ConnectSms{number}::new(phone.clone(), birth_date.clone(), reference.clone());\n    \
         println!(\"{{:?}}\", client.connect_sms_{number}(&request).await?);"
    )
}

fn program(calls: &str) -> String {
    format!(
        "#![allow(unused_imports)]\nuse spinwheel_connect::*;\n\nfn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(calls())\n}}\n\n\
         async fn calls() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let client = Client::new(Environment::Sandbox, std::env::var(\"KEY\")?)?;\n    \
         let phone = PhoneNumber::new(\"+12025550143\")?;\n    \
         let birth_date = DateOfBirth::new(\"1990-01-01\")?;\n    \
         let reference = ExtUserId::new(\"customer-17\")?;\n    \
         let request = ConnectSms::new(phone.clone(), birth_date.clone(), reference.clone());\n    \
         println!(\"{{:?}}\", client.connect_sms(&request).await?);\n{calls}    Ok(())\n}}\n"
    )
}

/// Builds the crate and the program again, all else being there already.
fn fastest(tree: &Tree, profile: &str) -> io::Result<Spent> {
    let mut best: Option<Spent> = None;
    timed(&mut build(tree, profile))?;
    for _ in 0..ROUNDS {
        touch(tree)?;
        let spent = timed(build(tree, profile).env("CARGO_INCREMENTAL", "0"))?;
        best = Some(best.filter(|best| best.cpu <= spent.cpu).unwrap_or(spent));
    }
    best.ok_or_else(|| io::Error::other("nothing was built"))
}

fn build(tree: &Tree, profile: &str) -> Command {
    let mut command = cargo(tree);
    command.current_dir(tree.full(FOLDER)).args(["build", "--quiet", "--package", "program"]);
    command.args(["--profile", profile, "--target-dir", "built"]);
    command
}

/// As an editor does it: the same text, written now.
fn touch(tree: &Tree) -> io::Result<()> {
    let library = tree.full(&format!("{FOLDER}/crates/spinwheel-connect/src/lib.rs"));
    let text = fs::read(&library)?;
    fs::write(library, text)
}

/// How long one waits for a crate that was touched, as cargo has it for debugging.
fn touched(tree: &Tree) -> io::Result<f64> {
    add_operations(tree, 0)?;
    let crate_alone = || {
        let mut command = build(tree, "dev");
        command.args(["--package", "spinwheel-connect"]);
        command
    };
    timed(&mut crate_alone())?;
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        touch(tree)?;
        best = best.min(timed(&mut crate_alone())?.wall);
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::{renamed, without_tests};

    #[test]
    fn a_copy_has_names_of_its_own() {
        let operation =
            "impl ConnectSms { fn connect_sms() -> SmsConnection { \"../samples/connect_sms/a.json\" } }";
        let expected =
            "impl ConnectSms7 { fn connect_sms_7() -> SmsConnection7 { \"../samples/connect_sms/a.json\" } }";
        assert_eq!(renamed(operation, 7), expected);
    }

    #[test]
    fn what_tests_need_is_left_out() {
        let manifest =
            "[dependencies]\na = \"1\"\n\n[dev-dependencies]\nb = \"1\"\n\n[lints]\nworkspace = true\n";
        assert_eq!(without_tests(manifest), "[dependencies]\na = \"1\"\n\n[lints]\nworkspace = true\n");
        assert_eq!(without_tests("[dependencies]\n"), "[dependencies]\n");
    }
}
