//! The sandbox: how long it takes to start, what a journey through it costs, how many calls it answers beside wiremock, and
//! whether it grows. `start`, `journey`, `rate ROUNDS`, `repeat TIMES`, `grow CALLS`.

mod grow;
mod journey;
mod rate;
mod server;
mod wire;

use std::env;

use measure::{Failure, print};

fn main() -> Result<(), Failure> {
    let words: Vec<_> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["journey"] => print(&journey::journey()?),
        ["rate", rounds] => print(&rate::rates(rounds.parse()?)?),
        ["repeat", times] => rate::repeat(times.parse()?),
        ["grow", calls] => print(&grow::grown(calls.parse()?)?),
        _ => Err("journey | rate ROUNDS | repeat TIMES | grow CALLS".into()),
    }
}
