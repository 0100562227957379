//! What rustdoc knows, as JSON.
//!
//! That format is not stable, so rustdoc gives it only where unstable things are allowed. The compiler here is the stable
//! one, and `RUSTC_BOOTSTRAP=1` makes it allow them. For rustdoc alone: nothing that is shipped or tested is built with it,
//! and the libraries that are compiled already stay as they are, which would not be so with that variable set for cargo.
//! So this program stands in for rustdoc, sets the variable, and calls the real one.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use rustdoc_types::FORMAT_VERSION;
use serde::Deserialize;

use super::Described;
use crate::member::Member;
use crate::metadata::{Metadata, cargo};
use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

/// Set where this program stands in for rustdoc: the real one.
const REAL: &str = "XTASK_REAL_RUSTDOC";

/// If this program was called in rustdoc's place: does that, and gives the exit code.
pub(crate) fn as_rustdoc() -> Option<ExitCode> {
    let real = env::var_os(REAL)?;
    let mut command = Command::new(real);
    command.args(env::args_os().skip(1)).env("RUSTC_BOOTSTRAP", "1").env_remove(REAL);
    let passed = command.status().is_ok_and(|status| status.success());
    Some(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `cargo doc` with a rustdoc that allows what is unstable.
pub(crate) fn documentation(tree: &Tree, flags: &str) -> io::Result<Command> {
    let mut command = cargo(tree);
    let real = env::var_os("RUSTDOC").unwrap_or_else(|| OsString::from("rustdoc"));
    command.args(["doc", "--quiet", "--no-deps", "--lib", "--all-features"]);
    command.env(REAL, real).env("RUSTDOC", env::current_exe()?).env("RUSTDOCFLAGS", flags);
    Ok(command)
}

/// Has the crates described, with all their features.
pub(super) fn describe(tree: &Tree, members: &[&Member]) -> Outcome<Vec<Described>> {
    let mut cargo =
        documentation(tree, "-Z unstable-options --output-format json").map_err(|error| failed(&error))?;
    for member in members {
        cargo.args(["--package", member.name()]);
    }
    if !cargo.status().map_err(|error| failed(&error))?.success() {
        return Err(failed(&"see above"));
    }
    let folder = Metadata::of_members(tree)?.target_directory.join("doc");
    members.iter().map(|member| read(folder.join(format!("{}.json", member.rust_name())))).collect()
}

#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

pub(super) fn read(path: PathBuf) -> Outcome<Described> {
    let shown = path.display().to_string();
    let strange = |error: &dyn std::fmt::Display| {
        Problem::new(
            &shown,
            1,
            format!("cannot be read: {error}"),
            "delete it, touch the crate's lib.rs, run again",
        )
    };
    let text = fs::read_to_string(&path).map_err(|error| strange(&error))?;
    let Version { format_version } = serde_json::from_str(&text).map_err(|error| strange(&error))?;
    if format_version != FORMAT_VERSION {
        let wrong = format!("has format {format_version}, and {FORMAT_VERSION} is what can be read");
        let todo =
            "take the versions of rustdoc-types and public-api that go with this compiler (see Cargo.toml)";
        return Err(Problem::new(shown, 1, wrong, todo));
    }
    let described = serde_json::from_str(&text).map_err(|error| strange(&error))?;
    Ok(Described { path, described })
}

fn failed(said: &dyn std::fmt::Display) -> Problem {
    Problem::with_argument("rustdoc", format!("cannot describe the crates: {said}"), "mend that first")
}
