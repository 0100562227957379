//! Whether a call costs the same and the memory stays, however many there were.

use std::fs;

use measure::{Failure, process_time};
use serde::Serialize;

use crate::server;
use crate::wire::Connection;

#[derive(Serialize)]
pub(crate) struct Grown {
    /// Of client and sandbox, for each call.
    processor_us: f64,
    /// The most memory the process ever had.
    peak_kib: u64,
}

pub(crate) fn grown(calls: u32) -> Result<Grown, Failure> {
    let (_sandbox, port, ask) = server::sandbox()?;
    let mut connection = Connection::open(port, &ask)?;
    let start = process_time();
    for _ in 0..calls {
        connection.call()?;
    }
    let each = (process_time() - start) / calls;
    Ok(Grown { processor_us: each.as_secs_f64() * 1e6, peak_kib: peak_kib() })
}

fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
