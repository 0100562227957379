//! Microsoft Entra's token endpoint, as far as client credentials need it.

mod errors;
mod token;

pub(crate) use errors::{ERRORS, refuse};
pub(crate) use token::answer;
