//! `sandbox reset`: a tenant as new.

use serde_json::json;

use crate::exit::Failure;
use crate::output;
use crate::running::Running;

const EXAMPLES: &str = "\
Other tenants, and the clock, stay as they are.

Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit sandbox reset
  verify-kit sandbox reset --tenant blue";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    running: Running,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let address = self.running.known_address().await?;
        address.post("reset", None).await?;
        if self.running.json {
            return output::json(&json!({"tenant": address.tenant(), "reset": true}));
        }
        output::talk(format_args!("The tenant {} is as new.", address.tenant()));
        Ok(())
    }
}
