//! `sandbox status`: how much of everything there is.

use serde_json::Value;

use crate::clock;
use crate::exit::Failure;
use crate::output;
use crate::running::Running;
use crate::style;

const EXAMPLES: &str = "\
Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit sandbox status
  verify-kit sandbox status --tenant blue --json";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    running: Running,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let status = self.running.known_address().await?.get("status").await?;
        if self.running.json {
            return output::json(&status);
        }
        let name = style::LABEL;
        rows(&status)
            .into_iter()
            .try_for_each(|(label, text)| output::out(format_args!("{name}{label:<12}{name:#}  {text}")))
    }
}

fn rows(status: &Value) -> Vec<(&'static str, String)> {
    let text = |name: &str| status[name].as_str().unwrap_or_default();
    let (messages, webhooks, faults) = (&status["messages"], &status["webhooks"], &status["faults"]);
    let mut rows = vec![
        ("sandbox", format!("{}, tenant {}", text("base_url"), text("tenant"))),
        ("clock", clock::line(&status["clock"])),
        ("calls", calls(status)),
        (
            "messages",
            format!(
                "{} ({} by text, {} by e-mail, {} by voice)",
                messages["total"], messages["sms"], messages["email"], messages["voice"]
            ),
        ),
        ("sent twice", status["double_sends"].to_string()),
        (
            "webhooks",
            format!(
                "{} addresses registered, {} deliveries, {} acknowledged",
                webhooks["registered"], webhooks["deliveries"], webhooks["acknowledged"]
            ),
        ),
        ("faults", format!("{} armed, {} spent", faults["armed"], faults["spent"])),
    ];
    let mut label = "choices";
    for changed in changed(status) {
        rows.push((label, changed));
        label = "";
    }
    rows
}

fn providers(status: &Value) -> impl Iterator<Item = (&String, &Value)> {
    status["providers"].as_object().into_iter().flatten()
}

fn calls(status: &Value) -> String {
    let each: Vec<_> = providers(status).map(|(name, own)| format!("{name} {}", own["calls"])).collect();
    format!("{} ({})", status["calls"], each.join(", "))
}

fn changed(status: &Value) -> Vec<String> {
    let of = |(provider, own): (&String, &Value)| {
        let changed = own["choices_changed"].as_object().into_iter().flatten();
        changed.map(|(name, value)| format!("{provider}.{name} = {value}")).collect::<Vec<_>>()
    };
    let all: Vec<String> = providers(status).flat_map(of).collect();
    if all.is_empty() { vec!["all as at first".to_owned()] } else { all }
}
