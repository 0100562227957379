//! The operation table: one file each.

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

use super::desk::Endpoint;
pub(crate) use create_user::check_email;

/// All operations. A new one is a file, its `mod` line and its entry here.
pub(crate) static ENDPOINTS: &[&Endpoint] = &[
    &create_user::ENDPOINT,
    &list_users::ENDPOINT,
    &retrieve_user::ENDPOINT,
    &update_user::ENDPOINT,
    &delete_user::ENDPOINT,
    &send_verification_token::ENDPOINT,
    &verify_token::ENDPOINT,
    &list_payout_methods::ENDPOINT,
    &put_payout_method::ENDPOINT,
    &put_compliance::ENDPOINT,
    &put_address::ENDPOINT,
    &create_flow::ENDPOINT,
    &retrieve_flow::ENDPOINT,
    &list_flows::ENDPOINT,
];
