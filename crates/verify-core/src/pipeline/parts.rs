//! The values of a request on their way into its HTTP form.

use std::any::Any;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::error::Error;

/// Everything but the unreserved characters of RFC 3986: a value can never become another segment or parameter, and a
/// `+` stays a plus.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The one place where headers are added: each other one would be compiled for itself.
#[inline(never)]
pub(super) fn set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.insert(name, value);
}

/// The values an endpoint writes: path values in the order of the template, query, body.
pub struct Parts {
    template: &'static str,
    /// The filled part of the template, and what is still to be filled.
    path: String,
    rest: &'static str,
    query: String,
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) body: Bytes,
    pub(crate) context: Option<Arc<dyn Any + Send + Sync>>,
}

impl Parts {
    /// Nothing written yet; `template` is the operation's path.
    pub fn new(template: &'static str) -> Self {
        Self {
            template,
            path: String::new(),
            rest: template,
            query: String::new(),
            content_type: None,
            body: Bytes::new(),
            context: None,
        }
    }

    /// What the client knows and its requests need, as it was given to [`Pipeline::with_context`]: an account's id, a path.
    ///
    /// [`Pipeline::with_context`]: super::Pipeline::with_context
    pub fn context<T: Any + Send + Sync>(&self) -> Result<Arc<T>, Error> {
        let context = self.context.clone().and_then(|context| context.downcast().ok());
        context.ok_or_else(|| Error::configuration("the client lacks what this request needs"))
    }

    /// Fills the next placeholder of the path template, as one segment.
    pub fn path_value(&mut self, value: &str) -> Result<(), Error> {
        // Dots alone would climb the path, even percent-encoded ones.
        if matches!(value, "" | "." | "..") {
            return Err(Error::invalid_input("an id in the path must not be empty, '.' or '..'"));
        }
        let mismatch = || Error::invalid_input("the path template has fewer placeholders than values");
        let (before, from) = self.rest.split_once('{').ok_or_else(mismatch)?;
        let (_, after) = from.split_once('}').ok_or_else(mismatch)?;
        let _ = write!(self.path, "{before}{}", utf8_percent_encode(value, VALUE));
        self.rest = after;
        Ok(())
    }

    /// Adds a query parameter.
    pub fn query(&mut self, name: &str, value: &str) {
        let mark = if self.query.is_empty() { '?' } else { '&' };
        let (name, value) = (utf8_percent_encode(name, VALUE), utf8_percent_encode(value, VALUE));
        let _ = write!(self.query, "{mark}{name}={value}");
    }

    /// Sets a JSON body.
    pub fn json(&mut self, body: &impl Serialize) -> Result<(), Error> {
        // serde's own message can quote a value.
        let unwritable = |_| Error::invalid_input("the request cannot be written as JSON");
        self.body = serde_json::to_vec(body).map_err(unwritable)?.into();
        self.content_type = Some(JSON);
        Ok(())
    }

    /// Sets a form body (`application/x-www-form-urlencoded`), the fields in this order.
    pub fn form(&mut self, fields: &[(&str, &str)]) {
        let encoded = |text| utf8_percent_encode(text, VALUE);
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        self.body = pairs.collect::<Vec<_>>().join("&").into();
        self.content_type = Some(HeaderValue::from_static("application/x-www-form-urlencoded"));
    }

    /// The address below a base URL.
    pub(crate) fn address(&self, base: &str) -> Result<String, Error> {
        if self.rest.contains('{') {
            return Err(Error::invalid_input("the path template has more placeholders than values"));
        }
        Ok([base, &self.path, self.rest, &self.query].concat())
    }

    /// Whether the address, if there is one, is the same for each call of the operation.
    pub(crate) fn has_fixed_address(&self) -> bool {
        self.path.is_empty() && self.query.is_empty()
    }

    pub(crate) fn template(&self) -> &'static str {
        self.template
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parts({})", self.template)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_keeps_each_value_in_its_place() {
        let mut parts = Parts::new("/token");
        parts.form(&[("grant_type", "client_credentials"), ("a&b", "c=d&e+f g/é~"), ("empty", "")]);
        assert_eq!(parts.content_type.unwrap(), "application/x-www-form-urlencoded");
        let expected = "grant_type=client_credentials&a%26b=c%3Dd%26e%2Bf%20g%2F%C3%A9~&empty=";
        assert_eq!(parts.body, expected);
    }
}
