//! For authors of provider crates; applications do not need it.
//!
//! A provider crate declares its ids, enumerations and answers with [`id!`], [`open_enum!`] and [`answer!`], the common
//! methods of its builder with [`settings!`], its
//! operations as [`Endpoint`]s, and sends them through a [`Pipeline`].

#[doc(hidden)]
pub use serde;

pub use crate::answer::{Answer, Field, KeySeed, Lenient, Scalar, Unreadable, at, read_field, required};
pub use crate::error::Code;
pub use crate::pipeline::{
    Credentials, Endpoint, Failure, Host, Meaning, Operation, Parts, Pipeline, Provider, Refusal, Settings,
};
#[doc(inline)]
pub use crate::{__answer as answer, __id as id, __open_enum as open_enum, __settings as settings};
