//! A program that makes calls with one client and says what they cost.

use std::env;
use std::error::Error;
use std::future::Future;
use std::hint::black_box;
use std::time::Instant;

use futures_util::future::join_all;
use measure::Memory;
use serde::Serialize;

use crate::count::{peak_kib, processor_time};
use crate::request::{Generated, LINK};

/// Calls before the counting begins: connections, the token, buffers that grow to their size.
const WARM_UP: usize = 100;

pub type Failure = Box<dyn Error>;

/// A client.
pub trait Caller: Sized {
    /// The client, for a server at this address.
    fn new(base: &str) -> Result<Self, Failure>;

    /// What it makes of the answer.
    type Answer: Linked;

    /// Makes the call and gives what was read.
    fn call(&self) -> impl Future<Output = Result<Self::Answer, Failure>>;
}

/// What a client makes of the answer, in its own type: taking the link out costs nothing.
pub trait Linked {
    fn link(&self) -> &str;
}

impl Linked for Generated {
    fn link(&self) -> &str {
        &self.link
    }
}

/// What the calls cost, on standard output.
#[derive(Serialize)]
struct Report {
    calls: usize,
    seconds: f64,
    processor_seconds: f64,
    /// The median; only if it was asked for.
    p50_us: Option<f64>,
    allocations: usize,
    reallocations: usize,
    bytes: usize,
    peak_kib: u64,
}

struct Arguments {
    base: String,
    calls: usize,
    in_flight: usize,
    latencies: bool,
}

/// The whole program: `BASE CALLS IN_FLIGHT [latencies]`. With nothing in flight it makes so many clients and no call.
pub fn run<C: Caller>() -> Result<(), Failure> {
    let mut words = env::args().skip(1);
    let mut next = || words.next().ok_or("BASE CALLS IN_FLIGHT [latencies]");
    let (base, calls, in_flight) = (next()?, next()?.parse()?, next()?.parse()?);
    let arguments = Arguments { base, calls, in_flight, latencies: next().is_ok() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if arguments.in_flight == 0 {
        return runtime.block_on(clients::<C>(&arguments));
    }
    let report = runtime.block_on(measure::<C>(&arguments))?;
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}

/// Makes clients, each as a program makes one for life.
async fn clients<C: Caller>(arguments: &Arguments) -> Result<(), Failure> {
    for _ in 0..arguments.calls {
        black_box(C::new(&arguments.base)?);
    }
    Ok(())
}

async fn measure<C: Caller>(arguments: &Arguments) -> Result<Report, Failure> {
    let client = C::new(&arguments.base)?;
    calls(&client, WARM_UP, arguments.in_flight, false).await?;
    let (memory, processor, start) = (Memory::so_far(), processor_time(), Instant::now());
    let times = calls(&client, arguments.calls, arguments.in_flight, arguments.latencies).await?;
    let (seconds, processor) = (start.elapsed().as_secs_f64(), processor_time() - processor);
    let Memory { allocations, reallocations, bytes } = Memory::so_far().since(memory);
    Ok(Report {
        calls: arguments.calls,
        seconds,
        processor_seconds: processor.as_secs_f64(),
        p50_us: median(times),
        allocations,
        reallocations,
        bytes,
        peak_kib: peak_kib(),
    })
}

/// So many calls, a part of them one after the other in each of the workers; the times of each in nanoseconds.
async fn calls<C: Caller>(
    client: &C,
    count: usize,
    workers: usize,
    timed: bool,
) -> Result<Vec<u64>, Failure> {
    let worker = |index: usize| async move {
        let share = count / workers + usize::from(index < count % workers);
        let mut times = Vec::with_capacity(if timed { share } else { 0 });
        for _ in 0..share {
            let start = timed.then(Instant::now);
            let generated = client.call().await?;
            times.extend(start.map(|start| start.elapsed().as_nanos().try_into().unwrap_or(u64::MAX)));
            if generated.link() != LINK {
                return Err(Failure::from("the client read another link than the server sent"));
            }
        }
        Ok(times)
    };
    let done = join_all((0..workers).map(worker)).await;
    Ok(done.into_iter().collect::<Result<Vec<_>, _>>()?.concat())
}

fn median(mut times: Vec<u64>) -> Option<f64> {
    times.sort_unstable();
    let middle = times.get(times.len() / 2)?;
    Some(*middle as f64 / 1e3)
}
