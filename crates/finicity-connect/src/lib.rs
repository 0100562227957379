#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod auth;
mod client;
mod connect;
mod customers;
pub mod endpoint;
mod endpoints;
mod envelope;
mod error;
mod ids;
pub mod models;
mod next_step;
mod redirect;
mod verifier;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use auth::{Partner, TOKEN_HARD_AGE, TOKEN_SOFT_AGE};
pub use client::{Client, ClientBuilder, Environment, Finicity};
pub use connect::{
    Borrower, ConnectLink, ConsumerInfo, EmailConfig, EmailOptions, Experience, FromDate, ReportCustomField,
    SentConnectEmail, Webhook, WebhookContentType,
};
pub use customers::CustomerStream;
pub use endpoints::{
    CreateActiveCustomer, CreateConsumer, CreateTestingCustomer, DeleteCustomer, GenerateConnectUrl,
    GenerateFixConnectUrl, GenerateJointBorrowerConnectUrl, GenerateLiteConnectUrl, GetConsumer,
    GetConsumerForCustomer, GetCustomer, GetInstitution, ListAccounts, ListCustomers, ModifyConsumer,
    ModifyCustomer, RefreshAccounts, RotatePartnerSecret, SearchInstitutions, SendConnectEmail,
    SendJointBorrowerConnectEmail,
};
pub use error::ErrorCode;
pub use ids::{
    AccountId, ApplicationId, ConsumerId, CustomerId, EventId, InstitutionId, InstitutionLoginId, PartnerId,
    Username,
};
pub use models::{Account, Contact, ContactPhone, Customer, CustomerType, Identity, Institution};
pub use next_step::NextStep;
pub use redirect::ConnectRedirect;
pub use verifier::{CHECK_PACE, ConnectVerifier};

#[cfg(feature = "reqwest")]
pub use verify_core::ReqwestTransport;

pub use verify_core::provider::Endpoint;
pub use verify_core::{
    Amount, BaseUrl, Challenge, Clock, DateOfBirth, Delivery, Effect, Email, Error, ErrorKind, Exchange,
    FreeForm, InvalidValue, LinkVerifier, Outcome, Phase, PhoneNumber, Pii, RawBody, RetryPolicy, Secret,
    Sleep, Ssn, Start, Subject, SystemClock, Timestamp, Transport, TransportError,
};
