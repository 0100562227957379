//! A page of reports: filters, order, cursors.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::choices::{BothDirections, ListOrder, SearchFields, UnknownCursor};
use super::desk::Desk;
use super::dialect::Trouble;
use super::record::{self, View};
use super::reports::Report;

/// Documented.
const MOST_IDS: usize = 20;

/// What of the list is asked for.
#[derive(Debug, Default)]
struct Wanted {
    after: Option<String>,
    before: Option<String>,
    first: Option<usize>,
    last: Option<usize>,
    skip: usize,
}

/// The page somebody asks for.
pub(crate) fn page(desk: &mut Desk<'_>) -> Result<Value, Trouble> {
    let mut found = filtered(desk);
    sort(desk, &mut found);
    let wanted = wanted(desk);
    desk.finish()?;
    let total = found.len();
    let (shown, more) = cut(desk, &found, &wanted)?;
    let choices = desk.choices;
    let view =
        View { choices, org_id: &desk.simulator.credentials.org_id, seed: desk.simulator.context.seed };
    let edges: Vec<_> = shown
        .iter()
        .map(|report| json!({"node": record::node(report, view, desk.call), "cursor": cursor(report)}))
        .collect();
    Ok(json!({
        "pageInfo": {
            "hasNextPage": more,
            "startCursor": shown.first().map(cursor),
            "endCursor": shown.last().map(cursor),
        },
        "edges": edges,
        "totalCount": total,
    }))
}

fn cursor(report: &Report) -> String {
    URL_SAFE_NO_PAD.encode(format!("report:{}", report.id))
}

fn filtered(desk: &mut Desk<'_>) -> Vec<Report> {
    let (contact, source) = (desk.get("where.reqOrgContactId"), desk.get("where.source"));
    let ids = desk.get("where.creditReportIds");
    if ids.as_ref().and_then(Value::as_array).is_some_and(|ids| ids.len() > MOST_IDS) {
        let ids = ids.clone().unwrap_or_default();
        desk.problem("where.creditReportIds", &ids, "must not have more than 20 ids");
    }
    let word = desk.get("search").and_then(|word| word.as_str().map(str::to_lowercase));
    if word.is_some() {
        desk.call.rests_on("search_fields");
    }
    let fields = desk.choices.search_fields;
    let fits = |report: &&Report| {
        contact.as_ref().is_none_or(|contact| *contact == *report.contact)
            && source.as_ref().is_none_or(|source| *source == report.source)
            && ids.as_ref().and_then(Value::as_array).is_none_or(|ids| ids.iter().any(|id| *id == *report.id))
            && word.as_ref().is_none_or(|word| has_word(report, word, fields))
    };
    desk.state.reports.iter().filter(fits).cloned().collect()
}

fn has_word(report: &Report, word: &str, fields: SearchFields) -> bool {
    let all = [&report.contact, &report.file.first_name, &report.file.last_name, report.source];
    let looked_at = match fields {
        SearchFields::NamesAndIds => &all[..],
        SearchFields::Contact => &all[..1],
    };
    looked_at.iter().any(|field| field.to_lowercase().contains(word))
}

/// By the first order that tells two apart; then by age.
fn sort(desk: &mut Desk<'_>, found: &mut [Report]) {
    let orders = desk.get("order").and_then(|orders| orders.as_array().cloned()).unwrap_or_default();
    if orders.is_empty() {
        desk.call.rests_on("list_order");
        if desk.choices.list_order == ListOrder::NewestFirst {
            found.reverse();
        }
        return;
    }
    for order in orders.iter().rev() {
        let down = order["direction"] == "DESC";
        let by_contact = order["field"] == "reqOrgContactId";
        found.sort_by(|one, other| {
            let way =
                if by_contact { one.contact.cmp(&other.contact) } else { one.number.cmp(&other.number) };
            if down { way.reverse() } else { way }
        });
    }
}

fn wanted(desk: &mut Desk<'_>) -> Wanted {
    let [first, last, skip] = ["first", "last", "skip"].map(|name| desk.count(name));
    let [after, before] = ["after", "before"].map(|name| desk.optional(name));
    let mut wanted = Wanted { after, before, first, last, skip: skip.unwrap_or(0) };
    for (name, asked) in [("first", first), ("last", last)] {
        let longest = desk.choices.longest_page;
        if asked.is_some_and(|asked| asked > longest) {
            desk.call.rests_on("longest_page");
            desk.problem(name, &json!(asked), &format!("must not be more than {longest}"));
        }
    }
    match (first, last) {
        (Some(_), Some(last)) => {
            desk.call.rests_on("both_directions");
            wanted.last = None;
            if desk.choices.both_directions == BothDirections::Refuse {
                desk.problem("last", &json!(last), "cannot stand beside first");
            }
        }
        (None, None) => {
            desk.call.rests_on("default_page");
            wanted.first = Some(desk.choices.default_page);
        }
        _ => {}
    }
    wanted
}

/// The page, and whether there is more: behind it going forward, and behind it going back, too.
fn cut(desk: &mut Desk<'_>, found: &[Report], wanted: &Wanted) -> Result<(Vec<Report>, bool), Trouble> {
    let mut range = wanted.skip.min(found.len())..found.len();
    for (given, is_after) in [(&wanted.after, true), (&wanted.before, false)] {
        let Some(given) = given else { continue };
        match found.iter().position(|report| cursor(report) == *given) {
            Some(at) if is_after => range.start = range.start.max(at + 1),
            Some(at) => range.end = range.end.min(at),
            None if unknown_cursor(desk, given, is_after)? == UnknownCursor::EmptyPage => {
                range.end = range.start;
            }
            None => {}
        }
    }
    if let Some(first) = wanted.first {
        range.end = range.end.min(range.start.saturating_add(first));
    } else if let Some(last) = wanted.last {
        range.start = range.start.max(range.end.saturating_sub(last));
    }
    let more = range.end < found.len();
    let shown = found.get(range).unwrap_or_default().to_vec();
    Ok((shown, more))
}

fn unknown_cursor(desk: &mut Desk<'_>, given: &str, is_after: bool) -> Result<UnknownCursor, Trouble> {
    desk.call.rests_on("unknown_cursor");
    if desk.choices.unknown_cursor == UnknownCursor::Refuse {
        let name = if is_after { "after" } else { "before" };
        desk.problem(name, &json!(given), "is no cursor of this list");
        desk.finish()?;
    }
    Ok(desk.choices.unknown_cursor)
}
