//! What of the requests may be shown.

use crate::provider::Shown;

pub(super) const SHOWN: Shown = Shown {
    path: &[
        "api",
        "v2",
        "users",
        "flows",
        "verify",
        "send-verification-token",
        "payout-methods",
        "compliance",
        "addresses",
    ],
    query: &["status", "limit"],
    opened: &[
        "w9",
        "w9.address",
        "w8ben",
        "w8ben.address",
        "w8ben.signature",
        "steps",
        "payout_options_exclude_list",
    ],
    values: &[
        "w9.entity_type",
        "w8ben.signature.consent",
        "w8ben.tax_treaty_income_type",
        "steps",
        "steps.name",
        "steps.require_default_payout_method",
        "steps.require_auto_payout_method",
        "steps.auto_payout_enabled",
        "steps.payout_fee_party",
        "steps.hide_continue_button",
        "payout_options_exclude_list",
        "default_payout_method",
        "auto_payout_enabled",
        "platform",
        "is_default",
        "account_type",
        "require_auth",
        "hide_go_to_dashboard_on_complete",
        "use_voice",
    ],
};
