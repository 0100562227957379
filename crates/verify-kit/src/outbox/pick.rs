//! `outbox code` and `outbox link`: just that, for `$(…)`.

use serde_json::{Map, Value};

use super::filter::Found;
use super::{Filter, Patience};
use crate::exit::Failure;
use crate::output;
use crate::running::Running;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The first word of four to eight digits is the code. Nothing else goes to stdout.

Examples:
  verify-kit outbox code --to +12025550140
  code=$(verify-kit outbox code --provider spinwheel --timeout 10s)")]
pub(super) struct Code {
    #[command(flatten)]
    pick: Pick,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The first link in the text. Nothing else goes to stdout.

Examples:
  verify-kit outbox link --to customer@example.com
  link=$(verify-kit outbox link --provider finicity --since 3)")]
pub(super) struct Link {
    #[command(flatten)]
    pick: Pick,
}

#[derive(Debug, clap::Args)]
struct Pick {
    #[command(flatten)]
    patience: Patience,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    running: Running,
}

impl Code {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        self.pick.print("code").await
    }
}

impl Link {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        self.pick.print("link").await
    }
}

impl Pick {
    async fn print(&self, part: &str) -> Result<(), Failure> {
        let address = self.running.address()?;
        let wanted = self.filter.check(&address).await?;
        let newest =
            |found: Found| found.messages.into_iter().rev().find(|message| message[part].is_string());
        let what = format!("a message with a {part}");
        let message = self.patience.until(&address, &wanted, &what, newest).await?;
        let value = message[part].clone();
        if self.running.json {
            let both = [(part.to_owned(), value), ("message".to_owned(), message)];
            return output::json(&Map::<String, Value>::from_iter(both));
        }
        output::out(output::printable(value.as_str().unwrap_or_default()))
    }
}
