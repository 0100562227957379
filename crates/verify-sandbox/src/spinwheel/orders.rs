//! Report orders: who may order, what comes of it.

use std::time::Duration;

use super::choices::{Bureau, DebtProfileAnswer, OrderDay, SpinwheelChoices};
use super::data::{self, Kind, Unmask};
use super::desk::{Desk, Handled};
use super::dialect::{Trouble, success};
use super::people::{self, Step};
use super::report::Wanted;
use super::state::{DAY, Order, OrderPath, User};
use super::webhook;
use crate::engine::moment::Moment;

/// Refuses what the documents refuse; returns the bureau that delivers.
pub(crate) fn check(
    desk: &mut Desk<'_>,
    id: &str,
    path: OrderPath,
    wanted: Wanted,
) -> Result<Bureau, Trouble> {
    let user = desk.user(id)?;
    let (connected, number, born) =
        (user.verified.is_some(), user.phone().to_owned(), user.birth_date.clone());
    let first = user.first_bureau();
    if !connected {
        return Err(desk.token("USER_NOT_CONNECTED", "The user has not been verified."));
    }
    let special = people::at(Step::OrderReport, &number, &born).and_then(|person| person.token);
    if path != OrderPath::DebtProfile && special.is_some() {
        desk.call.rests_on("order_knows_report_tokens");
    }
    let knows = path == OrderPath::DebtProfile || desk.choices.order_knows_report_tokens;
    if let Some(token) = special.filter(|_| knows) {
        return Err(desk.token(token, "This is a special person: see special_people."));
    }
    let named = wanted.bureau();
    if let (Some(first), Some(named)) = (first, named) {
        if first != named {
            let (first, named) = (first.name(), named.name());
            let why = format!("The user was first connected with {first}; this order names {named}.");
            return Err(desk.token("BUREAU_SOURCE_CONFLICT", why));
        }
    }
    check_limit(desk, id, path)?;
    deliverer(desk, &number, named, first)
}

fn check_limit(desk: &mut Desk<'_>, id: &str, path: OrderPath) -> Result<(), Trouble> {
    let (now, choices) = (desk.call.now, desk.choices);
    let limit = choices.orders_per_day;
    let count = orders_today(desk.user(id)?, path, choices, now);
    if limit == 0 || count < usize::try_from(limit).unwrap_or(usize::MAX) {
        return Ok(());
    }
    for choice in ["orders_per_day", "orders_share_daily_limit", "order_day"] {
        desk.call.rests_on(choice);
    }
    let why = format!("The user has had as many orders within 24 hours as are allowed: {limit}.");
    Err(desk.token("DAILY_USER_REQUEST_LIMIT_REACHED", why))
}

fn orders_today(user: &User, path: OrderPath, choices: &SpinwheelChoices, now: Moment) -> usize {
    let counts = |order: &&Order| {
        let same = order.path == path || choices.orders_share_daily_limit;
        let recent = match choices.order_day {
            OrderDay::Rolling => now.mono.saturating_sub(order.ordered.mono) < DAY,
            OrderDay::CalendarUtc => day_of(order.ordered) == day_of(now),
        };
        order.path != OrderPath::Subscription && same && recent
    };
    user.orders.iter().filter(counts).count()
}

fn day_of(moment: Moment) -> u64 {
    crate::engine::moment::millis(moment.wall) / 86_400_000
}

/// The bureau that delivers: the one named, the user's first one, or the partner's with the next one behind it.
fn deliverer(
    desk: &mut Desk<'_>,
    number: &str,
    named: Option<Bureau>,
    first: Option<Bureau>,
) -> Result<Bureau, Trouble> {
    let has_file = |bureau: Bureau| bureau != Bureau::Equifax || !people::is_unknown_to_equifax(number);
    if named.is_none() && first.is_none() {
        desk.call.rests_on("default_bureau");
    }
    let bureau = named.or(first).unwrap_or(desk.choices.default_bureau);
    if has_file(bureau) {
        return Ok(bureau);
    }
    if named.is_none() {
        return Ok(Bureau::TransUnion);
    }
    let why = "This is a special person: Equifax has no report, and a bureau that is named is not replaced.";
    Err(desk.token("CREDIT_REPORT_NOT_FOUND", why))
}

/// Places the order.
pub(crate) fn place(
    desk: &mut Desk<'_>,
    id: &str,
    path: OrderPath,
    wanted: Wanted,
    bureau: Bureau,
) -> Result<(), Trouble> {
    let (now, takes) = (desk.call.now, takes(desk, path));
    let announces = takes.is_some() || {
        desk.call.rests_on("synchronous_order_announces");
        desk.choices.synchronous_order_announces
    };
    let takes = takes.unwrap_or_default();
    let user = desk.user(id)?;
    let fails = people::report_fails(user.phone());
    let ready = (!people::report_never_ends(user.phone())).then(|| now.mono + takes);
    let number = user.next_order_number();
    let ready_wall = now.wall + takes;
    user.orders.push(Order { number, ordered: now, ready, ready_wall, fails, path, wanted, bureau });
    if ready.is_some() && announces {
        let event = if fails { "USER_LIABILITIES_CONNECTION_FAILED" } else { "USER_LIABILITIES_CONNECTED" };
        webhook::announce(desk, event, id, takes, None)?;
    }
    Ok(())
}

/// How long until the report is there; `None` when the order answers with it.
fn takes(desk: &mut Desk<'_>, path: OrderPath) -> Option<Duration> {
    if path == OrderPath::DebtProfile {
        desk.call.rests_on("debt_profile_answer");
    }
    let asynchronous = match path {
        OrderPath::CreditReports => true,
        OrderPath::DebtProfile => desk.choices.debt_profile_answer == DebtProfileAnswer::Asynchronous,
        OrderPath::Equifax | OrderPath::Subscription => false,
    };
    if !asynchronous {
        return None;
    }
    desk.call.rests_on("report_milliseconds");
    Some(Duration::from_millis(desk.choices.report_milliseconds))
}

/// The answer of the paths that answer with the profile, as far as it is there.
pub(crate) fn answer(desk: &mut Desk<'_>, id: &str, only: Option<Kind>) -> Handled {
    for choice in ["order_status", "data_status", "summary_names"] {
        desk.call.rests_on(choice);
    }
    let (status, view) = (desk.choices.order_status, desk.view(Unmask::default()));
    let data = data::debt_profile(desk.user(id)?, view, only);
    Ok(success(status, &data, "The report is ordered; this is the profile as far as it is there."))
}
