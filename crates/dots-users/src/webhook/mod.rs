//! Webhooks: checked, then read. **Needs the feature `webhook`.**
//!
//! Dots tells of what happened to users, flows, transfers and payout links by posting to an address that is entered in the
//! portal of Svix, the service that delivers for Dots; Dots' dashboard leads there. The portal shows the **signing secret**,
//! `whsec_` and base64. Signed with it (HMAC-SHA256) are the message's id, the time and the bytes that arrive: hand
//! [`Receiver::receive`] the body as it came, not JSON that was read and written again.
//!
//! * **Answer 2xx within 15 seconds**, and do the work afterwards: anything else, redirects too, is repeated, at last ten
//!   hours apart, and an address that fails for five days is switched off.
//! * **Messages come more than once and in any order.** Keep [`Message::id`] and ignore what is known: it stays the same
//!   whenever a message is sent again, and a copy that somebody has kept is refused five minutes after it was signed
//!   ([`TOLERANCE`]).
//! * **A message says what to look at, not how it is now**: most hold ids alone. Read the user, flow or transfer then.
//! * **When two users are merged, go on with the new id**: [`UserMerged`], and [`Event::user_id`]. Events about the old one may
//!   come after it.
//! * No event is documented for a phone number that was verified. [`flow.updated`](EventType::FlowUpdated) comes for each
//!   step of a flow that was completed.
//! * **While the secret is rotated**, give both secrets ([`Receiver::replace_secrets`]).
//!
//! # What is ours
//!
//! * The headers have two spellings, `svix-id` and `webhook-id` and so on. One spelling has to be complete; if both are, the
//!   `svix-` ones decide, as they do in Svix's own library, and the others are not looked at.
//! * A published example may lack the event's name; see [`Event::event_type`].
//! * Of two spellings of an event, `user.updated.ide_verified` and `user.updated.id_verified`, both are read as the latter.
//!
//! Sources: Dots' page of webhooks; the schemas of the events that Dots generated for a newer version of that page, which is
//! not published yet; Svix's pages for receivers, and its library.
//!
//! ```
//! use dots_users::webhook::{Payload, Receiver};
//! use dots_users::{MessageId, Secret};
//! use http::{HeaderMap, StatusCode};
//!
//! fn receive(receiver: &Receiver, headers: &HeaderMap, body: &[u8]) -> StatusCode {
//!     let message = match receiver.receive(headers, body) {
//!         Ok(message) => message,
//!         Err(rejected) => {
//!             eprintln!("webhook refused: {rejected}"); // holds no value that was received
//!             return StatusCode::BAD_REQUEST;
//!         }
//!     };
//!     if let Payload::UserMerged(merged) = &message.event.payload {
//!         println!("{} is now {}", merged.old_user_id, merged.new_user_id);
//!     }
//!     StatusCode::OK
//! }
//!
//! let receiver = Receiver::new([Secret::new("whsec_c2lnbmluZy1zZWNyZXQ=")])?;
//! # assert_eq!(receive(&receiver, &HeaderMap::new(), b"{}"), StatusCode::BAD_REQUEST);
//! // In a test, sign as Dots does.
//! let body = br#"{"event":"user.updated","user_id":"143c7e1c-2295-42c0-9fc9-23756ac26250"}"#;
//! let headers = receiver.sign(&MessageId::new("msg_1")?, body)?;
//! assert_eq!(receive(&receiver, &headers, body), StatusCode::OK);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod event;
mod headers;
mod payload;
mod payout_link;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderMap;
use verify_core::webhook::{Encoding, SigningKeys, check_age};
use verify_core::{Clock, Error, InvalidValue, Secret, SystemClock};

use headers::Stated;

use crate::MessageId;

pub use event::{Event, EventType};
pub use payload::{
    AppEvent, FlowEvent, ManualTransfer, Payload, ProfileChanged, TransferEvent, UserEvent, UserMerged,
};
pub use payout_link::{
    FundingSource, PayoutLink, PayoutLinkDelivery, PayoutLinkFailed, PayoutLinkPayee, PayoutLinkStatus,
};
pub use verify_core::webhook::Rejected;

