//! Made-up people who act by themselves on what the sandbox sends them.

mod acts;
mod agenda;
mod browser;
mod code;
mod crowd;
#[cfg(feature = "dots")]
mod dots;
mod error;
#[cfg(feature = "finicity")]
mod finicity;
mod handle;
mod journey;
mod life;
mod persona;
#[cfg(feature = "spinwheel")]
mod questions;
mod saved;
#[cfg(feature = "signzy")]
mod signzy;
mod stage;
mod watch;

pub use acts::{Act, ActKind};
pub use code::Typed;
pub use error::PersonaError;
pub use handle::{PersonaHandle, PersonaSummary, Personas};
pub use persona::{Behaviour, Persona};
#[cfg(feature = "spinwheel")]
pub use questions::Answered;

pub(crate) use crowd::{Crowd, settle};
pub(crate) use saved::put;
