#![doc = include_str!("../README.md")]

mod client;
pub mod endpoint;
mod endpoints;
mod envelope;
mod error;
mod ids;
pub mod models;
mod users;
mod verifier;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use client::{Client, ClientBuilder, Dots, Environment, Keys};
pub use endpoints::{
    CreateUser, CreatedUser, DeleteUser, Existed, ListUsers, RetrieveUser, SendVerificationToken, UpdateUser,
    Verification, VerifyToken,
};
pub use error::ErrorCode;
pub use ids::{
    AppId, ClientId, FlowId, MessageId, PaymentMethodId, PayoutLinkId, TransferId, UserId, Username,
};
pub use models::{Adjustment1099, Cents, Rail, User, UserPage, UserStatus};
pub use users::UserStream;
pub use verifier::RESEND_PACE;

#[cfg(feature = "reqwest")]
pub use verify_core::ReqwestTransport;

pub use verify_core::provider::Endpoint;
pub use verify_core::{
    Amount, BaseUrl, Challenge, Clock, DateOfBirth, Delivery, Effect, Email, Error, ErrorKind, Exchange,
    FreeForm, InvalidValue, OtpCode, OtpVerifier, Outcome, Phase, PhoneNumber, Pii, RawBody, RetryPolicy,
    Secret, Sleep, Start, Subject, SystemClock, Timestamp, Transport, TransportError,
};
