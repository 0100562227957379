//! The sandbox: start, journey, calls beside wiremock, growth.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::bench::programs::read;
use crate::bench::table::{Table, median};

/// Programs that start it and travel once; the middle one counts.
const STARTS: usize = 11;
const SIZES: [u64; 3] = [1_000, 10_000, 100_000];
const OURS: &str = "sandbox";

/// In milliseconds.
#[derive(Debug, Clone, Deserialize)]
struct Journey {
    start: f64,
    start_processor: f64,
    first_processor: f64,
    next_processor: f64,
}

/// Of each server and each round: calls per second, and microseconds of the server's threads for a call.
type Rates = BTreeMap<String, Vec<[f64; 2]>>;

#[derive(Debug, Deserialize)]
struct Grown {
    processor_us: f64,
    peak_kib: u64,
}

pub(super) fn tables(program: &Path, rounds: usize) -> io::Result<String> {
    let journeys =
        (0..STARTS).map(|_| read(Command::new(program).arg("journey"))).collect::<io::Result<Vec<_>>>()?;
    let rates = read(Command::new(program).args(["rate", &rounds.to_string()]))?;
    let grow = |calls: u64| read(Command::new(program).args(["grow", &calls.to_string()]));
    let grown = SIZES.into_iter().map(grow).collect::<io::Result<Vec<_>>>()?;
    Ok(format!("{}\n{}\n{}", beside(&rates)?, journey(&journeys), growth(&grown)))
}

/// The sandbox's rounds against those of each other server.
fn beside(rates: &Rates) -> io::Result<Table> {
    let ours = rates.get(OURS).ok_or_else(|| io::Error::other("the program says nothing of the sandbox"))?;
    let mut table = Table::new(&[
        "16 calls in flight",
        "Calls per second, sandbox against it",
        "Processor time of the server for a call, sandbox against it",
        "Calls per second",
        "Processor time, µs",
    ]);
    for (name, rounds) in rates {
        let against = |index: usize| {
            let ratios = ours.iter().zip(rounds).map(|(ours, theirs)| ours[index] / theirs[index]);
            format!("{:.2}", median(ratios.collect()))
        };
        let middle = |index: usize| median(rounds.iter().map(|round| round[index]).collect());
        let cells = [against(0), against(1), format!("{:.0}", middle(0)), format!("{:.1}", middle(1))];
        table.row([name.clone()].into_iter().chain(cells));
    }
    Ok(table)
}

/// One of the figures of a journey.
type Figure = fn(&Journey) -> f64;

fn journey(journeys: &[Journey]) -> Table {
    let middle = |of: fn(&Journey) -> f64| format!("{:.2}", median(journeys.iter().map(of).collect()));
    let mut table = Table::new(&["Client and sandbox in one process", "ms"]);
    let rows: [(&str, Figure); 4] = [
        ("`Sandbox::start()`, on the clock", |journey| journey.start),
        ("`Sandbox::start()`, on the processor", |journey| journey.start_processor),
        ("a whole program: start, client and SMS journey, on the processor", |journey| {
            journey.first_processor
        }),
        ("each further journey with a client and a tenant of its own, on the processor", |journey| {
            journey.next_processor
        }),
    ];
    for (name, of) in rows {
        table.row([name.to_owned(), middle(of)]);
    }
    table
}

/// Whether a call costs the same, however many there were before.
fn growth(grown: &[Grown]) -> Table {
    let mut table = Table::new(&["One tenant, one call after the other", "1,000 calls", "10,000", "100,000"]);
    let time = grown.iter().map(|grown| format!("{:.1}", grown.processor_us));
    table.row(["processor time of client and sandbox for a call, µs".to_owned()].into_iter().chain(time));
    let memory = grown.iter().map(|grown| grown.peak_kib.to_string());
    table.row(["peak memory of both, KiB".to_owned()].into_iter().chain(memory));
    table
}

#[cfg(test)]
mod tests {
    use super::{Grown, Journey, Rates, beside, growth, journey};

    #[test]
    fn a_round_is_compared_with_itself_and_the_middle_round_counts() {
        let rounds = |rounds: [[f64; 2]; 3]| rounds.to_vec();
        let rates: Rates = [
            ("sandbox".to_owned(), rounds([[10.0, 2.0], [1.0, 20.0], [9.0, 2.0]])),
            ("wiremock".to_owned(), rounds([[5.0, 4.0], [0.5, 40.0], [900.0, 1.0]])),
        ]
        .into();
        let table = beside(&rates).unwrap().to_string();
        let rows: Vec<_> = table.lines().skip(2).collect();
        assert_eq!(rows, ["| sandbox | 1.00 | 1.00 | 9 | 2.0 |", "| wiremock | 2.00 | 0.50 | 5 | 4.0 |"]);
        assert!(beside(&Rates::new()).is_err());
    }

    #[test]
    fn the_middle_start_counts() {
        let journeys = [1.0, 3.0, 2.0].map(|start| Journey {
            start,
            start_processor: start / 2.0,
            first_processor: start * 4.0,
            next_processor: start * 3.0,
        });
        let table = journey(&journeys).to_string();
        let last: Vec<_> = table.lines().skip(2).filter_map(|row| row.rsplit('|').nth(1)).collect();
        assert_eq!(last, [" 2.00 ", " 1.00 ", " 8.00 ", " 6.00 "]);
    }

    #[test]
    fn growth_has_a_column_for_each_size() {
        let grown = [1_000, 1_100, 1_200].map(|peak_kib| Grown { processor_us: 30.0, peak_kib });
        let table = growth(&grown).to_string();
        assert_eq!(table.lines().last(), Some("| peak memory of both, KiB | 1000 | 1100 | 1200 |"));
    }
}
