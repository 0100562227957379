//! The operation table: one file each.

mod answer_kba;
mod connect_network_token;
mod connect_preverified_phone;
mod connect_preverified_profile;
mod connect_sms;
mod debt_profile_subscriptions;
mod delete_user;
mod liability_refresh_status;
mod new_liability_subscriptions;
mod order_credit_report;
mod order_debt_profile;
mod order_equifax_profile;
mod refresh_liabilities;
mod retrieve_user;
mod retrieve_user_unmasked;
mod start_kba;
mod subscribe_debt_profile_refresh;
mod subscribe_new_liabilities;
mod unsubscribe_debt_profile_refresh;
mod verify_sms_code;

use super::desk::Endpoint;

/// All operations. A new one is a file, its `mod` line and its entry here.
pub(crate) static ENDPOINTS: &[&Endpoint] = &[
    &connect_sms::ENDPOINT,
    &verify_sms_code::ENDPOINT,
    &start_kba::ENDPOINT,
    &answer_kba::ENDPOINT,
    &connect_preverified_phone::ENDPOINT,
    &connect_preverified_profile::ENDPOINT,
    &connect_network_token::ENDPOINT,
    &order_credit_report::ENDPOINT,
    &order_equifax_profile::ENDPOINT,
    &order_debt_profile::ENDPOINT,
    &retrieve_user::ENDPOINT,
    &retrieve_user_unmasked::ENDPOINT,
    &delete_user::ENDPOINT,
    &refresh_liabilities::ENDPOINT,
    &liability_refresh_status::ENDPOINT,
    &subscribe_new_liabilities::ENDPOINT,
    &new_liability_subscriptions::ENDPOINT,
    &subscribe_debt_profile_refresh::ENDPOINT,
    &debt_profile_subscriptions::ENDPOINT,
    &unsubscribe_debt_profile_refresh::ENDPOINT,
];
