//! Other programs, and what they leave.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Cargo in a folder. What it builds has no debug information, so that all builds here can share what they build.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

/// Runs a program that talks to the person by itself.
pub(crate) fn succeed(command: &mut Command, otherwise: &str) -> io::Result<()> {
    if command.status()?.success() { Ok(()) } else { Err(io::Error::other(otherwise.to_owned())) }
}

/// What a program prints.
pub(crate) fn said(command: &mut Command, otherwise: &str) -> io::Result<String> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!("{otherwise}: {}", complaint.trim())))
}

/// Removes a folder that need not be there.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(io::Error::other(format!("{} cannot be removed: {error}", folder.display())))
        }
        _ => Ok(()),
    }
}

/// Where cargo unpacks what it verifies: the folders of registries without a host.
pub(super) fn unpacked_by_cargo() -> Vec<PathBuf> {
    let home = |name| env::var_os(name).map(PathBuf::from);
    let cargo = home("CARGO_HOME").or_else(|| home("HOME").map(|home| home.join(".cargo")));
    let sources = cargo.and_then(|cargo| fs::read_dir(cargo.join("registry/src")).ok());
    let folders = sources.into_iter().flatten().flatten();
    folders
        .filter(|folder| folder.file_name().to_string_lossy().starts_with('-'))
        .map(|folder| folder.path())
        .collect()
}
