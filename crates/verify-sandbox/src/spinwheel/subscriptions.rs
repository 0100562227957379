//! Subscriptions of a user, and the pulls that fall due.

use std::time::Duration;

use serde_json::{Value, json};

use super::choices::{Bureau, SpinwheelChoices};
use super::data;
use super::people;
use super::report::Wanted;
use super::state::{Order, OrderPath, State, User};
use super::webhook::Notice;
use crate::engine::moment::{Moment, millis};
use crate::tenant::Context;

/// The one kind of subscription to reported liabilities.
pub(crate) const NEW_LIABILITIES: &str = "NEW_LIABILITIES";
/// The one kind of subscription to reports.
pub(crate) const DEBT_PROFILE_REFRESH: &str = "DEBT_PROFILE.REFRESH";

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Subscription {
    pub(crate) id: String,
    pub(crate) created: Moment,
    /// `None`: to new liabilities.
    pub(crate) pulls: Option<Pulls>,
}

/// Reports that are pulled again and again.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Pulls {
    pub(crate) every: Duration,
    /// How many pulls have been accounted for.
    pub(crate) done: u32,
    pub(crate) wanted: Wanted,
    /// As the caller sent it.
    #[serde(with = "crate::state::text")]
    pub(crate) configuration: Value,
}

impl Subscription {
    pub(crate) fn shown(&self, user_id: &str) -> Value {
        let mut shown = json!({
            "subscriptionType": if self.pulls.is_some() { DEBT_PROFILE_REFRESH } else { NEW_LIABILITIES },
            "userId": user_id,
            "subscriptionId": self.id,
            "updatedOn": millis(self.created.wall),
            "createdOn": millis(self.created.wall),
        });
        if let Some(pulls) = &self.pulls {
            shown["configuration"] = pulls.configuration.clone();
        }
        shown
    }

    /// When the next pull is due.
    pub(crate) fn next_due(&self) -> Option<Duration> {
        let pulls = self.pulls.as_ref()?;
        Some(self.created.mono.saturating_add(pulls.every.saturating_mul(pulls.done.saturating_add(1))))
    }
}

/// Carries out every pull that is due and has not been: each of them once, whenever this is called.
pub(crate) fn catch_up(state: &mut State, choices: &SpinwheelChoices, context: &Context, now: Moment) {
    let State { users, webhooks, .. } = state;
    for user in users.values_mut() {
        while let Some(index) = due(user, now.mono) {
            let notice = pull(user, index, choices, context.seed, now);
            if let Some((notice, at)) = notice {
                notice.send(webhooks, choices, context, at, Duration::ZERO);
            }
        }
    }
}

/// The subscription whose pull is due first.
fn due(user: &User, now: Duration) -> Option<usize> {
    let due = user.subscriptions.iter().enumerate().filter_map(|(index, own)| Some((own.next_due()?, index)));
    due.filter(|(at, _)| *at <= now).min().map(|(_, index)| index)
}

fn pull(
    user: &mut User,
    index: usize,
    choices: &SpinwheelChoices,
    seed: u64,
    now: Moment,
) -> Option<(Notice, Moment)> {
    let subscription = user.subscriptions.get_mut(index)?;
    let mono = subscription.next_due()?;
    let ago = now.mono.saturating_sub(mono);
    let at = Moment { wall: now.wall.checked_sub(ago).unwrap_or(now.wall), mono };
    let pulls = subscription.pulls.as_mut()?;
    pulls.done += 1;
    let (wanted, subscription_id) = (pulls.wanted, subscription.id.clone());
    let fails = people::pull_fails(user.phone());
    let order = Order {
        number: user.next_order_number(),
        ordered: at,
        ready: Some(mono),
        ready_wall: at.wall,
        fails,
        path: OrderPath::Subscription,
        wanted,
        bureau: Bureau::Equifax,
    };
    let report_id = data::report_id(user, &order, seed);
    user.orders.push(order);
    user.orders.sort_by_key(|order| order.ordered.mono);
    let name =
        if fails { "USER_CREDIT_PROFILE_TRANSACTION_FAILED" } else { "USER_CREDIT_PROFILE_TRANSACTION" };
    let data = json!({"subscriptionId": subscription_id, "creditReportId": report_id});
    Some((Notice::invented(name, user, choices, Some(data)), at))
}
