//! What can be wrong with an address or a number.

use std::fmt;

/// Why an address was not registered, an event not waited for, or nothing sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// The address is not `http://` on this machine. The sandbox sends nothing anywhere else.
    NotLoopback(String),
    /// No provider has an event of this name, or none that an address can be registered for: Finicity's addresses come with
    /// links, Dots' is added with `set_webhook_url`.
    UnknownEvent {
        /// The name given.
        name: String,
        /// The names there are; with `*`, every event, where that is one.
        known: Vec<&'static str>,
    },
    /// Not a header.
    InvalidHeader(String),
    /// There is no delivery of this number.
    NoSuchDelivery(u64),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(url) => {
                write!(
                    f,
                    "{url:?} is not an http:// address on 127.0.0.0/8, [::1] or localhost; the sandbox sends only there"
                )
            }
            Self::UnknownEvent { name, known } => {
                write!(f, "there is no event {name:?}; known are {}", known.join(", "))
            }
            Self::InvalidHeader(name) => write!(f, "{name:?} is no header, or its value cannot be sent"),
            Self::NoSuchDelivery(id) => write!(f, "there is no delivery {id}"),
        }
    }
}

impl std::error::Error for WebhookError {}
