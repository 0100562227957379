//! `verify-kit demo`: every journey, told as it happens.

mod backdrop;
mod choose;
mod json;
mod leaks;
mod ledger;
mod person;
mod stage;
mod story;
mod summary;
mod text;

use std::sync::Arc;
use std::time::Duration;

use verify_core::{DateOfBirth, PhoneNumber, SystemClock};
use verify_sandbox::{ManualClock, Sandbox};

pub(crate) use leaks::Kind;
pub(crate) use person::Person;
pub(crate) use stage::{Halt, Stage};
pub(crate) use story::{Lane, Scene, Who};
pub use summary::Summary;

use crate::ask::broken_rule;
use crate::duration::duration;
use crate::exit::Failure;
use crate::journeys::Journey;
use backdrop::Backdrop;
use leaks::Watch;
use story::{Event, Narrator};
use text::{Pace, Screen, Text};

/// The same codes and ids in every run.
const SEED: u64 = 7;

const EXAMPLES: &str = "\
Examples:
  verify-kit demo
  verify-kit demo --slow                         for people who watch
  verify-kit demo --birth-date 1990-04-12        somebody with nine debts
  verify-kit demo --phone +12025550114           somebody whom the phone does not identify
  verify-kit demo --only finicity                one provider alone
  verify-kit demo --json | jq 'select(.type == \"summary\")'

Everything is synthetic and stays on this machine. No text message is sent.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The consumer's phone number, yours or any: +, country code and number
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// The consumer's birth date: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Play these alone: spinwheel, gql (debtcore), finicity, dots, signzy; also by the names of the crates
    #[arg(long, value_name = "CRATE", value_delimiter = ',')]
    only: Vec<String>,
    /// Pause after each step, 400ms or as long as given; where nobody watches (no terminal) nothing pauses
    #[arg(long, value_name = "PAUSE", num_args = 0..=1, default_missing_value = "400ms", value_parser = duration)]
    slow: Option<Duration>,
    /// Print one JSON object a line, the last one with the counts
    #[arg(long, conflicts_with = "slow")]
    json: bool,
}

impl Args {
    fn person(&self) -> Result<Person, Failure> {
        let phone = self.phone.as_deref().unwrap_or("+12025550140");
        let birth_date = self.birth_date.as_deref().unwrap_or("1990-01-01");
        let phone = PhoneNumber::new(phone).map_err(|invalid| broken_rule("--phone", &invalid))?;
        let birth_date =
            DateOfBirth::new(birth_date).map_err(|invalid| broken_rule("--birth-date", &invalid))?;
        Ok(Person::new(phone, birth_date, self.phone.is_some() || self.birth_date.is_some()))
    }

    fn narrator(&self) -> Box<dyn Narrator> {
        if self.json {
            return Box::new(json::Json::default());
        }
        let screen = Screen::of_this_program();
        let pause = self.slow.filter(|_| screen.is_watched);
        Box::new(Text::new(screen, Pace { pause, clock: Arc::new(SystemClock) }))
    }
}

pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let (journeys, person) = (choose::journeys(&args.only)?, args.person()?);
    let mut narrator = args.narrator();
    let summary = perform(&journeys, person, narrator.as_mut()).await?;
    narrator.finish()?;
    verdict(&summary)
}

fn verdict(summary: &Summary) -> Result<(), Failure> {
    if summary.is_clean() {
        return Ok(());
    }
    Err(Failure::failed("the demo did not go as it should; the ends of the scenes and the proof say where"))
}

async fn perform(
    journeys: &[&dyn Journey],
    person: Person,
    narrator: &mut dyn Narrator,
) -> Result<Summary, Failure> {
    let watch = Watch::start();
    narrator.tell(&Event::start(&person));
    narrator.show().await;
    // The client pauses without waiting; the sandbox shares its clock.
    let clock = ManualClock::frozen().skipping_pauses();
    let sandbox = Sandbox::builder().clock(clock).seed(SEED).start().await;
    let sandbox =
        sandbox.map_err(|error| Failure::failed(format!("the sandbox cannot start: {}", error.kind())))?;
    narrator.tell(&Event::sandbox(&sandbox));
    let backdrop = Backdrop::new(sandbox, person, watch);
    let mut failures = 0;
    for journey in journeys {
        let mut stage = Stage::new(&backdrop, journey.crate_name(), &mut *narrator);
        journey.play(&mut stage).await;
        failures += stage.failures();
    }
    let providers = journeys.iter().map(|journey| journey.crate_name()).collect();
    let summary =
        prove(&backdrop, Summary::count(&backdrop.sandbox.tenants(), providers, failures), narrator)?;
    narrator.show().await;
    backdrop.sandbox.shutdown().await;
    Ok(summary)
}

/// Searches for leaks, and tells the counts.
fn prove(backdrop: &Backdrop, counted: Summary, narrator: &mut dyn Narrator) -> Result<Summary, Failure> {
    let findings = backdrop.watch.search(&backdrop.sandbox.tenants());
    if !findings.works {
        return Err(Failure::failed("the search for leaks does not find what was planted for it"));
    }
    findings.leaks.iter().for_each(|leak| narrator.tell(&Event::Leak(leak)));
    let summary = counted.with(&findings);
    narrator.tell(&Event::Summary(&summary));
    Ok(summary)
}

#[cfg(test)]
mod tests;
