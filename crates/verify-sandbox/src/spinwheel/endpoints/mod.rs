//! The operation table: one file each.

mod answer_kba;
mod connect_sms;
mod order_credit_report;
mod retrieve_user;
mod start_kba;
mod verify_sms_code;

use super::desk::Endpoint;

/// All operations. A new one is a file, its `mod` line and its entry here.
pub(crate) static ENDPOINTS: &[&Endpoint] = &[
    &connect_sms::ENDPOINT,
    &verify_sms_code::ENDPOINT,
    &start_kba::ENDPOINT,
    &answer_kba::ENDPOINT,
    &order_credit_report::ENDPOINT,
    &retrieve_user::ENDPOINT,
];
