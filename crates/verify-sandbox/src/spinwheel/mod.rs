//! Spinwheel's REST API, simulated from its published documents. Not affiliated with Spinwheel.

mod auth;
mod choices;
mod connected;
mod data;
mod desk;
mod dialect;
mod endpoints;
mod form;
mod handle;
mod kba;
mod orders;
mod people;
mod preverified;
mod refresh;
mod report;
mod simulator;
mod state;
mod subscriptions;
mod tokens;
mod webhook;

pub use choices::*;
pub use handle::{KbaAnswer, NewLiability, Spinwheel, UserSummary};
pub use people::{Key, SpecialPerson, Step, special_people};
pub(crate) use simulator::{CONTROL_ROUTES, Simulator};

/// The role of the host for text messages, reports and users.
pub(crate) const STANDARD: &str = "standard";
/// The role of the host for what needs a social security number.
pub(crate) const SECURE: &str = "secure";
