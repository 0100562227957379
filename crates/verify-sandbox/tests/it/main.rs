//! The sandbox over TCP, seen by a client that shares no code with it.

// Helpers of tests are tests, too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod choices;
mod client;
mod codes;
mod control;
mod data;
mod delete_and_unmask;
mod engine;
mod faults;
mod journal;
mod journey;
mod kba;
mod listener;
mod network;
mod operations;
mod orders;
mod people;
mod preverified;
mod refresh;
mod subscriptions;
mod validation;
mod webhooks;
