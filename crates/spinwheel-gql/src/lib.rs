#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod access;
mod address;
mod client;
mod consent;
pub mod endpoint;
mod endpoints;
mod error;
mod generated;
mod graphql;
mod ids;
pub mod models;
mod next_step;
mod reports;
mod verifier;

pub use access::{Access, ClientCredentials, TOKEN_LIFE};
pub use address::Address;
pub use client::{Client, ClientBuilder, DebtCore};
pub use consent::{Consent, ConsentRefusal};
pub use endpoints::{
    CreditReportOrderField, GetCreditReport, GetKbaQuestions, GetUserVerification, KbaAnswer,
    ListCreditReports, OrderDirection, PullCreditReport, SendKbaAnswers, SendSmsVerificationCode,
    VerifySmsCode,
};
pub use error::ErrorCode;
pub use ids::{
    AnswerId, ClientId, CreditReportId, CreditReportUserId, DebtId, LeadId, QuestionId, ReqOrgContactId,
    ReqOrgId, TenantId, UserVerificationId,
};
pub use models::{
    CreditReport, CreditReportPage, CreditReportSource, CreditReportSummary, Debt, KbaOption, KbaQuestion,
    KbaQuestions, ReportStatus, UserVerification, VerificationStatus, VerificationType,
};
pub use next_step::NextStep;
pub use reports::CreditReportStream;
pub use verifier::RESEND_PACE;

#[cfg(feature = "reqwest")]
pub use verify_core::ReqwestTransport;

pub use verify_core::provider::Endpoint;
pub use verify_core::{
    Amount, BaseUrl, Challenge, Clock, DateOfBirth, Delivery, Effect, Error, ErrorKind, Exchange, Fallback,
    InvalidValue, OtpCode, OtpVerifier, Outcome, Phase, PhoneNumber, Pii, RawBody, RetryPolicy, Secret,
    Sleep, Ssn, Start, Subject, SystemClock, Timestamp, Transport, TransportError,
};
