//! The client and how it is built.

use std::net::IpAddr;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderName;
use http::header::AUTHORIZATION;
use verify_core::provider::{Credentials, Endpoint, Pipeline, Provider, Settings, settings};
use verify_core::{BaseUrl, Clock, Error, Secret};

use crate::{AppId, ClientId};

/// Dots, as the type that keeps its requests apart from those of other providers.
#[derive(Debug)]
pub struct Dots;

impl Provider for Dots {
    const NAME: &'static str = "dots";
    const USER_AGENT: &'static str = concat!("dots-users/", env!("CARGO_PKG_VERSION"));
}

const APP_ID: HeaderName = HeaderName::from_static("api-app-id");
const USER_IP: HeaderName = HeaderName::from_static("dots-user-ip");

/// Which of Dots' environments a client talks to. Each has keys of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// `https://pls.senddotssandbox.com/api`. One phone number can belong to several users here, unlike in production. Whether
    /// it sends real text messages is not documented: reckon with it.
    Sandbox,
    /// `https://api.dots.dev/api`.
    Production,
    /// An address of your own: a proxy, or `verify-sandbox`. Dots' own ones end in `/api`; `/v2/users` follows.
    Custom(BaseUrl),
}

impl Environment {
    /// Takes the address as text; it can carry a path. One that is not `https`, or `http` on this machine, is an error.
    pub fn custom(address: &str) -> Result<Self, Error> {
        Ok(Self::Custom(address.parse()?))
    }

    fn host(&self) -> Result<BaseUrl, Error> {
        match self {
            Self::Sandbox => "https://pls.senddotssandbox.com/api".parse(),
            Self::Production => "https://api.dots.dev/api".parse(),
            Self::Custom(address) => Ok(address.clone()),
        }
    }
}

/// How a client is let in: the keys of one app, or those of an organization together with
/// [`ClientBuilder::app_id`]. (Source: Dots' authentication page.)
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Keys {
    /// The client id, which is no secret; Dots' sandbox gives such as begin with `pk_dev_`.
    pub client_id: ClientId,
    /// The API key; Dots' sandbox gives such as begin with `sk_dev_`. It belongs on a server.
    pub api_key: Secret,
}

impl Keys {
    /// Both halves of a pair. Nothing is checked here: a client that is built with keys that cannot be right is an error.
    pub fn new(client_id: ClientId, api_key: impl Into<Secret>) -> Self {
        Self { client_id, api_key: api_key.into() }
    }

    /// `Authorization: Basic …`, in the standard alphabet of base64. Dots' page says URL-safe; all clients that were seen use
    /// the standard one, as `curl -u` does.
    fn credentials(&self) -> Result<Credentials, Error> {
        let (client_id, api_key) = (self.client_id.as_str(), self.api_key.expose());
        // In base64 nobody would see it any more.
        let fine = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_graphic());
        if !fine(client_id) || !fine(api_key) {
            return Err(Error::configuration(
                "client id or API key is empty, or has a space, a line break or a character outside ASCII: \
                 check how it was read",
            ));
        }
        if client_id.contains(':') {
            return Err(Error::configuration("a client id has no colon: are id and key in one text?"));
        }
        let pair = Secret::new([client_id, ":", api_key].concat());
        let encoded = Secret::new(STANDARD.encode(pair.expose()));
        Credentials::default().header(AUTHORIZATION, "Basic ", &encoded)
    }
}

/// Talks to Dots for one app. Cheap to clone; clones share connections. Keep one for the life of the program. Needs a Tokio
/// runtime with I/O and time enabled.
///
/// One method for each operation. Every method returns an [`Error`] that says whether the call may have had an effect
/// ([`Error::may_have_acted`]) and, through [`ErrorCode::of`](crate::ErrorCode::of), what Dots' reason was.
#[derive(Debug, Clone)]
pub struct Client {
    pipeline: Pipeline<Dots>,
}

impl Client {
    /// A client with the default settings.
    pub fn new(environment: Environment, keys: Keys) -> Result<Self, Error> {
        Self::builder(environment, keys).build()
    }

    /// A client with settings of your own.
    pub fn builder(environment: Environment, keys: Keys) -> ClientBuilder {
        ClientBuilder { environment, keys, app_id: None, settings: Settings::default() }
    }

    /// The same client with another limit for a whole call, attempts and pauses included. Keep it above the limit for
    /// connecting (5 s): a call that ends while connecting cannot tell that nothing was sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn example(client: &dots_users::Client) {
    /// let impatient = client.with_deadline(Duration::from_secs(10));
    /// # }
    /// ```
    #[must_use]
    pub fn with_deadline(&self, limit: Duration) -> Self {
        Self { pipeline: self.pipeline.with_deadline(limit) }
    }

    /// The same client, which tells Dots with every call from which address the person came (`Dots-User-IP`): for a backend
    /// that acts for the person of the web request at hand. Dots keeps it to recognise fraud (source: its page about IP
    /// addresses); nothing needs it.
    ///
    /// Take the address from where it can be trusted, not from a header that anybody can set. An IPv4 address in the form of
    /// IPv6 (`::ffff:192.0.2.1`) is sent as IPv4.
    ///
    /// ```
    /// # use std::net::IpAddr;
    /// # use dots_users::{Client, CreateUser, CreatedUser, Error};
    /// async fn sign_up(client: &Client, request: &CreateUser, ip: IpAddr) -> Result<CreatedUser, Error> {
    ///     client.for_end_user(ip).create_user(request).await
    /// }
    /// ```
    #[must_use]
    pub fn for_end_user(&self, ip: IpAddr) -> Self {
        let ip = Secret::new(ip.to_canonical().to_string());
        // Digits, letters, points and colons always make a header.
        let Ok(header) = Credentials::default().header(USER_IP, "", &ip) else { return self.clone() };
        Self { pipeline: self.pipeline.with_headers(&header) }
    }

    /// Makes the call of any endpoint of this provider: what the methods do, and a way to call what this crate does
    /// not cover yet.
    pub async fn send<E: Endpoint<Provider = Dots>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        self.pipeline.call(endpoint).await
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
    keys: Keys,
    app_id: Option<AppId>,
    settings: Settings,
}

settings!(ClientBuilder);

impl ClientBuilder {
    /// Acts for this app of the organization whose keys these are (`Api-App-Id`). The same person is another user in another
    /// app.
    pub fn app_id(mut self, app: AppId) -> Self {
        self.app_id = Some(app);
        self
    }

    /// Builds the client. Nothing is sent; what is wrong with the settings is said here.
    pub fn build(self) -> Result<Client, Error> {
        let mut credentials = self.keys.credentials()?;
        if let Some(app) = &self.app_id {
            credentials = credentials.header(APP_ID, "", &Secret::new(app.as_str()))?;
        }
        Ok(Client { pipeline: self.settings.build(vec![self.environment.host()?], credentials)? })
    }
}
