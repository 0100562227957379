//! `sandbox logs`: the journal, as lines.

use std::time::Duration;

use serde_json::Value;

use crate::clock;
use crate::control::SandboxAddress;
use crate::exit::Failure;
use crate::known;
use crate::output;
use crate::running::Running;
use crate::stop::Stop;

/// Entries fetched at once.
const PAGE: usize = 200;

/// How long the sandbox holds an answer back while nothing happens.
const HOLD: Duration = Duration::from_secs(20);

const EXAMPLES: &str = "\
A line for each request that was finished: time, status, operation, method and path, then what was
answered and why; an injected fault and fields that nobody read are named. With --json the lines
are the journal's entries, one object each.

Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit sandbox logs
  verify-kit sandbox logs --follow
  verify-kit sandbox logs --operation spinwheel.connect_sms --json";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Go on as requests arrive, until Ctrl-C
    #[arg(long, short)]
    follow: bool,
    /// Of this operation only, for instance `spinwheel.connect_sms`
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    #[command(flatten)]
    running: Running,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let stop = Stop::new()?;
        let address = self.running.address()?;
        let query = match &self.operation {
            Some(typed) => format!("&operation={}", known::operation_of(&address, typed).await?),
            None => String::new(),
        };
        tokio::select! {
            biased;
            () = stop.wait() => Ok(()),
            done = self.print(&address, &query) => done,
        }
    }

    async fn print(&self, address: &SandboxAddress, query: &str) -> Result<(), Failure> {
        let (mut cursor, mut at_end) = (0, false);
        loop {
            let path = format!("journal?since={cursor}&limit={PAGE}{query}");
            let journal =
                if at_end { address.long_poll(&path, HOLD).await? } else { address.get(&path).await? };
            let entries = journal["entries"].as_array().map(Vec::as_slice).unwrap_or_default();
            for entry in entries {
                if self.running.json { output::json(entry)? } else { output::out(line(entry))? }
            }
            cursor = journal["cursor"].as_u64().unwrap_or(cursor);
            at_end = entries.len() < PAGE;
            if at_end && !self.follow {
                return Ok(());
            }
        }
    }
}

fn line(entry: &Value) -> String {
    let text = |name: &str| entry[name].as_str().unwrap_or_default();
    let request = format!("{} {}", text("method"), text("path"));
    let fault = entry["injected"].as_str().map(|fault| format!(" [fault: {fault}]"));
    let unread = known::texts(&entry["unread_fields"]);
    let unread = (!unread.is_empty()).then(|| format!(" [nobody read: {}]", unread.join(", ")));
    let line = format!(
        "{}  {:<3}  {:<32} {request}  {}{}{}",
        clock::time(&entry["at"]),
        outcome(&entry["outcome"]),
        entry["operation"].as_str().unwrap_or("-"),
        text("why"),
        fault.unwrap_or_default(),
        unread.unwrap_or_default()
    );
    output::printable(&line)
}

/// The status, or how it ended without one.
fn outcome(outcome: &Value) -> String {
    if let Some(word) = outcome.as_str() {
        return word.replace('_', " ");
    }
    let ended = outcome.as_object().and_then(|ended| ended.iter().next());
    match ended {
        Some((how, status)) if how == "answered" => status.to_string(),
        Some((how, status)) => format!("{status} {}", how.replace('_', " ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{line, outcome};

    #[test]
    fn every_end_is_a_word_or_a_status() {
        assert_eq!(outcome(&json!({"answered": 201})), "201");
        assert_eq!(outcome(&json!({"cut_body": 200})), "200 cut body");
        assert_eq!(outcome(&json!("held_open")), "held open");
    }

    #[test]
    fn a_line_does_not_steer_the_terminal() {
        let entry = json!({"at": "T", "outcome": {"answered": 404}, "method": "GET", "path": "/\u{1b}[2J\n", "why": "No."});
        assert_eq!(line(&entry), format!("T  404  {:<32} GET /\u{fffd}[2J\u{fffd}  No.", "-"));
    }
}
