//! Alleviate's DebtCore, its credit service, simulated from its published documents: GraphQL over the simulated
//! Spinwheel of the same tenant, behind tokens of a simulated Microsoft Entra. Not affiliated with any of them.

mod args;
mod auth;
mod choices;
mod codes;
mod desk;
mod dialect;
mod endpoints;
mod entra;
mod execute;
mod handle;
mod lookup;
mod node;
mod paging;
mod record;
mod reports;
mod request;
mod root;
mod schema;
mod simulator;
mod state;
mod variables;
mod wrapped;

pub use choices::*;
pub use handle::{Contact, DebtCore, Report};
pub(crate) use simulator::{CONTROL_ROUTES, Simulator};

/// The role of the only host.
pub(crate) const API: &str = "api";
/// Where GraphQL is served.
pub(crate) const PATH: &str = "/credit-service/graphql";
