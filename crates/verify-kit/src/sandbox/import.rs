//! `sandbox import`: a tenant goes on where a document was exported.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::exit::Failure;
use crate::output;
use crate::running::Running;

const EXAMPLES: &str = "\
What the tenant knew is replaced, all of it or, when something is wrong with the document, nothing.
The sandbox needs the seed of the one that has exported it: `sandbox up --seed`. Its clock is moved
forward to the moment of the export, if it is not there yet.

Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit sandbox import prepared.json
  verify-kit sandbox import prepared.json --tenant blue";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// What `sandbox export` has written
    file: PathBuf,
    #[command(flatten)]
    running: Running,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let address = self.running.address()?;
        let state = self.read()?;
        address.put("state", &state).await?;
        if self.running.json {
            return output::json(&json!({"tenant": address.tenant(), "imported": true}));
        }
        output::talk(format_args!("The tenant {} goes on where the state was exported.", address.tenant()));
        Ok(())
    }

    /// What is wrong inside is for the sandbox to say.
    fn read(&self) -> Result<Value, Failure> {
        let text = std::fs::read_to_string(&self.file).map_err(|error| {
            Failure::usage(format!("the file cannot be read: {}", error.kind()))
                .next("name a file that `verify-kit sandbox export` has written")
        })?;
        serde_json::from_str(&text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Failure::usage(format!("the file is no JSON from line {line}, column {column} on"))
                .next("export the state again")
        })
    }
}
