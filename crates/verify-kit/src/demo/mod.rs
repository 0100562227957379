//! `verify-kit demo`: every journey, told as it happens.

mod json;
mod ledger;
mod stage;
mod story;
mod summary;
mod text;

use verify_core::{DateOfBirth, PhoneNumber};
use verify_sandbox::{ManualClock, Sandbox};

pub(crate) use stage::{Halt, Person, Stage};
pub(crate) use story::{Lane, Scene};
pub use summary::Summary;

use crate::ask::broken_rule;
use crate::exit::Failure;
use crate::journeys::{self, Journey};
use story::{Event, Narrator};

/// The same codes and ids in every run.
const SEED: u64 = 7;

const EXAMPLES: &str = "\
Examples:
  verify-kit demo
  verify-kit demo --birth-date 1990-04-12        somebody with nine debts
  verify-kit demo --phone +12025550114           somebody whom the phone does not identify
  verify-kit demo --only finicity-connect        one provider alone
  verify-kit demo --json | jq 'select(.type == \"summary\")'

Everything is synthetic and stays on this machine. No text message is sent.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A phone number for the first scene, yours or any: +, country code and number
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// A birth date for the first scene: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Play these alone: spinwheel-connect, finicity-connect, dots-users
    #[arg(long, value_name = "CRATE", value_delimiter = ',')]
    only: Vec<String>,
    /// Print one JSON object a line, the last one with the counts
    #[arg(long)]
    json: bool,
}

impl Args {
    /// What is played, in the order of the whole demo.
    fn journeys(&self) -> Result<Vec<&'static dyn Journey>, Failure> {
        let all = journeys::ALL.iter().copied();
        let names: Vec<&str> = all.clone().map(Journey::crate_name).collect();
        if self.only.iter().any(|name| !names.contains(&name.trim())) {
            return Err(Failure::usage(format!("--only: the names are {}", names.join(", "))));
        }
        let chosen =
            |journey: &&dyn Journey| self.only.iter().any(|name| name.trim() == journey.crate_name());
        Ok(all.filter(|journey| self.only.is_empty() || chosen(journey)).collect())
    }

    fn person(&self) -> Result<Person, Failure> {
        let phone = self.phone.as_deref().unwrap_or("+12025550140");
        let birth_date = self.birth_date.as_deref().unwrap_or("1990-01-01");
        Ok(Person {
            phone: PhoneNumber::new(phone).map_err(|invalid| broken_rule("--phone", &invalid))?,
            birth_date: DateOfBirth::new(birth_date)
                .map_err(|invalid| broken_rule("--birth-date", &invalid))?,
            own: self.phone.is_some() || self.birth_date.is_some(),
        })
    }
}

pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let (journeys, person) = (args.journeys()?, args.person()?);
    let mut narrator: Box<dyn Narrator> =
        if args.json { Box::new(json::Json::default()) } else { Box::new(text::Text::default()) };
    let summary = perform(&journeys, person, narrator.as_mut()).await?;
    narrator.finish()?;
    verdict(&summary)
}

fn verdict(summary: &Summary) -> Result<(), Failure> {
    if summary.is_clean() {
        return Ok(());
    }
    Err(Failure::failed("the demo did not go as it should; the ends of the scenes say where"))
}

async fn perform(
    journeys: &[&dyn Journey],
    person: Person,
    narrator: &mut dyn Narrator,
) -> Result<Summary, Failure> {
    // The client pauses without waiting; the sandbox shares its clock.
    let clock = ManualClock::frozen().skipping_pauses();
    let sandbox = Sandbox::builder().clock(clock).seed(SEED).start().await;
    let sandbox =
        sandbox.map_err(|error| Failure::failed(format!("the sandbox cannot start: {}", error.kind())))?;
    narrator.tell(&Event::start(&sandbox));
    let mut failures = 0;
    for journey in journeys {
        let mut stage = Stage::new(&sandbox, journey.crate_name(), person.clone(), &mut *narrator);
        journey.play(&mut stage).await;
        failures += stage.failures();
    }
    let providers = journeys.iter().map(|journey| journey.crate_name()).collect();
    let summary = Summary::count(&sandbox.tenants(), providers, failures);
    narrator.tell(&Event::Summary(&summary));
    sandbox.shutdown().await;
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use verify_sandbox::Sandbox;

    use super::{Summary, verdict};
    use crate::exit::Exit;

    #[tokio::test]
    async fn failures_and_double_sends_are_exit_code_1() {
        let sandbox = Sandbox::start().await.unwrap();
        let clean = Summary::count(&sandbox.tenants(), Vec::new(), 0);
        assert!(verdict(&clean).is_ok());
        for bad in [Summary { failures: 1, ..clean.clone() }, Summary { double_sends: 1, ..clean }] {
            assert_eq!(verdict(&bad).unwrap_err().exit, Exit::Failed);
        }
    }
}
