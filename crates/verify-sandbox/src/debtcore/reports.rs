//! Reports that were pulled.

use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde::de::Error;

use super::endpoints::source as find;
use crate::engine::moment::Moment;
use crate::spinwheel::{File, Progress};

/// By a name of its own: behind a reference, serde would look for something to borrow.
type Source = &'static str;

/// A pulled report. Where it stands follows from the time alone.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Report {
    pub(crate) id: String,
    /// Counts the reports of the tenant.
    pub(crate) number: u64,
    pub(crate) contact: String,
    pub(crate) lead: Option<String>,
    #[serde(deserialize_with = "source")]
    pub(crate) source: Source,
    /// Spinwheel's id of the person, where the report came from there.
    pub(crate) user_id: Option<String>,
    pub(crate) made: Moment,
    /// `None`: never.
    #[serde(with = "crate::state::time::optional")]
    pub(crate) ready: Option<Duration>,
    pub(crate) ready_wall: SystemTime,
    pub(crate) fails: bool,
    pub(crate) file: File,
    pub(crate) score: Option<u16>,
}

fn source<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    let name = String::deserialize(deserializer)?;
    find(&name).ok_or_else(|| D::Error::custom("a report's source is none of the six"))
}

impl Report {
    pub(crate) fn progress(&self, now: Duration) -> Progress {
        match self.ready {
            Some(ready) if ready <= now && self.fails => Progress::Failed,
            Some(ready) if ready <= now => Progress::Done,
            _ => Progress::Running,
        }
    }
}
