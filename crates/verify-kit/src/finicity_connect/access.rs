//! How a client of Finicity is let in.

use finicity_connect::{Client, Environment, Error, Partner, PartnerId, Secret};

use super::refusal;
use crate::ask::Ask;
use crate::exit::Failure;
use crate::provider::{Given, Provider, sendable};

const ID: Credential =
    Credential { variable: "FINICITY_PARTNER_ID", name: "partner id", question: "Partner id" };
const SECRET: Credential =
    Credential { variable: "FINICITY_PARTNER_SECRET", name: "partner secret", question: "Partner secret" };
const APP_KEY: Credential = Credential { variable: "FINICITY_APP_KEY", name: "app key", question: "App key" };

const STDIN: &str = "--credentials-stdin";

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

/// One of the three.
struct Credential {
    variable: &'static str,
    name: &'static str,
    question: &'static str,
}

/// In the order of the lines of stdin.
const ALL: [Credential; 3] = [ID, SECRET, APP_KEY];

impl Credential {
    fn read_environment(&self) -> Result<Secret, Failure> {
        sendable(self.name, Secret::new(self.given()))
    }

    fn given(&self) -> String {
        std::env::var(self.variable).unwrap_or_default()
    }
}

/// Names all that the environment lacks at once.
fn all_set(wanted: &[Credential]) -> Result<(), Failure> {
    let missing: Vec<&Credential> =
        wanted.iter().filter(|credential| credential.given().is_empty()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let listed = |word: fn(&Credential) -> &'static str| {
        listed(&missing.iter().map(|credential| word(credential)).collect::<Vec<_>>())
    };
    let names = listed(|credential| credential.name);
    let variables = listed(|credential| credential.variable);
    Err(Failure::credentials(format!("credentials are missing: {names}"))
        .next(format!("set {variables}, or pass all three with {STDIN}")))
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

impl Provider for Finicity {
    const COMMAND: &'static str = "finicity-connect";
    const NAME: &'static str = "Finicity";
    const SANDBOX_NAME: &'static str = "finicity";
    const YES: &'static str =
        "Do not ask before a --live call that sends, creates, changes a secret or deletes";
    type Client = Client;

    fn live(&self) -> Option<&'static str> {
        self.live.then_some("Finicity itself: for real")
    }

    fn live_client(&self, ask: Ask) -> Result<Client, Failure> {
        client(Environment::Finicity, self.live_partner(ask)?)
    }

    fn sandbox_client(&self, given: &Given, ask: Ask) -> Result<Client, Failure> {
        let environment = Environment::custom(given.text("base_url")?);
        let partner = self.sandbox_partner(given, ask)?;
        client(environment.map_err(|error| Failure::failed(error.to_string()))?, partner)
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
    /// The secret that signs webhooks, for a command that calls nobody.
    pub(super) fn live_secret(&self, ask: Ask) -> Result<Secret, Failure> {
        if self.credentials_stdin {
            return Ok(from_stdin(ask)?.secret);
        }
        all_set(&[SECRET])?;
        SECRET.read_environment()
    }

    /// The same, of a sandbox.
    pub(super) fn sandbox_secret(&self, given: &Given, ask: Ask) -> Result<Secret, Failure> {
        Ok(self.sandbox_partner(given, ask)?.secret)
    }

    fn live_partner(&self, ask: Ask) -> Result<Partner, Failure> {
        if self.credentials_stdin {
            return from_stdin(ask);
        }
        all_set(&ALL)?;
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
    let line = |number: usize| -> Result<Secret, Failure> {
        let Credential { name, question, .. } = ALL[number - 1];
        match ask.secret(question)? {
            Some(text) if !text.expose().is_empty() => sendable(name, text),
            _ => Err(Failure::usage(format!("{STDIN}: line {number} is missing, the {name}"))
                .next("the lines are: 1 partner id, 2 partner secret, 3 app key")),
        }
    };
    partner(&line(1)?, line(2)?, line(3)?)
}

fn partner(id: &Secret, secret: Secret, app_key: Secret) -> Result<Partner, Failure> {
    let id = PartnerId::new(id.expose()).map_err(|invalid| Failure::credentials(format!("the {invalid}")))?;
    Ok(Partner { id, secret, app_key })
}

fn client(environment: Environment, partner: Partner) -> Result<Client, Failure> {
    Client::new(environment, partner).map_err(|error| Failure::failed(error.to_string()))
}
