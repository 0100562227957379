//! Webhooks: checked, then read. **Needs the feature `webhook`.**
//!
//! Finicity posts an event for each step of a Connect session that was given a [`Webhook`](crate::Webhook), signed with the
//! **partner secret**: header `x-finicity-signature`, HMAC-SHA256 of the body in hexadecimal digits. The signature is over the
//! bytes that arrive: hand [`Receiver::receive`] the body as it came, not JSON that was read and written again.
//!
//! * **Answer 200 at once**, and do the work afterwards: anything else is repeated for up to three days, and whether another
//!   2xx counts is not documented. A `ping` comes while the link is being made, and the call that makes it fails unless the
//!   ping is answered with 2xx.
//! * **Events come more than once and in any order.** Keep [`Event::id`] and ignore what is known; do not take the order for the
//!   course of the session. There is no time in a signature, so an old event can be sent again by whoever has it.
//! * **While the partner secret is rotated**, give both secrets ([`Receiver::replace_secrets`]); which one signs during the
//!   grace period is not documented.
//! * What a report call with a `callbackUrl` posts has another form and no signature; it is not for this module.
//!
//! Sources: Finicity's webhook pages, and webhooks captured from the live service by a public client.
//!
//! ```
//! use finicity_connect::Secret;
//! use finicity_connect::webhook::{Payload, Receiver, Rejected};
//! use http::{HeaderMap, HeaderValue, StatusCode};
//!
//! fn receive(receiver: &Receiver, headers: &HeaderMap, body: &[u8]) -> StatusCode {
//!     let event = match receiver.receive(headers, body) {
//!         Ok(event) => event,
//!         Err(rejected) => {
//!             eprintln!("webhook refused: {rejected}"); // holds no value that was received
//!             return StatusCode::BAD_REQUEST;
//!         }
//!     };
//!     if let Payload::Added(added) = &event.payload {
//!         println!("{} accounts for {:?}", added.accounts.len(), event.customer_id);
//!     }
//!     StatusCode::OK
//! }
//!
//! let receiver = Receiver::new([Secret::new("partner-secret")])?;
//! # let mut headers = HeaderMap::new();
//! # assert_eq!(receive(&receiver, &headers, b"{}"), StatusCode::BAD_REQUEST);
//! // In a test, sign as Finicity does.
//! let body = br#"{"eventType":"ping","payload":{}}"#;
//! # headers.insert("x-finicity-signature", HeaderValue::from_str(&receiver.sign(body))?);
//! # assert_eq!(receive(&receiver, &headers, body), StatusCode::OK);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod event;
mod payload;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use http::{HeaderMap, HeaderName};
use verify_core::webhook::{Encoding, SigningKeys};
use verify_core::{Error, Secret};

pub use event::{Event, EventType};
pub use payload::{
    AccountsDeleted, Added, Adding, CredentialsUpdated, Discovered, InstitutionEvent, InstitutionNotFound,
    Payload, UnableToConnect,
};
pub use verify_core::webhook::Rejected;

/// The header with the signature.
pub const SIGNATURE_HEADER: &str = "x-finicity-signature";

static SIGNATURE: HeaderName = HeaderName::from_static(SIGNATURE_HEADER);

/// Checks and reads webhooks. Keep one: the keys are prepared when it is made. Clones share them.
#[derive(Debug, Clone)]
pub struct Receiver(Arc<RwLock<SigningKeys>>);

impl Receiver {
    /// Takes the partner secrets that may sign: usually one, two while the secret is rotated.
    pub fn new(partner_secrets: impl IntoIterator<Item = impl Into<Secret>>) -> Result<Self, Error> {
        keys(partner_secrets).map(|keys| Self(Arc::new(RwLock::new(keys))))
    }

    /// Takes other partner secrets from now on, in all clones: when the secret was
    /// [rotated](crate::Client::rotate_partner_secret). A receiver that does not know the new secret refuses every ping, and
    /// then no link can be made.
    pub fn replace_secrets(
        &self,
        partner_secrets: impl IntoIterator<Item = impl Into<Secret>>,
    ) -> Result<(), Error> {
        let keys = keys(partner_secrets)?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = keys;
        Ok(())
    }

    /// Checks the signature, in constant time, and reads the event. The body is taken as it arrived.
    pub fn receive(&self, headers: &HeaderMap, body: &[u8]) -> Result<Event, Rejected> {
        self.verify(headers, body)?;
        Event::parse(body)
    }

    /// Checks the signature alone.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), Rejected> {
        // What is no text becomes an empty signature, which fits nothing.
        let signatures =
            headers.get_all(&SIGNATURE).iter().map(|value| value.to_str().unwrap_or_default().trim());
        self.keys().verify(&[body], signatures, Encoding::Hex)
    }

    /// The signature Finicity would send with the body, made with the first secret: for tests.
    pub fn sign(&self, body: &[u8]) -> String {
        self.keys().sign(&[body], Encoding::Hex)
    }

    fn keys(&self) -> RwLockReadGuard<'_, SigningKeys> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn keys(secrets: impl IntoIterator<Item = impl Into<Secret>>) -> Result<SigningKeys, Error> {
    let secrets: Vec<Secret> = secrets.into_iter().map(Into::into).collect();
    SigningKeys::new(secrets.iter().map(|secret| secret.expose().as_bytes()))
}
