//! For authors of provider crates; applications do not need it.
//!
//! A provider crate declares its ids, enumerations and answers with [`id!`], [`open_enum!`] and [`answer!`], the common
//! methods of its builder with [`settings!`], its
//! operations as [`Endpoint`]s, and sends them through a [`Pipeline`].

#[doc(inline)]
pub use crate::__settings as settings;
pub use crate::answer::Answer;
pub use crate::error::Code;
pub use crate::pages::{Asking, Paged, Pages};
pub use crate::pipeline::{
    Credentials, Endpoint, Failure, Host, Meaning, Operation, Parts, Pipeline, Provider, Refusal, Settings,
};
pub use crate::token::{Token, TokenCache, TokenSource};
#[doc(hidden)]
pub use verify_values::serde;
#[doc(inline)]
pub use verify_values::{
    Field, KeySeed, Lenient, Scalar, Unreadable, answer, at, id, open_enum, read, read_field, required,
};
