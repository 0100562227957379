//! Signzy's Instant Link for the US and Canada, simulated from the published documents: log in, send a link by text
//! message, open it on a phone, ask what came of it. Not affiliated with Signzy or Prove.
//!
//! Where to log in and where to send a link to is not public. `/sandbox/login` and `/sandbox/send-link` are this sandbox's
//! own paths; the status call has its documented one.

mod auth;
mod choices;
mod desk;
mod dialect;
mod endpoints;
mod form;
mod handle;
mod link;
mod numbers;
mod phone;
mod simulator;
mod state;
mod target;
mod tokens;

pub use choices::*;
pub use handle::Signzy;
pub(crate) use link::runs_out;
pub use link::{LinkError, LinkStage, LinkSummary, OpenedBy, SentLink};
pub use numbers::{SpecialNumber, special_numbers};
pub use phone::LineType;
pub(crate) use simulator::{CONTROL_ROUTES, Simulator};

/// The role of the only host.
pub(crate) const API: &str = "api";
/// Where to log in: this sandbox's own, no path is published.
pub(crate) const LOGIN: &str = "/sandbox/login";
/// Where to send a link: this sandbox's own, no path is published.
pub(crate) const SEND_LINK: &str = "/sandbox/send-link";
