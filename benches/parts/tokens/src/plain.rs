//! What anybody would write: an option under an asynchronous mutex, which is held while a token is fetched.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::HeaderValue;
use tokio::sync::Mutex;

use crate::provider::Provider;

const AGE: Duration = Duration::from_secs(90 * 60);

struct Token {
    header: HeaderValue,
    until: Instant,
}

pub(crate) struct Cache {
    provider: Arc<Provider>,
    secret_is_right: bool,
    token: Mutex<Option<Token>>,
}

impl Cache {
    pub(crate) fn new(provider: Arc<Provider>, secret_is_right: bool) -> Self {
        Self { provider, secret_is_right, token: Mutex::new(None) }
    }

    /// The token to use now.
    pub(crate) async fn get(&self) -> Option<HeaderValue> {
        let mut token = self.token.lock().await;
        if let Some(token) = token.as_ref().filter(|token| Instant::now() < token.until) {
            return Some(token.header.clone());
        }
        let until = Instant::now() + AGE;
        let fetched = self.provider.login(self.secret_is_right).await?;
        let mut header = HeaderValue::try_from(fetched).ok()?;
        header.set_sensitive(true);
        *token = Some(Token { header: header.clone(), until });
        Some(header)
    }

    /// A call: when its token is not accepted, once more with a new one.
    pub(crate) async fn call(&self) -> bool {
        for _ in 0..2 {
            let Some(used) = self.get().await else { return false };
            if self.provider.accepts(used.to_str().unwrap_or_default()) {
                return true;
            }
            // Another caller may have fetched a newer one meanwhile: that one stays.
            self.token.lock().await.take_if(|token| token.header == used);
        }
        false
    }
}
