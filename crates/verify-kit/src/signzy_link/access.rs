//! How a client of Signzy is let in.

use clap::ValueEnum;
use signzy_link::{Access, Client, Environment, Error, ErrorKind};

use super::{refusal, shown};
use crate::ask::Ask;
use crate::exit::Failure;
use crate::provider::{Credential, Credentials, Given, Named, Provider, Recorder, Shown, blank};

const TOKEN: Credential =
    Credential { variable: "SIGNZY_TOKEN", name: "access token", question: "Access token" };
const USERNAME: Credential =
    Credential { variable: "SIGNZY_USERNAME", name: "username", question: "Username" };
const PASSWORD: Credential =
    Credential { variable: "SIGNZY_PASSWORD", name: "password", question: "Password" };

const BY_TOKEN: Credentials = Credentials { all: &[TOKEN], together: "it" };
const BY_LOGIN: Credentials = Credentials { all: &[USERNAME, PASSWORD], together: "both" };

const SEND_LINK_PATH: &str = "SIGNZY_SEND_LINK_PATH";
const LOGIN_PATH: &str = "SIGNZY_LOGIN_PATH";

#[derive(Debug, clap::Args)]
pub(crate) struct Signzy {
    /// A real environment: reckon with real texts in `pre-production`, too
    #[arg(long, value_name = "ENVIRONMENT", value_enum)]
    live: Option<Live>,
    #[arg(
        long,
        help = "Log in with username and password, in place of a token [live default: with a token if env SIGNZY_TOKEN \
                has one]"
    )]
    login: bool,
    #[arg(
        long,
        help = "Read the token, with --login username and password, from the first lines of stdin [live default: env \
                SIGNZY_TOKEN, or SIGNZY_USERNAME and SIGNZY_PASSWORD]"
    )]
    credentials_stdin: bool,
    #[arg(
        long,
        value_name = "PATH",
        requires = "live",
        help = "Where links are sent, a path or a whole address; it has no default [env: SIGNZY_SEND_LINK_PATH]"
    )]
    send_link_path: Option<String>,
    #[arg(
        long,
        value_name = "PATH",
        requires = "live",
        help = "Where a login is made; it has no default either [env: SIGNZY_LOGIN_PATH]"
    )]
    login_path: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Live {
    Production,
    PreProduction,
}

/// The two addresses that the crate does not know.
struct Paths {
    send_link: Option<String>,
    login: Option<String>,
}

impl Named for Signzy {
    const NAME: &'static str = "Signzy";
    const SANDBOX_NAME: &'static str = "signzy";

    fn live(&self) -> Option<&'static str> {
        Some(match self.live? {
            Live::Production => "Signzy's production: for real",
            Live::PreProduction => "Signzy's pre-production: text messages may be real",
        })
    }

    fn live_flag(&self) -> &'static str {
        match self.live {
            Some(Live::PreProduction) => "--live pre-production",
            _ => "--live production",
        }
    }
}

impl Provider for Signzy {
    const COMMAND: &'static str = "signzy-link";
    const YES: &'static str = "Do not ask before a --live call that texts";
    const LOGIN: &'static str = "login";
    const LOGS_IN: (&'static str, &'static str) = ("login", "id");
    const SHOWN: Shown = shown::SHOWN;
    type Client = Client;

    fn live_client(&self, ask: Ask) -> Result<Client, Failure> {
        let environment = match self.live {
            Some(Live::PreProduction) => Environment::PreProduction,
            _ => Environment::Production,
        };
        let access =
            if self.credentials_stdin { self.stdin_access(ask)? } else { self.environment_access()? };
        let paths = Paths {
            send_link: given(self.send_link_path.as_ref(), SEND_LINK_PATH),
            login: given(self.login_path.as_ref(), LOGIN_PATH),
        };
        client(environment, access, paths)
    }

    fn sandbox_client(&self, given: &Given, ask: Ask) -> Result<Client, Failure> {
        let environment = Environment::custom(given.text("base_url")?);
        let environment = environment.map_err(|error| Failure::failed(error.to_string()))?;
        let access = if self.credentials_stdin {
            self.stdin_access(ask)?
        } else if self.login {
            Access::login(given.text("username")?, given.text("password")?)
        } else {
            Access::token(given.text("token")?)
        };
        let path = |field| given.text(field).map(|path| Some(path.to_owned()));
        client(environment, access, Paths { send_link: path("send_link_path")?, login: path("login_path")? })
    }

