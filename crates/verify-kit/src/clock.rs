//! `verify-kit clock`: the time of a running sandbox.

use std::time::Duration;

use clap::Subcommand;
use serde_json::Value;

use crate::duration::duration;
use crate::exit::{Exit, Failure};
use crate::output;
use crate::running::Running;

const EXAMPLES: &str = "\
Codes, links, limits and webhooks of the sandbox go by this clock, and all tenants share it. The
clock of your application is another one. Each command prints the time the sandbox has then.

Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit clock freeze
  verify-kit clock advance 5m
  verify-kit clock advance 1h30m --json
  verify-kit clock resume";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the sandbox's time
    #[command(after_help = "Example:\n  verify-kit clock show")]
    Show(Show),
    /// Stop the clock
    #[command(after_help = "Example:\n  verify-kit clock freeze")]
    Freeze(Show),
    /// Move the clock forward, whether it stands or runs
    #[command(after_help = "Examples:\n  verify-kit clock advance 90s\n  verify-kit clock advance 1h30m")]
    Advance(Advance),
    /// Let the clock run
    #[command(after_help = "Example:\n  verify-kit clock resume")]
    Resume(Show),
}

#[derive(Debug, clap::Args)]
struct Show {
    #[command(flatten)]
    running: Running,
}

#[derive(Debug, clap::Args)]
struct Advance {
    /// How far: whole numbers with units, for instance 90s, 5m, 2h, 1h30m
    #[arg(value_name = "DURATION", value_parser = duration)]
    by: Duration,
    #[command(flatten)]
    running: Running,
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Show(show) => tell(&show.running, None).await,
        Command::Freeze(show) => tell(&show.running, Some("freeze")).await,
        Command::Resume(show) => tell(&show.running, Some("resume")).await,
        Command::Advance(Advance { by, running }) => {
            let command = format!("advance?seconds={}.{:03}", by.as_secs(), by.subsec_millis());
            tell(&running, Some(&command)).await.map_err(|failure| match failure.exit {
                // What to do is said in words of the control API.
                Exit::Usage if failure.to_string().starts_with("the sandbox says") => {
                    failure.next("advance it by less at a time")
                }
                _ => failure,
            })
        }
    }
}

async fn tell(running: &Running, command: Option<&str>) -> Result<(), Failure> {
    let clock = running.address()?.clock(command).await?;
    if running.json { output::json(&clock) } else { output::out(line(&clock)) }
}

/// The time, and whether it goes on.
pub(crate) fn line(clock: &Value) -> String {
    let state = if clock["frozen"] == true { "standing still" } else { "running" };
    format!("{}  {state}", time(&clock["now"]))
}

/// A time as the control API writes it, to the millisecond.
pub(crate) fn time(iso: &Value) -> String {
    let iso = iso.as_str().unwrap_or_default();
    match iso.split_once('.') {
        Some((seconds, rest)) => {
            format!("{seconds}.{:0<3.3}Z", rest.trim_end_matches('Z'))
        }
        None => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::time;

    #[test]
    fn times_are_shown_to_the_millisecond() {
        for (iso, shown) in [
            ("2026-01-15T12:00:00Z", "2026-01-15T12:00:00Z"),
            ("2026-01-15T12:00:01.5Z", "2026-01-15T12:00:01.500Z"),
            ("2026-01-15T12:00:01.123456789Z", "2026-01-15T12:00:01.123Z"),
        ] {
            assert_eq!(time(&json!(iso)), shown);
        }
    }
}
