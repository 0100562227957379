//! `webhook send`: posts an event to an application, as the provider would, or wrongly on purpose.

mod mistake;

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json;
use spinwheel_connect::webhook::HeaderCheck;
use verify_core::{Clock, Secret, SystemClock};

use super::body::{self, Source};
use super::samples::{self, Sample};
use super::secret::{self, SecretArgs};
use super::sender::Sender;
use super::target::{Posted, Target};
use crate::duration::{duration, shown};
use crate::exit::Failure;
use crate::output;
pub(super) use mistake::SendMistake;
#[cfg(test)]
pub(super) use mistake::signed;

const NOTES: &str = "\
The events are the providers' own examples, with a new id and the time of now; all people in them
are made up. An unknown --event lists those there are.

The exit code is 0 when the application answered 2xx, and with --mistake when it refused (4xx, but
not 404, 405 or 410: nothing is there that looks at a signature); else it is 3, and 1 when there was
no answer.

Examples, after `verify-kit sandbox up` and `export VERIFY_SANDBOX_URL=…`:
  verify-kit webhook send --provider finicity-connect --event added \\
      --to http://127.0.0.1:3000/hooks/finicity
  verify-kit webhook send --provider dots-users --event user.updated --duplicate 1 \\
      --to http://127.0.0.1:3000/hooks/dots
  verify-kit webhook send --provider dots-users --event user.updated --mistake old-timestamp \\
      --to http://127.0.0.1:3000/hooks/dots";

#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub(super) struct Args {
    /// Who sends it
    #[arg(long, value_name = "PROVIDER", value_enum)]
    provider: Sender,
    /// Where the application takes webhooks
    #[arg(long, value_name = "URL")]
    to: String,
    /// What has happened, for instance `added` or `user.updated`
    #[arg(long, value_name = "TYPE")]
    event: String,
    /// Fields to set in the event, a JSON object: @FILE, or @- for stdin; null takes one away
    #[arg(long, value_name = "@FILE", value_parser = body::source)]
    data: Option<Source>,
    /// Send it wrongly: the application has to refuse it
    #[arg(long, value_name = "MISTAKE", value_enum)]
    mistake: Option<SendMistake>,
    /// Send the same event so many times more; its id stays
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = number)]
    duplicate: u32,
    /// Give up waiting for an answer after this long
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = duration)]
    timeout: std::time::Duration,
    /// Print what the application answered, on stderr
    #[arg(long, help_heading = "Output")]
    show_body: bool,
    /// Let --to be an address of another machine
    #[arg(long)]
    allow_remote: bool,
    /// Spinwheel alone: the header that the application looks for
    #[arg(long, value_name = "NAME")]
    check_header: Option<String>,
    #[command(flatten)]
    secret: SecretArgs,
}

/// In place of clap's own parser, whose message repeats the number.
fn number(text: &str) -> Result<u32, &'static str> {
    text.parse().ok().filter(|number| *number <= 1000).ok_or("must be a number from 0 to 1000")
}

/// Nothing is at the path, or nothing that takes a POST: whether signatures are checked does not show.
fn is_nobody(status: StatusCode) -> bool {
    matches!(status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::GONE)
}

