//! A provider that wants access tokens, as a transport: it counts logins and can hold them up.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderName, Method, Request, Response, StatusCode};
use tokio::sync::Semaphore;
use verify_core::provider::{
    Answer, Credentials, Endpoint, Failure, Operation, Parts, Pipeline, Refusal, Settings, Token, TokenCache,
    TokenSource, answer,
};
use verify_core::{Effect, Error, Exchange, RetryPolicy, Secret, Transport, TransportError};
use verify_testkit::ManualClock;

use super::Example;

pub(crate) const SOFT: Duration = Duration::from_secs(90 * 60);
pub(crate) const HARD: Duration = Duration::from_secs(120 * 60);

/// The provider; clones are the same one.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    state: Mutex<State>,
    /// A login takes a permit.
    logins: Semaphore,
    /// So does a call of `put`, before it is answered.
    puts: Semaphore,
}

#[derive(Debug, Default)]
struct State {
    secret: String,
    logins: usize,
    calls: usize,
    waiting: usize,
    valid: BTreeSet<String>,
    login_fails: usize,
    refuses_everything: bool,
    login_answer: Option<&'static str>,
}

impl Gate {
    pub(crate) fn new() -> Self {
        let state = State { secret: "right".into(), ..State::default() };
        let many = || Semaphore::new(Semaphore::MAX_PERMITS);
        Self(Arc::new(Inner { state: Mutex::new(state), logins: many(), puts: many() }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap()
    }

    /// Logins do not get an answer until they are let through.
    pub(crate) fn hold_logins(&self) {
        self.0.logins.forget_permits(Semaphore::MAX_PERMITS);
    }

    pub(crate) fn let_logins_through(&self) {
        self.0.logins.add_permits(1_000_000);
    }

    /// Calls of `put` do not get an answer until they are let through.
    pub(crate) fn hold_puts(&self) {
        self.0.puts.forget_permits(Semaphore::MAX_PERMITS);
    }

    pub(crate) fn let_puts_through(&self) {
        self.0.puts.add_permits(1_000_000);
    }

    pub(crate) fn revoke_all(&self) {
        self.state().valid.clear();
    }

    pub(crate) fn set_secret(&self, secret: &str) {
        secret.clone_into(&mut self.state().secret);
    }

    pub(crate) fn fail_logins(&self, times: usize) {
        self.state().login_fails = times;
    }

    pub(crate) fn refuse_every_token(&self) {
        self.state().refuses_everything = true;
    }

    pub(crate) fn answer_logins_with(&self, body: &'static str) {
        self.state().login_answer = Some(body);
    }

    pub(crate) fn logins(&self) -> usize {
        self.state().logins
    }

    /// Calls that arrived, logins left out.
    pub(crate) fn calls(&self) -> usize {
        self.state().calls
    }

    /// Waits until a login has arrived that is held up, but not for ever.
    pub(crate) async fn login_arrived(&self) {
        for _ in 0..100_000 {
            if self.state().waiting > 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("no login arrives");
    }

    async fn login(&self, body: &[u8]) -> Result<(StatusCode, String), TransportError> {
        let fails = {
            let mut state = self.state();
            state.logins += 1;
            state.waiting += 1;
            let fails = state.login_fails > 0;
            state.login_fails -= usize::from(fails);
            fails
        };
        let permit = self.0.logins.acquire().await.unwrap();
        permit.forget();
        let mut state = self.state();
        state.waiting -= 1;
        if fails {
            return Err(TransportError::interrupted("the connection was closed without an answer"));
        }
        if let Some(answer) = state.login_answer {
            return Ok((StatusCode::OK, answer.to_owned()));
        }
        if body != format!("{:?}", state.secret).as_bytes() {
            return Ok((StatusCode::UNAUTHORIZED, String::new()));
        }
        let token = format!("token-{}", state.logins);
        state.valid.insert(token.clone());
        Ok((StatusCode::OK, format!(r#"{{"token":"{token}"}}"#)))
    }

    fn answer(&self, token: &str) -> (StatusCode, String) {
        let mut state = self.state();
        state.calls += 1;
        if state.valid.contains(token) && !state.refuses_everything {
            (StatusCode::OK, r#"{"id":"1"}"#.to_owned())
        } else {
            (StatusCode::UNAUTHORIZED, "token".to_owned())
        }
    }
}

#[async_trait]
impl Transport for Gate {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let (status, body) = if exchange.operation() == "login" {
            self.login(request.body()).await?
        } else {
            // Others get their turn between sending and answering, as on a network.
            tokio::task::yield_now().await;
            if exchange.operation() == "put" {
                self.0.puts.acquire().await.unwrap().forget();
            }
            let token =
                request.headers().get("x-token").map(|token| token.to_str().unwrap()).unwrap_or_default();
            self.answer(token)
        };
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        Ok(response)
    }
}

answer! {
    /// A token.
    struct Granted {
        required {
            /// It.
            token: String => "token",
        }
    }
}

/// The login; its body is the secret.
struct Login<'a>(&'a str);

impl Endpoint for Login<'_> {
    type Provider = Example;
    type Output = Granted;
    const OPERATION: &'static Operation =
        &Operation::new("login", Method::POST, "/login", Effect::Idempotent);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&self.0)
    }

    fn decode(&self, answer: &Answer) -> Result<Granted, Failure> {
        if answer.status().is_success() { Ok(answer.json()?) } else { Err(Failure::Refused(Refusal::new())) }
    }
}

#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) pipeline: Pipeline<Example>,
    pub(crate) secret: &'static str,
}

#[async_trait]
impl TokenSource for Source {
    async fn fetch(&self) -> Result<Token, Error> {
        let granted = self.pipeline.call(&Login(self.secret)).await?;
        Token::new("", &Secret::new(granted.token), SOFT, HARD)
    }
}

/// A client of the provider with its own clock.
pub(crate) struct Client {
    pub(crate) pipeline: Pipeline<Example>,
    pub(crate) cache: TokenCache,
    pub(crate) clock: ManualClock,
    login: Pipeline<Example>,
}

impl Client {
    pub(crate) fn of(gate: &Gate) -> Self {
        Self::with_secret(gate, "right")
    }

    pub(crate) fn with_secret(gate: &Gate, secret: &'static str) -> Self {
        let clock = ManualClock::frozen().skipping_pauses();
        let mut settings = Settings::default();
        settings.transport = Some(Arc::new(gate.clone()));
        settings.clock = Some(Arc::new(clock.clone()));
        settings.retry = RetryPolicy::off();
        let host = "https://api.example.com".parse().unwrap();
        let login = settings.build(vec![host], Credentials::default()).unwrap();
        let source = Source { pipeline: login.clone(), secret };
        let cache = TokenCache::new(Arc::clone(login.clock()), Arc::new(source));
        let pipeline = login.with_token(HeaderName::from_static("x-token"), cache.clone());
        Self { pipeline, cache, clock, login }
    }

    pub(crate) fn source(&self, secret: &'static str) -> Arc<dyn TokenSource> {
        Arc::new(Source { pipeline: self.login.clone(), secret })
    }
}