/// How far the time that a webhook states may be from now, in both directions: as in Svix's libraries.
pub const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// What stands before a secret in the portal.
const PREFIX: &str = "whsec_";

/// Checks and reads webhooks. Keep one: the keys are prepared when it is made. Clones share them.
#[derive(Debug, Clone)]
pub struct Receiver {
    keys: Arc<RwLock<SigningKeys>>,
    clock: Arc<dyn Clock>,
}

/// A webhook that is believed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// The message; the same id twice is a duplicate.
    pub id: MessageId,
    /// What it tells.
    pub event: Event,
}

impl Receiver {
    /// Takes the signing secrets of the address, as the portal shows them: usually one, two while the secret is rotated. As in
    /// Svix's own library, `whsec_` in front may be left out. What is no secret is an error that does not repeat it.
    pub fn new(secrets: impl IntoIterator<Item = impl Into<Secret>>) -> Result<Self, Error> {
        let keys = Arc::new(RwLock::new(keys(secrets)?));
        Ok(Self { keys, clock: Arc::new(SystemClock) })
    }

    /// Tells the time by another clock, in a test.
    pub fn clock(self, clock: impl Clock + 'static) -> Self {
        Self { clock: Arc::new(clock), ..self }
    }

    /// Takes other secrets from now on, in all clones: when the secret was rotated in the portal. Give the old one as well for
    /// as long as messages may still be signed with it.
    pub fn replace_secrets(&self, secrets: impl IntoIterator<Item = impl Into<Secret>>) -> Result<(), Error> {
        let keys = keys(secrets)?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        Ok(())
    }

    /// Checks signature and time, and reads the event. The body is taken as it arrived.
    pub fn receive(&self, headers: &HeaderMap, body: &[u8]) -> Result<Message, Rejected> {
        let id = self.verify(headers, body)?;
        Event::parse(body).map(|event| Message { id, event })
    }

    /// Checks signature and time alone; returns the message's id, which is signed too.
    ///
    /// The signature comes first and is compared in constant time: [`TooOld`](Rejected::TooOld) and
    /// [`TooNew`](Rejected::TooNew) are said only of what Dots has signed.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<MessageId, Rejected> {
        let Stated { id, timestamp, time, signatures } = Stated::read(headers)?;
        self.keys().verify(&message(id, timestamp, body), signatures, Encoding::Base64)?;
        check_age(time, self.clock.now(), TOLERANCE)?;
        MessageId::new(id).map_err(|_| Rejected::Missing)
    }

    /// The headers Dots would send with the body now, signed with the first secret: for tests.
    pub fn sign(&self, id: &MessageId, body: &[u8]) -> Result<HeaderMap, InvalidValue> {
        let since = self.clock.now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let (id, timestamp) = (id.as_str(), since.as_secs().to_string());
        let signature = self.keys().sign(&message(id, &timestamp, body), Encoding::Base64);
        headers::written(id, &timestamp, &signature)
            .ok_or_else(|| InvalidValue::new("MessageId", "must be printable to stand in a header"))
    }

    fn keys(&self) -> RwLockReadGuard<'_, SigningKeys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is signed.
fn message<'a>(id: &'a str, timestamp: &'a str, body: &'a [u8]) -> [&'a [u8]; 5] {
    [id.as_bytes(), b".", timestamp.as_bytes(), b".", body]
}

fn keys(secrets: impl IntoIterator<Item = impl Into<Secret>>) -> Result<SigningKeys, Error> {
    let keys: Result<Vec<_>, _> = secrets.into_iter().map(|secret| key(&secret.into())).collect();
    SigningKeys::new(keys?.iter().map(Vec::as_slice))
}

fn key(secret: &Secret) -> Result<Vec<u8>, Error> {
    let text = secret.expose();
    BASE64_STANDARD.decode(text.strip_prefix(PREFIX).unwrap_or(text)).map_err(|_| {
        Error::configuration(
            "a signing secret of a webhook is not base64 after `whsec_`: copy it from the endpoint's page in the Svix portal",
        )
    })
}
