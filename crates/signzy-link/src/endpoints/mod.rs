//! One file for each operation.

mod check_link;
mod login;
mod send_link;

pub use check_link::CheckLink;
pub(crate) use login::LogIn;
pub use send_link::SendLink;
