//! What a process has used up so far.

use std::fs;
use std::time::Duration;

#[cfg(feature = "counted")]
#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

/// Allocations, reallocations, and bytes asked for by both.
#[derive(Clone, Copy, Default)]
pub struct Memory {
    pub allocations: usize,
    pub reallocations: usize,
    pub bytes: usize,
}

impl Memory {
    /// So far; nothing in a build that does not count.
    #[cfg(feature = "counted")]
    pub fn so_far() -> Self {
        let stats = ALLOCATOR.stats();
        let grown = usize::try_from(stats.bytes_reallocated).unwrap_or_default();
        Self {
            allocations: stats.allocations,
            reallocations: stats.reallocations,
            bytes: stats.bytes_allocated + grown,
        }
    }

    #[cfg(not(feature = "counted"))]
    pub fn so_far() -> Self {
        Self::default()
    }

    pub fn since(self, start: Self) -> Self {
        Self {
            allocations: self.allocations - start.allocations,
            reallocations: self.reallocations - start.reallocations,
            bytes: self.bytes - start.bytes,
        }
    }
}

/// The time on a processor, of all threads there are: the first number of each one's `schedstat`, in nanoseconds.
pub fn processor_time() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let time = tasks.filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(time.sum())
}

/// The most memory the process ever had, in KiB.
pub fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
