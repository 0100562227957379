//! `persona list`.

use serde_json::Value;

use crate::clock;
use crate::exit::Failure;
use crate::output;
use crate::running::Running;
use crate::table::{Side, Table};

#[derive(Debug, clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    running: Running,
}

impl List {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let answer = self.running.address()?.get("personas").await?;
        if self.running.json {
            return output::json(&answer);
        }
        let personas = answer["personas"].as_array().map(Vec::as_slice).unwrap_or_default();
        if personas.is_empty() {
            output::talk("There is no persona.");
            return Ok(());
        }
        let head = ["Number", "Phone", "E-mail", "As", "Acts", "Next"].map(|title| (title, Side::Left));
        Table::new(head, personas.iter().map(row)).lines().iter().try_for_each(output::out)
    }
}

fn row(persona: &Value) -> [String; 6] {
    let text = |value: &Value| output::printable(value.as_str().unwrap_or("-"));
    let behaviours = persona["as"].as_array().into_iter().flatten();
    let names: Vec<_> = behaviours.map(text).collect();
    let next = if persona["next"].is_null() { "-".to_owned() } else { clock::time(&persona["next"]) };
    [
        persona["id"].to_string(),
        text(&persona["phone"]),
        text(&persona["email"]),
        names.join(", "),
        persona["acts"].to_string(),
        next,
    ]
}
