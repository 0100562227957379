//! The names of events, of the registry and of the published page.

/// `(name, whether the published page shows it with the key `event`)`.
const TABLE: [(&str, bool); 28] = [
    ("app.updated", false),
    ("dispute.updated", false),
    ("flow.transaction_updated", true),
    ("flow.updated", true),
    ("organization.updated", false),
    ("payment_intent.updated", false),
    ("payment_method.updated", false),
    ("payout_link.claimed", false),
    ("payout_link.failed", false),
    ("payout_link.paid_out", false),
    ("payout_link.sent", false),
    ("payout_link.updated", true),
    ("payout_request.updated", false),
    ("refund.updated", false),
    ("transfer.completed", false),
    ("transfer.failed", false),
    ("transfer.flagged", false),
    ("transfer.updated", true),
    ("user.profile_changed_external", false),
    ("user.updated", false),
    ("user.updated.background_check", false),
    ("user.updated.default_payout_method_changed", false),
    ("user.updated.id_verified", false),
    ("user.updated.ide_verified", false),
    ("user.updated.manual_credit", false),
    ("user.updated.manual_debit", false),
    ("user.updated.payout_method", false),
    ("user.updated.user_merged", false),
];

/// Every name under which something is sent.
pub(crate) static EVENTS: [&str; TABLE.len()] = {
    let mut names = [""; TABLE.len()];
    let mut index = 0;
    while index < TABLE.len() {
        names[index] = TABLE[index].0;
        index += 1;
    }
    names
};

/// The name as it stands in the table.
pub(super) fn find(name: &str) -> Option<&'static str> {
    EVENTS.iter().copied().find(|known| *known == name)
}

/// Whether the published page shows it with `event`.
pub(super) fn is_published_with_its_name(name: &str) -> bool {
    TABLE.iter().any(|(known, with_name)| *known == name && *with_name)
}

/// Whether the registry gives it `api_app_id`.
pub(super) fn has_app_id(name: &str) -> bool {
    !matches!(name, "app.updated" | "organization.updated")
}
