//! The operation table of the API host: one file each.

mod authenticate;
mod create_active_customer;
mod create_consumer;
mod create_testing_customer;
mod delete_customer;
mod generate_connect_url;
mod generate_fix_connect_url;
mod generate_joint_borrower_connect_url;
mod generate_lite_connect_url;
mod get_consumer;
mod get_consumer_for_customer;
mod get_customer;
mod get_institution;
mod list_accounts;
mod list_customers;
mod modify_consumer;
mod modify_customer;
mod refresh_accounts;
mod rotate_partner_secret;
mod search_institutions;
mod send_connect_email;
mod send_joint_borrower_connect_email;

use super::desk::Endpoint;

/// All operations. A new one is a file, its `mod` line and its entry here.
pub(crate) static ENDPOINTS: &[&Endpoint] = &[
    &authenticate::ENDPOINT,
    &rotate_partner_secret::ENDPOINT,
    &create_testing_customer::ENDPOINT,
    &create_active_customer::ENDPOINT,
    &list_customers::ENDPOINT,
    &get_customer::ENDPOINT,
    &modify_customer::ENDPOINT,
    &delete_customer::ENDPOINT,
    &create_consumer::ENDPOINT,
    &get_consumer_for_customer::ENDPOINT,
    &get_consumer::ENDPOINT,
    &modify_consumer::ENDPOINT,
    &search_institutions::ENDPOINT,
    &get_institution::ENDPOINT,
    &list_accounts::ENDPOINT,
    &refresh_accounts::ENDPOINT,
    &generate_connect_url::ENDPOINT,
    &generate_joint_borrower_connect_url::ENDPOINT,
    &generate_lite_connect_url::ENDPOINT,
    &generate_fix_connect_url::ENDPOINT,
    &send_connect_email::ENDPOINT,
    &send_joint_borrower_connect_email::ENDPOINT,
];
