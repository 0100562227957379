//! What is the same for all clients: the request, the answer, and how a program counts what its calls cost.

pub mod count;
pub mod program;
pub mod request;

pub use program::{Caller, Linked, run};
