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
mod paging;
mod people;
mod record;
mod simulator;
mod state;
mod tokens;

pub use choices::*;
pub use handle::{Dots, UserSummary};
pub use people::{SpecialNumber, special_numbers};
pub(crate) use simulator::{CONTROL_ROUTES, Simulator};
pub use state::UserStatus;

/// The role of the only host.
pub(crate) const API: &str = "api";
