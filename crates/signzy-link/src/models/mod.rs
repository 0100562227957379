//! What Signzy answers.

mod link;
mod phone_match;
mod token;

pub use link::{LineType, LinkStatus, SentLink};
pub use phone_match::PhoneMatch;
pub(crate) use token::AccessToken;
