//! How a client of Finicity is let in.

use finicity_connect::{Client, Environment, Error, Partner, PartnerId, Secret};

use super::{refusal, shown};
use crate::ask::Ask;
use crate::exit::Failure;
use crate::provider::{Credential, Credentials, Given, Named, Provider, Recorder, Shown, blank};

const ID: Credential =
    Credential { variable: "FINICITY_PARTNER_ID", name: "partner id", question: "Partner id" };
const SECRET: Credential =
    Credential { variable: "FINICITY_PARTNER_SECRET", name: "partner secret", question: "Partner secret" };
const APP_KEY: Credential = Credential { variable: "FINICITY_APP_KEY", name: "app key", question: "App key" };

const ALL: Credentials = Credentials { all: &[ID, SECRET, APP_KEY], together: "all three" };

#[derive(Debug, clap::Args)]
pub(crate) struct Finicity {
    /// Finicity itself; whether institutions and people are real there depends on the plan of the credentials
    #[arg(long)]
    live: bool,
    #[arg(
        long,
        help = "Read partner id, partner secret and app key from the first three lines of stdin [live default: env \
                FINICITY_PARTNER_ID, FINICITY_PARTNER_SECRET, FINICITY_APP_KEY]"
    )]
    credentials_stdin: bool,
}

impl Named for Finicity {
    const NAME: &'static str = "Finicity";
    const SANDBOX_NAME: &'static str = "finicity";

    fn live(&self) -> Option<&'static str> {
        self.live.then_some("Finicity itself: for real")
    }

    fn live_flag(&self) -> &'static str {
        "--live"
    }
}

impl Provider for Finicity {
    const COMMAND: &'static str = "finicity-connect";
    const YES: &'static str =
        "Do not ask before a --live call that sends, creates, changes a secret or deletes";
    const LOGS_IN: (&'static str, &'static str) = ("authenticate", "token");
    const SHOWN: Shown = shown::SHOWN;
    type Client = Client;

    fn live_client(&self, ask: Ask) -> Result<Client, Failure> {
        client(Environment::Finicity, self.live_partner(ask)?)
    }

    fn sandbox_client(&self, given: &Given, ask: Ask) -> Result<Client, Failure> {
        let environment = Environment::custom(given.text("base_url")?);
        let partner = self.sandbox_partner(given, ask)?;
        client(environment.map_err(|error| Failure::failed(error.to_string()))?, partner)
    }

    fn planned_client(&self, recorder: Recorder) -> Result<Client, Failure> {
        let blank = |credential: Credential| Secret::new(blank::blank(credential.variable));
        let partner = partner(&blank(ID), blank(SECRET), blank(APP_KEY))?;
        let environment = if self.live {
            Ok(Environment::Finicity)
        } else {
            Environment::custom(&blank::address("FINICITY_BASE_URL"))
        };
        environment
            .and_then(|environment| Client::builder(environment, partner).transport(recorder).build())
            .map_err(|error| Failure::failed(error.to_string()))
    }

    fn look_first(error: &Error) -> String {
        format!("do not simply run it again: {}", refusal::look_first(error))
    }

    fn check_credentials(_: &Error) -> String {
        format!(
            "check {}, {} and {} before running anything again: five failed logins lock the account",
            ID.variable, SECRET.variable, APP_KEY.variable
        )
    }

    fn after_refusal(error: &Error) -> Option<String> {
        refusal::next_step(error).map(str::to_owned)
    }
}

impl Finicity {
    fn live_partner(&self, ask: Ask) -> Result<Partner, Failure> {
        if self.credentials_stdin {
            return from_stdin(ask);
        }
        ALL.all_set(ALL.all)?;
        partner(&ID.read_environment()?, SECRET.read_environment()?, APP_KEY.read_environment()?)
    }

    fn sandbox_partner(&self, given: &Given, ask: Ask) -> Result<Partner, Failure> {
        if self.credentials_stdin {
            return from_stdin(ask);
        }
        let text = |field| given.text(field).map(Secret::new);
        partner(&text("partner_id")?, text("partner_secret")?, text("app_key")?)
    }
}

fn from_stdin(ask: Ask) -> Result<Partner, Failure> {
    let (id, secret) = (ALL.read_line(ID, ask)?, ALL.read_line(SECRET, ask)?);
    partner(&id, secret, ALL.read_line(APP_KEY, ask)?)
}

fn partner(id: &Secret, secret: Secret, app_key: Secret) -> Result<Partner, Failure> {
    let id = PartnerId::new(id.expose()).map_err(|invalid| Failure::credentials(format!("the {invalid}")))?;
    Ok(Partner::new(id, secret, app_key))
}

fn client(environment: Environment, partner: Partner) -> Result<Client, Failure> {
    Client::new(environment, partner).map_err(|error| Failure::failed(error.to_string()))
}
