//! The way to the sandbox, narrow and overheard: for the providers that log clients in.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;
use tokio::sync::{Barrier, Semaphore};
use verify_core::{Exchange, ReqwestTransport, Transport, TransportError};
use verify_sandbox::Tenant;

/// At most this many requests are under way at once, so that a thousand calls need no thousand sockets.
const PLACES: usize = 20;

const LOGINS: [&str; 3] = ["authenticate", "fetch_token", "login"];

/// Carries requests over real TCP and remembers what nobody may print. Clones are the same wire.
#[derive(Debug, Clone)]
pub struct Wire(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    tcp: ReqwestTransport,
    places: Semaphore,
    meeting: Option<(&'static str, Barrier)>,
    secrets: Mutex<Vec<String>>,
    messages: Mutex<Vec<String>>,
}

impl Wire {
    /// A wire to the tenant.
    pub fn new(tenant: &Tenant) -> Self {
        Self::with(&tenant.finicity().base_url(), None)
    }

    /// A wire to the tenant's Signzy.
    pub fn to_signzy(tenant: &Tenant) -> Self {
        Self::with(&tenant.signzy().base_url(), None)
    }

    /// Lets two requests of this operation leave together: the first one waits for the second.
    pub fn with_meeting(tenant: &Tenant, operation: &'static str) -> Self {
        Self::with(&tenant.finicity().base_url(), Some((operation, Barrier::new(2))))
    }

    fn with(host: &str, meeting: Option<(&'static str, Barrier)>) -> Self {
        let host = host.parse().unwrap();
        let tcp = ReqwestTransport::new(&[host], Duration::from_mins(1)).unwrap();
        let (secrets, messages) = (Mutex::default(), Mutex::default());
        Self(Arc::new(Shared { tcp, places: Semaphore::new(PLACES), meeting, secrets, messages }))
    }

    /// The app keys and access tokens that were sent, and the tokens and links that were answered.
    pub fn secrets(&self) -> Vec<String> {
        self.0.secrets.lock().unwrap().clone()
    }

    /// The texts that were answered under the name `message`, wherever it stood.
    pub fn messages(&self) -> Vec<String> {
        self.0.messages.lock().unwrap().clone()
    }
}

impl Shared {
    fn keep(&self, secret: Option<&str>) {
        let mut secrets = self.secrets.lock().unwrap();
        let new = secret.filter(|secret| !secrets.iter().any(|known| known == secret)).map(str::to_owned);
        secrets.extend(new);
    }

    fn overhear(&self, answer: &[u8]) {
        let answer: Value = serde_json::from_slice(answer).unwrap_or_default();
        for name in ["token", "link", "access_token"] {
            self.keep(answer[name].as_str());
        }
        keep_messages(&answer, &mut self.messages.lock().unwrap());
    }
}

fn keep_messages(answer: &Value, messages: &mut Vec<String>) {
    match answer {
        Value::Object(fields) => {
            messages.extend(fields.get("message").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| keep_messages(field, messages));
        }
        Value::Array(items) => items.iter().for_each(|item| keep_messages(item, messages)),
        _ => {}
    }
}

#[async_trait]
impl Transport for Wire {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let shared = &*self.0;
        for name in ["finicity-app-key", "finicity-app-token", "authorization"] {
            let value = request.headers().get(name).and_then(|value| value.to_str().ok());
            shared.keep(value.map(|value| value.trim_start_matches("Bearer ")));
        }
        if let Some((_, both)) = shared.meeting.as_ref().filter(|(name, _)| *name == exchange.operation()) {
            both.wait().await;
        }
        // A login overtakes: calls with the token from before arrive after it.
        let waits = !LOGINS.contains(&exchange.operation());
        let _place = if waits { Some(shared.places.acquire().await.unwrap()) } else { None };
        let answer = shared.tcp.send(request, exchange).await?;
        shared.overhear(answer.body());
        Ok(answer)
    }
}
