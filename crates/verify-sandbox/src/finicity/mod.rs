//! Finicity's partner API, Connect links, hosted page and webhooks, simulated from the published documents. Not affiliated
//! with Finicity or Mastercard.

mod accounts;
mod auth;
mod banks;
mod choices;
mod connect;
mod consumers;
mod customers;
mod desk;
mod dialect;
mod endpoints;
mod form;
mod handle;
mod mail;
mod order;
mod paging;
mod simulator;
mod state;
mod tokens;

pub use banks::{InstitutionSummary, institutions};
pub use choices::*;
pub(crate) use connect::CONTROL_ROUTES as CONNECT_CONTROL_ROUTES;
pub(crate) use connect::runs_out;
pub use connect::{
    AddedAccount, ConnectError, ConnectErrorKind, ConnectSession, End, EndKind, Failure, FoundAccount,
    Question, QuestionKind, Report, SignInField, SignInUser, Step, SupportedInstitution, sign_in_users,
};
pub use handle::{AccountSummary, CustomerSummary, Finicity};
pub(crate) use simulator::{CONTROL_ROUTES, Simulator};

/// The role of the host for the partner's server.
pub(crate) const API: &str = "api";
/// The role of the host for the hosted page.
pub(crate) const PAGE: &str = "page";
