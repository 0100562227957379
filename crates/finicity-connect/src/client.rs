//! The client and how it is built.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderName;
use verify_core::provider::{Credentials, Endpoint, Pipeline, Provider, Settings, TokenCache, settings};
use verify_core::{BaseUrl, Clock, Error, RetryPolicy, Secret};

use crate::PartnerId;
use crate::auth::{CurrentLogin, Partner, PartnerLogin};

/// Finicity, as the type that keeps its requests apart from those of other providers.
#[derive(Debug)]
pub struct Finicity;

impl Provider for Finicity {
    const NAME: &'static str = "finicity";
    const USER_AGENT: &'static str = concat!("finicity-connect/", env!("CARGO_PKG_VERSION"));
}

const APP_KEY: HeaderName = HeaderName::from_static("finicity-app-key");
const APP_TOKEN: HeaderName = HeaderName::from_static("finicity-app-token");

/// Where a client finds Finicity.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// `https://api.finicity.com`. Sandbox and production share it: the plan of the partner's credentials decides which of
    /// the two it is, and the kind of the customer which institutions can be reached.
    Finicity,
    /// An address of your own: a proxy, or `verify-sandbox`.
    Custom(BaseUrl),
}

impl Environment {
    /// Takes the address as text; it can carry a path. One that is not `https`, or `http` on this machine, is an error.
    pub fn custom(address: &str) -> Result<Self, Error> {
        Ok(Self::Custom(address.parse()?))
    }

    fn host(&self) -> Result<BaseUrl, Error> {
        match self {
            Self::Finicity => "https://api.finicity.com".parse(),
            Self::Custom(address) => Ok(address.clone()),
        }
    }
}

/// Talks to Finicity for one partner. Cheap to clone; clones share connections and access token. Keep one for the life of
/// the program: each client logs in for itself. Needs a Tokio runtime with I/O and time enabled, one that keeps running: a login
/// goes on in the runtime of the call that began it.
///
/// One method for each operation. Access tokens are fetched and renewed as needed: once for all callers, with a request that
/// counts as a login. **Credentials that were refused are not tried a second time**, since five failed logins lock the
/// partner's account: later calls fail at once until [`replace_partner_secret`](Self::replace_partner_secret).
///
/// Every method returns an [`Error`] that says whether the call may have had an effect ([`Error::may_have_acted`]) and,
/// through [`ErrorCode::of`](crate::ErrorCode::of), what Finicity's reason was.
#[derive(Debug, Clone)]
pub struct Client {
    pipeline: Pipeline<Finicity>,
    /// Without an access token: for changing the secret.
    login: Pipeline<Finicity>,
    tokens: TokenCache,
    current: CurrentLogin,
}

impl Client {
    /// A client with the default settings.
    pub fn new(environment: Environment, partner: Partner) -> Result<Self, Error> {
        Self::builder(environment, partner).build()
    }

    /// A client with settings of your own.
    pub fn builder(environment: Environment, partner: Partner) -> ClientBuilder {
        ClientBuilder { environment, partner, settings: Settings::default() }
    }

    /// The same client with another limit for a whole call, attempts and pauses included; the time it takes to get an access
    /// token counts. Keep it above the limit for connecting (5 s): a call that ends while connecting cannot tell that nothing
    /// was sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn example(client: &finicity_connect::Client) {
    /// let impatient = client.with_deadline(Duration::from_secs(10));
    /// # }
    /// ```
    #[must_use]
    pub fn with_deadline(&self, limit: Duration) -> Self {
        let mut client = self.clone();
        client.pipeline = self.pipeline.with_deadline(limit);
        client.login = self.login.with_deadline(limit);
        client
    }

    /// The partner whose client this is.
    pub fn partner_id(&self) -> &PartnerId {
        self.current.partner_id()
    }

    /// Makes the call of any endpoint of this provider: what the methods do, and a way to call what this crate does
    /// not cover yet.
    pub async fn send<E: Endpoint<Provider = Finicity>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        self.pipeline.call(endpoint).await
    }

    /// Logs in with another partner secret from now on, in all clones of this client: after it was changed elsewhere, or
    /// after it was refused. Nothing is sent; a token that is still good stays in use. The secret the client has already
    /// changes nothing: one that was refused is not tried again. (After Finicity's support has unlocked the account, build
    /// another client.) A secret that cannot be right, because it is empty or not printable, is an error.
    ///
    /// ```
    /// # fn example(client: &finicity_connect::Client, from_the_vault: String) -> Result<(), finicity_connect::Error> {
    /// client.replace_partner_secret(from_the_vault)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace_partner_secret(&self, secret: impl Into<Secret>) -> Result<(), Error> {
        let secret = secret.into();
        check(&secret)?;
        self.current.replace(secret, &self.tokens);
        Ok(())
    }

    pub(crate) fn login(&self) -> &Pipeline<Finicity> {
        &self.login
    }

    pub(crate) fn tokens(&self) -> &TokenCache {
        &self.tokens
    }

    pub(crate) fn current(&self) -> &CurrentLogin {
        &self.current
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.pipeline.clock()
    }
}

/// Builds a [`Client`].
#[derive(Debug, Clone)]
#[must_use = "call build()"]
pub struct ClientBuilder {
    environment: Environment,
    partner: Partner,
    settings: Settings,
}

settings!(ClientBuilder);

impl ClientBuilder {
    /// Builds the client. Nothing is sent, not even a login; what is wrong with the settings is said here.
    pub fn build(self) -> Result<Client, Error> {
        let Partner { id: partner_id, secret, app_key } = self.partner;
        check(&secret)?;
        let app_key = Credentials::default().header(APP_KEY, "", &app_key)?;
        let login: Pipeline<Finicity> = self.settings.build(vec![self.environment.host()?], app_key)?;
        // Each login may count towards the lock: none is repeated by itself.
        let once = login.with_retry(RetryPolicy::off());
        let first = PartnerLogin { pipeline: once, partner_id: partner_id.clone(), secret };
        let current = CurrentLogin::new(first);
        let tokens = TokenCache::new(Arc::clone(login.clock()), current.source());
        let pipeline = login.with_token(APP_TOKEN, tokens.clone()).with_context(partner_id);
        Ok(Client { pipeline, login, tokens, current })
    }
}

/// A secret that HTTP could not carry is none that Finicity gave out.
fn check(secret: &Secret) -> Result<(), Error> {
    Credentials::default().header(APP_TOKEN, "", secret).map(drop)
}
