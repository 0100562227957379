#![doc = include_str!("../README.md")]

mod client;
mod endpoints;
mod envelope;
mod error;
mod ids;
pub mod models;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use client::{Client, ClientBuilder, END_USER_AGREEMENT, Environment, Spinwheel, VerifyPath};
pub use endpoints::{
    Address, AnswerKba, ConnectSms, CreditReportOrder, Kba, KbaAnswer, KbaOption, KbaQuestion, KbaSession,
    Liabilities, OrderCreditReport, RetrieveUser, SmsCode, SmsConnection, StartKba, VerifySmsCode,
    WaitForLiabilities,
};
pub use error::{ErrorCode, NextStep};
pub use ids::{
    AnswerId, ConnectionId, CreditReportId, ExtUserId, LiabilityId, QuestionId, SubscriptionId, UserId,
    UserKey, WebhookId,
};
pub use models::{Connection, ConnectionStatus, Liability, LiabilityKind, Profile, User};

#[cfg(feature = "reqwest")]
pub use verify_core::ReqwestTransport;
/// Implemented by every request; names the calls for [`Client::send`].
pub use verify_core::provider::Endpoint;
pub use verify_core::{
    Amount, BaseUrl, Clock, DateOfBirth, Delivery, Effect, Email, Error, ErrorKind, Exchange, InvalidValue,
    OtpCode, Phase, PhoneNumber, Pii, RawBody, RetryPolicy, Secret, Sleep, Ssn, SystemClock, Timestamp,
    Transport, TransportError,
};
