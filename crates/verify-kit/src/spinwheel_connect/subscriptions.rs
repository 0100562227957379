//! Subscriptions as an aligned table.

use spinwheel_connect::models::{Subscription, SubscriptionType};

use crate::table::{Side, Table};

/// The table, a line each.
pub(super) fn lines(subscriptions: &[Subscription]) -> Vec<String> {
    if subscriptions.is_empty() {
        return vec!["The user has no such subscription.".to_owned()];
    }
    let head = [("Subscription", Side::Left), ("To", Side::Left), ("Since", Side::Left)];
    Table::new(head, subscriptions.iter().map(row)).lines()
}

fn row(subscription: &Subscription) -> [String; 3] {
    let unknown = || "–".to_owned();
    let about = subscription.subscription_type.as_ref().map_or_else(unknown, |kind| match kind {
        SubscriptionType::NewLiabilities => "new debts".to_owned(),
        SubscriptionType::DebtProfileRefresh => "fresh reports".to_owned(),
        other => other.as_str().to_owned(),
    });
    let since = subscription.created_on.map_or_else(unknown, |at| at.to_string());
    [subscription.subscription_id.as_str().to_owned(), about, since]
}
