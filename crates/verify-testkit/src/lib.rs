#![doc = include_str!("../README.md")]

pub mod canary;
mod clock;
pub mod drift;
pub mod faults;
mod log_capture;
mod request;
mod script;

pub use canary::assert_no_leak;
pub use clock::ManualClock;
pub use log_capture::LogCapture;
pub use request::SentRequest;
pub use script::{Expectation, Script};
