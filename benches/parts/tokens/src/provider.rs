//! The provider, which counts its logins. No network: what is measured is who asks.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use finicity_connect::{Exchange, Transport, TransportError};
use http::{Request, Response, StatusCode};

pub(crate) const SECRET: &str = "synthetic-partner-secret-1";
const LOGIN: &str = "/aggregation/v2/partners/authentication";
/// How often the runtime goes round until a login is answered: everybody who wants a token has come by then.
const ROUNDS: usize = 8;

/// The one token that is good now has a number; the ones before it are not accepted.
#[derive(Debug, Default)]
pub(crate) struct Provider {
    logins: AtomicUsize,
    good: AtomicUsize,
}

impl Provider {
    pub(crate) fn logins(&self) -> usize {
        self.logins.load(Ordering::Relaxed)
    }

    /// No token is accepted until the next login.
    pub(crate) fn revoke(&self) {
        self.good.store(0, Ordering::Relaxed);
    }

    /// A token, if the secret is right.
    pub(crate) async fn login(&self, secret_is_right: bool) -> Option<String> {
        let number = self.logins.fetch_add(1, Ordering::Relaxed) + 1;
        for _ in 0..ROUNDS {
            tokio::task::yield_now().await;
        }
        secret_is_right.then(|| {
            self.good.store(number, Ordering::Relaxed);
            format!("synthetic-token-{number}")
        })
    }

    /// Whether a call with this token is answered.
    pub(crate) fn accepts(&self, token: &str) -> bool {
        let good = self.good.load(Ordering::Relaxed);
        good > 0 && token == format!("synthetic-token-{good}")
    }
}

#[async_trait]
impl Transport for Provider {
    async fn send(&self, request: Request<Bytes>, _: &Exchange) -> Result<Response<Bytes>, TransportError> {
        if request.uri().path() == LOGIN {
            let body = String::from_utf8_lossy(request.body()).into_owned();
            return Ok(match self.login(body.contains(SECRET)).await {
                Some(token) => answer(StatusCode::OK, format!(r#"{{"token":"{token}"}}"#)),
                None => answer(StatusCode::UNAUTHORIZED, r#"{"code":10001,"message":"Invalid credentials"}"#),
            });
        }
        let token = request.headers().get("finicity-app-token").and_then(|token| token.to_str().ok());
        Ok(if self.accepts(token.unwrap_or_default()) {
            answer(StatusCode::OK, r#"{"id":"1005061234"}"#)
        } else {
            answer(StatusCode::UNAUTHORIZED, r#"{"code":10022,"message":"Invalid Finicity-App-Token"}"#)
        })
    }
}

fn answer(status: StatusCode, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = status;
    answer
}
