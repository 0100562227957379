//! What a command took.

use std::env;
use std::fs;
use std::io;
use std::process::Command;
use std::time::Instant;

use crate::tree::Tree;

/// Of Linux, for every machine.
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spent {
    /// Of all processors together, over all processes that the command started: other programs hardly touch it.
    pub(super) cpu: f64,
    /// By the clock on the wall.
    pub(super) wall: f64,
}

/// Cargo in the workspace, as an application calls it: without partial builds, and without what this command set.
pub(super) fn cargo(tree: &Tree) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(tree.root()).env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    command
}

/// Runs it to its end; an error if it fails.
#[allow(clippy::disallowed_methods)] // What is measured is real time.
pub(super) fn timed(command: &mut Command) -> io::Result<Spent> {
    let (started, before) = (Instant::now(), children()?);
    if !command.status()?.success() {
        return Err(io::Error::other("a program that is to be weighed does not build"));
    }
    Ok(Spent { cpu: children()? - before, wall: started.elapsed().as_secs_f64() })
}

/// Processor time of the processes that this one has waited for, and of theirs.
fn children() -> io::Result<f64> {
    let unreadable = || io::Error::other("processor times are read from /proc/self/stat, as Linux has it");
    let stat = fs::read_to_string("/proc/self/stat").map_err(|_| unreadable())?;
    ticks(&stat).map(|ticks| ticks / TICKS_PER_SECOND).ok_or_else(unreadable)
}

/// The fields `cutime` and `cstime` of proc(5); the second field, a name, may hold anything.
fn ticks(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(13).map(str::parse::<f64>);
    Some(times.next()?.ok()? + times.next()?.ok()?)
}

#[cfg(test)]
mod tests {
    use super::ticks;

    #[test]
    fn the_times_of_children_are_found_behind_any_name() {
        let stat = "17 (a) b (c)) S 1 17 17 0 -1 4194304 1 2 3 4 50 60 700 800 20 0 1 0 9";
        assert_eq!(ticks(stat), Some(1500.0));
        assert_eq!(ticks("17 (a) S 1"), None);
    }
}
