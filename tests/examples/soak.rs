//! `soak SECONDS CALLS`: rounds of so many calls at once for so long, against a sandbox in another process, which is this
//! program again (`soak serve`).

use std::io::{self, Write};
use std::time::Duration;

use verify_core::{Clock, SystemClock};
use verify_sandbox::Sandbox;
use verify_tests::load::{
    Both, COUNTING, Counting, Held, Load, Round, Server, Taken, allow_many_connections, check, check_rest,
};

#[global_allocator]
static ALLOCATOR: Counting = COUNTING;

#[tokio::main]
async fn main() -> io::Result<()> {
    let mut words = std::env::args().skip(1);
    let first = words.next().unwrap_or_else(|| "300".to_owned());
    let files = allow_many_connections();
    if first == "serve" {
        return serve().await;
    }
    let calls = words.next().and_then(|word| word.parse().ok()).unwrap_or(10_000);
    let seconds = first.parse().map_err(|_| io::Error::other("how many seconds?"))?;
    if files < calls as u64 + 100 {
        return Err(io::Error::other(format!(
            "{calls} calls at once need more open files than the {files} allowed here"
        )));
    }
    soak(Duration::from_secs(seconds), calls).await
}

/// A sandbox until stdin ends; each line there asks for what it holds.
async fn serve() -> io::Result<()> {
    let sandbox = Sandbox::start().await?;
    writeln!(io::stdout(), "{}", sandbox.base_url())?;
    let answer = || {
        io::stdin().lines().try_for_each(|line| writeln!(io::stdout(), "{}", line.map(|_| Held::by_us())?))
    };
    tokio::task::spawn_blocking(answer).await?
}

async fn soak(time: Duration, calls: usize) -> io::Result<()> {
    let mut load = Load::new(Server::start(&std::env::current_exe()?)).await;
    let mut sums = Sums::default();
    sums.add(&round(&mut load, calls).await);
    let rest = load.at_rest().await;
    let begin = SystemClock.monotonic();
    while sums.rounds < 3 || SystemClock.monotonic().saturating_sub(begin) < time {
        sums.add(&round(&mut load, calls).await);
    }
    let took = SystemClock.monotonic().saturating_sub(begin);
    let rest_then = load.at_rest().await;
    sums.report(took)?;
    for (name, rest) in [("the first round", &rest), ("the last", &rest_then)] {
        let of = |Taken { held, memory }: Taken| {
            format!("{} bytes in {} pieces, {} MiB", held.bytes, held.pieces, memory / 1024)
        };
        let (ours, its) = (of(rest.ours), of(rest.its));
        writeln!(io::stdout(), "at rest after {name}: client {ours}; sandbox {its}")?;
    }
    check_rest(&rest, &rest_then);
    Ok(())
}

async fn round(load: &mut Load, calls: usize) -> Round {
    let round = load.round(calls).await;
    check(&round);
    round
}

/// What all rounds came to.
#[derive(Default)]
struct Sums {
    rounds: usize,
    sends: usize,
    reads: usize,
    failed: usize,
    texts: u64,
    taken: Vec<Both<Taken>>,
}

impl Sums {
    fn add(&mut self, round: &Round) {
        self.rounds += 1;
        self.sends += round.sends;
        self.reads += round.reads;
        self.failed += round.failed.values().sum::<usize>();
        self.texts += round.texts;
        self.taken.push(round.taken);
    }

    fn report(&self, took: Duration) -> io::Result<()> {
        let Self { rounds, sends, reads, failed, texts, taken } = self;
        let mut out = io::stdout().lock();
        writeln!(
            out,
            "{rounds} rounds, all but the first in {} s: {sends} sends, {reads} look-ups",
            took.as_secs()
        )?;
        writeln!(out, "{failed} sends failed, each by a fault; {texts} texts went out, all accounted for")?;
        for (whose, of) in
            [("client", (|taken| taken.ours) as fn(&Both<Taken>) -> Taken), ("sandbox", |taken| taken.its)]
        {
            let row = |number: fn(Taken) -> u64| {
                taken.iter().map(|taken| number(of(taken)).to_string()).collect::<Vec<_>>().join(" ")
            };
            writeln!(out, "after each round, the {whose}: MiB: {}", row(|taken| taken.memory / 1024))?;
            writeln!(out, "  MiB held: {}", row(|taken| (taken.held.bytes >> 20) as u64))?;
            writeln!(out, "  tasks, one for each open connection: {}", row(|taken| taken.held.tasks as u64))?;
        }
        Ok(())
    }
}
