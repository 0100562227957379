//! How a customer is let in: a token that Signzy handed out, or one that a login gives.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use verify_core::provider::{Pipeline, Token, TokenCache, TokenSource};
use verify_core::{Error, Secret, Timestamp};

use crate::client::Signzy;
use crate::endpoints::LogIn;
use crate::models::AccessToken;

/// How a client is let in. The token goes into `Authorization` as it is, without `Bearer`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Access {
    /// A long-lived token from your contact at Signzy: recommended, since nothing about the login of `api.signzy.us` is
    /// published. (Source: customers' code, which never logs in.)
    Token(Secret),
    /// Username and password, which a login turns into a token. Needs
    /// [`login_path`](crate::ClientBuilder::login_path).
    Login(Login),
}

impl Access {
    /// A long-lived token.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self::Token(token.into())
    }

    /// Username and password.
    pub fn login(username: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        Self::Login(Login::new(username, password))
    }
}

/// What a login is made with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Login {
    /// The username.
    pub username: Secret,
    /// The password; some of Signzy's products have an API key in its place.
    pub password: Secret,
}

impl Login {
    /// Username and password. Nothing is checked here: a client that is built with an empty one is an error.
    pub fn new(username: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        Self { username: username.into(), password: password.into() }
    }

    /// An empty text is a setting that was not read, and nothing Signzy gave out.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.username.expose().trim().is_empty() || self.password.expose().trim().is_empty() {
            return Err(Error::configuration("username or password is empty: check how it was read"));
        }
        Ok(())
    }
}

/// How long a token lasts whose login does not say so. Ours: short, as a login costs little.
const UNTOLD_LIFE: Duration = Duration::from_secs(3600);

/// A token that seems to be over on arrival is a matter of clocks that differ. Ours.
const SHORTEST_LIFE: Duration = Duration::from_secs(60);

/// Tokens are renewed after nine tenths of their life, and at most a day early. Ours.
const MOST_EARLY: Duration = Duration::from_secs(24 * 3600);

/// The logins of a client and its clones.
#[derive(Debug, Clone)]
pub(crate) struct Logins {
    /// Without a token: the login is made with it.
    pub(crate) pipeline: Pipeline<Signzy>,
    pub(crate) tokens: TokenCache,
    end: End,
}

impl Logins {
    pub(crate) fn new(pipeline: Pipeline<Signzy>, login: Login) -> Self {
        let end = End::default();
        let source = LoginTokens { pipeline: pipeline.clone(), login, end: end.clone() };
        let tokens = TokenCache::new(Arc::clone(pipeline.clock()), Arc::new(source));
        Self { pipeline, tokens, end }
    }

    pub(crate) fn replace(&self, login: Login) -> Result<(), Error> {
        login.check()?;
        let source = LoginTokens { pipeline: self.pipeline.clone(), login, end: self.end.clone() };
        self.tokens.replace_source(Arc::new(source));
        Ok(())
    }

    pub(crate) fn token_lasts_until(&self) -> Option<Timestamp> {
        self.end.get()
    }
}

/// Until when the newest token lasts, as far as the login said.
#[derive(Debug, Clone, Default)]
struct End(Arc<Mutex<Option<Timestamp>>>);

impl End {
    /// Poisoning is no concern: the value is whole.
    fn get(&self) -> Option<Timestamp> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, end: Option<Timestamp>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = end;
    }
}

/// Fetches tokens with a username and a password.
#[derive(Debug)]
struct LoginTokens {
    pipeline: Pipeline<Signzy>,
    login: Login,
    end: End,
}

#[async_trait]
impl TokenSource for LoginTokens {
    async fn fetch(&self) -> Result<Token, Error> {
        let asked_at = self.pipeline.clock().now();
        let granted = self.pipeline.call(&LogIn { login: &self.login }).await?;
        let hard_age = life(&granted, asked_at);
        let early = (hard_age / 10).min(MOST_EARLY);
        let secret = Secret::new(granted.id.expose().as_str());
        let token = Token::new("", &secret, hard_age.saturating_sub(early), hard_age)?;
        self.end.set(end(&granted, asked_at));
        Ok(token)
    }
}

/// From when it was asked for until `created` + `ttl`, and never more than `ttl`: a token may be handed out a second time.
fn life(granted: &AccessToken, asked_at: SystemTime) -> Duration {
    let Some(ttl) = granted.ttl.map(Duration::from_secs) else { return UNTOLD_LIFE };
    let rest = granted.created.and_then(|created| {
        let end = created.to_system_time().checked_add(ttl)?;
        Some(end.duration_since(asked_at).unwrap_or_default())
    });
    rest.unwrap_or(ttl).clamp(SHORTEST_LIFE.min(ttl), ttl)
}

/// `created` + `ttl`, by Signzy's clock; without `created`, from when it was asked for.
fn end(granted: &AccessToken, asked_at: SystemTime) -> Option<Timestamp> {
    let begin = granted.created.map_or(asked_at, Timestamp::to_system_time);
    Some(begin.checked_add(Duration::from_secs(granted.ttl?))?.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

    use super::*;
    use verify_core::{Pii, Timestamp};

    fn life_of(ttl: Option<u64>, created: Option<&str>) -> u64 {
        let asked_at = Timestamp::parse("2026-01-15T10:00:00Z").unwrap().to_system_time();
        let mut granted = AccessToken::new(Pii::from("token"));
        (granted.ttl, granted.created) = (ttl, created.map(|text| Timestamp::parse(text).unwrap()));
        life(&granted, asked_at).as_secs()
    }

    #[test]
    fn a_token_lasts_from_its_creation() {
        assert_eq!(life_of(Some(1_209_600), Some("2026-01-15T10:00:00.000Z")), 1_209_600);
        assert_eq!(life_of(Some(7200), Some("2026-01-15T09:30:00Z")), 5400, "handed out half an hour ago");
        assert_eq!(life_of(Some(7200), None), 7200);
        assert_eq!(life_of(None, Some("2026-01-15T10:00:00Z")), 3600, "not told");
    }

    #[test]
    fn the_end_is_what_the_login_said() {
        let end_of = |ttl: Option<u64>, created: Option<&str>| {
            let asked_at = Timestamp::parse("2026-01-15T10:00:00Z").unwrap().to_system_time();
            let mut granted = AccessToken::new(Pii::from("token"));
            (granted.ttl, granted.created) = (ttl, created.map(|text| Timestamp::parse(text).unwrap()));
            end(&granted, asked_at).map(|end| end.to_string())
        };
        let created = Some("2026-01-15T09:30:00Z");
        assert_eq!(end_of(Some(7200), created).as_deref(), Some("2026-01-15T11:30:00.000Z"));
        assert_eq!(end_of(Some(7200), None).as_deref(), Some("2026-01-15T12:00:00.000Z"));
        assert_eq!(end_of(None, created), None);
        assert_eq!(end_of(Some(u64::MAX), created), None, "no time is that late");
    }

    #[test]
    fn clocks_that_differ_do_no_harm() {
        assert_eq!(life_of(Some(7200), Some("2026-01-15T11:00:00Z")), 7200, "never longer than its ttl");
        assert_eq!(life_of(Some(7200), Some("2026-01-14T10:00:00Z")), 60, "never over on arrival");
        assert_eq!(life_of(Some(30), Some("2026-01-14T10:00:00Z")), 30);
    }
}
