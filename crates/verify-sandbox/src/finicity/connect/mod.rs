//! Connect: links, the hosted page, its sessions, and the webhooks they send.

mod booth;
mod choose;
mod control;
mod end;
mod error;
mod found;
mod handle;
mod institutions;
mod link;
mod open;
mod profiles;
mod review;
mod routes;
mod session;
mod sign_in;
mod signature;
mod users;
mod verbs;
mod views;
mod webhook;

pub use error::{ConnectError, ConnectErrorKind};
pub use handle::{ConnectSession, Failure};
pub use users::{SignInUser, sign_in_users};
pub use views::{
    AddedAccount, End, EndKind, FoundAccount, Question, QuestionKind, Report, SignInField, Step,
    SupportedInstitution,
};

pub(crate) use control::{CONTROL_ROUTES, control};
pub(crate) use institutions::{Institution, all, find};
pub(crate) use link::{Borrower, Hook, Link, LinkKind, LinkOrder, Origin, issue, runs_out};
pub(crate) use routes::{OPERATIONS, answer};
pub(crate) use session::Session;
pub(crate) use webhook::{EVENTS, ping, signing_secret, tied};
