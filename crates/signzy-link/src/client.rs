//! The client and how it is built.

use std::time::Duration;

use http::header::AUTHORIZATION;
use verify_core::provider::{Credentials, Endpoint, Host, Pipeline, Provider, Settings, settings};
use verify_core::{BaseUrl, Clock, Error, Pii, Secret, Timestamp};

use crate::auth::{Access, Login, Logins};
use crate::doubt::DoubtfulRefusals;
use crate::path;

/// Signzy, as the type that keeps its requests apart from those of other providers.
#[derive(Debug)]
pub struct Signzy;

impl Provider for Signzy {
    const NAME: &'static str = "signzy";
    const USER_AGENT: &'static str = concat!("signzy-link/", env!("CARGO_PKG_VERSION"));
}

/// Where Send Link lives: an address of its own, since its path is a setting.
pub(crate) const SEND_LINK: Host = Host(1);

/// Where the login lives.
pub(crate) const LOGIN: Host = Host(2);

const NO_SEND_LINK_PATH: &str = "send_link_path() is not set: this crate does not know the path of Send Link. The cURL \
    example on https://docs.signzy.com/us-apis/send-link should show it; else ask your contact at Signzy";

const BAD_SEND_LINK_PATH: &str = "send_link_path() must be a path that begins with / or a whole https address, without \
    query and spaces";

const NO_LOGIN_PATH: &str = "login_path() is not set, and access is by login: Signzy does not publish the path of the login \
    of api.signzy.us. Ask your contact at Signzy for it, or for a long-lived token and use Access::token";

const NO_LOGIN: &str = "this client has a token and no login: build another client for another token";

const BAD_LOGIN_PATH: &str = "login_path() must be a path that begins with / or a whole https address, without query and \
    spaces";

/// Which of Signzy's environments a client talks to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// `https://api.signzy.us`.
    Production,
    /// `https://api-preproduction.signzy.us`. Whether it sends real text messages is not documented: reckon with it.
    PreProduction,
    /// An address of your own: a proxy, or `verify-sandbox`.
    Custom(BaseUrl),
}

impl Environment {
    /// Takes the address as text; it can carry a path.
    pub fn custom(address: &str) -> Result<Self, Error> {
        Ok(Self::Custom(address.parse()?))
    }

    fn host(&self) -> Result<BaseUrl, Error> {
        match self {
            Self::Production => "https://api.signzy.us".parse(),
            Self::PreProduction => "https://api-preproduction.signzy.us".parse(),
            Self::Custom(address) => Ok(address.clone()),
        }
    }
}

/// Talks to Signzy for one customer. Cheap to clone; clones share connections and access token. Keep one for the life of the
/// program. Needs a Tokio runtime with I/O and time enabled.
///
/// One method for each operation. Every method returns an [`Error`] that says whether the call may have had an effect
/// ([`Error::may_have_acted`]) and, through [`ErrorCode::of`](crate::ErrorCode::of), what Signzy's reason was.
#[derive(Debug, Clone)]
pub struct Client {
    pipeline: Pipeline<Signzy>,
    /// With [`Access::Login`].
    logins: Option<Logins>,
    doubtful: DoubtfulRefusals,
}

impl Client {
    /// A client with settings of your own. [`send_link_path`](ClientBuilder::send_link_path) has no default and must be set.
    pub fn builder(environment: Environment, access: Access) -> ClientBuilder {
        ClientBuilder {
            environment,
            access,
            send_link_path: None,
            login_path: None,
            settings: Settings::default(),
        }
    }

    /// The same client with another limit for a whole call, attempts and pauses included; the time a login takes counts.
    /// Keep it above the limit for connecting (5 s): a call that ends while connecting cannot tell that nothing was sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn example(client: &signzy_link::Client) {
    /// let impatient = client.with_deadline(Duration::from_secs(10));
    /// # }
    /// ```
    #[must_use]
    pub fn with_deadline(&self, limit: Duration) -> Self {
        Self { pipeline: self.pipeline.with_deadline(limit), ..self.clone() }
    }

