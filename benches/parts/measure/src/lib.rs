//! How the programs of the parts measure. A program has cases, which do the same thing in several ways:
//!
//! * `time ROUNDS`: all cases in turn, round after round; nanoseconds of each round, in the order of the rounds.
//! * `count`: what one run of each case allocates; all zero in a build that does not count.
//! * `repeat CASE TIMES`: one case so often, for a tool that counts instructions from outside.

mod count;

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

pub use count::Memory;

pub type Failure = Box<dyn Error>;

/// So long a case runs in a round, about: shorter than what a scheduler gives to one thread at a time, long beside the look
/// at the clock.
const TURN: Duration = Duration::from_micros(300);

/// Runs that do not count: memory that is asked for once, branches that are learnt.
const WARM_UP: u32 = 200;

/// One way to do the thing.
pub struct Case<'a> {
    name: &'static str,
    run: Box<dyn FnMut() + 'a>,
}

impl<'a> Case<'a> {
    pub fn new(name: &'static str, run: impl FnMut() + 'a) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// The whole program; the result is on standard output.
pub fn run(mut cases: Vec<Case<'_>>) -> Result<(), Failure> {
    let words: Vec<_> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["time", rounds] => print(&time(&mut cases, rounds.parse()?)),
        ["count"] => print(&count(&mut cases)),
        ["repeat", name, times] => repeat(&mut cases, name, times.parse()?),
        _ => Err("time ROUNDS | count | repeat CASE TIMES".into()),
    }
}

/// A report on standard output.
pub fn print(report: &impl Serialize) -> Result<(), Failure> {
    println!("{}", serde_json::to_string(report)?);
    Ok(())
}

/// Nanoseconds of one run of each case, in each round.
fn time(cases: &mut [Case<'_>], rounds: usize) -> BTreeMap<&'static str, Vec<f64>> {
    let turns: Vec<u32> = cases.iter_mut().map(turn).collect();
    let mut times: BTreeMap<_, Vec<f64>> = BTreeMap::new();
    for round in 0..rounds {
        for step in 0..cases.len() {
            let index = (step + round) % cases.len();
            let (case, runs) = (&mut cases[index], turns[index]);
            let nanoseconds = taken(case, runs).as_nanos() as f64;
            times.entry(case.name).or_default().push(nanoseconds / f64::from(runs));
        }
    }
    times
}

/// How many runs of a case make a turn.
fn turn(case: &mut Case<'_>) -> u32 {
    taken(case, WARM_UP);
    let one = taken(case, WARM_UP) / WARM_UP;
    let runs = TURN.as_nanos() / one.as_nanos().max(1);
    u32::try_from(runs).unwrap_or(u32::MAX).max(1)
}

fn taken(case: &mut Case<'_>, runs: u32) -> Duration {
    let start = thread_time();
    for _ in 0..runs {
        (case.run)();
    }
    thread_time() - start
}

fn count(cases: &mut [Case<'_>]) -> BTreeMap<&'static str, Memory> {
    let mut counts = BTreeMap::new();
    for case in cases {
        taken(case, WARM_UP);
        let start = Memory::so_far();
        (case.run)();
        counts.insert(case.name, Memory::so_far().since(start));
    }
    counts
}

fn repeat(cases: &mut [Case<'_>], name: &str, times: u32) -> Result<(), Failure> {
    let case = cases.iter_mut().find(|case| case.name == name).ok_or("there is no such case")?;
    for _ in 0..times {
        (case.run)();
    }
    Ok(())
}

/// The time this thread has been on a processor.
pub fn thread_time() -> Duration {
    on_processor(ClockId::ThreadCPUTime)
}

/// The time all threads of this process have been on a processor.
pub fn process_time() -> Duration {
    on_processor(ClockId::ProcessCPUTime)
}

fn on_processor(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    Duration::new(time.tv_sec.try_into().unwrap_or_default(), time.tv_nsec.try_into().unwrap_or_default())
}
