//! Signing as the providers do, by what their crates have for tests.

use std::time::SystemTime;

use dots_users::{MessageId, webhook as dots};
use finicity_connect::webhook as finicity;
use http::{HeaderMap, HeaderValue};
use verify_core::Secret;
use verify_sandbox::ManualClock;

use super::sender::Scheme;
use crate::exit::Failure;

/// The headers with the signature. Id and time are those of Svix's scheme; the other one has none.
pub(super) fn sign(
    scheme: Scheme,
    secret: &Secret,
    id: &str,
    at: SystemTime,
    body: &[u8],
) -> Result<HeaderMap, Failure> {
    let unusable = |error: verify_core::Error| Failure::credentials(error.to_string());
    match scheme {
        Scheme::Finicity => {
            let signature = finicity::Receiver::new([secret.clone()]).map_err(unusable)?.sign(body);
            let value = HeaderValue::from_str(&signature);
            let value = value.map_err(|_| Failure::failed("the signature cannot stand in a header"))?;
            Ok(HeaderMap::from_iter([(http::HeaderName::from_static(finicity::SIGNATURE_HEADER), value)]))
        }
        Scheme::Dots => {
            let id = MessageId::new(id).map_err(|invalid| Failure::usage(format!("--id: the {invalid}")))?;
            let receiver = dots::Receiver::new([secret.clone()]).map_err(unusable)?.clock(clock_at(at));
            receiver.sign(&id, body).map_err(|invalid| Failure::usage(format!("--id: the {invalid}")))
        }
    }
}

/// A clock that stands at this time.
pub(super) fn clock_at(at: SystemTime) -> ManualClock {
    let clock = ManualClock::frozen();
    clock.set_wall(at);
    clock
}
