//! Finding a running sandbox: its address, and the synthetic credentials it gives away.

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Method, Request};
use serde_json::Value;
use spinwheel_connect::{BaseUrl, Exchange, ReqwestTransport, Transport};

use crate::exit::Failure;

/// The environment variable that names the sandbox.
pub(crate) const VARIABLE: &str = "VERIFY_SANDBOX_URL";

const CONNECT: Duration = Duration::from_secs(5);

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
            None | Some("" | "_sandbox") => "default",
            Some(tenant) => tenant,
        };
        Ok(Self { base, tenant: tenant.to_owned() })
    }

    /// Where the texts and e-mails can be read.
    pub(crate) fn outbox_url(&self) -> String {
        self.tenant_url("outbox")
    }

    /// What the control API says at this path below the tenant.
    pub(crate) async fn get(&self, path: &str) -> Result<Value, Failure> {
        self.ask(path, Method::GET, Bytes::new()).await
    }

    /// Has the control API do something.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        self.ask(path, Method::POST, Bytes::from(body.to_string())).await
    }

    async fn ask(&self, path: &str, method: Method, body: Bytes) -> Result<Value, Failure> {
        let gone = || {
            Failure::failed("no sandbox answers at this address")
                .next("start one with `verify-kit sandbox up`, and pass the address it prints with --sandbox")
        };
        let transport =
            ReqwestTransport::new(std::slice::from_ref(&self.base), CONNECT).map_err(|_| gone())?;
        let acts = method == Method::POST;
        let request = Request::builder().method(method).uri(self.tenant_url(path));
        let request = request.header(CONTENT_TYPE, "application/json").body(body).map_err(|_| gone())?;
        let answer = transport.send(request, &Exchange::new("control", false)).await.map_err(|_| gone())?;
        if !answer.status().is_success() {
            // What one looks at is the sandbox's business; what one asks it to do can be wrong.
            return Err(refused(answer.body()).filter(|_| acts).unwrap_or_else(gone));
        }
        serde_json::from_slice(answer.body()).map_err(|_| gone())
    }

    fn tenant_url(&self, path: &str) -> String {
        format!("{}/_sandbox/tenants/{}/{path}", self.base.as_str(), self.tenant)
    }
}

/// The sandbox's own words about what it did not do. They can quote what was sent, so what is quoted is left out.
fn refused(body: &[u8]) -> Option<Failure> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let message = body.pointer("/error/message").and_then(Value::as_str)?;
    let parts = message.split('"').enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "“…”" });
    Some(Failure::refused(format!("the sandbox says: {}", parts.collect::<String>())))
}

#[cfg(test)]
mod tests {
    use super::SandboxAddress;

    #[test]
    fn every_printed_address_leads_to_the_sandbox() {
        let outbox = |text: &str| SandboxAddress::parse(text, "--sandbox").unwrap().outbox_url();
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
}
