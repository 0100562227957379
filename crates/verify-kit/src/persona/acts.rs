//! `persona acts`.

use serde_json::Value;

use super::{number, with_commands};
use crate::clock;
use crate::exit::Failure;
use crate::output;
use crate::running::Running;
use crate::table::{Side, Table};

#[derive(Debug, clap::Args)]
pub(super) struct Acts {
    /// The number that `add` printed
    #[arg(value_name = "NUMBER", value_parser = number)]
    number: u64,
    #[command(flatten)]
    running: Running,
}

impl Acts {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let path = format!("personas/{}/acts", self.number);
        let acts = self.running.address()?.get(&path).await.map_err(with_commands)?;
        show(&acts, self.running.json)
    }
}

/// Shows acts as the control API answers them.
pub(super) fn show(answer: &Value, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(answer);
    }
    let acts = answer["acts"].as_array().map(Vec::as_slice).unwrap_or_default();
    if acts.is_empty() {
        output::talk("Nothing was done so far.");
        return Ok(());
    }
    let head = ["Time", "Act", "Status", "Device", "Message", "What"].map(|title| (title, Side::Left));
    Table::new(head, acts.iter().map(row)).lines().iter().try_for_each(output::out)
}

fn row(act: &Value) -> [String; 6] {
    let text = |name: &str| output::printable(act[name].as_str().unwrap_or_default());
    let number = |name: &str| act[name].as_u64().map_or_else(|| "-".to_owned(), |number| number.to_string());
    [
        clock::time(&act["at"]),
        text("act"),
        number("status"),
        number("device"),
        number("message"),
        text("what"),
    ]
}
