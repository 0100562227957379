//! Reports that were pulled.

use std::time::{Duration, SystemTime};

use crate::engine::moment::Moment;
use crate::spinwheel::{File, Progress};

/// A pulled report. Where it stands follows from the time alone.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) id: String,
    /// Counts the reports of the tenant.
    pub(crate) number: u64,
    pub(crate) contact: String,
    pub(crate) lead: Option<String>,
    pub(crate) source: &'static str,
    /// Spinwheel's id of the person, where the report came from there.
    pub(crate) user_id: Option<String>,
    pub(crate) made: Moment,
    /// `None`: never.
    pub(crate) ready: Option<Duration>,
    pub(crate) ready_wall: SystemTime,
    pub(crate) fails: bool,
    pub(crate) file: File,
    pub(crate) score: Option<u16>,
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
