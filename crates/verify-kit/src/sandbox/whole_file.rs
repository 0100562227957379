//! A file of which nobody sees half.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Written beside its place. Dropped before it is put there, it is removed.
#[derive(Debug)]
pub(super) struct WholeFile {
    file: File,
    beside: PathBuf,
    path: PathBuf,
}

impl WholeFile {
    pub(super) fn begin(path: &Path) -> io::Result<Self> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}", std::process::id()));
        let beside = PathBuf::from(beside);
        Ok(Self { file: File::create(&beside)?, beside, path: path.to_owned() })
    }

    pub(super) fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.file.write_all(piece)
    }

    /// Moves it to its place.
    pub(super) fn put(self) -> io::Result<()> {
        fs::rename(&self.beside, &self.path)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        // Gone already where it was put in its place.
        let _ = fs::remove_file(&self.beside);
    }
}

/// The same at once.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = WholeFile::begin(path)?;
    file.write(text.as_bytes())?;
    file.put()
}
