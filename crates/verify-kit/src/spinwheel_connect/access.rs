//! How a client of Spinwheel is let in.

use clap::ValueEnum;
use spinwheel_connect::{Client, Environment, Error, Secret};

use super::{refusal, shown};
use crate::ask::{Ask, no_line};
use crate::exit::Failure;
use crate::provider::{Given, Named, Provider, Recorder, Shown, blank, sendable};

/// The environment variable with the secret key for `--live`.
pub(super) const KEY_VARIABLE: &str = "SPINWHEEL_SECRET_KEY";

#[derive(Debug, clap::Args)]
pub(crate) struct Spinwheel {
    /// A real environment: `sandbox` knows synthetic people but sends real texts
    #[arg(long, value_name = "ENVIRONMENT", value_enum)]
    live: Option<Live>,
    #[arg(
        long,
        help = "Read the secret key from the first line of stdin [live default: env SPINWHEEL_SECRET_KEY]"
    )]
    secret_key_stdin: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Live {
    Sandbox,
    Production,
}

impl Named for Spinwheel {
    const NAME: &'static str = "Spinwheel";
    const SANDBOX_NAME: &'static str = "spinwheel";

    fn live(&self) -> Option<&'static str> {
        Some(match self.live? {
            Live::Sandbox => "Spinwheel's sandbox: text messages are real",
            Live::Production => "Spinwheel's production: for real",
        })
    }

    fn live_flag(&self) -> &'static str {
        match self.live {
            Some(Live::Sandbox) => "--live sandbox",
            _ => "--live production",
        }
    }
}

impl Provider for Spinwheel {
    const COMMAND: &'static str = "spinwheel-connect";
    const YES: &'static str =
        "Do not ask before a --live call that texts, orders, makes, ends or uses something up";
    const SHOWN: Shown = shown::SHOWN;
    type Client = Client;

    fn live_client(&self, ask: Ask) -> Result<Client, Failure> {
        let environment = match self.live {
            Some(Live::Sandbox) => Environment::Sandbox,
            _ => Environment::Production,
        };
        let secret_key = match self.secret_key(ask)? {
            Some(key) => key,
            None => Secret::new(std::env::var(KEY_VARIABLE).unwrap_or_default()),
        };
        if secret_key.expose().is_empty() {
            return Err(Failure::credentials("there is no secret key")
                .next(format!("set {KEY_VARIABLE}, or pass the key with --secret-key-stdin")));
        }
        client(environment, sendable("secret key", secret_key)?)
    }

    fn sandbox_client(&self, given: &Given, ask: Ask) -> Result<Client, Failure> {
        let environment = Environment::custom(given.text("base_url")?, given.text("secure_base_url")?);
        let secret_key = match self.secret_key(ask)? {
            Some(key) => sendable("secret key", key)?,
            None => Secret::new(given.text("secret_key")?),
        };
        client(environment.map_err(|error| Failure::failed(error.to_string()))?, secret_key)
    }

    fn planned_client(&self, recorder: Recorder) -> Result<Client, Failure> {
        let environment = match self.live {
            Some(Live::Sandbox) => Ok(Environment::Sandbox),
            Some(Live::Production) => Ok(Environment::Production),
            None => Environment::custom(
                &blank::address("SPINWHEEL_BASE_URL"),
                &blank::address("SPINWHEEL_SECURE_BASE_URL"),
            ),
        };
        environment
            .and_then(|environment| {
                Client::builder(environment, blank::blank(KEY_VARIABLE)).transport(recorder).build()
            })
            .map_err(|error| Failure::failed(error.to_string()))
    }

    fn look_first(error: &Error) -> String {
        format!("do not simply run it again: look first, {}", refusal::look_first(error))
    }

    fn check_credentials(error: &Error) -> String {
        if refusal::may_not_be_enabled(error) {
            return "pre-verified connections have to be enabled by Spinwheel's support; the key may be good all the same"
                .to_owned();
        }
        format!(
            "check that {KEY_VARIABLE} is the secret key of this environment (keys of sandbox and production differ)"
        )
    }

    fn after_refusal(error: &Error) -> Option<String> {
        Some(refusal::next_step(error))
    }
}

impl Spinwheel {
    fn secret_key(&self, ask: Ask) -> Result<Option<Secret>, Failure> {
        if !self.secret_key_stdin {
            return Ok(None);
        }
        ask.secret("Secret key")?.ok_or_else(|| no_line("--secret-key-stdin")).map(Some)
    }
}

fn client(environment: Environment, secret_key: Secret) -> Result<Client, Failure> {
    Client::new(environment, secret_key).map_err(|error| Failure::failed(error.to_string()))
}
