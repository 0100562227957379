//! Programs with cases: the same thing done in several ways.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::bench::callgrind;
use crate::bench::programs::read;
use crate::bench::table::{Table, median, ratio};

/// Instructions of a run are those of a long program less those of a short one: what starting costs drops out.
const SHORT: u32 = 200;
const LONG: u32 = 1_200;

/// One way to do it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case {
    /// As the program calls it.
    pub(super) program: &'static str,
    /// As the page does.
    pub(super) name: &'static str,
}

/// What one run of a case asked for.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
struct Memory {
    allocations: u64,
    reallocations: u64,
    bytes: u64,
}

/// What a program's cases cost.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// Nanoseconds of each round.
    times: BTreeMap<String, Vec<f64>>,
    memory: BTreeMap<String, Memory>,
    instructions: BTreeMap<String, f64>,
}

impl Figures {
    #[cfg(test)]
    pub(super) fn timed<'a>(times: impl IntoIterator<Item = (&'a str, Vec<f64>)>) -> Self {
        let times = times.into_iter().map(|(name, times)| (name.to_owned(), times)).collect();
        Self { times, ..Self::default() }
    }

    /// The median of the rounds, in nanoseconds.
    pub(super) fn time(&self, case: &str) -> f64 {
        median(self.times.get(case).cloned().unwrap_or_default())
    }

    /// The median of the rounds' ratios.
    fn ratio(&self, case: &str, of: &str) -> f64 {
        let rounds = |case| self.times.get(case).map(Vec::as_slice).unwrap_or_default();
        median(rounds(case).iter().zip(rounds(of)).map(|(one, other)| one / other).collect())
    }
}

/// Measures all cases of a program: timed, counted in a build that counts, and under callgrind.
pub(super) fn measure(plain: &Path, counted: &Path, rounds: usize) -> io::Result<Figures> {
    let times: BTreeMap<String, Vec<f64>> = read(Command::new(plain).args(["time", &rounds.to_string()]))?;
    let memory = read(Command::new(counted).arg("count"))?;
    let mut instructions = BTreeMap::new();
    for case in times.keys() {
        let run = |times: u32| callgrind::instructions(plain, |command| repeat(command, case, times));
        let more = run(LONG)? - run(SHORT)?;
        instructions.insert(case.clone(), more / f64::from(LONG - SHORT));
    }
    Ok(Figures { times, memory, instructions })
}

fn repeat(command: &mut Command, case: &str, times: u32) {
    command.args(["repeat", case, &times.to_string()]);
}

/// A row for each case, compared with one of them; the ratios come first.
pub(super) fn table(head: &str, cases: &[Case], scale: &str, figures: &Figures) -> io::Result<Table> {
    let compared = cases.iter().find(|case| case.program == scale);
    let compared = compared.ok_or_else(|| io::Error::other("there is nothing to compare with"))?;
    let against = format!("Time, against {}", compared.name);
    let mut table = Table::new(&[
        head,
        &against,
        "Instructions, against it",
        "Time, ns",
        "Instructions",
        "Allocations + reallocations",
        "Bytes of them",
    ]);
    let missing = |case: &Case| io::Error::other(format!("the program says nothing of {:?}", case.program));
    let instructions =
        |case: &Case| figures.instructions.get(case.program).copied().ok_or_else(|| missing(case));
    for case in cases {
        let memory = figures.memory.get(case.program).copied().ok_or_else(|| missing(case))?;
        table.row([
            case.name.to_owned(),
            format!("{:.2}", figures.ratio(case.program, scale)),
            ratio(instructions(case)?, instructions(compared)?),
            nanoseconds(figures.time(case.program)),
            format!("{:.0}", instructions(case)?),
            format!("{} + {}", memory.allocations, memory.reallocations),
            memory.bytes.to_string(),
        ]);
    }
    Ok(table)
}

/// With a digit behind the point where it says something.
fn nanoseconds(time: f64) -> String {
    if time < 100.0 { format!("{time:.1}") } else { format!("{time:.0}") }
}

#[cfg(test)]
mod tests {
    use super::{Case, Figures, Memory, table};

    const CASES: [Case; 2] = [Case { program: "a", name: "**a**" }, Case { program: "b", name: "b" }];

    fn figures() -> Figures {
        // The machine was slower in the second round, and odd in the third.
        let times = [("a", vec![10.0, 100.0, 40.0]), ("b", vec![20.0, 200.0, 20.0])];
        let memory = Memory { allocations: 3, reallocations: 1, bytes: 96 };
        Figures {
            memory: ["a", "b"].map(|case| (case.to_owned(), memory)).into(),
            instructions: [("a".to_owned(), 30.0), ("b".to_owned(), 40.0)].into(),
            ..Figures::timed(times)
        }
    }

    #[test]
    fn a_round_is_compared_with_itself_and_the_middle_round_counts() {
        let table = table("What", &CASES, "b", &figures()).unwrap().to_string();
        let rows: Vec<_> = table.lines().collect();
        assert!(
            rows[0].starts_with("| What | Time, against b | Instructions, against it | Time, ns |"),
            "{}",
            rows[0]
        );
        assert_eq!(rows[2], "| **a** | 0.50 | 0.75 | 40.0 | 30 | 3 + 1 | 96 |");
        assert_eq!(rows[3], "| b | 1.00 | 1.00 | 20.0 | 40 | 3 + 1 | 96 |");
    }

    #[test]
    fn a_case_that_was_not_measured_is_an_error() {
        let cases = [CASES[0], Case { program: "c", name: "c" }];
        let error = table("What", &cases, "a", &figures()).unwrap_err();
        assert_eq!(error.to_string(), "the program says nothing of \"c\"");
        assert!(table("What", &CASES, "c", &figures()).is_err(), "nothing to compare with");
    }
}
