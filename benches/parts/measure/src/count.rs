//! What a process has asked for.

use serde::Serialize;

#[cfg(feature = "counted")]
#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

/// Allocations, reallocations, and bytes asked for by both.
#[derive(Clone, Copy, Default, Serialize)]
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
            bytes: self.bytes.saturating_sub(start.bytes),
        }
    }
}
