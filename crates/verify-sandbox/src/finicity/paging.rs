//! A page of a list.

use super::choices::LargeLimit;
use super::desk::Desk;
use super::dialect::Trouble;

/// Documented.
const DEFAULT_LIMIT: usize = 25;
/// Documented.
const LARGEST_LIMIT: usize = 1000;

/// What `start` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// Records, from 1.
    Record,
    /// Pages, from 1.
    Page,
}

/// What part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    skip: usize,
    limit: usize,
}

impl Page {
    pub(crate) fn of<T>(self, all: &[T]) -> &[T] {
        let rest = all.get(self.skip..).unwrap_or_default();
        &rest[..rest.len().min(self.limit)]
    }

    pub(crate) fn has_more(self, found: usize) -> bool {
        found > self.skip.saturating_add(self.limit)
    }
}

/// Reads `start` and `limit`.
pub(crate) fn read(desk: &mut Desk<'_>, start: Start) -> Result<Page, Trouble> {
    let first = number(desk, "start", 1)?;
    let mut limit = number(desk, "limit", DEFAULT_LIMIT)?;
    if first < 1 {
        return Err(Trouble::token("41003", "start is less than 1."));
    }
    if limit < 1 {
        return Err(Trouble::token("41004", "limit is less than 1."));
    }
    if limit > LARGEST_LIMIT {
        desk.call.rests_on("large_limit");
        if desk.choices.large_limit == LargeLimit::Refuse {
            return Err(desk.bad_request("limit is more than 1000."));
        }
        limit = LARGEST_LIMIT;
    }
    let skip = match start {
        Start::Record => first - 1,
        Start::Page => (first - 1).saturating_mul(limit),
    };
    Ok(Page { skip, limit })
}

/// A number below zero reads as zero: too small either way.
fn number(desk: &mut Desk<'_>, name: &str, absent: usize) -> Result<usize, Trouble> {
    let given = desk.call.fields.query(name).into_iter().next().filter(|text| !text.is_empty());
    let Some(text) = given else { return Ok(absent) };
    let negative = text.strip_prefix('-').is_some_and(|digits| digits.parse::<u64>().is_ok());
    let number = if negative { Some(0) } else { text.parse().ok() };
    number.ok_or_else(|| desk.bad_request(format!("{name} is no number.")))
}
