//! The operations, one file each.

mod create_flow;
mod create_user;
mod delete_user;
mod list_flows;
mod list_payout_methods;
mod list_users;
mod put_address;
mod put_compliance;
mod put_payout_method;
mod retrieve_flow;
mod retrieve_user;
mod send_verification_token;
mod update_user;
mod verify_token;
mod wait_for_flow;

pub use create_flow::{CreateFlow, CreatedFlow};
pub use create_user::{CreateUser, CreatedUser, Existed};
pub use delete_user::DeleteUser;
pub(crate) use list_flows::FlowPart;
pub use list_flows::ListFlows;
pub use list_payout_methods::ListPayoutMethods;
pub use list_users::ListUsers;
pub(crate) use list_users::Part;
pub use put_address::PutAddress;
pub use put_compliance::PutCompliance;
pub use put_payout_method::PutPayoutMethod;
pub use retrieve_flow::RetrieveFlow;
pub use retrieve_user::RetrieveUser;
pub use send_verification_token::SendVerificationToken;
pub use update_user::UpdateUser;
pub use verify_token::{Verification, VerifyToken};
pub use wait_for_flow::{FlowWait, WaitForFlow};
