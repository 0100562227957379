//! Time and memory. The programs run in turn, round after round, and are compared within a round.

use std::io;
use std::path::Path;
use std::process::Command;

use super::server::Server;
use super::{CLIENTS, Client, PLAIN, Run, calls, program};
use crate::bench::programs::read;
use crate::bench::table::{Table, median};

const IN_FLIGHT: [u32; 3] = [1, 16, 64];
const CALLS: u32 = 10_000;
const SIZES: [u32; 3] = [1_000, 10_000, 100_000];

/// The runs of one round, in the order of [`CLIENTS`].
type Round = Vec<Run>;

/// Measures all clients; the tables as they stand on the page.
pub(super) fn tables(server: &Server, programs: &Path, rounds: usize) -> io::Result<String> {
    let base = server.base("localhost");
    let mut levels = Vec::new();
    for in_flight in IN_FLIGHT {
        let rounds = (0..rounds).map(|round| all(programs, &base, round, CALLS, in_flight));
        levels.push(rounds.collect::<io::Result<Vec<Round>>>()?);
    }
    let sizes =
        SIZES.iter().map(|size| all(programs, &base, 0, *size, 1)).collect::<io::Result<Vec<Round>>>()?;
    Ok(format!("{}\n{}\n{}", ratios(&levels), figures(&levels), growth(&sizes)))
}

/// One round; each begins with another client.
fn all(programs: &Path, base: &str, round: usize, count: u32, in_flight: u32) -> io::Result<Round> {
    let mut runs: Vec<Option<Run>> = vec![None; CLIENTS.len()];
    for step in 0..CLIENTS.len() {
        let index = (step + round) % CLIENTS.len();
        let mut command = Command::new(program(programs, CLIENTS[index]));
        calls(&mut command, base, count, in_flight);
        runs[index] = Some(read(command.arg("latencies"))?);
    }
    Ok(runs.into_iter().flatten().collect())
}

/// One quantity of a client against that of plain reqwest: the median of the rounds' ratios.
fn ratio(rounds: &[Round], client: usize, of: impl Fn(&Run) -> f64) -> String {
    let plain = CLIENTS.iter().position(|client| client.program == PLAIN).unwrap_or_default();
    let ratios = rounds.iter().map(|round| of(&round[client]) / of(&round[plain]));
    format!("{:.2}", median(ratios.collect()))
}

fn middle(rounds: &[Round], client: usize, of: impl Fn(&Run) -> f64) -> f64 {
    median(rounds.iter().map(|round| of(&round[client])).collect())
}

fn per_second(run: &Run) -> f64 {
    run.calls / run.seconds
}

fn processor_us(run: &Run) -> f64 {
    run.processor_seconds * 1e6 / run.calls
}

fn p50(run: &Run) -> f64 {
    run.p50_us.unwrap_or_default()
}

fn rows(mut table: Table, cells: impl Fn(usize) -> Vec<String>) -> Table {
    for (index, Client { name, .. }) in CLIENTS.iter().enumerate() {
        table.row([(*name).to_owned()].into_iter().chain(cells(index)));
    }
    table
}

fn ratios(levels: &[Vec<Round>]) -> Table {
    let head = [
        "Against plain reqwest",
        "p50",
        "Processor time",
        "Calls per second, 1 in flight",
        "16",
        "64",
        "Peak memory, 64 in flight",
    ];
    rows(Table::new(&head), |client| {
        vec![
            ratio(&levels[0], client, p50),
            ratio(&levels[0], client, processor_us),
            ratio(&levels[0], client, per_second),
            ratio(&levels[1], client, per_second),
            ratio(&levels[2], client, per_second),
            ratio(&levels[2], client, |run| run.peak_kib),
        ]
    })
}

fn figures(levels: &[Vec<Round>]) -> Table {
    let head = [
        "Medians",
        "p50, µs",
        "Processor time of a call, µs",
        "Calls per second, 1 in flight",
        "16",
        "64",
        "Peak memory, 64 in flight, KiB",
    ];
    rows(Table::new(&head), |client| {
        vec![
            format!("{:.1}", middle(&levels[0], client, p50)),
            format!("{:.1}", middle(&levels[0], client, processor_us)),
            format!("{:.0}", middle(&levels[0], client, per_second)),
            format!("{:.0}", middle(&levels[1], client, per_second)),
            format!("{:.0}", middle(&levels[2], client, per_second)),
            format!("{:.0}", middle(&levels[2], client, |run| run.peak_kib)),
        ]
    })
}

/// Whether a call costs the same, however many there were before.
fn growth(sizes: &[Round]) -> Table {
    let head = [
        "One client, one call after the other",
        "Processor time of a call after 1,000 calls, µs",
        "10,000",
        "100,000",
        "Peak memory after 1,000 calls, KiB",
        "10,000",
        "100,000",
    ];
    rows(Table::new(&head), |client| {
        let time = sizes.iter().map(|round| format!("{:.1}", processor_us(&round[client])));
        let memory = sizes.iter().map(|round| round[client].peak_kib.to_string());
        time.chain(memory).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{Round, Run, figures, growth, per_second, ratio, ratios};

    /// A round in which each client takes that many seconds for a thousand calls.
    fn round(seconds: [f64; 5]) -> Round {
        let run = |seconds| Run {
            calls: 1_000.0,
            seconds,
            processor_seconds: seconds / 2.0,
            p50_us: Some(seconds * 1e3),
            allocations: 0.0,
            reallocations: 0.0,
            bytes: 0.0,
            peak_kib: 4_000.0,
        };
        seconds.map(run).to_vec()
    }

    #[test]
    fn a_round_is_compared_with_itself_and_the_middle_round_counts() {
        // Plain reqwest is the fourth. The machine was slower in the second round, and odd in the third.
        let rounds = [
            round([0.5, 0.8, 0.9, 1.0, 1.1]),
            round([5.0, 8.0, 9.0, 10.0, 11.0]),
            round([0.1, 9.0, 9.0, 1.0, 1.1]),
        ];
        assert_eq!(ratio(&rounds, 1, |run| run.seconds), "0.80");
        assert_eq!(ratio(&rounds, 3, per_second), "1.00");
    }

    #[test]
    fn the_tables_have_a_row_for_each_client() {
        let levels = vec![vec![round([0.5, 0.8, 0.9, 1.0, 1.1])]; 3];
        let expected = "| **ours** | 0.80 | 0.80 | 1.25 | 1.25 | 1.25 | 1.00 |";
        assert_eq!(ratios(&levels).to_string().lines().nth(3), Some(expected));
        let expected = "| **ours** | 800.0 | 400.0 | 1250 | 1250 | 1250 | 4000 |";
        assert_eq!(figures(&levels).to_string().lines().nth(3), Some(expected));
        let sizes = vec![round([0.5, 0.8, 0.9, 1.0, 1.1]); 3];
        let expected = "| **ours** | 400.0 | 400.0 | 400.0 | 4000 | 4000 | 4000 |";
        assert_eq!(growth(&sizes).to_string().lines().nth(3), Some(expected));
    }
}
