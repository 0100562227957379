//! How a client is let in: with a token from Microsoft Entra ID, or with one that was fetched elsewhere.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use verify_core::provider::{Pipeline, Token, TokenCache, TokenSource};
use verify_core::{Error, Secret};

use crate::client::DebtCore;
use crate::endpoints::Login;
use crate::{ClientId, TenantId};

/// How long a token is taken to live that comes without a word about it: the provider's page says that an hour is usual.
pub const TOKEN_LIFE: Duration = Duration::from_secs(3600);

/// With what a client is let in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Access {
    /// Fetches tokens as they are needed.
    ClientCredentials(ClientCredentials),
    /// Uses this token, and fails once it is not accepted any more: for programs that get their tokens elsewhere. See
    /// [`Client::with_token`](crate::Client::with_token).
    Token(Secret),
}

/// What DebtCore's account manager gave out for OAuth 2.0 client credentials (source: DebtCore's authentication page).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientCredentials {
    /// The provider's directory; one for both environments.
    pub tenant_id: TenantId,
    /// The client id.
    pub client_id: ClientId,
    /// The client secret.
    pub client_secret: Secret,
    /// What the token is for: `api://{app id}/.default`, with an app id for each environment.
    pub scope: String,
}

impl From<ClientCredentials> for Access {
    fn from(credentials: ClientCredentials) -> Self {
        Self::ClientCredentials(credentials)
    }
}

impl ClientCredentials {
    /// Directory, client id, client secret, and what the token is for (`api://{app id}/.default`). Nothing is checked here: a
    /// client that is built with what cannot be right is an error.
    pub fn new(
        tenant_id: TenantId,
        client_id: ClientId,
        client_secret: impl Into<Secret>,
        scope: impl Into<String>,
    ) -> Self {
        Self { tenant_id, client_id, client_secret: client_secret.into(), scope: scope.into() }
    }

    /// What could not be right, whoever reads it.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check(&self.client_secret)?;
        if self.scope.is_empty() || self.scope.contains(|letter: char| letter.is_whitespace()) {
            return Err(Error::configuration("the scope must be one: api://, an app id, /.default"));
        }
        Ok(())
    }
}

fn check(secret: &Secret) -> Result<(), Error> {
    let secret = secret.expose();
    if secret.is_empty() || !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::configuration(
            "the client secret is empty, or has a space, a line break or a character outside ASCII: check how it was read",
        ));
    }
    Ok(())
}

/// Fetches tokens with one client secret.
#[derive(Debug)]
pub(crate) struct Entra {
    pub(crate) pipeline: Pipeline<DebtCore>,
    pub(crate) credentials: ClientCredentials,
}

#[async_trait]
impl TokenSource for Entra {
    async fn fetch(&self) -> Result<Token, Error> {
        let granted = self.pipeline.call(&Login(&self.credentials)).await?;
        let life = granted.expires_in.map_or(TOKEN_LIFE, Duration::from_secs);
        // A quarter of its life is left for the renewal.
        Token::new("Bearer ", &Secret::new(granted.access_token.expose().as_str()), life / 4 * 3, life)
    }
}

/// What fetches the tokens at present, shared by the clones of a client.
#[derive(Debug, Clone)]
pub(crate) struct CurrentLogin {
    entra: Arc<Mutex<Arc<Entra>>>,
    tokens: TokenCache,
}

impl CurrentLogin {
    pub(crate) fn new(first: Entra) -> Self {
        let clock = Arc::clone(first.pipeline.clock());
        let first = Arc::new(first);
        let tokens = TokenCache::new(clock, Arc::<Entra>::clone(&first));
        Self { entra: Arc::new(Mutex::new(first)), tokens }
    }

    pub(crate) fn tokens(&self) -> &TokenCache {
        &self.tokens
    }

    /// Both change under one lock: what is compared is always what logs in.
    pub(crate) fn replace(&self, client_secret: Secret) -> Result<(), Error> {
        check(&client_secret)?;
        let mut entra = self.lock();
        if entra.credentials.client_secret == client_secret {
            return Ok(());
        }
        let credentials = ClientCredentials { client_secret, ..entra.credentials.clone() };
        *entra = Arc::new(Entra { pipeline: entra.pipeline.clone(), credentials });
        self.tokens.replace_source(Arc::<Entra>::clone(&entra));
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Entra>> {
        self.entra.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
