//! `persona add`.

use std::time::Duration;

use clap::ValueEnum;
use serde_json::json;

use crate::duration::duration;
use crate::exit::Failure;
use crate::output;
use crate::running::Running;

const EXAMPLES: &str = "\
What is sent to the number or the address is acted on. Links are opened as by a browser, when it
is time by the sandbox's clock; codes are typed when `persona code` asks for them.

Examples:
  verify-kit persona add --phone +12025550140
  verify-kit persona add --phone +12025550140 --as wrong-then-right --as preview-first
  verify-kit persona add --email riley@example.com --as returns-later --after 20m";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[group(id = "reached", required = true, multiple = true, args = ["phone", "email"])]
pub(super) struct Add {
    /// The phone number, with plus sign and country code
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// The e-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// How they behave; can be given several times
    #[arg(long = "as", value_name = "BEHAVIOUR", value_enum)]
    behaviours: Vec<Behaviour>,
    /// With `returns-later`: after how long, by the sandbox's clock, in whole seconds; else 10m
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    after: Option<Duration>,
    #[command(flatten)]
    running: Running,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Behaviour {
    /// Does at once what is right: the default
    Right,
    /// The first answer is wrong, every later one right: code, sign-in, questions
    WrongThenRight,
    /// Comes when code, link or questions have run out
    Late,
    /// A messaging program looks at each link first
    PreviewFirst,
    /// Opens a link on one device and acts on another
    TwoDevices,
    /// Opens, and leaves in place of the right answer
    Abandons,
    /// Opens, leaves, comes back and finishes: --after
    ReturnsLater,
}

impl Behaviour {
    /// As it is called in the control API and on the command line.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

impl Add {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        self.check()?;
        let names: Vec<String> = self.behaviours.iter().map(|behaviour| behaviour.name()).collect();
        let mut persona = json!({"phone": self.phone, "email": self.email, "as": names});
        if let Some(after) = self.after {
            persona["returns_after_seconds"] = json!(after.as_secs());
        }
        let added = self.running.address()?.post("personas", Some(&persona)).await.map_err(|failure| {
            if failure.next_step().is_some_and(|step| step.starts_with("send {")) {
                failure.next("see what there is with `verify-kit persona add --help`")
            } else if failure.next_step().is_some_and(|step| step.starts_with("take ")) {
                failure.next("see who there is with `verify-kit persona list`, and take one away with `verify-kit persona remove`")
            } else {
                failure
            }
        })?;
        if self.running.json {
            return output::json(&added);
        }
        output::out(&added["id"])?;
        let manner = if names.is_empty() { Behaviour::Right.name() } else { names.join(", ") };
        output::talk(format_args!(
            "It acts as: {manner}. See what it does with: verify-kit persona acts {}",
            added["id"]
        ));
        Ok(())
    }

    fn check(&self) -> Result<(), Failure> {
        let is = |behaviour| self.behaviours.contains(&behaviour);
        if is(Behaviour::Abandons) && is(Behaviour::ReturnsLater) {
            return Err(Failure::usage("--as abandons does not go with --as returns-later")
                .next("leave one of them out"));
        }
        if self.after.is_some_and(|after| after.subsec_nanos() > 0) {
            return Err(Failure::usage("--after must be whole seconds").next("write it as 90s, 20m or 2h"));
        }
        if self.after.is_some() && !is(Behaviour::ReturnsLater) {
            return Err(Failure::usage("--after goes with --as returns-later alone")
                .next("add --as returns-later, or leave --after out"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::Behaviour;

    #[test]
    fn the_sandbox_knows_every_behaviour_and_no_other() {
        let ours: Vec<_> = Behaviour::value_variants().iter().map(|behaviour| behaviour.name()).collect();
        let theirs: Vec<_> = verify_sandbox::Behaviour::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(ours, theirs);
    }
}
