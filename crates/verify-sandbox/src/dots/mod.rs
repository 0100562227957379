//! Dots' API for users and flows, simulated from its published documents: users who are verified by a texted code, their
//! payout methods and tax forms, and flows with their hosted page. Not affiliated with Dots.

mod adjustment;
mod auth;
mod choices;
mod code;
mod compliance;
mod desk;
mod dialect;
mod endpoints;
mod flows;
mod form;
mod handle;
mod happening;
mod hosted;
mod methods;
mod paging;
mod people;
mod record;
mod simulator;
mod state;
mod tax_forms;
mod tokens;
mod webhook;

pub use choices::*;
pub use compliance::{SpecialTin, special_tins};
pub use handle::{Dots, FlowSummary, UserSummary};
pub(crate) use hosted::CONTROL_ROUTES as FLOW_CONTROL_ROUTES;
pub use hosted::{
    ConnectedMethod, FlowError, FlowErrorKind, FlowScreen, FlowSession, FlowUser, FlowView, Payouts, Person,
    StepMessage, StepStatus,
};
pub use people::{SpecialNumber, special_numbers};
pub(crate) use simulator::{CONTROL_ROUTES, Simulator};
pub use state::UserStatus;
pub(crate) use webhook::CONTROL_ROUTES as WEBHOOK_CONTROL_ROUTES;

/// The role of the host for the application's server.
pub(crate) const API: &str = "api";
/// The role of the host of the hosted page.
pub(crate) const PAGE: &str = "page";
