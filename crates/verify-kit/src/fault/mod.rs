//! `verify-kit fault`: making calls to a running sandbox go wrong.

mod arm;
mod kind;

use clap::Subcommand;
use serde_json::{Value, json};

use crate::exit::Failure;
use crate::output;
use crate::running::Running;
use crate::table::{Side, Table};

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit fault arm --operation spinwheel.connect_sms --kind accepted_then_lost --times 1
  verify-kit fault list
  verify-kit fault clear";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the armed faults, spent ones included
    #[command(after_help = "Examples:\n  verify-kit fault list\n  verify-kit fault list --json")]
    List(List),
    /// Arm a fault; its number is printed
    Arm(arm::Arm),
    /// Take all faults back, or one
    #[command(after_help = "Examples:\n  verify-kit fault clear\n  verify-kit fault clear 3")]
    Clear(Clear),
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    running: Running,
}

#[derive(Debug, clap::Args)]
struct Clear {
    /// The number that `arm` printed; without it all are taken back
    #[arg(value_name = "NUMBER", value_parser = number)]
    number: Option<u64>,
    #[command(flatten)]
    running: Running,
}

/// In place of clap's own parser, whose message repeats the number.
fn number(text: &str) -> Result<u64, &'static str> {
    text.parse().map_err(|_| "must be the number of a fault, as `verify-kit fault list` shows it")
}

pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::List(list) => list.run().await,
        Command::Arm(arm) => arm.run().await,
        Command::Clear(clear) => clear.run().await,
    }
}

impl List {
    async fn run(&self) -> Result<(), Failure> {
        let answer = self.running.address()?.get("faults").await?;
        if self.running.json {
            return output::json(&answer);
        }
        let faults = answer["faults"].as_array().map(Vec::as_slice).unwrap_or_default();
        if faults.is_empty() {
            output::talk("No fault is armed.");
            return Ok(());
        }
        let head = ["Number", "Operation", "Kind", "Struck"].map(|title| (title, Side::Left));
        Table::new(head, faults.iter().map(row)).lines().iter().try_for_each(output::out)
    }
}

fn row(fault: &Value) -> [String; 4] {
    let struck = match &fault["times"] {
        Value::Null => fault["hits"].to_string(),
        times => format!("{} of {times}", fault["hits"]),
    };
    [fault["id"].to_string(), kind::plain(&fault["operation"]), kind::shown(&fault["kind"]), struck]
}

impl Clear {
    async fn run(&self) -> Result<(), Failure> {
        let address = self.running.address()?;
        match self.number {
            Some(number) => address.delete(&format!("faults/{number}")).await.map_err(|failure| {
                if failure.next_step().is_some_and(|step| step.starts_with("GET the faults")) {
                    failure.next("see their numbers with `verify-kit fault list`")
                } else {
                    failure
                }
            })?,
            None => address.delete("faults").await?,
        };
        if self.running.json {
            return output::json(
                &json!({"cleared": self.number.map_or_else(|| json!("all"), |id| json!(id))}),
            );
        }
        output::talk(if self.number.is_some() {
            "The fault is taken back."
        } else {
            "All faults are taken back."
        });
        Ok(())
    }
}
