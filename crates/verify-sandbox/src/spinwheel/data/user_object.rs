//! The user object of `GET /v1/users`, and the part of it that report orders answer with.

use serde_json::{Map, Value, json};

use super::credit_report::credit_report;
use super::debt::{Debt, Kind, total};
use super::identity::{report_profile, user_profile};
use super::liability::{Dates, liability};
use super::personas;
use super::refreshed;
use super::summary::summary;
use crate::engine::moment::{Moment, millis};
use crate::engine::rng::Rng;
use crate::spinwheel::choices::SpinwheelChoices;
use crate::spinwheel::state::{Order, User};

/// What is shown in full.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Unmask {
    pub(crate) ssn: bool,
    pub(crate) account_number: bool,
}

/// How somebody looks at a user.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) choices: &'a SpinwheelChoices,
    pub(crate) now: Moment,
    pub(crate) seed: u64,
    pub(crate) unmask: Unmask,
}

/// The user as it stands now.
pub(crate) fn user_object(user: &User, view: View<'_>, network_token: Option<&str>) -> Value {
    let updated = user.report(view.now.mono).map_or(user.updated, |order| order.ready_wall.max(user.updated));
    let mut object = ids(user);
    object.insert("isBorrower".to_owned(), json!(true));
    if let Some(token) = network_token {
        object.insert("networkToken".to_owned(), json!(token));
    }
    object.insert("profile".to_owned(), profile(user, view));
    object.insert("updatedOn".to_owned(), json!(millis(updated)));
    object.insert("createdOn".to_owned(), json!(millis(user.created)));
    add_reports(&mut object, user, view);
    add_liabilities(&mut object, user, view, &Kind::ALL);
    object.into()
}

/// The documented answer to a report order: ids, reports, liabilities; of one kind only when that was asked for.
pub(crate) fn debt_profile(user: &User, view: View<'_>, only: Option<Kind>) -> Value {
    let mut object = ids(user);
    add_reports(&mut object, user, view);
    match only {
        None => add_liabilities(&mut object, user, view, &Kind::ALL),
        Some(kind) => add_liabilities(&mut object, user, view, &[kind]),
    }
    object.into()
}

fn ids(user: &User) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("userId".to_owned(), json!(user.id));
    if let Some(ext_id) = &user.ext_id {
        object.insert("extUserId".to_owned(), json!(ext_id));
    }
    object
}

fn profile(user: &User, view: View<'_>) -> Value {
    let mut profile = user_profile(user, view.unmask.ssn);
    if user.verified.is_some() {
        add_score(&mut profile, user, user.score(view.now.mono));
    }
    profile
}

fn add_score(profile: &mut Value, user: &User, order: Option<&Order>) {
    if let Some(model) = order.and_then(|order| order.wanted.model) {
        profile["creditScore"] = json!(model.score(personas::find(&user.birth_date).score));
        profile["model"] = json!(model.name());
    }
}

/// The id of the report an order brings.
pub(crate) fn report_id(user: &User, order: &Order, seed: u64) -> String {
    let number = order.number.to_string();
    let labels: &[&str] =
        if order.number == 1 { &[&user.id, "report"] } else { &[&user.id, "report", &number] };
    Rng::new(seed, labels).uuid()
}

/// The newest order. When it is for a score only, the newest report stands before it.
fn add_reports(object: &mut Map<String, Value>, user: &User, view: View<'_>) {
    let Some(last) = user.orders.last() else { return };
    let older = user.report(view.now.mono).filter(|_| !last.wanted.report);
    let debts = debts(user);
    let shown = older.into_iter().chain([last]).map(|order| {
        let id = report_id(user, order, view.seed);
        let mut profile = report_profile(user, order);
        add_score(&mut profile, user, Some(order));
        let score = personas::find(&user.birth_date).score;
        credit_report(&id, order, view, &debts, &profile, score)
    });
    let shown: Vec<_> = shown.collect();
    object.insert("creditReports".to_owned(), shown.into());
}

/// What the user owes: what the person owes, and what was reported since.
pub(super) fn debts(user: &User) -> Vec<Debt> {
    let known = personas::find(&user.birth_date).debts;
    let reported = personas::REPORTED.iter().cycle().take(user.reported);
    known.iter().chain(reported).copied().collect()
}

fn add_liabilities(object: &mut Map<String, Value>, user: &User, view: View<'_>, kinds: &[Kind]) {
    let Some(report) = user.report(view.now.mono) else { return };
    let dates = dates_of(report);
    let debts = debts(user);
    for &kind in kinds {
        let of_kind: Vec<_> = debts.iter().filter(|debt| debt.kind == kind).collect();
        let mut rng = stream(user, view, kind);
        let list = listed(user, report, view, kind, &mut rng);
        let quote = (kind == Kind::StudentLoan && !list.is_empty()).then(|| {
            json!({
                "studentLoanIds": list.iter().map(|loan| loan[kind.id()].clone()).collect::<Vec<_>>(),
                "liabilityGroupId": rng.uuid(),
                "payoffAmount": total(of_kind.iter().copied()).json(),
                "payoffGoodThroughDate": dates.good_through,
                "updatedOn": dates.updated,
            })
        });
        object.insert(kind.summary().to_owned(), summary(kind, &of_kind, dates.updated, quote));
        object.insert(kind.list().to_owned(), list.into());
    }
}

fn dates_of(report: &Order) -> Dates {
    Dates::of(Moment { wall: report.ready_wall, mono: report.ordered.mono })
}

/// Ids stay because each kind has a stream of its own.
fn stream(user: &User, view: View<'_>, kind: Kind) -> Rng {
    Rng::new(view.seed, &[&user.id, kind.list()])
}

/// All liabilities of a kind, as they are now.
pub(crate) fn liabilities(user: &User, report: &Order, view: View<'_>, kind: Kind) -> Vec<Value> {
    listed(user, report, view, kind, &mut stream(user, view, kind))
}

fn listed(user: &User, report: &Order, view: View<'_>, kind: Kind, rng: &mut Rng) -> Vec<Value> {
    let dates = dates_of(report);
    let one = |debt: &Debt| {
        let mut value = liability(debt, rng, &dates, view.unmask);
        refreshed::apply(&mut value, debt, user, report, view.now);
        value
    };
    debts(user).iter().filter(|debt| debt.kind == kind).map(one).collect()
}

/// The newest card of the user as the published webhook shows it. Without a report its dates are those of now.
pub(crate) fn newest_card(user: &User, view: View<'_>) -> Option<Value> {
    let dates = user.report(view.now.mono).map_or_else(|| Dates::of(view.now), dates_of);
    let mut rng = stream(user, view, Kind::CreditCard);
    let cards = debts(user).into_iter().filter(|debt| debt.kind == Kind::CreditCard);
    let last = cards.map(|debt| liability(&debt, &mut rng, &dates, Unmask::default())).last()?;
    Some(json!({
        "creditCardId": last["creditCardId"],
        "displayName": last["displayName"],
        "logoUrl": last["logoUrl"],
        "cardProfile": {"creditCardNumberMasked": last["cardProfile"]["creditCardNumberMasked"]},
    }))
}
