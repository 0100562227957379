#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod client;
pub mod endpoint;
mod endpoints;
mod envelope;
mod error;
mod ids;
pub mod models;
mod verifier;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use client::{Client, ClientBuilder, END_USER_AGREEMENT, Environment, Spinwheel, VerifyPath};
pub use endpoints::{
    Address, AnswerKba, ConnectNetworkToken, ConnectPreverifiedPhone, ConnectPreverifiedProfile, ConnectSms,
    CreditReportOrder, DebtProfileSubscriptions, DeleteUser, DeletedUser, Kba, KbaAnswer, KbaOption,
    KbaQuestion, KbaSession, KnownPerson, Liabilities, LiabilityRefresh, LiabilityRefreshStatus,
    NewLiabilitySubscriptions, OrderCreditReport, OrderDebtProfile, OrderEquifaxProfile, RefreshLiabilities,
    RefreshStatus, RetrieveUser, RetrieveUserUnmasked, SmsCode, SmsConnection, StartKba,
    SubscribeDebtProfileRefresh, SubscribeNewLiabilities, UnmaskedField, UnsubscribeDebtProfileRefresh,
    VerifySmsCode, WaitForLiabilities,
};
pub use error::{ErrorCode, NextStep};
pub use ids::{
    AnswerId, ConnectionId, CreditReportId, ExtRequestId, ExtUserId, LiabilityId, QuestionId,
    RefreshTransactionId, SubscriptionId, UserId, UserKey, WebhookId,
};
pub use models::{Connection, ConnectionStatus, Liability, LiabilityKind, Profile, User};

pub use verifier::RESEND_PACE;
#[cfg(feature = "reqwest")]
pub use verify_core::ReqwestTransport;

pub use verify_core::provider::Endpoint;
pub use verify_core::{
    Amount, BaseUrl, Challenge, Clock, DateOfBirth, Delivery, Effect, Email, Error, ErrorKind, Exchange,
    Fallback, FreeForm, InvalidValue, OtpCode, OtpVerifier, Outcome, Phase, PhoneNumber, Pii, RawBody,
    RetryPolicy, Secret, Sleep, Ssn, Start, Subject, SystemClock, Timestamp, Transport, TransportError,
};
