//! The link in the text message: its page, opening it, and doing the same without a browser.

mod control;
mod error;
mod open;
mod page;
mod routes;
mod sent;

pub use error::LinkError;
pub use open::{LinkStage, OpenedBy};
pub(crate) use sent::runs_out;
pub use sent::{LinkSummary, SentLink};

pub(crate) use control::control;
pub(crate) use open::url;
pub(crate) use routes::{OPERATIONS, answer};
