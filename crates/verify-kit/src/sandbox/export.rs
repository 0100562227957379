//! `sandbox export`: a tenant's whole state as a document.

use std::io;
use std::path::PathBuf;

use serde_json::json;

use super::whole_file::WholeFile;
use crate::exit::Failure;
use crate::output;
use crate::running::Running;
use crate::stop::Stop;

const EXAMPLES: &str = "\
Everything the tenant knows goes into one JSON document: users, tokens, codes, links, messages,
webhooks that are still to be sent, choices, faults. Export while no call is being carried out.
`sandbox import` puts it in place, there or in another sandbox with the same seed.

Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit sandbox export --to prepared.json
  verify-kit sandbox export --tenant blue > prepared.json";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Write it to this file; else it is printed
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    #[command(flatten)]
    running: Running,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let address = self.running.known_address().await?;
        let Some(path) = &self.to else {
            address.download("state", output::piece).await?;
            return output::piece(b"\n");
        };
        let stopped = Stop::new()?;
        let mut file = WholeFile::begin(path).map_err(|error| unwritten(&error))?;
        tokio::select! {
            done = address.download("state", |piece| file.write(piece).map_err(|error| unwritten(&error))) => done?,
            () = stopped.wait() => return Err(Failure::failed("stopped; nothing was exported")),
        }
        file.write(b"\n").and_then(|()| file.put()).map_err(|error| unwritten(&error))?;
        if self.running.json {
            return output::json(&json!({"tenant": address.tenant(), "exported": true}));
        }
        output::talk(format_args!("The state of the tenant {} is in the file.", address.tenant()));
        Ok(())
    }
}

fn unwritten(error: &io::Error) -> Failure {
    Failure::failed(format!("the state cannot be written: {}", error.kind()))
        .next("name a file in a directory of yours with --to")
}
