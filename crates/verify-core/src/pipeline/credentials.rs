//! What a request carries to be let in.

use std::fmt;

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use crate::error::Error;
use crate::secret::Secret;

/// Headers that authenticate, marked sensitive so that nothing prints them.
#[derive(Clone, Default)]
pub struct Credentials {
    /// Of one name the last.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

impl Credentials {
    /// `Authorization: Bearer <secret>`.
    pub fn bearer(secret: &Secret) -> Result<Self, Error> {
        Self::default().header(AUTHORIZATION, "Bearer ", secret)
    }

    /// Adds a header made of a fixed prefix and the secret.
    pub fn header(mut self, name: HeaderName, prefix: &str, secret: &Secret) -> Result<Self, Error> {
        self.headers.push((name, sensitive(prefix, secret)?));
        Ok(self)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(***)")
    }
}

pub(crate) fn sensitive(prefix: &str, secret: &Secret) -> Result<HeaderValue, Error> {
    let secret = secret.expose();
    if secret.is_empty() {
        return Err(Error::configuration("a credential (API key, token) is empty: check how it was read"));
    }
    let printable = secret.bytes().all(|byte| byte.is_ascii_graphic());
    let value = HeaderValue::try_from([prefix, secret].concat());
    let (true, Ok(mut value)) = (printable, value) else {
        return Err(Error::configuration(
            "a credential (API key, token) has a space, a line break or a character outside ASCII: \
             check how it was read",
        ));
    };
    value.set_sensitive(true);
    Ok(value)
}
