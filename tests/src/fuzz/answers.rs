//! The answers of providers: every decoder of every endpoint.
//!
//! The first line of an input is an operation, a status and perhaps a `Retry-After`; the rest is the body.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::Write as _;

use super::{Seed, Target, assert_nothing_quoted, first_line, runtime};
use crate::endpoints::{self, Call, EndpointCase};
use crate::{Answer, Seizable, World, samples};

/// One target for each provider crate.
pub fn targets() -> Vec<Target> {
    macro_rules! target {
        ($name:literal, $krate:literal) => {
            Target { name: $name, run: |input| run($krate, input), seeds: || seeds($krate) }
        };
    }
    vec![
        target!("answers_dots", "dots-users"),
        target!("answers_debtcore", "spinwheel-gql"),
        target!("answers_finicity", "finicity-connect"),
        target!("answers_signzy", "signzy-link"),
        target!("answers_spinwheel", "spinwheel-connect"),
    ]
}

/// The endpoints of a crate, each prepared when it is first wanted.
struct Stage {
    runtime: tokio::runtime::Runtime,
    cases: Vec<EndpointCase>,
    ready: BTreeMap<&'static str, Ready>,
}

struct Ready {
    call: Call,
    way: Seizable,
    _world: World,
}

thread_local! {
    static STAGES: RefCell<BTreeMap<&'static str, Stage>> = const { RefCell::new(BTreeMap::new()) };
}

impl Stage {
    fn new(krate: &str) -> Self {
        let cases: Vec<_> = endpoints::all().into_iter().filter(|case| case.krate == krate).collect();
        assert!(!cases.is_empty(), "{krate} has no endpoints");
        Self { runtime: runtime(), cases, ready: BTreeMap::new() }
    }

    /// The case of that name; any other bytes name some case, too.
    fn case(&self, name: &[u8]) -> EndpointCase {
        let named = self.cases.iter().find(|case| case.operation.as_bytes() == name);
        let sum: usize = name.iter().map(|byte| usize::from(*byte)).sum();
        *named.unwrap_or(&self.cases[sum % self.cases.len()])
    }

    fn call(&mut self, case: &EndpointCase, answer: &Answer) {
        if !self.try_call(case, answer) {
            // A client that keeps what an earlier answer said asks nothing: one that was let in, one that was refused.
            self.ready.remove(case.operation);
            assert!(self.try_call(case, answer), "{}: nothing was asked", case.operation);
        }
    }

    /// Makes the call; whether it was answered with this.
    fn try_call(&mut self, case: &EndpointCase, answer: &Answer) -> bool {
        let Self { runtime, ready, .. } = self;
        let ready = ready.entry(case.operation).or_insert_with(|| runtime.block_on(prepare(case)));
        ready.way.seize(case.operation, answer.clone());
        let before = ready.way.answered();
        if let Err(error) = runtime.block_on((ready.call)()) {
            look_at(&error, answer);
        }
        ready.way.answered() > before
    }
}

async fn prepare(case: &EndpointCase) -> Ready {
    let (world, way) = World::start_seizable().await;
    let call = (case.prepare)(world.clone()).await;
    Ready { call, way, _world: world }
}

/// An error is one line, and quotes nothing.
fn look_at(error: &verify_core::Error, answer: &Answer) {
    let mut printed = error.to_string();
    assert!(!printed.contains('\n'), "an error is one line");
    let _ = write!(printed, "{error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(printed, "{cause} {cause:?}");
        source = cause.source();
    }
    // How long to wait is printed.
    let wait = answer.retry_after.as_deref().unwrap_or_default();
    let wait = String::from_utf8_lossy(wait).trim().trim_start_matches('0').to_owned();
    let printed = if wait.is_empty() { printed } else { printed.replace(&wait, "…") };
    assert_nothing_quoted(&answer.body, &printed);
}

fn run(krate: &'static str, input: &[u8]) {
    let (line, body) = first_line(input);
    let mut words = line.splitn(3, |byte| *byte == b' ');
    let operation = words.next().unwrap_or_default();
    let status = words.next().and_then(|word| std::str::from_utf8(word).ok()?.parse().ok());
    let status = status.filter(|status| (200..600).contains(status)).unwrap_or(200);
    let retry_after = words.next().map(<[u8]>::to_vec);
    let answer = Answer { status, retry_after, body: bytes::Bytes::copy_from_slice(body) };
    STAGES.with_borrow_mut(|stages| {
        let stage = stages.entry(krate).or_insert_with(|| Stage::new(krate));
        let case = stage.case(operation);
        stage.call(&case, &answer);
    });
}

/// Every sample as a success and as a refusal.
fn seeds(krate: &str) -> Vec<Seed> {
    let mut seeds = Vec::new();
    for case in endpoints::all().into_iter().filter(|case| case.krate == krate) {
        for sample in samples::of(krate, case.operation) {
            for status in [200, 400] {
                let mut input = format!("{} {status}\n", case.operation).into_bytes();
                input.extend(&sample.content);
                seeds.push(Seed::new(format!("{}-{status}-{}", case.operation, sample.file), input));
            }
        }
    }
    seeds
}
