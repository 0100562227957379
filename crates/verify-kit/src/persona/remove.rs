//! `persona remove`.

use serde_json::json;

use super::{number, with_commands};
use crate::exit::Failure;
use crate::output;
use crate::running::Running;

#[derive(Debug, clap::Args)]
pub(super) struct Remove {
    /// The number that `add` printed; without it all are taken away
    #[arg(value_name = "NUMBER", value_parser = number)]
    number: Option<u64>,
    #[command(flatten)]
    running: Running,
}

impl Remove {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let path = self.number.map_or_else(|| "personas".to_owned(), |number| format!("personas/{number}"));
        self.running.address()?.delete(&path).await.map_err(with_commands)?;
        if self.running.json {
            let removed = self.number.map_or_else(|| json!("all"), |number| json!(number));
            return output::json(&json!({"removed": removed}));
        }
        output::talk(if self.number.is_some() {
            "The persona is taken away."
        } else {
            "All personas are taken away."
        });
        Ok(())
    }
}
