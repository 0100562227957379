//! What is done to every endpoint of every crate, so that the promises of the guides hold: faults on the wire, calls
//! that are dropped, storms of callers who need a token; and to every receiver of webhooks.
//!
//! Nothing here names an endpoint: all suites run over [`endpoints::all`](crate::endpoints::all), and those of webhooks over
//! [`receivers::all`].

pub mod bound;
pub mod cancel;
pub mod certificate;
pub mod echo;
pub mod guide;
pub mod panics;
pub mod raw;
pub mod receivers;
pub mod replay;
pub mod road;
pub mod sent;
pub mod stage;
pub mod tokens;
pub mod trouble;

pub use bound::{bounded, for_every_endpoint, settle};
pub use certificate::Certificate;
pub use raw::Raw;
pub use road::Road;
pub use stage::Stage;
pub use trouble::{Hostility, Trouble};
