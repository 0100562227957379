//! The sign-up over TCP, the simulated providers behind it, and what they saw.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod again;
mod fallback;
mod journey;
#[cfg(unix)]
mod program;
mod quiet;
mod support;
mod webhooks;
