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
#[cfg(feature = "debtcore")]
mod inside;
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
#[cfg(feature = "debtcore")]
pub(crate) use data::{Debt, File, Kind};
pub(crate) use handle::quiz;
pub use handle::{KbaAnswer, NewLiability, Spinwheel, UserSummary};
#[cfg(feature = "debtcore")]
pub(crate) use handle::{kba_answers, users};
#[cfg(feature = "debtcore")]
pub(crate) use inside::{Inside, Phase, Refused, Standing, Told};
pub use people::{Key, SpecialPerson, Step, special_people};
pub(crate) use simulator::{CONTROL_ROUTES, Simulator};
pub(crate) use state::CODE_LIFETIME;
#[cfg(feature = "debtcore")]
pub(crate) use state::Progress;

/// The role of the host for text messages, reports and users.
pub(crate) const STANDARD: &str = "standard";
/// The role of the host for what needs a social security number.
pub(crate) const SECURE: &str = "secure";
