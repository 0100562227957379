//! The samples of answers that each provider crate keeps.

use std::fs;
use std::path::{Path, PathBuf};

/// An answer as a provider gives it, or a webhook as it sends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample {
    /// The crate that keeps it.
    pub krate: String,
    /// The operation, or `webhook`.
    pub operation: String,
    /// The name of its file.
    pub file: String,
    /// What is in it.
    pub content: Vec<u8>,
}

impl Sample {
    /// What it is called: crate, operation and file.
    pub fn name(&self) -> String {
        format!("{}/{}/{}", self.krate, self.operation, self.file)
    }
}

/// Those of one operation, or `webhook`.
pub fn of(krate: &str, operation: &str) -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(krate).join("tests/samples");
    let mut samples: Vec<_> = files(&folder.join(operation))
        .into_iter()
        .map(|path| Sample {
            krate: krate.to_owned(),
            operation: operation.to_owned(),
            file: path.file_name().unwrap().to_string_lossy().into_owned(),
            content: fs::read(&path).unwrap(),
        })
        .collect();
    samples.sort();
    samples
}

/// The files in a folder; none where there is no folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect()
}
