//! How a client of Dots is let in.

use clap::ValueEnum;
use dots_users::{AppId, Client, ClientBuilder, ClientId, Environment, Error, Keys, Secret};

use super::{refusal, shown};
use crate::ask::{Ask, optional};
use crate::exit::Failure;
use crate::provider::{Credential, Credentials, Given, Named, Provider, Recorder, Shown, blank};

const CLIENT_ID: Credential =
    Credential { variable: "DOTS_CLIENT_ID", name: "client id", question: "Client id" };
const API_KEY: Credential = Credential { variable: "DOTS_API_KEY", name: "API key", question: "API key" };

const ALL: Credentials = Credentials { all: &[CLIENT_ID, API_KEY], together: "both" };

#[derive(Debug, clap::Args)]
pub(crate) struct Dots {
    /// A real environment: nobody is paid in `sandbox`, but reckon with real texts
    #[arg(long, value_name = "ENVIRONMENT", value_enum)]
    live: Option<Live>,
    #[arg(
        long,
        help = "Read client id and API key from the first two lines of stdin [live default: env DOTS_CLIENT_ID, \
                DOTS_API_KEY]"
    )]
    credentials_stdin: bool,
    /// Act for this app, with the keys of an organization
    #[arg(long, value_name = "ID")]
    app_id: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Live {
    Sandbox,
    Production,
}

impl Named for Dots {
    const NAME: &'static str = "Dots";
    const SANDBOX_NAME: &'static str = "dots";

    fn live(&self) -> Option<&'static str> {
        Some(match self.live? {
            Live::Sandbox => "Dots' sandbox: text messages may be real",
            Live::Production => "Dots' production: for real",
        })
    }

    fn live_flag(&self) -> &'static str {
        match self.live {
            Some(Live::Sandbox) => "--live sandbox",
            _ => "--live production",
        }
    }
}

impl Provider for Dots {
    const COMMAND: &'static str = "dots-users";
    const YES: &'static str =
        "Do not ask before a --live call that creates, texts, uses something up or deletes";
    const BASIC: Option<[&'static str; 2]> = Some([CLIENT_ID.variable, API_KEY.variable]);
    const SHOWN: Shown = shown::SHOWN;
    type Client = Client;

    fn live_client(&self, ask: Ask) -> Result<Client, Failure> {
        let environment = match self.live {
            Some(Live::Sandbox) => Environment::Sandbox,
            _ => Environment::Production,
        };
        build(self.builder(environment, self.live_keys(ask)?)?)
    }

    fn sandbox_client(&self, given: &Given, ask: Ask) -> Result<Client, Failure> {
        let environment = Environment::custom(given.text("base_url")?);
        let environment = environment.map_err(|error| Failure::failed(error.to_string()))?;
        let keys = if self.credentials_stdin {
            from_stdin(ask)?
        } else {
            keys(given.text("client_id")?, Secret::new(given.text("api_key")?))?
        };
        build(self.builder(environment, keys)?)
    }

    fn planned_client(&self, recorder: Recorder) -> Result<Client, Failure> {
        let environment = match self.live {
            Some(Live::Sandbox) => Ok(Environment::Sandbox),
            Some(Live::Production) => Ok(Environment::Production),
            None => Environment::custom(&blank::address("DOTS_BASE_URL")),
        };
        let keys = keys(&blank::blank(CLIENT_ID.variable), Secret::new(blank::blank(API_KEY.variable)))?;
        let environment = environment.map_err(|error| Failure::failed(error.to_string()))?;
        build(self.builder(environment, keys)?.transport(recorder))
    }

    fn look_first(error: &Error) -> String {
        format!("do not simply run it again: {}", refusal::look_first(error))
    }

    fn check_credentials(_: &Error) -> String {
        format!(
            "check {} and {}: the keys of sandbox and production differ, and those of an organization need --app-id",
            CLIENT_ID.variable, API_KEY.variable
        )
    }

    fn after_refusal(error: &Error) -> Option<String> {
        refusal::next_step(error).map(str::to_owned)
    }
}

impl Dots {
    fn live_keys(&self, ask: Ask) -> Result<Keys, Failure> {
        if self.credentials_stdin {
            return from_stdin(ask);
        }
        ALL.all_set(ALL.all)?;
        keys(CLIENT_ID.read_environment()?.expose(), API_KEY.read_environment()?)
    }

    fn builder(&self, environment: Environment, keys: Keys) -> Result<ClientBuilder, Failure> {
        let mut builder = Client::builder(environment, keys);
        if let Some(app) = optional("--app-id", self.app_id.as_deref(), str::parse::<AppId>)? {
            builder = builder.app_id(app);
        }
        Ok(builder)
    }
}

fn build(builder: ClientBuilder) -> Result<Client, Failure> {
    builder.build().map_err(|error| Failure::failed(error.to_string()))
}

fn from_stdin(ask: Ask) -> Result<Keys, Failure> {
    let id = ALL.read_line(CLIENT_ID, ask)?;
    keys(id.expose(), ALL.read_line(API_KEY, ask)?)
}

fn keys(client_id: &str, api_key: Secret) -> Result<Keys, Failure> {
    let id = ClientId::new(client_id).map_err(|invalid| Failure::credentials(format!("the {invalid}")))?;
    Ok(Keys::new(id, api_key))
}
