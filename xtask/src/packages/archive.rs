//! Unpacking, by the system's `tar`.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use super::running::said;

/// Unpacks an archive into a folder; its files are as old as the unpacking, or cargo would take what it built of older ones.
pub(super) fn unpack(archive: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut command = Command::new("tar");
    command.args(["--extract", "--gzip", "--touch", "--file"]).arg(archive).arg("--directory").arg(folder);
    said(&mut command, &format!("{} cannot be unpacked", archive.display())).map(drop)
}
