//! Where the calls go: a sandbox on this machine, or one of Spinwheel's environments.

use clap::ValueEnum;
use serde_json::Value;
use spinwheel_connect::{Environment, Secret};

use crate::ask::Ask;
use crate::control::{self, SandboxAddress};
use crate::exit::Failure;

/// The environment variable with the secret key for `--live`.
pub(crate) const KEY_VARIABLE: &str = "SPINWHEEL_SECRET_KEY";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Where it goes")]
pub(crate) struct TargetArgs {
    #[arg(
        long,
        value_name = "URL",
        conflicts_with = "live",
        help = "A running sandbox: any address that `sandbox up` printed [env: VERIFY_SANDBOX_URL]"
    )]
    sandbox: Option<String>,
    /// A real environment: `sandbox` knows synthetic people but sends real texts
    #[arg(long, value_name = "ENVIRONMENT", value_enum)]
    live: Option<Live>,
    #[arg(
        long,
        help = "Read the secret key from the first line of stdin [live default: env SPINWHEEL_SECRET_KEY]"
    )]
    secret_key_stdin: bool,
    /// Do not ask before a --live call that texts, orders or uses something up
    #[arg(long)]
    pub(crate) yes: bool,
    /// Print the answer as one line of JSON
    #[arg(long, help_heading = "Output")]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Live {
    Sandbox,
    Production,
}

/// Where the calls go, and the key that lets them in.
pub(crate) struct Target {
    pub(crate) environment: Environment,
    pub(crate) secret_key: Secret,
    pub(crate) place: Place,
}

/// Which of the two it is.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    Sandbox(SandboxAddress),
    Live(Live),
}

impl Place {
    /// What it is, in a few words.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sandbox(_) => "sandbox on this machine: nothing real happens",
            Self::Live(Live::Sandbox) => "Spinwheel's sandbox: text messages are real",
            Self::Live(Live::Production) => "Spinwheel's production: for real",
        }
    }
}

impl TargetArgs {
    pub(crate) async fn find(&self, ask: Ask) -> Result<Target, Failure> {
        match self.live {
            Some(live) => self.live(live, ask),
            None => self.sandbox(ask).await,
        }
    }

    fn live(&self, live: Live, ask: Ask) -> Result<Target, Failure> {
        let environment = match live {
            Live::Sandbox => Environment::Sandbox,
            Live::Production => Environment::Production,
        };
        let secret_key = if self.secret_key_stdin {
            ask.secret("--secret-key-stdin", "Secret key")?
        } else {
            Secret::new(std::env::var(KEY_VARIABLE).unwrap_or_default())
        };
        if secret_key.expose().is_empty() {
            return Err(Failure::credentials("there is no secret key")
                .next(format!("set {KEY_VARIABLE}, or pass the key with --secret-key-stdin")));
        }
        Ok(Target { environment, secret_key: checked(secret_key)?, place: Place::Live(live) })
    }

    async fn sandbox(&self, ask: Ask) -> Result<Target, Failure> {
        let address = self.address()?;
        let credentials = address.get("credentials").await?;
        let text = |field: &str| {
            let value = credentials.pointer(&format!("/spinwheel/{field}")).and_then(Value::as_str);
            value.ok_or_else(|| Failure::failed("this sandbox does not simulate Spinwheel"))
        };
        // A real key never goes to a sandbox: the environment is not looked at.
        let secret_key = if self.secret_key_stdin {
            checked(ask.secret("--secret-key-stdin", "Secret key")?)?
        } else {
            Secret::new(text("api_key")?)
        };
        let environment = Environment::custom(text("base_url")?, text("secure_base_url")?);
        let environment = environment.map_err(|error| Failure::failed(error.to_string()))?;
        Ok(Target { environment, secret_key, place: Place::Sandbox(address) })
    }

    fn address(&self) -> Result<SandboxAddress, Failure> {
        if let Some(url) = &self.sandbox {
            return SandboxAddress::parse(url, "--sandbox");
        }
        match std::env::var(control::VARIABLE) {
            Ok(url) if !url.is_empty() => SandboxAddress::parse(&url, control::VARIABLE),
            _ => Err(Failure::usage("no sandbox is named, and no --live environment").next(format!(
                "start one with `verify-kit sandbox up`, and pass the address it prints with --sandbox or {}",
                control::VARIABLE
            ))),
        }
    }
}

/// A key that cannot be sent is a matter of credentials, not of the client's settings.
fn checked(key: Secret) -> Result<Secret, Failure> {
    if !key.expose().is_empty() && key.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(key);
    }
    Err(Failure::credentials(
        "the secret key is empty or has a space, a line break or a character outside ASCII",
    ))
}
