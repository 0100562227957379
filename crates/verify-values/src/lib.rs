#![doc = include_str!("../README.md")]

mod calendar;
mod clock;
mod reading;
mod secret;
mod values;

#[doc(hidden)]
pub use serde;

pub use clock::{Clock, Sleep, SystemClock};
pub use reading::{Field, KeySeed, Lenient, Scalar, Unreadable, at, read, read_field, required};
#[doc(hidden)]
pub use reading::{JsonPath, write_text};
pub use secret::Secret;
pub use values::{
    Amount, DateOfBirth, Email, FreeForm, InvalidValue, OtpCode, PhoneNumber, Pii, Ssn, Timestamp,
};
