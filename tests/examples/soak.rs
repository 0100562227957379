//! `soak SECONDS CALLS`: rounds of so many calls at once for so long, against a sandbox in another process, which is this
//! program again (`soak serve`).

use std::io::{self, Read, Write};
use std::time::Duration;

use verify_core::{Clock, SystemClock};
use verify_sandbox::Sandbox;
use verify_tests::load::{Load, Round, Server, allow_many_connections, check};

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

/// A sandbox until stdin ends.
async fn serve() -> io::Result<()> {
    let sandbox = Sandbox::start().await?;
    writeln!(io::stdout(), "{}", sandbox.base_url())?;
    tokio::task::spawn_blocking(|| io::stdin().read_to_end(&mut Vec::new())).await??;
    Ok(())
}

async fn soak(time: Duration, calls: usize) -> io::Result<()> {
    let load = Load::new(Server::start(&std::env::current_exe()?)).await;
    let (begin, mut rounds) = (SystemClock.monotonic(), Vec::new());
    while rounds.len() < 3 || SystemClock.monotonic().saturating_sub(begin) < time {
        let round = load.round(calls).await;
        check(&round);
        rounds.push(round);
    }
    report(&rounds, SystemClock.monotonic().saturating_sub(begin))
}

fn report(rounds: &[Round], took: Duration) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let sum = |of: fn(&Round) -> usize| rounds.iter().map(of).sum::<usize>();
    let (sends, reads) = (sum(|round| round.sends), sum(|round| round.reads));
    let failed = sum(|round| round.failed.values().sum());
    let texts: u64 = rounds.iter().map(|round| round.texts).sum();
    writeln!(out, "{} rounds in {} s: {sends} sends, {reads} look-ups", rounds.len(), took.as_secs())?;
    writeln!(out, "{failed} sends failed, each by a fault; {texts} texts went out, all accounted for")?;
    for (whose, memory) in
        [("client", (|round| round.our_memory) as fn(&Round) -> u64), ("sandbox", |round| round.its_memory)]
    {
        let rounds: Vec<_> = rounds.iter().map(|round| (memory(round) / 1024).to_string()).collect();
        writeln!(out, "MiB of the {whose} after each round: {}", rounds.join(" "))?;
    }
    Ok(())
}