    /// Logs in with these from now on, after they were changed at Signzy, and forgets that the old ones were refused. A token
    /// that is still good stays in use. An error with [`Access::Token`]: build another client for another token.
    ///
    /// ```
    /// # fn example(client: &signzy_link::Client) -> Result<(), signzy_link::Error> {
    /// client.replace_login("username", "another-password")?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace_login(
        &self,
        username: impl Into<Secret>,
        password: impl Into<Secret>,
    ) -> Result<(), Error> {
        let logins = self.logins.as_ref().ok_or_else(|| Error::configuration(NO_LOGIN))?;
        logins.replace(Login { username: username.into(), password: password.into() })
    }

    /// Until when the access token lasts, as Signzy said at the last login (`created` and `ttl`), by Signzy's clock. `None`
    /// before a login, where the login did not say, and with [`Access::Token`], about whose end nothing
    /// is known. Nothing is asked.
    ///
    /// ```
    /// # fn example(client: &signzy_link::Client) {
    /// if let Some(end) = client.token_lasts_until() {
    ///     println!("logged in until {end}");
    /// }
    /// # }
    /// ```
    pub fn token_lasts_until(&self) -> Option<Timestamp> {
        self.logins.as_ref()?.token_lasts_until()
    }

    /// Makes the call of any endpoint of this provider: what the methods do, and a way to call what this crate does
    /// not cover.
    pub async fn send<E: Endpoint<Provider = Signzy>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        self.pipeline.call(endpoint).await
    }

    /// The same client, whose calls end after this time at the latest.
    pub(crate) fn capped(&self, limit: Duration) -> Self {
        Self { pipeline: self.pipeline.capped(limit), ..self.clone() }
    }

    pub(crate) fn logins(&self) -> Option<&Logins> {
        self.logins.as_ref()
    }

    pub(crate) fn doubtful(&self) -> &DoubtfulRefusals {
        &self.doubtful
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &**self.pipeline.clock()
    }
}

/// Builds a [`Client`].
#[derive(Debug, Clone)]
#[must_use = "call build()"]
pub struct ClientBuilder {
    environment: Environment,
    access: Access,
    // Not printed: like an address, a path can hold what is nobody's business.
    send_link_path: Option<Pii<String>>,
    login_path: Option<Pii<String>>,
    settings: Settings,
}

settings!(ClientBuilder);

impl ClientBuilder {
    /// Where links are sent: a path on the environment's host, or a whole address. This crate does not know it: the text of
    /// Signzy's page does not name it. The cURL example on <https://docs.signzy.com/us-apis/send-link> should; else ask your
    /// contact at Signzy.
    pub fn send_link_path(mut self, path: impl Into<String>) -> Self {
        self.send_link_path = Some(Pii::new(path.into()));
        self
    }

    /// Where a login is made: a path on the environment's host, or a whole address. Needed with [`Access::Login`] alone.
    /// That of `api.signzy.us` is not published: ask your contact at Signzy.
    pub fn login_path(mut self, path: impl Into<String>) -> Self {
        self.login_path = Some(Pii::new(path.into()));
        self
    }

    /// Builds the client. Nothing is sent, not even a login; a setting that is missing or wrong is said here.
    pub fn build(self) -> Result<Client, Error> {
        let host = self.environment.host()?;
        let send_link = address(&host, self.send_link_path.as_ref(), NO_SEND_LINK_PATH, BAD_SEND_LINK_PATH)?;
        match self.access {
            Access::Token(token) => {
                let credentials = token_header(&token)?;
                let pipeline = self.settings.build(vec![host, send_link], credentials)?;
                Ok(Client { pipeline, logins: None, doubtful: DoubtfulRefusals::default() })
            }
            Access::Login(login) => {
                login.check()?;
                let login_path = address(&host, self.login_path.as_ref(), NO_LOGIN_PATH, BAD_LOGIN_PATH)?;
                let hosts = vec![host, send_link, login_path];
                let pipeline: Pipeline<Signzy> = self.settings.build(hosts, Credentials::default())?;
                let logins = Logins::new(pipeline.clone(), login);
                let pipeline = pipeline.with_token(AUTHORIZATION, logins.tokens.clone());
                Ok(Client { pipeline, logins: Some(logins), doubtful: DoubtfulRefusals::default() })
            }
        }
    }
}

fn address(
    host: &BaseUrl,
    path: Option<&Pii<String>>,
    missing: &'static str,
    bad: &'static str,
) -> Result<BaseUrl, Error> {
    path::resolve(host, path.ok_or_else(|| Error::configuration(missing))?.expose(), bad)
}

fn token_header(token: &Secret) -> Result<Credentials, Error> {
    let prefixed =
        |prefix: &str| token.expose().get(..prefix.len()).is_some_and(|t| t.eq_ignore_ascii_case(prefix));
    if prefixed("bearer ") || prefixed("basic ") {
        return Err(Error::configuration(
            "the token goes into the header as it is: leave Bearer or Basic out",
        ));
    }
    Credentials::default().header(AUTHORIZATION, "", token)
}
