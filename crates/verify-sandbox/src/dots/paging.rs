//! A page of a list, by cursor.

use super::choices::{BothCursors, LimitOutOfRange, ListOrder, UnknownCursor};
use super::desk::{Desk, is_uuid};
use super::dialect::Trouble;
use super::flows::Flow;
use super::state::{User, UserStatus};

/// Documented.
const LARGEST_LIMIT: usize = 100;

/// Some of them, and whether there are more in the direction that was asked for.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) has_more: bool,
}

/// Which side of a cursor.
enum Side {
    After(String),
    Before(String),
}

/// What the query asks for.
struct Wanted {
    limit: usize,
    side: Option<Side>,
}

pub(crate) fn users(desk: &mut Desk<'_>) -> Result<Page<User>, Trouble> {
    let status = status(desk)?;
    let wanted = wanted(desk)?;
    let all = desk.state.users.iter().filter(|user| !user.disconnected).cloned().collect();
    let fits = |user: &User| status.is_none_or(|status| user.status == status);
    cut(desk, &wanted, all, |user| &user.id, fits)
}

pub(crate) fn flows(desk: &mut Desk<'_>) -> Result<Page<Flow>, Trouble> {
    let wanted = wanted(desk)?;
    let all = desk.state.flows.clone();
    cut(desk, &wanted, all, |flow| &flow.id, |_| true)
}

fn wanted(desk: &mut Desk<'_>) -> Result<Wanted, Trouble> {
    let limit = limit(desk)?;
    Ok(Wanted { limit, side: side(desk)? })
}

/// `all` are oldest first.
fn cut<T>(
    desk: &mut Desk<'_>,
    wanted: &Wanted,
    mut all: Vec<T>,
    id_of: impl Fn(&T) -> &String,
    fits: impl Fn(&T) -> bool,
) -> Result<Page<T>, Trouble> {
    desk.call.rests_on("list_order");
    if desk.choices.list_order == ListOrder::NewestFirst {
        all.reverse();
    }
    // The cursor is found among all: one that has changed meanwhile and no longer fits still has its place.
    let range = match &wanted.side {
        None => 0..all.len(),
        Some(Side::After(id) | Side::Before(id)) => match all.iter().position(|item| id_of(item) == id) {
            Some(at) if matches!(wanted.side, Some(Side::After(_))) => at + 1..all.len(),
            Some(at) => 0..at,
            None => unknown(desk, id, all.len())?,
        },
    };
    let mut items: Vec<T> = all.drain(range).filter(fits).collect();
    let has_more = items.len() > wanted.limit;
    if matches!(wanted.side, Some(Side::Before(_))) {
        items.drain(..items.len().saturating_sub(wanted.limit));
    }
    items.truncate(wanted.limit);
    Ok(Page { items, has_more })
}

fn unknown(desk: &mut Desk<'_>, id: &str, count: usize) -> Result<std::ops::Range<usize>, Trouble> {
    desk.call.rests_on("unknown_cursor");
    match desk.choices.unknown_cursor {
        UnknownCursor::Refuse => Err(desk.invalid(format!("the cursor {id} is no id of this list"))),
        UnknownCursor::EmptyPage => Ok(0..0),
        UnknownCursor::FirstPage => Ok(0..count),
    }
}

fn first(desk: &mut Desk<'_>, name: &str) -> Option<String> {
    desk.call.fields.query(name).into_iter().next()
}

fn status(desk: &mut Desk<'_>) -> Result<Option<UserStatus>, Trouble> {
    let Some(text) = first(desk, "status") else { return Ok(None) };
    let status = UserStatus::parse(&text);
    let words = UserStatus::ALL.map(UserStatus::as_str).join(", ");
    status.map(Some).ok_or_else(|| desk.invalid(format!("status must be one of {words}")))
}

fn limit(desk: &mut Desk<'_>) -> Result<usize, Trouble> {
    let Some(text) = first(desk, "limit") else {
        desk.call.rests_on("default_limit");
        return Ok(desk.choices.default_limit);
    };
    let Ok(number) = text.parse::<i64>() else { return Err(desk.invalid("limit must be a whole number")) };
    let limit = usize::try_from(number).unwrap_or(0);
    if (1..=LARGEST_LIMIT).contains(&limit) {
        return Ok(limit);
    }
    desk.call.rests_on("limit_out_of_range");
    match desk.choices.limit_out_of_range {
        LimitOutOfRange::Refuse => Err(desk.invalid("limit must be from 1 to 100")),
        LimitOutOfRange::Clamp => Ok(limit.clamp(1, LARGEST_LIMIT)),
    }
}

fn side(desk: &mut Desk<'_>) -> Result<Option<Side>, Trouble> {
    let after = cursor(desk, "starting_after")?;
    let before = cursor(desk, "ending_before")?;
    if after.is_some() && before.is_some() {
        desk.call.rests_on("both_cursors");
        if desk.choices.both_cursors == BothCursors::Refuse {
            return Err(desk.invalid("give starting_after or ending_before, not both"));
        }
    }
    Ok(after.map(Side::After).or(before.map(Side::Before)))
}

fn cursor(desk: &mut Desk<'_>, name: &str) -> Result<Option<String>, Trouble> {
    let given = first(desk, name);
    match given {
        Some(id) if !is_uuid(&id) => Err(desk.invalid(format!("{name} must be a UUID"))),
        given => Ok(given),
    }
}
