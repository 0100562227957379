//! Where Connect tells how a session goes.

use std::collections::BTreeMap;

use http::{HeaderName, HeaderValue};
use serde::Serialize;
use verify_core::{Error, FreeForm, InvalidValue, Pii};

/// Where Connect posts its events.
///
/// While the link is made Finicity posts a `ping` to the address, and the call fails unless it is answered with 2xx
/// (documented for the Australian sister product; taken to hold here too). The address must be reachable from the internet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    pub(super) url: Pii<String>,
    pub(super) content_type: Option<WebhookContentType>,
    pub(super) data: Option<FreeForm>,
    pub(super) headers: BTreeMap<String, Pii<String>>,
}

/// How the bodies of events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum WebhookContentType {
    /// `application/json`, which is also what Finicity takes when nothing is said.
    #[serde(rename = "application/json")]
    Json,
    /// `application/xml`. Its form is not documented: the `webhook` module of this crate does not read it.
    #[serde(rename = "application/xml")]
    Xml,
}

/// JSON of the caller's own making that has to be an object.
pub(super) fn object(data: impl Serialize, not_an_object: &'static str) -> Result<FreeForm, Error> {
    let value = serde_json::to_value(data).map_err(|_| Error::invalid_input(not_an_object))?;
    if value.is_object() { Ok(FreeForm::new(value)) } else { Err(Error::invalid_input(not_an_object)) }
}

impl Webhook {
    /// Takes an `http` or `https` URL; a query in it is kept. It is not printed, since such addresses often hold a token.
    pub fn new(url: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        let url = web_address(url.into().expose())
            .ok_or(InvalidValue::new("webhook", "must be an http or https URL"))?;
        Ok(Self { url: url.into(), content_type: None, data: None, headers: BTreeMap::new() })
    }

    /// Asks for a certain form of the bodies.
    #[must_use]
    pub fn content_type(mut self, content_type: WebhookContentType) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Adds an object that every event carries back unchanged (`webhookData`), for instance an id of your own.
    pub fn data(mut self, data: impl Serialize) -> Result<Self, Error> {
        self.data = Some(object(data, "webhookData must be a JSON object")?);
        Ok(self)
    }

    /// Adds an HTTP header that every event carries (`webhookHeaders`), for instance `Authorization`. The value is not
    /// printed. A name or value that HTTP does not allow is refused here, since Finicity would fail only later.
    pub fn header(
        mut self,
        name: impl Into<String>,
        value: impl Into<Pii<String>>,
    ) -> Result<Self, InvalidValue> {
        let (name, value) = (name.into(), value.into());
        if name.parse::<HeaderName>().is_err() {
            return Err(InvalidValue::new("webhookHeaders", "must have names that HTTP allows"));
        }
        if !value.expose().is_ascii() || HeaderValue::from_str(value.expose()).is_err() {
            return Err(InvalidValue::new(
                "webhookHeaders",
                "must have values of ASCII characters that can be seen",
            ));
        }
        self.headers.insert(name, value);
        Ok(self)
    }
}

/// The text of an absolute `http` or `https` URL.
pub(super) fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let uri: http::Uri = text.split('#').next()?.parse().ok()?;
    (matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some()).then(|| text.to_owned())
}
