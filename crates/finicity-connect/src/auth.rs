//! How a partner is let in: an app key on every call, and an access token that a login gives for two hours.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use verify_core::provider::{Pipeline, Token, TokenCache, TokenSource};
use verify_core::{Error, Secret};

use crate::PartnerId;
use crate::client::Finicity;
use crate::endpoints::Login;

/// From this age on a token is renewed while it is still in use (source: OAS 1.42).
pub const TOKEN_SOFT_AGE: Duration = Duration::from_secs(90 * 60);

/// At this age a token stops working (source: OAS 1.42).
pub const TOKEN_HARD_AGE: Duration = Duration::from_secs(2 * 3600);

/// What Finicity gave the partner. All three are on the dashboard of the partner's account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Partner {
    /// The partner id; it is no secret.
    pub id: PartnerId,
    /// The partner secret: it fetches access tokens and signs webhooks.
    pub secret: Secret,
    /// The app key, which goes with every call.
    pub app_key: Secret,
}

impl Partner {
    /// Partner id, partner secret, app key. Nothing is checked here: a client that is built with what cannot be right is an error.
    pub fn new(id: PartnerId, secret: impl Into<Secret>, app_key: impl Into<Secret>) -> Self {
        Self { id, secret: secret.into(), app_key: app_key.into() }
    }
}

/// Logs in with one partner secret.
#[derive(Debug)]
pub(crate) struct PartnerLogin {
    pub(crate) pipeline: Pipeline<Finicity>,
    pub(crate) partner_id: PartnerId,
    pub(crate) secret: Secret,
}

#[async_trait]
impl TokenSource for PartnerLogin {
    async fn fetch(&self) -> Result<Token, Error> {
        let login = Login { partner_id: &self.partner_id, partner_secret: &self.secret };
        let granted = self.pipeline.call(&login).await?;
        Token::new("", &Secret::new(granted.token.expose().as_str()), TOKEN_SOFT_AGE, TOKEN_HARD_AGE)
    }
}

/// The login in use, shared by the clones of a client.
#[derive(Debug, Clone)]
pub(crate) struct CurrentLogin {
    partner_id: PartnerId,
    login: Arc<Mutex<Arc<PartnerLogin>>>,
}

impl CurrentLogin {
    pub(crate) fn new(first: PartnerLogin) -> Self {
        Self { partner_id: first.partner_id.clone(), login: Arc::new(Mutex::new(Arc::new(first))) }
    }

    pub(crate) fn partner_id(&self) -> &PartnerId {
        &self.partner_id
    }

    pub(crate) fn secret(&self) -> Secret {
        self.lock().secret.clone()
    }

    pub(crate) fn source(&self) -> Arc<dyn TokenSource> {
        Arc::<PartnerLogin>::clone(&self.lock())
    }

    /// Both change under one lock: the secret that is sent to change it is always the one that logs in.
    pub(crate) fn replace(&self, secret: Secret, tokens: &TokenCache) {
        let mut login = self.lock();
        if login.secret == secret {
            return;
        }
        let (pipeline, partner_id) = (login.pipeline.clone(), self.partner_id.clone());
        *login = Arc::new(PartnerLogin { pipeline, partner_id, secret });
        tokens.replace_source(Arc::<PartnerLogin>::clone(&login));
    }

    fn lock(&self) -> MutexGuard<'_, Arc<PartnerLogin>> {
        self.login.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
