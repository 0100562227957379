//! The hosted page of a flow: its routes, its sessions, and the same steps in Rust and over the control API.

mod complete;
mod control;
mod error;
mod handle;
mod onboard;
mod open;
mod payouts;
mod routes;
mod session;
mod steps;
mod verbs;
mod view;

pub use error::{FlowError, FlowErrorKind};
pub use handle::{FlowSession, Person};
pub use view::{ConnectedMethod, FlowScreen, FlowUser, FlowView, Payouts, StepMessage, StepStatus};

pub(crate) use control::{CONTROL_ROUTES, control};
pub(crate) use routes::{OPERATIONS, answer};
pub(crate) use session::Session;
