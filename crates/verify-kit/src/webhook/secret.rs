//! Where the secret comes from that a webhook is signed with, or the value of the header that stands for one.

use std::time::SystemTime;

use serde_json::Value;
use verify_core::{Clock, Secret, SystemClock, Timestamp};

use super::body;
use super::sender::Sender;
use crate::ask::{Ask, no_line};
use crate::control::{SandboxAddress, VARIABLE};
use crate::exit::Failure;
use crate::running::Running;

pub(super) const STDIN: &str = "--secret-stdin";

/// Where webhooks of Dots are set up in the sandbox, which stands for Svix's portal.
pub(super) const DOTS_ENDPOINT: &str = "dots/webhook";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The secret")]
pub(super) struct SecretArgs {
    #[arg(
        long,
        conflicts_with_all = ["sandbox", "tenant"],
        help = "The provider itself: the secret comes from env FINICITY_PARTNER_SECRET, DOTS_WEBHOOK_SECRET or \
                SPINWHEEL_WEBHOOK_HEADER_VALUE"
    )]
    pub(super) live: bool,
    /// Read the secret from the first line of stdin
    #[arg(long)]
    pub(super) secret_stdin: bool,
    #[command(flatten)]
    pub(super) running: Running,
}

impl SecretArgs {
    /// The sandbox that is meant, if any: not with `--live`, and without need only where the secret comes from stdin.
    pub(super) fn sandbox(&self) -> Result<Option<SandboxAddress>, Failure> {
        if self.live {
            return Ok(None);
        }
        let of_environment = || std::env::var(VARIABLE).is_ok_and(|url| !url.is_empty());
        if self.running.is_named() || of_environment() {
            return self.running.address().map(Some);
        }
        if self.secret_stdin { Ok(None) } else { Err(nobody_named()) }
    }

    /// The secret, fit to be used.
    pub(super) async fn secret(
        &self,
        sender: Sender,
        sandbox: Option<&SandboxAddress>,
        header: Option<&str>,
    ) -> Result<Secret, Failure> {
        let credential = sender.credential();
        if self.secret_stdin {
            let text = Ask::new().secret(credential.question)?.ok_or_else(|| no_line(STDIN))?;
            return crate::provider::sendable(credential.name, text);
        }
        match sandbox {
            None => credential.required(STDIN),
            Some(sandbox) => given_by(sandbox, sender, header).await,
        }
    }

    /// The secret exactly as it is given: whoever looks for mistakes must not correct any.
    pub(super) async fn secret_as_given(
        &self,
        sender: Sender,
        sandbox: Option<&SandboxAddress>,
        header: Option<&str>,
    ) -> Result<Secret, Failure> {
        let credential = sender.credential();
        if self.secret_stdin {
            return as_typed(credential.question, STDIN);
        }
        if sandbox.is_some() {
            return self.secret(sender, sandbox, header).await;
        }
        match std::env::var(credential.variable) {
            Ok(text) if !text.is_empty() => Ok(Secret::new(text)),
            _ => credential.required(STDIN),
        }
    }
}

/// A line of stdin, unchanged; from a terminal it is asked for, and not shown.
pub(super) fn as_typed(question: &str, flag: &str) -> Result<Secret, Failure> {
    let ask = Ask::new();
    let typed =
        if ask.is_terminal() { ask.secret_as_typed(question)? } else { body::stdin_line()?.map(Secret::new) };
    let secret = typed.ok_or_else(|| no_line(flag))?;
    if secret.expose().is_empty() {
        return Err(Failure::usage(format!("{flag}: its line of stdin is empty")));
    }
    Ok(secret)
}

/// The sandbox's time, else this machine's.
pub(super) async fn now(sandbox: Option<&SandboxAddress>) -> Result<SystemTime, Failure> {
    let Some(sandbox) = sandbox else { return Ok(SystemClock.now()) };
    let clock = sandbox.clock(None).await?;
    let now = clock["now"].as_str().and_then(Timestamp::parse);
    now.map(Timestamp::to_system_time)
        .ok_or_else(|| Failure::failed("this sandbox does not say what time it has"))
}

fn nobody_named() -> Failure {
    Failure::usage("no sandbox is named, and neither --live nor --secret-stdin").next(format!(
        "name one with --sandbox or {VARIABLE} to use its secret, or give yours: --live takes it from the environment, \
         {STDIN} from stdin"
    ))
}

/// The secret that a sandbox signs with; of Spinwheel the value of the header that an address was registered with.
pub(super) async fn given_by(
    sandbox: &SandboxAddress,
    sender: Sender,
    header: Option<&str>,
) -> Result<Secret, Failure> {
    let secret = match sender {
        Sender::FinicityConnect => text(&sandbox.get("credentials").await?, "/finicity/partner_secret"),
        Sender::DotsUsers => text(&sandbox.get(DOTS_ENDPOINT).await?, "/secret"),
        Sender::SpinwheelConnect => {
            let registered = sandbox.get("webhooks").await?;
            return registered_value(&registered, header.unwrap_or_default()).ok_or_else(|| {
                Failure::failed("no address of this sandbox is registered with such a header")
                    .next("`verify-kit webhook listen` registers one, or give the value with --secret-stdin")
            });
        }
    };
    secret.ok_or_else(|| {
        Failure::failed(format!("this sandbox does not send the webhooks of {}", sender.name()))
    })
}

fn text(answer: &Value, pointer: &str) -> Option<Secret> {
    answer.pointer(pointer).and_then(Value::as_str).map(Secret::new)
}

fn registered_value(registered: &Value, header: &str) -> Option<Secret> {
    let all = registered["webhooks"].as_array().into_iter().flatten();
    let mut headers = all.filter_map(|one| one["headers"].as_array()).flatten();
    headers.find_map(|pair| {
        let name = pair[0].as_str()?;
        name.eq_ignore_ascii_case(header).then(|| pair[1].as_str().map(Secret::new))?
    })
}
