//! The operations, one file each.

mod create_user;
mod delete_user;
mod list_users;
mod retrieve_user;
mod send_verification_token;
mod update_user;
mod verify_token;

pub use create_user::{CreateUser, CreatedUser, Existed};
pub use delete_user::DeleteUser;
pub use list_users::ListUsers;
pub(crate) use list_users::Part;
pub use retrieve_user::RetrieveUser;
pub use send_verification_token::SendVerificationToken;
pub use update_user::UpdateUser;
pub use verify_token::{Verification, VerifyToken};
