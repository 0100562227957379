//! What the tests over several crates share: a world to test in, the list of all endpoints, a value of every type
//! with canaries in it.
//!
//! `cargo xtask check` holds the two lists against the sources: an endpoint or a type that is missing here is red.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // Helpers of tests.

pub mod canaries;
pub mod endpoints;
pub mod faults;
pub mod world;

pub use world::World;
