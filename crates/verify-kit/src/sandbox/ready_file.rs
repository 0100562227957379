//! A file that says that the sandbox answers.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::whole_file;
use crate::exit::Failure;

/// Removed when it is dropped, unless it is somebody else's by then.
#[derive(Debug)]
pub(super) struct ReadyFile {
    path: PathBuf,
    text: String,
}

impl ReadyFile {
    pub(super) fn write(path: &Path, line: &str) -> Result<Self, Failure> {
        let text = format!("{line}\n");
        whole_file::write(path, &text).map_err(|error| cannot("written", &error))?;
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
