#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod auth;
mod client;
mod country;
mod doubt;
pub mod endpoint;
mod endpoints;
mod envelope;
mod error;
mod ids;
mod models;
mod path;
mod policy;
mod redirect;
mod verifier;
mod wait;
mod warning;

pub use auth::{Access, Login};
pub use client::{Client, ClientBuilder, Environment, Signzy};
pub use country::Country;
pub use endpoints::{CheckLink, SendLink};
pub use error::ErrorCode;
pub use ids::{RequestId, SessionId, TransactionId};
pub use models::{LineType, LinkStatus, PhoneMatch, SentLink};
pub use policy::{Doubt, Policy, Verdict};
pub use redirect::LinkRedirect;
pub use verifier::{InstantLinkVerifier, RESEND_PACE};
pub use wait::{Conclusion, LINK_LIFE, POLL_INTERVAL, WaitForVerdict};
pub use warning::Warning;

#[cfg(feature = "reqwest")]
pub use verify_core::ReqwestTransport;

pub use verify_core::provider::Endpoint;
pub use verify_core::{
    BaseUrl, Challenge, Clock, Delivery, Effect, Error, ErrorKind, Exchange, InvalidValue, LinkVerifier,
    Outcome, Phase, PhoneNumber, Pii, RawBody, RetryPolicy, Secret, Sleep, Start, Subject, SystemClock,
    Timestamp, Transport, TransportError,
};
