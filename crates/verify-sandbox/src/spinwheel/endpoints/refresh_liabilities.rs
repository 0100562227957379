//! `POST /v1/users/{userId}/liabilities/refresh`: asks the institutions for newer data of single liabilities.

use std::time::Duration;

use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;
use crate::spinwheel::choices::{EarlyRefresh, RepeatedRequest};
use crate::spinwheel::data::{self, Kind, Unmask};
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::form::Form;
use crate::spinwheel::refresh::{CAPABILITIES, Refresh, Transaction};
use crate::spinwheel::state::Progress;
use crate::spinwheel::{STANDARD, people, webhook};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.refresh_liabilities",
        routes: &[Route { method: "POST", template: "/v1/users/{userId}/liabilities/refresh" }],
        hosts: &[STANDARD],
    },
    body: Body::Json,
    run,
};

/// One liability of the request.
struct Asked {
    kind: Kind,
    id: String,
    capabilities: Vec<String>,
}

/// What becomes of one liability.
enum Prospect {
    Refreshed,
    /// The reason.
    Failed(&'static str),
}

fn run(desk: &mut Desk<'_>) -> Handled {
    let mut form = Form::new(desk);
    let ext_request_id = form.uuid("extRequestId");
    let asked = read(&mut form);
    form.finish()?;
    let user_id = desk.call.param("userId").unwrap_or_default().to_owned();
    if desk.user(&user_id)?.verified.is_none() {
        return Err(desk.token("USER_NOT_CONNECTED", "The user has not been verified."));
    }
    if let Some(known) = find(desk, &user_id, &ext_request_id)? {
        desk.call.rests_on("repeated_ext_request_id");
        match desk.choices.repeated_ext_request_id {
            RepeatedRequest::SameTransaction => {
                let why =
                    "The extRequestId is known: these are its transactions; nothing is refreshed again.";
                return Ok(show(desk, &known, why));
            }
            RepeatedRequest::Refuse => {
                return Err(desk.token("EXT_REQUEST_ID_USED", "The extRequestId was used before."));
            }
            RepeatedRequest::NewTransaction => {}
        }
    }
    let mut prospects = Vec::new();
    for liability in &asked {
        prospects.push(prospect(desk, &user_id, liability)?);
    }
    let transactions: Vec<_> = asked
        .into_iter()
        .zip(&prospects)
        .map(|(liability, prospect)| start(desk, &user_id, liability, prospect))
        .collect::<Result<_, _>>()?;
    let refresh = Refresh { ext_request_id, transactions };
    desk.user(&user_id)?.refreshes.push(refresh.clone());
    for transaction in &refresh.transactions {
        announce(desk, &user_id, &refresh.ext_request_id, transaction)?;
    }
    let failed = prospects.iter().find_map(|prospect| match prospect {
        Prospect::Failed(why) => Some(*why),
        Prospect::Refreshed => None,
    });
    Ok(show(desk, &refresh, failed.unwrap_or("The refresh is on its way.")))
}

/// The lists of the six kinds.
fn read(form: &mut Form<'_, '_>) -> Vec<Asked> {
    let mut asked = Vec::new();
    let known: Vec<_> = CAPABILITIES.iter().map(|(name, _)| *name).collect();
    for kind in Kind::ALL {
        for index in 0..form.optional_list(kind.list()) {
            let path = format!("{}[{index}]", kind.list());
            let id = form.text(&format!("{path}.id"));
            let list = format!("{path}.capabilities");
            let count = form.list(&list);
            let capabilities =
                (0..count).map(|index| form.one_of(&format!("{list}[{index}]"), &known)).collect();
            if asked.iter().any(|other: &Asked| other.kind == kind && other.id == id) {
                form.problem(format!("{path}.id is named twice"));
            }
            asked.push(Asked { kind, id, capabilities });
        }
    }
    if asked.is_empty() {
        form.problem("no liability is named: creditCards, or the list of another kind, is missing");
    }
    asked
}

pub(super) fn find(
    desk: &mut Desk<'_>,
    user_id: &str,
    ext_request_id: &str,
) -> Result<Option<Refresh>, Trouble> {
    let refreshes = &desk.user(user_id)?.refreshes;
    Ok(refreshes.iter().rev().find(|refresh| refresh.ext_request_id == ext_request_id).cloned())
}

/// Whether the liability exists, and whether it can be refreshed now.
fn prospect(desk: &mut Desk<'_>, user_id: &str, asked: &Asked) -> Result<Prospect, Trouble> {
    let (now, view) = (desk.call.now.mono, desk.view(Unmask::default()));
    let user = desk.user(user_id)?;
    let list = user.report(now).map(|report| data::liabilities(user, report, view, asked.kind));
    let found = list.into_iter().flatten().find(|shown| shown[asked.kind.id()] == asked.id.as_str());
    let Some(shown) = found else {
        let why = format!("The user has nothing with the id {:?} in {}.", asked.id, asked.kind.list());
        return Err(desk.token("LIABILITY_NOT_FOUND", why));
    };
    let availability = |capability: &String| {
        let (_, key) = CAPABILITIES.iter().find(|(name, _)| name == capability)?;
        shown["capabilities"]["data"][*key]["availability"].as_str()
    };
    let refused = asked.capabilities.iter().filter_map(availability).find(|word| *word != "SUPPORTED");
    match refused {
        None if people::refresh_fails(desk.user(user_id)?.phone()) => {
            Ok(Prospect::Failed("This is a special person: the refresh fails."))
        }
        None => Ok(Prospect::Refreshed),
        Some("REFRESH_EXHAUSTED") => {
            desk.call.rests_on("early_refresh");
            desk.call.rests_on("refresh_every_seconds");
            let why = "The liability is refreshed again before its nextEligibleRefreshOn.";
            match desk.choices.early_refresh {
                EarlyRefresh::FailedTransaction => Ok(Prospect::Failed(why)),
                EarlyRefresh::Refuse => Err(desk.token("REFRESH_EXHAUSTED", why)),
            }
        }
        Some(_) => Ok(Prospect::Failed("The liability does not support the capability.")),
    }
}

fn start(
    desk: &mut Desk<'_>,
    user_id: &str,
    asked: Asked,
    prospect: &Prospect,
) -> Result<Transaction, Trouble> {
    let (now, choices) = (desk.call.now, desk.choices);
    let id = desk.state.rng.uuid();
    let user = desk.user(user_id)?;
    let fails = matches!(prospect, Prospect::Failed(_));
    let special = people::refresh_fails(user.phone());
    // What is refused from the outset has failed at once; what fails on the way takes its time.
    let takes = if fails && !special { 0 } else { choices.refresh_milliseconds };
    let done = now.after(Duration::from_millis(takes));
    let held =
        asked.capabilities.iter().find_map(|capability| user.exhausts(&asked.id, capability, now.mono));
    // A refresh that fails spends nothing: what held before holds on, and nothing else does.
    let next_when_failed = held.map_or(done, |earlier| earlier.next);
    let next = now.after(Duration::from_secs(choices.refresh_every_seconds));
    Ok(Transaction {
        id,
        kind: asked.kind,
        liability_id: asked.id,
        capabilities: asked.capabilities,
        started: now,
        ready: (!people::refresh_never_ends(user.phone())).then_some(done.mono),
        ready_wall: done.wall,
        fails,
        next,
        next_when_failed,
    })
}

fn announce(
    desk: &mut Desk<'_>,
    user_id: &str,
    ext_request_id: &str,
    transaction: &Transaction,
) -> Result<(), Trouble> {
    let Some(ready) = transaction.ready else { return Ok(()) };
    let end = if transaction.fails { Progress::Failed } else { Progress::Done };
    let mut data = transaction.shown(end, desk.choices);
    data["extRequestId"] = ext_request_id.into();
    let after = ready.saturating_sub(transaction.started.mono);
    webhook::announce(desk, "REFRESH_TRANSACTION_STATUS", user_id, after, Some(data))
}

/// The documented answer of both operations.
pub(super) fn show(desk: &mut Desk<'_>, refresh: &Refresh, why: &str) -> Answer {
    for choice in ["refresh_milliseconds", "refresh_every_seconds", "next_eligible_refresh_on"] {
        desk.call.rests_on(choice);
    }
    let now = desk.call.now.mono;
    let shown = |transaction: &Transaction| transaction.shown(transaction.progress(now), desk.choices);
    let data: Vec<_> = refresh.transactions.iter().map(shown).collect();
    success(200, &data.into(), why)
}
