//! `persona open`.

use serde_json::json;

use super::{acts, number, with_commands};
use crate::exit::Failure;
use crate::running::Running;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
For links that the application is answered and nobody is sent: Finicity's generate calls, flows of
Dots. What was done so far is shown; the rest happens when it is time by the sandbox's clock.

Examples:
  verify-kit persona open 1 --link \"$link\"
  verify-kit persona open 1 --link \"$link\" --json")]
pub(super) struct Open {
    /// The number that `add` printed
    #[arg(value_name = "NUMBER", value_parser = number)]
    number: u64,
    /// The link, exactly as it was answered
    #[arg(long, value_name = "URL")]
    link: String,
    #[command(flatten)]
    running: Running,
}

impl Open {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let path = format!("personas/{}/open", self.number);
        let link = json!({"link": self.link});
        let done = self.running.address()?.post(&path, Some(&link)).await.map_err(with_commands)?;
        acts::show(&done, self.running.json)
    }
}
