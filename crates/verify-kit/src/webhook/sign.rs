//! `webhook sign`: the headers with which a body would come.

use std::time::SystemTime;

use http::{HeaderMap, HeaderValue, header};
use serde_json::{Map, Value};
use verify_core::{Secret, Timestamp};

use super::body::{self, Source};
use super::secret::{self, SecretArgs};
use super::sender::{Scheme, Sender};
use super::{samples, signing};
use crate::exit::Failure;
use crate::output;

const NOTES: &str = "\
A header is a line, `Name: value`; with --json all of them are one object. The body is signed byte
for byte: send it with --data-binary, as curl's -d takes line breaks away.

Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit webhook sign --provider dots-users --body @event.json \\
      | curl -H @- --data-binary @event.json http://127.0.0.1:3000/hooks/dots
  verify-kit webhook sign --provider finicity-connect --body @event.json --json";

#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub(super) struct Args {
    /// Who would send it
    #[arg(long, value_name = "PROVIDER", value_enum)]
    provider: Sender,
    /// The body: @FILE, or @- for stdin (after the secret, with --secret-stdin)
    #[arg(long, value_name = "@FILE", default_value = "@-", value_parser = body::source)]
    body: Source,
    /// Dots alone: the message's id; else a new one
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Dots alone: when it is signed, ISO 8601 or seconds since 1970; else now, by the sandbox's clock if it is one
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<SystemTime>,
    #[command(flatten)]
    secret: SecretArgs,
}

/// Reads a point in time.
pub(super) fn time(text: &str) -> Result<SystemTime, &'static str> {
    let rule = "must be a time like 2026-01-15T12:00:00Z, or seconds since 1970";
    let seconds = || {
        let seconds: u64 = text.parse().ok().filter(|seconds| *seconds < 100_000_000_000)?;
        Some(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds))
    };
    Timestamp::parse(text).map(Timestamp::to_system_time).or_else(seconds).ok_or(rule)
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        let scheme = self.provider.scheme().ok_or_else(signs_nothing)?;
        if scheme == Scheme::Finicity && (self.id.is_some() || self.at.is_some()) {
            return Err(Failure::usage("--id and --at are for Dots: Finicity signs the body alone"));
        }
        let sandbox = self.secret.sandbox()?;
        let secret = self.secret.secret(self.provider, sandbox.as_ref(), None).await?;
        let at = match self.at {
            Some(at) => at,
            None => secret::now(sandbox.as_ref()).await?,
        };
        self.print(&self.signed(scheme, &secret, at)?)
    }

    fn signed(&self, scheme: Scheme, secret: &Secret, at: SystemTime) -> Result<HeaderMap, Failure> {
        let body = self.body.read("--body")?;
        let id = self.id.clone().unwrap_or_else(samples::message_id);
        let mut headers = signing::sign(scheme, secret, &id, at, &body)?;
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(headers)
    }

    fn print(&self, headers: &HeaderMap) -> Result<(), Failure> {
        let mut pairs: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default())).collect();
        pairs.sort_unstable();
        if self.secret.running.json {
            let object: Map<String, Value> =
                pairs.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
            return output::json(&object);
        }
        pairs.iter().try_for_each(|(name, value)| output::out(format_args!("{name}: {value}")))
    }
}

/// Why there is nothing to print.
fn signs_nothing() -> Failure {
    Failure::usage("Spinwheel signs nothing: no signature is documented, so there is none to print")
        .next("send the header that you chose yourself, with a long random value")
}
