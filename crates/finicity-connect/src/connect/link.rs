//! The link to the Connect page.

use std::fmt;

use verify_core::provider::{Lenient, Scalar, answer};
use verify_core::{Pii, Timestamp};

/// A link to the Connect page. **Whoever has it can act as the customer:** it is not printed and has to be taken out on purpose.
///
/// Links of the generate calls live for two hours in all samples that are known; what the link itself says is
/// [`expires_at`](Self::expires_at). Its form is not documented: do not change it.
#[derive(Clone, PartialEq, Eq)]
pub struct ConnectLink(Pii<String>);

impl ConnectLink {
    /// Wraps a link that was stored.
    pub fn new(link: impl Into<Pii<String>>) -> Self {
        Self(link.into())
    }

    /// The link, to be opened by the customer (or given to the Connect SDK) and by nobody else.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// When the link stops working: its parameter `ttl`, milliseconds since 1970 (inferred from samples).
    pub fn expires_at(&self) -> Option<Timestamp> {
        let (_, query) = self.expose().split_once('?')?;
        let ttl = query.split('&').find_map(|pair| pair.strip_prefix("ttl="))?;
        Timestamp::from_scalar(Scalar::Text(ttl))
    }
}

impl fmt::Debug for ConnectLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConnectLink(***)")
    }
}

impl serde::Serialize for ConnectLink {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Lenient for ConnectLink {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Text(text) if !text.is_empty() => Some(Self::new(text)),
            _ => None,
        }
    }
}

answer! {
    /// What the generate calls answer.
    pub(crate) struct Generated {
        required {
            /// The link.
            link: ConnectLink => "link",
        }
    }
}
