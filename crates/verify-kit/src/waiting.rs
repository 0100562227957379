//! How often to look, and for how long, as flags.

use std::time::Duration;

use crate::output;

#[derive(Debug, clap::Args)]
pub(crate) struct WaitArgs {
    /// Seconds between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = pause)]
    every: u64,
    /// Seconds after which to give up
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = seconds)]
    for_at_most: u64,
}

/// In place of clap's own parser, whose message repeats the number.
fn seconds(text: &str) -> Result<u64, &'static str> {
    let rule = "must be a number of seconds from 0 to 86400";
    text.parse().ok().filter(|seconds| *seconds <= 86_400).ok_or(rule)
}

/// A pause of nothing would be a flood of requests.
fn pause(text: &str) -> Result<u64, &'static str> {
    let rule = "must be a number of seconds from 1 to 86400";
    seconds(text).ok().filter(|seconds| *seconds > 0).ok_or(rule)
}

impl WaitArgs {
    /// Says what is going to happen.
    pub(crate) fn announce(&self) {
        output::talk(format_args!("Looking every {} s, for at most {} s …", self.every, self.for_at_most));
    }

    pub(crate) fn interval(&self) -> Duration {
        Duration::from_secs(self.every)
    }

    pub(crate) fn limit(&self) -> Duration {
        Duration::from_secs(self.for_at_most)
    }
}
