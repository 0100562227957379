//! Credentials.

use std::fmt;
use std::hint::black_box;

use secrecy::{ExposeSecret, SecretString};

/// A credential: an API key, a client secret, an access token.
///
/// Printed as `Secret(***)`, never serialised, wiped from memory when dropped, compared byte by byte to the end
/// wherever the first difference is.
/// [`expose`](Secret::expose) is the one way to read it.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes the text over; nothing is trimmed or checked here.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        same(self.expose().as_bytes(), other.expose().as_bytes())
    }
}

impl Eq for Secret {}

/// Looks at every byte, wherever the first difference is; only the length shows.
fn same(left: &[u8], right: &[u8]) -> bool {
    let differing =
        left.iter().zip(right).fold(0, |differing, (left, right)| black_box(differing | (left ^ right)));
    left.len() == right.len() && differing == 0
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}