/// What is posted.
struct Message {
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Args {
    pub(super) async fn run(&self) -> Result<(), Failure> {
        self.check()?;
        let target = Target::parse(&self.to, "--to", self.allow_remote)?;
        let sandbox = if self.needs_no_secret() { None } else { self.secret.sandbox()? };
        let secret = if self.needs_no_secret() {
            None
        } else {
            Some(self.secret.secret(self.provider, sandbox.as_ref(), self.check_header.as_deref()).await?)
        };
        let sample = Sample::of(self.provider, &self.event, secret::now(sandbox.as_ref()).await?)?;
        let sample = match &self.data {
            Some(data) => sample.with(self.provider, &data.read("--data")?)?,
            None => sample,
        };
        let mut unexpected = None;
        for _ in 0..=self.duplicate {
            let now = secret::now(sandbox.as_ref()).await?;
            let message = self.message(&sample, secret.as_ref(), now)?;
            let status = self.post(&target, &sample, message).await?;
            unexpected = unexpected.or((!self.expects(status)).then_some(status));
        }
        unexpected.map_or(Ok(()), |status| Err(self.unexpected(status)))
    }

    /// What does not go together.
    fn check(&self) -> Result<(), Failure> {
        if self.provider != Sender::SpinwheelConnect && self.check_header.is_some() {
            return Err(Failure::usage("--check-header is for Spinwheel: this provider signs its webhooks"));
        }
        let Some(mistake) = self.mistake else { return Ok(()) };
        if self.provider == Sender::SpinwheelConnect && self.check_header.is_none() {
            return Err(Failure::usage(
                "--mistake: Spinwheel signs nothing, and without --check-header there is nothing to get wrong",
            ));
        }
        if mistake.is_of(self.provider) {
            return Ok(());
        }
        let all: Vec<&str> = SendMistake::all_of(self.provider).map(SendMistake::name).collect();
        Err(Failure::usage(format!("--mistake: this one cannot be made with {}", self.provider.name()))
            .reason(format!("There are:\n  {}", all.join("\n  "))))
    }

    /// What is not signed, and carries no header either.
    fn needs_no_secret(&self) -> bool {
        self.provider == Sender::SpinwheelConnect && self.check_header.is_none()
    }

    /// The event with its headers: Dots signs the time, so each attempt is signed anew.
    fn message(&self, sample: &Sample, secret: Option<&Secret>, now: SystemTime) -> Result<Message, Failure> {
        let (mut headers, body) = match (self.provider.scheme(), secret) {
            (Some(scheme), Some(secret)) => {
                let id = sample.id.clone().unwrap_or_else(samples::message_id);
                mistake::signed(scheme, secret, &id, now, sample, self.mistake)?
            }
            (_, secret) => (self.chosen_header(secret)?, sample.body()),
        };
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(Message { headers, body })
    }

    fn chosen_header(&self, value: Option<&Secret>) -> Result<HeaderMap, Failure> {
        let (Some(name), Some(value)) = (&self.check_header, value) else { return Ok(HeaderMap::new()) };
        HeaderCheck::new(name, value.clone())
            .map_err(|error| Failure::usage(format!("--check-header: {error}")))?;
        let broken = || Failure::usage("--check-header: this header cannot be sent");
        let name: http::HeaderName = name.parse().map_err(|_| broken())?;
        let value = match self.mistake {
            Some(SendMistake::NoSignature) => return Ok(HeaderMap::new()),
            Some(_) => HeaderValue::from_static(mistake::ANOTHER_SECRET),
            None => HeaderValue::from_str(value.expose()).map_err(|_| broken())?,
        };
        Ok(HeaderMap::from_iter([(name, value)]))
    }

    /// Whether the application should answer this.
    fn expects(&self, status: StatusCode) -> bool {
        match self.mistake {
            Some(_) => status.is_client_error() && !is_nobody(status),
            None => status.is_success(),
        }
    }

    /// What the application answered.
    async fn post(&self, target: &Target, sample: &Sample, message: Message) -> Result<StatusCode, Failure> {
        let posted = tokio::select! {
            posted = target.post(message.headers, Bytes::from(message.body)) => posted,
            () = SystemClock.timeout(self.timeout) => {
                let limit = shown(self.timeout);
                return Err(Failure::failed(format!("the application did not answer within {limit}")));
            }
        };
        let Some(status) = posted.status() else {
            let why = posted.answer.err().unwrap_or_default();
            return Err(Failure::failed(format!("the application did not answer: {why}"))
                .next("check --to, and that the application is running"));
        };
        self.show(sample, status, &posted)?;
        if let (true, Ok(answer)) = (self.show_body, &posted.answer) {
            String::from_utf8_lossy(answer.body()).lines().map(output::printable).for_each(output::talk);
        }
        Ok(status)
    }

    fn show(&self, sample: &Sample, status: StatusCode, posted: &Posted) -> Result<(), Failure> {
        let (nobody, expected, status) = (is_nobody(status), self.expects(status), status.as_u16());
        let milliseconds = u64::try_from(posted.took.as_millis()).unwrap_or(u64::MAX);
        if self.secret.running.json {
            return output::json(&json!({
                "event": self.event, "id": sample.id, "mistake": self.mistake.map(SendMistake::name),
                "status": status, "milliseconds": milliseconds, "asExpected": expected,
            }));
        }
        let id = sample.id.as_ref().map(|id| format!("  {id}")).unwrap_or_default();
        let verdict = match (self.mistake, expected) {
            (None, _) => String::new(),
            (Some(mistake), true) => format!("  {}: refused, as it should be", mistake.name()),
            (Some(mistake), false) if nobody => format!("  {}: nobody looked at it", mistake.name()),
            (Some(mistake), false) => format!("  {}: not refused", mistake.name()),
        };
        output::out(format_args!("{}{id}  → {status} in {milliseconds} ms{verdict}", self.event))
    }

    fn unexpected(&self, status: StatusCode) -> Failure {
        match self.mistake {
            _ if is_nobody(status) => Failure::refused("nothing takes webhooks at this address")
                .next("check the path in --to, and that a POST is taken there"),
            None => Failure::refused("the application did not answer 2xx: a provider would send it again")
                .next("see why in the application's log; `verify-kit webhook verify` tells what is wrong with a signature"),
            Some(_) => Failure::refused("the application did not refuse what is not genuine")
                .next("check signature and time over the bytes that arrive, and answer 400"),
        }
    }
}
