//! The sandbox over TCP, seen by a client that shares no code with it.

// Helpers of tests are tests, too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod choices;
mod client;
mod codes;
mod control;
mod data;
mod engine;
mod faults;
mod journal;
mod journey;
mod kba;
mod people;
mod validation;
mod webhooks;
