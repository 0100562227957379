//! What the tests over several crates share: a world to test in, the list of all endpoints, a value of every type
//! with canaries in it.
//!
//! `cargo xtask check` holds the two lists against the sources: an endpoint or a type that is missing here is red.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::missing_panics_doc)] // Helpers of tests.

pub mod canaries;
pub mod endpoints;
pub mod faults;
pub mod fuzz;
pub mod hostile;
pub mod hub;
pub mod load;
pub mod looks;
pub mod peer;
pub mod phone;
pub mod samples;
pub mod seized;
pub mod wire;
pub mod world;

pub use hub::Hub;
pub use looks::Looks;
pub use peer::Peer;
pub use samples::Sample;
pub use seized::{Answer, Seizable};
pub use wire::Wire;
pub use world::World;

/// The README's example, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The examples of the guide to errors, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/errors.md")]
pub struct Errors;

/// The examples of the guide to retries, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/retries-and-delivery.md")]
pub struct RetriesAndDelivery;

/// The examples of the guide to access tokens, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/access-tokens.md")]
pub struct AccessTokens;

/// The examples of the guide to webhooks, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/webhooks.md")]
pub struct Webhooks;

/// The examples of the guide to tests, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/testing-your-application.md")]
pub struct TestingYourApplication;

/// The examples of the pages to begin with, compiled and run.
#[cfg(doctest)]
pub mod getting_started {
    #[doc = include_str!("../../docs/getting-started/spinwheel.md")]
    pub struct Spinwheel;

    #[doc = include_str!("../../docs/getting-started/debtcore.md")]
    pub struct DebtCore;

    #[doc = include_str!("../../docs/getting-started/finicity.md")]
    pub struct Finicity;

    #[doc = include_str!("../../docs/getting-started/dots.md")]
    pub struct Dots;

    #[doc = include_str!("../../docs/getting-started/signzy.md")]
    pub struct Signzy;
}
