//! Dots' API for users, simulated from its published documents: create, list, change, delete, and verify by a texted code.
//! Not affiliated with Dots.

mod adjustment;
mod auth;
mod choices;
mod code;
mod desk;
mod dialect;
mod endpoints;
mod form;
mod handle;
mod happening;
mod paging;
mod people;
mod record;
mod simulator;
mod state;
mod tokens;
mod webhook;

pub use choices::*;
pub use handle::{Dots, UserSummary};
pub use people::{SpecialNumber, special_numbers};
pub(crate) use simulator::{CONTROL_ROUTES, Simulator};
pub use state::UserStatus;
pub(crate) use webhook::CONTROL_ROUTES as WEBHOOK_CONTROL_ROUTES;

/// The role of the only host.
pub(crate) const API: &str = "api";