    fn planned_client(&self, recorder: Recorder) -> Result<Client, Failure> {
        let environment = match self.live {
            Some(Live::Production) => Ok(Environment::Production),
            Some(Live::PreProduction) => Ok(Environment::PreProduction),
            None => Environment::custom(&blank::address("SIGNZY_BASE_URL")),
        };
        let environment = environment.map_err(|error| Failure::failed(error.to_string()))?;
        let blank = |credential: Credential| blank::blank(credential.variable);
        let access = if self.makes_a_login() {
            Access::login(blank(USERNAME), blank(PASSWORD))
        } else {
            Access::token(blank(TOKEN))
        };
        Client::builder(environment, access)
            .send_link_path(planned(self.send_link_path.as_ref(), SEND_LINK_PATH))
            .login_path(planned(self.login_path.as_ref(), LOGIN_PATH))
            .transport(recorder)
            .build()
            .map_err(|error| Failure::usage(error.to_string()))
    }

    fn look_first(error: &Error) -> String {
        format!("do not simply run it again: {}", refusal::look_first(error))
    }

    fn check_credentials(error: &Error) -> String {
        if error.status().is_some_and(|status| status.as_u16() == 403) {
            return "the credentials may be good all the same: try later, or ask your contact at Signzy"
                .to_owned();
        }
        format!(
            "check {}, or {} and {}, and that they belong to this environment",
            TOKEN.variable, USERNAME.variable, PASSWORD.variable
        )
    }

    fn after_refusal(error: &Error) -> Option<String> {
        refusal::next_step(error).map(str::to_owned)
    }
}

impl Signzy {
    /// Has a login made, whatever else would let in.
    pub(super) fn log_in(&mut self) {
        self.login = true;
    }

    fn stdin_access(&self, ask: Ask) -> Result<Access, Failure> {
        if self.login {
            let username = BY_LOGIN.read_line(USERNAME, ask)?;
            return Ok(Access::login(username, BY_LOGIN.read_line(PASSWORD, ask)?));
        }
        Ok(Access::token(BY_TOKEN.read_line(TOKEN, ask)?))
    }

    /// Whether a login is made: if one is wanted, or where nothing else lets in.
    fn makes_a_login(&self) -> bool {
        let alone = !TOKEN.is_set() && (USERNAME.is_set() || PASSWORD.is_set());
        self.login || (self.live.is_some() && !self.credentials_stdin && alone)
    }

    /// A token, unless a login is wanted or there is nothing else.
    fn environment_access(&self) -> Result<Access, Failure> {
        if !self.login && TOKEN.is_set() {
            return Ok(Access::token(TOKEN.read_environment()?));
        }
        if !self.login && !USERNAME.is_set() && !PASSWORD.is_set() {
            return Err(Failure::credentials(
                "credentials are missing: an access token, or username and password",
            )
            .next(format!(
                "set {}, or {} and {}, or pass them with --credentials-stdin",
                TOKEN.variable, USERNAME.variable, PASSWORD.variable
            )));
        }
        BY_LOGIN.all_set(BY_LOGIN.all)?;
        Ok(Access::login(USERNAME.read_environment()?, PASSWORD.read_environment()?))
    }
}

/// The flag's value, else that of the environment.
fn given(flag: Option<&String>, variable: &str) -> Option<String> {
    flag.cloned().or_else(|| std::env::var(variable).ok()).filter(|path| !path.trim().is_empty())
}

/// The flag's value, else a placeholder for that of the environment, which can be a whole address.
fn planned(flag: Option<&String>, variable: &str) -> String {
    match (flag, given(None, variable)) {
        (Some(path), _) => path.clone(),
        (None, Some(address)) if address.contains("://") => blank::whole_address(variable),
        _ => blank::path(variable),
    }
}

fn client(environment: Environment, access: Access, paths: Paths) -> Result<Client, Failure> {
    let missing = match (&paths, &access) {
        (Paths { send_link: None, .. }, _) => Some((SEND_LINK_PATH, "--send-link-path")),
        (Paths { login: None, .. }, Access::Login(_)) => Some((LOGIN_PATH, "--login-path")),
        _ => None,
    };
    let mut builder = Client::builder(environment, access);
    if let Some(path) = paths.send_link {
        builder = builder.send_link_path(path);
    }
    if let Some(path) = paths.login {
        builder = builder.login_path(path);
    }
    builder.build().map_err(|error| match missing {
        Some((variable, flag)) => {
            Failure::usage(error.to_string()).next(format!("set {variable}, or pass {flag}"))
        }
        None if error.kind() == ErrorKind::Configuration => Failure::usage(error.to_string()),
        None => Failure::failed(error.to_string()),
    })
}
