//! The programs in `benches/`: how they are built and run.

use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::de::DeserializeOwned;

use crate::tree::Tree;

const WORKSPACE: &str = "benches/Cargo.toml";
const TARGET: &str = "benches/target";

/// Builds programs and puts them into a folder of this name, beside those of other builds.
pub(super) fn build(tree: &Tree, name: &str, arguments: &[&str], programs: &[&str]) -> io::Result<PathBuf> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(tree.root()).args(["build", "--release", "--locked", "--manifest-path", WORKSPACE]);
    command.args(["--target-dir", TARGET]).args(arguments);
    if !command.status()?.success() {
        return Err(io::Error::other("the programs do not build"));
    }
    let folder = tree.full(&format!("{TARGET}/programs/{name}"));
    fs::create_dir_all(&folder)?;
    for program in programs {
        let (built, kept) = (tree.full(&format!("{TARGET}/release/{program}")), folder.join(program));
        // A new file: the old one may still run somewhere.
        let _ = fs::remove_file(&kept);
        fs::copy(built, kept)?;
    }
    Ok(folder)
}

/// Runs a command and reads what it writes to its standard output as JSON.
pub(super) fn read<T: DeserializeOwned>(command: &mut Command) -> io::Result<T> {
    let said = command.stdin(Stdio::null()).output()?;
    if !said.status.success() {
        let why = String::from_utf8_lossy(&said.stderr);
        return Err(io::Error::other(format!("{}: {}", command.get_program().display(), why.trim())));
    }
    Ok(serde_json::from_slice(&said.stdout)?)
}

/// Runs a command that has nothing to say.
pub(super) fn succeed(command: &mut Command) -> io::Result<()> {
    let name = command.get_program().display().to_string();
    let said = command.stdin(Stdio::null()).output();
    let said =
        said.map_err(|error| io::Error::other(format!("{name} cannot be run: {error} → install it")))?;
    if said.status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("{name}: {}", String::from_utf8_lossy(&said.stderr).trim())))
}
