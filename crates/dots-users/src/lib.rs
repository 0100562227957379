#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod accounts;
mod client;
pub mod endpoint;
mod endpoints;
mod envelope;
mod error;
mod flows;
mod forms;
mod ids;
mod metadata;
pub mod models;
mod paging;
mod steps;
mod users;
mod verifier;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use accounts::{BankAccount, CashAppAccount, VenmoAccount};
pub use client::{Client, ClientBuilder, Dots, Environment, Keys};
pub use endpoints::{
    CreateFlow, CreateUser, CreatedFlow, CreatedUser, DeleteUser, Existed, FlowWait, ListFlows,
    ListPayoutMethods, ListUsers, PutAddress, PutCompliance, PutPayoutMethod, RetrieveFlow, RetrieveUser,
    SendVerificationToken, UpdateUser, Verification, VerifyToken, WaitForFlow,
};
pub use error::ErrorCode;
pub use flows::FlowStream;
pub use forms::{Address, Ein, Signature, TaxTreaty, TreatyIncome, W8BenForm, W9Form};
pub use ids::{
    AppId, ClientId, FlowId, MessageId, PaymentMethodId, PayoutLinkId, TemplateId, TransferId, UserId,
    Username,
};
pub use models::{
    AccountType, Adjustment1099, Cents, Flow, FlowPage, PaymentMethod, Rail, StepName, User, UserPage,
    UserStatus,
};
pub use steps::{FeeParty, Step};
pub use users::UserStream;
pub use verifier::RESEND_PACE;

#[cfg(feature = "reqwest")]
pub use verify_core::ReqwestTransport;

pub use verify_core::provider::Endpoint;
pub use verify_core::{
    Amount, BaseUrl, Challenge, Clock, DateOfBirth, Delivery, Effect, Email, Error, ErrorKind, Exchange,
    FreeForm, InvalidValue, OtpCode, OtpVerifier, Outcome, Phase, PhoneNumber, Pii, RawBody, RetryPolicy,
    Secret, Sleep, Ssn, Start, Subject, SystemClock, Timestamp, Transport, TransportError,
};
