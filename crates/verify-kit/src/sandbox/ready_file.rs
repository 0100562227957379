//! A file that says that the sandbox answers.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::exit::Failure;

/// Removed when it is dropped, unless it is somebody else's by then.
#[derive(Debug)]
pub(super) struct ReadyFile {
    path: PathBuf,
    text: String,
}

impl ReadyFile {
    /// Nobody sees half of it: it is written beside its place and moved there.
    pub(super) fn write(path: &Path, line: &str) -> Result<Self, Failure> {
        let text = format!("{line}\n");
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}", std::process::id()));
        let beside = PathBuf::from(beside);
        let moved = fs::write(&beside, &text).and_then(|()| fs::rename(&beside, path));
        moved.map_err(|error| {
            // What cannot be removed was perhaps never written.
            let _ = fs::remove_file(&beside);
            cannot("written", &error)
        })?;
        Ok(Self { path: path.to_owned(), text })
    }
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        if fs::read_to_string(&self.path).is_ok_and(|text| text == self.text) {
            // Nobody is left to be told that it stays; who reads it finds no sandbox there.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// What stands in the file; `None` as long as there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot("read", &error)),
    }
}

fn cannot(what: &str, error: &io::Error) -> Failure {
    Failure::failed(format!("the ready file cannot be {what}: {}", error.kind()))
        .next("name a file in a directory of yours with --ready-file")
}
