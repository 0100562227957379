//! How a client of DebtCore is let in.

use std::ops::Deref;

use spinwheel_gql::{
    Access, BaseUrl, Client, ClientCredentials, ClientId, Error, InvalidValue, Secret, TenantId,
};

use super::{refusal, shown};
use crate::ask::Ask;
use crate::exit::Failure;
use crate::provider::{Credential, Credentials, Given, Named, Provider, Recorder, Shown, blank};

/// The environment variable with the endpoint for `--live`.
const ENDPOINT_VARIABLE: &str = "DEBTCORE_ENDPOINT";

const TENANT_ID: Credential =
    Credential { variable: "DEBTCORE_TENANT_ID", name: "tenant id", question: "Tenant id" };
const CLIENT_ID: Credential =
    Credential { variable: "DEBTCORE_CLIENT_ID", name: "client id", question: "Client id" };
const CLIENT_SECRET: Credential =
    Credential { variable: "DEBTCORE_CLIENT_SECRET", name: "client secret", question: "Client secret" };
const SCOPE: Credential =
    Credential { variable: "DEBTCORE_SCOPE", name: "scope", question: "Scope (api://…/.default)" };

const ALL: Credentials =
    Credentials { all: &[TENANT_ID, CLIENT_ID, CLIENT_SECRET, SCOPE], together: "all four" };

/// In place of all four.
const TOKEN: Credential =
    Credential { variable: "DEBTCORE_TOKEN", name: "access token", question: "Access token" };

#[derive(Debug, clap::Args)]
pub(crate) struct DebtCore {
    /// DebtCore itself: reckon with real texts and real reports, whichever environment the endpoint is of
    #[arg(long)]
    live: bool,
    #[arg(
        long,
        value_name = "URL",
        requires = "live",
        help = "With --live: the whole address of the GraphQL service [env: DEBTCORE_ENDPOINT]"
    )]
    endpoint: Option<String>,
    #[arg(
        long,
        value_name = "URL",
        requires = "live",
        help = "With --live: fetch tokens below this address [default: https://login.microsoftonline.com]"
    )]
    authority: Option<String>,
    #[arg(
        long,
        help = "Read tenant id, client id, client secret and scope from the first four lines of stdin [live default: \
                env DEBTCORE_TENANT_ID, DEBTCORE_CLIENT_ID, DEBTCORE_CLIENT_SECRET, DEBTCORE_SCOPE, or a token in \
                DEBTCORE_TOKEN]"
    )]
    credentials_stdin: bool,
}

/// A client, and whether it fetches its tokens.
pub(crate) struct LetIn {
    client: Client,
    pub(super) fetches_tokens: bool,
}

impl Deref for LetIn {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Named for DebtCore {
    const NAME: &'static str = "DebtCore";
    const SANDBOX_NAME: &'static str = "debtcore";

    fn live(&self) -> Option<&'static str> {
        self.live.then_some("DebtCore itself: reckon with real texts and reports")
    }

    fn live_flag(&self) -> &'static str {
        "--live"
    }
}

impl Provider for DebtCore {
    const COMMAND: &'static str = "spinwheel-gql";
    const YES: &'static str =
        "Do not ask before a --live call that texts, pulls a report or uses something up";
    const LOGIN: &'static str = "token";
    const LOGS_IN: (&'static str, &'static str) = ("fetch_token", "access_token");
    const SHOWN: Shown = shown::SHOWN;
    type Client = LetIn;

    fn live_client(&self, ask: Ask) -> Result<LetIn, Failure> {
        let endpoint = self.live_endpoint()?;
        let authority = self.authority.as_deref().map(|text| address("--authority", text)).transpose()?;
        client(endpoint, authority, self.live_access(ask)?)
    }

    fn sandbox_client(&self, given: &Given, ask: Ask) -> Result<LetIn, Failure> {
        let address =
            |field| given.text(field)?.parse().map_err(|error: Error| Failure::failed(error.to_string()));
        let credentials = if self.credentials_stdin {
            from_stdin(ask)?
        } else {
            let text = |field| given.text(field).map(Secret::new);
            credentials([text("tenant_id")?, text("client_id")?, text("client_secret")?, text("scope")?])?
        };
        client(address("endpoint")?, Some(address("authority")?), credentials.into())
    }

