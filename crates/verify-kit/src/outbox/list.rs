//! `outbox list` and `outbox wait`.

use serde_json::{Value, json};

use super::filter::Found;
use super::{Filter, Patience};
use crate::clock;
use crate::exit::Failure;
use crate::output;
use crate::running::Running;
use crate::table::{Side, Table};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
With --json: {\"messages\": […], \"cursor\": N}; --since N shows what comes after that.

Examples:
  verify-kit outbox list
  verify-kit outbox list --to +12025550140 --since 3 --json")]
pub(super) struct List {
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    running: Running,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
A message that is there already will do; --since waits for one after it. All that fit are shown.

Examples:
  verify-kit outbox wait --to +12025550140
  verify-kit outbox wait --provider finicity --since 3 --timeout 2m --json")]
pub(super) struct Wait {
    #[command(flatten)]
    patience: Patience,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    running: Running,
}

impl List {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let address = self.running.address()?;
        let found = self.filter.check(&address).await?.look(&address).await?;
        if found.messages.is_empty() && !self.running.json {
            output::talk("No such message was sent.");
            return Ok(());
        }
        show(&found, self.running.json)
    }
}

impl Wait {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let address = self.running.address()?;
        let wanted = self.filter.check(&address).await?;
        let any = |found: Found| (!found.messages.is_empty()).then_some(found);
        let found = self.patience.until(&address, &wanted, "such a message", any).await?;
        show(&found, self.running.json)
    }
}

fn show(found: &Found, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(&json!({"messages": found.messages, "cursor": found.cursor}));
    }
    let head = ["Number", "Sent", "How", "To", "Operation", "Text"];
    let table = Table::new(head.map(|title| (title, Side::Left)), found.messages.iter().map(row));
    table.lines().iter().try_for_each(output::out)
}

fn row(message: &Value) -> [String; 6] {
    let text = |name: &str| {
        let words = message[name].as_str().unwrap_or_default().split_whitespace();
        output::printable(&words.collect::<Vec<_>>().join(" "))
    };
    [
        message["id"].to_string(),
        clock::time(&message["at"]),
        text("channel"),
        text("to"),
        text("operation"),
        text("text"),
    ]
}
