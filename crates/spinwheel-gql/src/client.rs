//! The client and how it is built.

use std::time::Duration;

use verify_core::provider::{Credentials, Endpoint, Host, Pipeline, Provider, Settings, settings};
use verify_core::{BaseUrl, Clock, Error, Secret};

use crate::access::{Access, CurrentLogin, Entra};

/// DebtCore, as the type that keeps its requests apart from those of other providers.
#[derive(Debug)]
pub struct DebtCore;

impl Provider for DebtCore {
    const NAME: &'static str = "debtcore";
    const USER_AGENT: &'static str = concat!("spinwheel-gql/", env!("CARGO_PKG_VERSION"));
}

/// Where tokens are fetched; the endpoint itself is host 0.
pub(crate) const AUTHORITY: Host = Host(1);

/// Microsoft's public cloud (source: DebtCore's authentication page).
const MICROSOFT: &str = "https://login.microsoftonline.com";

/// Talks to DebtCore for one organization. Cheap to clone; clones share connections and access token. Keep one for the life of
/// the program: each client fetches a token for itself. Needs a Tokio runtime with I/O and time enabled, one that keeps running:
/// fetching a token goes on in the runtime of the call that began it.
///
/// One method for each operation. Access tokens are fetched and renewed as needed, once for all callers. **Credentials that were
/// refused are not tried a second time**: later calls fail at once until
/// [`replace_client_secret`](Self::replace_client_secret).
///
/// Every method returns an [`Error`] that says whether the call may have had an effect ([`Error::may_have_acted`]) and,
/// through [`ErrorCode::of`](crate::ErrorCode::of), what the reason was.
#[derive(Debug, Clone)]
pub struct Client {
    pipeline: Pipeline<DebtCore>,
    /// Without a token: for other tokens than the one in use.
    open: Pipeline<DebtCore>,
    /// What fetches the tokens; nothing, where there is one.
    login: Option<CurrentLogin>,
}

impl Client {
    /// A client with the default settings; see [`builder`](Self::builder).
    pub fn new(endpoint: BaseUrl, access: impl Into<Access>) -> Result<Self, Error> {
        Self::builder(endpoint, access).build()
    }

    /// A client with settings of your own.
    ///
    /// `endpoint` is the whole address that GraphQL is spoken at, path included, and has no default. Documented is
    /// `https://debt-core-api-sandbox.alleviate.com/credit-service/graphql` for the provider's sandbox (its guide to the full
    /// flow; its authentication page writes `/graphql` after the same host), and none for production.
    pub fn builder(endpoint: BaseUrl, access: impl Into<Access>) -> ClientBuilder {
        ClientBuilder { endpoint, access: access.into(), authority: None, settings: Settings::default() }
    }

    /// The same client with another limit for a whole call, attempts and pauses included; the time it takes to get an access
    /// token counts. Keep it above the limit for connecting (5 s): a call that ends while connecting cannot tell that nothing
    /// was sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn example(client: &spinwheel_gql::Client) {
    /// let impatient = client.with_deadline(Duration::from_secs(10));
    /// # }
    /// ```
    #[must_use]
    pub fn with_deadline(&self, limit: Duration) -> Self {
        let (pipeline, open) = (self.pipeline.with_deadline(limit), self.open.with_deadline(limit));
        Self { pipeline, open, login: self.login.clone() }
    }

    /// The same client, which uses this token and fetches none: for programs that get their tokens elsewhere, when they have a
    /// newer one. They share connections. A token that no header can carry is an error.
    ///
    /// ```
    /// # use spinwheel_gql::{Client, Error};
    /// fn renewed(client: &Client, token: String) -> Result<Client, Error> {
    ///     client.with_token(token)
    /// }
    /// ```
    pub fn with_token(&self, token: impl Into<Secret>) -> Result<Self, Error> {
        let pipeline = self.open.with_headers(&Credentials::bearer(&token.into())?);
        Ok(Self { pipeline, open: self.open.clone(), login: None })
    }

    /// Fetches tokens with another client secret from now on, in all clones of this client: after it was changed, or after it
    /// was refused. Nothing is sent; a token that is still good stays in use. The secret the client has already changes nothing:
    /// one that was refused is not tried again. A secret that cannot be right, because it is empty or not printable, is an
    /// error, and so is any for a client that was given a token.
    ///
    /// ```
    /// # fn example(client: &spinwheel_gql::Client, from_the_vault: String) -> Result<(), spinwheel_gql::Error> {
    /// client.replace_client_secret(from_the_vault)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace_client_secret(&self, secret: impl Into<Secret>) -> Result<(), Error> {
        let Some(login) = &self.login else {
            return Err(Error::configuration("this client was given a token: it has no client secret"));
        };
        login.replace(secret.into())
    }

    /// Makes the call of any endpoint of this provider: what the methods do, and a way to call what this crate does
    /// not cover yet.
    pub async fn send<E: Endpoint<Provider = DebtCore>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        self.pipeline.call(endpoint).await
    }

    pub(crate) fn login(&self) -> Option<&CurrentLogin> {
        self.login.as_ref()
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &**self.pipeline.clock()
    }
}

/// Builds a [`Client`].
#[derive(Debug, Clone)]
#[must_use = "call build()"]
pub struct ClientBuilder {
    endpoint: BaseUrl,
    access: Access,
    authority: Option<BaseUrl>,
    settings: Settings,
}

settings!(ClientBuilder);

impl ClientBuilder {
    /// Fetches tokens below another address than `https://login.microsoftonline.com`: another of Microsoft's clouds, a proxy,
    /// or `verify-sandbox`. `/{tenant id}/oauth2/v2.0/token` follows.
    pub fn authority(mut self, authority: BaseUrl) -> Self {
        self.authority = Some(authority);
        self
    }

    /// Builds the client. Nothing is sent, no token is fetched; what is wrong with the settings is said here.
    pub fn build(self) -> Result<Client, Error> {
        check(&self.endpoint)?;
        let authority = match self.authority {
            Some(authority) => authority,
            None => MICROSOFT.parse()?,
        };
        let hosts = vec![self.endpoint, authority];
        let open: Pipeline<DebtCore> = self.settings.build(hosts, Credentials::default())?;
        match self.access {
            Access::Token(token) => {
                let pipeline = open.with_headers(&Credentials::bearer(&token)?);
                Ok(Client { pipeline, open, login: None })
            }
            Access::ClientCredentials(credentials) => {
                credentials.check()?;
                let login = CurrentLogin::new(Entra { pipeline: open.clone(), credentials });
                let pipeline = open.with_token(http::header::AUTHORIZATION, login.tokens().clone());
                Ok(Client { pipeline, open, login: Some(login) })
            }
        }
    }
}

/// A host alone is where people forget the path; nobody documents an endpoint without one.
fn check(endpoint: &BaseUrl) -> Result<(), Error> {
    let (_, address) = endpoint.as_str().split_once("://").unwrap_or_default();
    if address.contains('/') {
        return Ok(());
    }
    Err(Error::configuration(
        "the endpoint must be the whole address of the GraphQL service, with its path: https://host/path",
    ))
}
