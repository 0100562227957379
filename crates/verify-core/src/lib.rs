#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod error;
pub mod http;
mod pages;
mod pipeline;
pub mod provider;
mod token;
mod verification;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use error::{Code, Delivery, Error, ErrorKind, Phase, RawBody};
#[cfg(feature = "reqwest")]
pub use http::ReqwestTransport;
pub use http::{BaseUrl, Exchange, Transport, TransportError};
pub use pipeline::{Effect, RetryPolicy, Timeouts};
pub use verification::{Challenge, Fallback, LinkVerifier, OtpVerifier, Outcome, Start, Subject};
#[doc(inline)]
pub use verify_values::{
    Amount, Clock, DateOfBirth, Email, FreeForm, InvalidValue, OtpCode, PhoneNumber, Pii, Secret, Sleep, Ssn,
    SystemClock, Timestamp,
};

// The parts of `verify-values` by the names they have in this crate.
use verify_values as clock;
use verify_values as secret;
use verify_values as values;
