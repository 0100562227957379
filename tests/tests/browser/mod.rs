//! A real browser, an application with a published Connect SDK in it, and the sandbox whose page it embeds.

mod appearance;
mod driver;
mod ends;
mod messages;
mod place;
mod tab;

pub(crate) use place::Place;
pub(crate) use tab::{NEW_SDK, OLD_SDK, Tab};