    fn planned_client(&self, recorder: Recorder) -> Result<LetIn, Failure> {
        let by_token = self.live && !self.credentials_stdin && TOKEN.is_set();
        let access = if by_token {
            Access::Token(Secret::new(blank::blank(TOKEN.variable)))
        } else {
            credentials(
                [TENANT_ID, CLIENT_ID, CLIENT_SECRET, SCOPE]
                    .map(|credential| Secret::new(blank::blank(credential.variable))),
            )?
            .into()
        };
        let endpoint = match &self.endpoint {
            Some(text) => address("--endpoint", text)?,
            None => address(ENDPOINT_VARIABLE, &blank::whole_address(ENDPOINT_VARIABLE))?,
        };
        let authority = match &self.authority {
            Some(text) => Some(address("--authority", text)?),
            None if self.live => None,
            None => Some(address("--authority", &blank::address("DEBTCORE_AUTHORITY"))?),
        };
        let fetches_tokens = !by_token;
        let mut builder = Client::builder(endpoint, access).transport(recorder);
        if let Some(authority) = authority {
            builder = builder.authority(authority);
        }
        let client = builder.build().map_err(|error| Failure::usage(error.to_string()))?;
        Ok(LetIn { client, fetches_tokens })
    }

    fn in_sandbox(operation: &'static str) -> &'static str {
        if operation == "fetch_token" { Self::LOGIN } else { operation }
    }

    fn look_first(error: &Error) -> String {
        format!("do not simply run it again: {}", refusal::look_first(error))
    }

    fn check_credentials(_: &Error) -> String {
        let variables = ALL.all.iter().map(|one| one.variable).collect::<Vec<_>>().join(", ");
        format!(
            "check {variables}, or {}: secrets expire, and the scope differs between the environments, as the endpoint does",
            TOKEN.variable
        )
    }

    fn after_refusal(error: &Error) -> Option<String> {
        refusal::next_step(error).map(str::to_owned)
    }
}

impl DebtCore {
    fn live_endpoint(&self) -> Result<BaseUrl, Failure> {
        if let Some(text) = &self.endpoint {
            return address("--endpoint", text);
        }
        match std::env::var(ENDPOINT_VARIABLE) {
            Ok(text) if !text.is_empty() => address(ENDPOINT_VARIABLE, &text),
            _ => Err(Failure::usage("no endpoint is named, and DebtCore's has no default").next(format!(
                "pass --endpoint, or set {ENDPOINT_VARIABLE}, to the whole address of its GraphQL service"
            ))),
        }
    }

    fn live_access(&self, ask: Ask) -> Result<Access, Failure> {
        if self.credentials_stdin {
            return from_stdin(ask).map(Access::from);
        }
        if TOKEN.is_set() {
            return TOKEN.read_environment().map(Access::Token);
        }
        ALL.all_set(ALL.all).map_err(|missing| {
            missing.next_besides(&format!("a token in {} does as well", TOKEN.variable))
        })?;
        let read = |credential: Credential| credential.read_environment();
        credentials([read(TENANT_ID)?, read(CLIENT_ID)?, read(CLIENT_SECRET)?, read(SCOPE)?])
            .map(Access::from)
    }
}

fn address(flag: &str, text: &str) -> Result<BaseUrl, Failure> {
    text.parse().map_err(|error: Error| Failure::usage(format!("{flag}: {error}")))
}

fn from_stdin(ask: Ask) -> Result<ClientCredentials, Failure> {
    let read = |credential| ALL.read_line(credential, ask);
    credentials([read(TENANT_ID)?, read(CLIENT_ID)?, read(CLIENT_SECRET)?, read(SCOPE)?])
}

/// In the order of [`ALL`].
fn credentials(
    [tenant_id, client_id, client_secret, scope]: [Secret; 4],
) -> Result<ClientCredentials, Failure> {
    let wrong = |invalid: InvalidValue| Failure::credentials(format!("the {invalid}"));
    Ok(ClientCredentials::new(
        TenantId::new(tenant_id.expose()).map_err(wrong)?,
        ClientId::new(client_id.expose()).map_err(wrong)?,
        client_secret,
        scope.expose(),
    ))
}

fn client(endpoint: BaseUrl, authority: Option<BaseUrl>, access: Access) -> Result<LetIn, Failure> {
    let fetches_tokens = !matches!(access, Access::Token(_));
    let mut builder = Client::builder(endpoint, access);
    if let Some(authority) = authority {
        builder = builder.authority(authority);
    }
    let client = builder.build().map_err(|error| Failure::usage(error.to_string()))?;
    Ok(LetIn { client, fetches_tokens })
}
