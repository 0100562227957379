#![doc = include_str!("../README.md")]

mod answer;
mod clock;
mod error;
pub mod http;
mod pipeline;
pub mod provider;
mod secret;
mod values;
mod verification;

pub use clock::{Clock, Sleep, SystemClock};
pub use error::{Code, Delivery, Error, ErrorKind, Phase, RawBody};
#[cfg(feature = "reqwest")]
pub use http::ReqwestTransport;
pub use http::{BaseUrl, Exchange, Transport, TransportError};
pub use pipeline::{Effect, RetryPolicy, Timeouts};
pub use secret::Secret;
pub use values::{Amount, DateOfBirth, Email, InvalidValue, OtpCode, PhoneNumber, Pii, Ssn, Timestamp};
pub use verification::{Challenge, Fallback, OtpVerifier, Outcome, Start, Subject};
