//! What is done to every endpoint of every crate, so that the promises of the guides hold: faults on the wire, calls
//! that are dropped, storms of callers who need a token.
//!
//! Nothing here names an endpoint: all suites run over [`endpoints::all`](crate::endpoints::all).

pub mod bound;
pub mod cancel;
pub mod guide;
pub mod raw;
pub mod replay;
pub mod road;
pub mod stage;
pub mod tokens;
pub mod trouble;

pub use bound::{bounded, for_every_endpoint, settle};
pub use raw::Raw;
pub use road::Road;
pub use stage::Stage;
pub use trouble::{Hostility, Trouble};
