//! A file of which nobody sees half.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Written beside its place and moved there.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let beside = PathBuf::from(beside);
    let moved = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    moved.inspect_err(|_| {
        // What cannot be removed was perhaps never written.
        let _ = fs::remove_file(&beside);
    })
}
