//! The client of the control API: finding a running sandbox, and telling it what to do.

mod download;

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Method, Request, StatusCode};
use serde_json::Value;
use spinwheel_connect::{BaseUrl, Delivery, Exchange, ReqwestTransport, Transport, TransportError};
use verify_core::{Clock, SystemClock};

use crate::exit::Failure;
use crate::without_values::without_values;

/// The environment variable that names the sandbox.
pub(crate) const VARIABLE: &str = "VERIFY_SANDBOX_URL";

/// The tenant that is meant where none is named.
pub(crate) const DEFAULT: &str = "default";

/// On this machine it is a moment, unless the machine has much else to do.
const CONNECT: Duration = Duration::from_secs(30);

/// How long an answer may take that nobody has to wait for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A sandbox on this machine, and the tenant that is meant.
#[derive(Debug, Clone)]
pub(crate) struct SandboxAddress {
    base: BaseUrl,
    tenant: String,
}

impl SandboxAddress {
    /// Takes any address that `sandbox up` prints: the sandbox's, the control API's, a provider's.
    pub(crate) fn parse(text: &str, flag: &str) -> Result<Self, Failure> {
        let rule = || {
            Failure::usage(format!(
                "{flag} must be the address of a sandbox on this machine, for instance http://127.0.0.1:8700"
            ))
            .next("take it from the first line of `verify-kit sandbox up`")
        };
        let url: BaseUrl = text.parse().map_err(|_| rule())?;
        let (scheme, rest) = url.as_str().split_once("://").ok_or_else(rule)?;
        if !url.is_loopback() {
            return Err(rule());
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let base = format!("{scheme}://{authority}").parse().map_err(|_| rule())?;
        let tenant = match path.split('/').next() {
            None | Some("" | "_sandbox") => DEFAULT,
            Some(tenant) => tenant,
        };
        Ok(Self { base, tenant: tenant.to_owned() })
    }

    /// The one that the flag names, else the environment; `None` when neither does.
    pub(crate) fn named(given: Option<&str>) -> Result<Option<Self>, Failure> {
        if let Some(url) = given {
            return Self::parse(url, "--sandbox").map(Some);
        }
        match std::env::var(VARIABLE) {
            Ok(url) if !url.is_empty() => Self::parse(&url, VARIABLE).map(Some),
            _ => Ok(None),
        }
    }

    /// The same sandbox, another tenant.
    pub(crate) fn for_tenant(self, tenant: &str) -> Self {
        Self { tenant: tenant.to_owned(), ..self }
    }

    /// The address that leads to sandbox and tenant; the sandbox's own where that is enough.
    pub(crate) fn url(&self) -> String {
        match self.tenant.as_str() {
            DEFAULT => self.base_url().to_owned(),
            tenant => format!("{}/{tenant}", self.base_url()),
        }
    }

    /// The sandbox's own address.
    pub(crate) fn base_url(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    pub(crate) fn tenant(&self) -> &str {
        &self.tenant
    }

    /// What the control API says at this path below the tenant.
    pub(crate) async fn get(&self, path: &str) -> Result<Value, Failure> {
        self.get_within(path, PATIENCE).await
    }

    /// The same, where the answer is wanted only if it comes soon.
    pub(crate) async fn get_within(&self, path: &str, at_most: Duration) -> Result<Value, Failure> {
        self.call(Method::GET, &self.tenant_url(path), None, at_most).await
    }

    /// What the control API says there, where the sandbox holds the answer back for so long at most.
    pub(crate) async fn long_poll(&self, path: &str, at_most: Duration) -> Result<Value, Failure> {
        let seconds = at_most.as_secs() + u64::from(at_most.subsec_nanos() > 0);
        let join = if path.contains('?') { '&' } else { '?' };
        let url = self.tenant_url(&format!("{path}{join}timeout_seconds={seconds}"));
        self.call(Method::GET, &url, None, at_most + PATIENCE).await
    }

    pub(crate) async fn post(&self, path: &str, body: Option<&Value>) -> Result<Value, Failure> {
        self.call(Method::POST, &self.tenant_url(path), body, PATIENCE).await
    }

    /// What the control API says at this path below the tenant, written as it comes: there is no limit to it. `write` takes
    /// each piece.
    pub(crate) async fn download(
        &self,
        path: &str,
        write: impl FnMut(&[u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let url = self.tenant_url(path);
        let refused = download::download(&url, PATIENCE, write).await?;
        let Some((status, body)) = refused else { return Ok(()) };
        let read: Value = serde_json::from_slice(&body).map_err(|_| gone())?;
        Err(No::read(status, &read, &url).map_or_else(gone, No::of_the_tool))
    }

    /// Does what is done on a page of a provider: a no is the provider's.
    pub(crate) async fn post_as_on_page(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        let url = self.tenant_url(path);
        self.ask(Method::POST, &url, Some(body), PATIENCE).await?.map_err(No::of_the_provider)
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        self.call(Method::PUT, &self.tenant_url(path), Some(body), PATIENCE).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Result<Value, Failure> {
        self.call(Method::DELETE, &self.tenant_url(path), None, PATIENCE).await
    }

    /// The clock, which all tenants share: shown, or moved by a command.
    pub(crate) async fn clock(&self, command: Option<&str>) -> Result<Value, Failure> {
        let (method, path) = match command {
            None => (Method::GET, String::new()),
            Some(command) => (Method::POST, format!("/{command}")),
        };
        self.call(method, &format!("{}/_sandbox/clock{path}", self.base_url()), None, PATIENCE).await
    }

    /// The tenants that were used so far.
    pub(crate) async fn tenants(&self) -> Result<Value, Failure> {
        self.call(Method::GET, &format!("{}/_sandbox/tenants", self.base_url()), None, PATIENCE).await
    }

    /// Whether a sandbox answers there.
    pub(crate) async fn answers(&self) -> bool {
        let url = format!("{}/_sandbox/health", self.base_url());
        let health = self.call(Method::GET, &url, None, PATIENCE).await;
        health.is_ok_and(|health| health["status"] == "ok")
    }

    async fn call(
        &self,
        method: Method,
        url: &str,
        body: Option<&Value>,
        at_most: Duration,
    ) -> Result<Value, Failure> {
        self.ask(method, url, body, at_most).await?.map_err(No::of_the_tool)
    }

    async fn ask(
        &self,
        method: Method,
        url: &str,
        body: Option<&Value>,
        at_most: Duration,
    ) -> Result<Result<Value, No>, Failure> {
        let transport =
            ReqwestTransport::new(std::slice::from_ref(&self.base), CONNECT).map_err(|_| gone())?;
        let text = body.map(Value::to_string).unwrap_or_default();
        let mut request = Request::builder().method(method).uri(url);
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(Bytes::from(text.clone())).map_err(|_| gone())?;
        let exchange = Exchange::new("control", false);
        let answer = tokio::select! {
            answer = transport.send(request, &exchange) => answer.map_err(|error| unheard(&error))?,
            () = SystemClock.timeout(at_most) => return Err(gone()),
        };
        let read: Value = serde_json::from_slice(answer.body()).map_err(|_| gone())?;
        if answer.status().is_success() {
            return Ok(Ok(read));
        }
        No::read(answer.status(), &read, &format!("{url} {text}")).map(Err).ok_or_else(gone)
    }

    fn tenant_url(&self, path: &str) -> String {
        format!("{}/_sandbox/tenants/{}/{path}", self.base_url(), self.tenant)
    }
}

/// Nobody there, or somebody who says more than this program reads.
fn unheard(error: &TransportError) -> Failure {
    if error.delivery() != Delivery::Answered {
        return gone();
    }
    let most = ReqwestTransport::ANSWER_LIMIT / (1024 * 1024);
    Failure::failed(format!("the sandbox answers with more than {most} MiB, which is not read"))
        .next("reset what is not needed, or ask the control API with another client: GET /_sandbox lists its routes")
}

fn gone() -> Failure {
    Failure::failed("no sandbox answers at this address")
        .next("start one with `verify-kit sandbox up`, and pass the address it prints with --sandbox")
}

/// What the sandbox did not do: its own words, without the values that were sent.
struct No {
    status: StatusCode,
    message: String,
    what_to_do: String,
}

impl No {
    fn read(status: StatusCode, body: &Value, sent: &str) -> Option<Self> {
        let word = |name: &str| body["error"][name].as_str();
        let message = format!("the sandbox says: {}", without_values(word("message")?, sent));
        Some(Self { status, message, what_to_do: word("what_to_do")?.to_owned() })
    }

    fn of_the_tool(self) -> Failure {
        let failure = if self.status == StatusCode::BAD_REQUEST { Failure::usage } else { Failure::failed };
        failure(self.message).next(self.what_to_do)
    }

    /// As of a provider. What to do speaks of the control API, which nobody sees there.
    fn of_the_provider(self) -> Failure {
        Failure::refused(self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::SandboxAddress;

    #[test]
    fn every_printed_address_leads_to_the_sandbox() {
        let outbox = |text: &str| SandboxAddress::parse(text, "--sandbox").unwrap().tenant_url("outbox");
        for text in [
            "http://127.0.0.1:1",
            "http://127.0.0.1:1/",
            "http://127.0.0.1:1/_sandbox",
            "http://127.0.0.1:1/default/spinwheel",
        ] {
            assert_eq!(outbox(text), "http://127.0.0.1:1/_sandbox/tenants/default/outbox");
        }
        assert!(outbox("http://localhost:1/blue/spinwheel-secure").ends_with("/tenants/blue/outbox"));
        for text in ["https://api.example.com", "127.0.0.1:1", ""] {
            assert!(SandboxAddress::parse(text, "--sandbox").is_err());
        }
    }

    #[test]
    fn an_address_leads_to_its_tenant() {
        let address = SandboxAddress::parse("http://127.0.0.1:1/green", "--sandbox").unwrap();
        assert_eq!((address.url(), address.tenant()), ("http://127.0.0.1:1/green".to_owned(), "green"));
        assert_eq!(address.for_tenant("default").url(), "http://127.0.0.1:1");
    }
}
