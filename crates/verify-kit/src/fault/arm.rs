//! `fault arm`.

use serde_json::{Value, json};

use super::kind::KindArgs;
use crate::control::SandboxAddress;
use crate::exit::Failure;
use crate::known;
use crate::output;
use crate::running::Running;

const EXAMPLES: &str = "\
Examples:
  verify-kit fault arm --operation spinwheel.connect_sms --kind accepted_then_lost --times 1
  verify-kit fault arm --operation connect_sms --kind refusal --token INVALID_NUMBER
  verify-kit fault arm --operation 'finicity.*' --kind too_many_requests --retry-after 5s
  verify-kit fault arm --operation '*' --kind slow --pause 20ms
  verify-kit fault arm --operation spinwheel.retrieve_user --kind missing_field --field data.userId";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arm {
    /// Where it strikes: one operation, all of a provider ('spinwheel.*') or all ('*')
    #[arg(long, value_name = "NAME")]
    operation: String,
    #[command(flatten)]
    kind: KindArgs,
    /// Strike this many requests only; else all until it is taken back
    #[arg(long, value_name = "NUMBER", value_parser = times)]
    times: Option<u64>,
    #[command(flatten)]
    running: Running,
}

/// In place of clap's own parser, whose message repeats the number.
fn times(text: &str) -> Result<u64, &'static str> {
    text.parse().ok().filter(|times| *times > 0).ok_or("must be a number from 1 on")
}

impl Arm {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let kind = self.kind.read()?;
        let address = self.running.address()?;
        let operation = self.check(&address).await?;
        let mut fault = json!({"operation": operation, "kind": kind});
        if let Some(times) = self.times {
            fault["times"] = json!(times);
        }
        let armed = address.post("faults", Some(&fault)).await?;
        if self.running.json {
            return output::json(&armed);
        }
        output::out(&armed["id"])?;
        output::talk(format_args!(
            "It strikes {operation}. Take it back with: verify-kit fault clear {}",
            armed["id"]
        ));
        Ok(())
    }

    /// The operation's full name, when sandbox and providers know what was asked for.
    async fn check(&self, address: &SandboxAddress) -> Result<String, Failure> {
        let there_are = address.get("faults").await?;
        let operation = operation(&self.operation, &known::texts(&there_are["operations"]))?;
        if let Some(token) = self.kind.token() {
            check_token(token, &operation, &there_are["tokens"])?;
        }
        Ok(operation)
    }
}

fn operation(typed: &str, known: &[&str]) -> Result<String, Failure> {
    match typed.strip_suffix('*') {
        Some(start)
            if (start.is_empty() || start.ends_with('.'))
                && known.iter().any(|name| name.starts_with(start)) =>
        {
            Ok(typed.to_owned())
        }
        _ => known::operation(typed, known),
    }
}

fn check_token(typed: &str, operation: &str, tokens: &Value) -> Result<(), Failure> {
    let provider = operation.split(['.', '*']).next().unwrap_or_default();
    let lists = tokens.as_object().into_iter().flatten();
    let meant = lists.filter(|(name, _)| provider.is_empty() || *name == provider);
    let known: Vec<&str> = meant.flat_map(|(_, list)| known::texts(list)).collect();
    if known.contains(&typed) { Ok(()) } else { Err(known::unknown("--token", "token", typed, &known)) }
}
