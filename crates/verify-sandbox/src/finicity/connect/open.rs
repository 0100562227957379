//! Opening a link.

use serde::Serialize;

use super::super::choices::NothingToRepair;
use super::booth::Booth;
use super::error::{ConnectError, ConnectErrorKind};
use super::institutions;
use super::link::{self, LinkKind};
use super::session::{Session, Stage};
use super::views::{End, EndKind, SupportedInstitution};
use super::webhook::Payload;
use crate::webhooks::event::Lane;

/// What is shown first.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Opened {
    pub(super) session_id: String,
    pub(super) kind: &'static str,
    pub(super) language: String,
    pub(super) redirect_uri: Option<String>,
    pub(super) partner_name: String,
    pub(super) institution: Option<SupportedInstitution>,
    pub(super) timeout_seconds: u64,
    /// The session ended at once: a fix link without anything to repair.
    pub(super) end: Option<End>,
}

/// Starts a session of a link. The link is not used up by it.
pub(super) fn open(booth: &mut Booth<'_>, link: &str) -> Result<Opened, ConnectError> {
    let number = link::find(booth.state, link);
    let found = number.and_then(|number| Some((number, booth.state.links.get(number)?.clone())));
    let refused = |kind, message: &str| Err(ConnectError::new(kind, message));
    let Some((number, link)) = found else {
        return refused(ConnectErrorKind::Unknown, "this link was not given out here, or was changed");
    };
    if link.is_used() {
        return refused(ConnectErrorKind::Used, "this link was for one use and has been used");
    }
    if link.has_expired(booth.now) {
        return refused(ConnectErrorKind::Expired, "this link has expired");
    }
    if !booth.state.customers.contains_key(&link.order.customer_id) {
        return refused(ConnectErrorKind::Unknown, "the customer of this link is gone");
    }
    let mut session = start(booth, number, link.order);
    booth.notify(&session, "started", &Payload::default());
    announce_institution(booth, &session);
    end_without_work(booth, &mut session);
    let opened = opened(booth, &session);
    booth.state.sessions.insert(session.id.clone(), session);
    Ok(opened)
}

fn start(booth: &mut Booth<'_>, link: usize, order: link::LinkOrder) -> Session {
    let of_login =
        order.login_id.and_then(|id| booth.state.logins.get(&id)).map(|login| login.institution_id);
    Session {
        id: booth.state.rng.hex(32),
        link,
        opened: booth.now.wall,
        last_action: booth.now.mono,
        institution: of_login.or(order.institution_id),
        stage: Stage::SignIn,
        succeeded: false,
        lane: Lane::default(),
        order,
    }
}

/// Captured for a lite link.
fn announce_institution(booth: &mut Booth<'_>, session: &Session) {
    let Some(id) = session.institution else { return };
    let fix = session.order.kind == LinkKind::Fix;
    if fix {
        booth.rests_on("institution_supported_in_fix");
    }
    if !fix || booth.choices.institution_supported_in_fix {
        let certified = institutions::find(id).is_some_and(|institution| institution.certified);
        let name = if certified { "institutionSupported" } else { "institutionNotSupported" };
        booth.notify(session, name, &Payload::default().institution(id));
    }
}

/// A fix link of a sign-in that works, or is gone, ends with 201.
fn end_without_work(booth: &mut Booth<'_>, session: &mut Session) {
    if session.order.kind != LinkKind::Fix {
        return;
    }
    let login = session.order.login_id.and_then(|id| booth.state.logins.get(&id));
    let whole = login.is_none_or(|login| login.status_code == 0);
    if !whole {
        return;
    }
    booth.rests_on("nothing_to_repair");
    if login_is_gone(booth, session) || booth.choices.nothing_to_repair == NothingToRepair::Error201 {
        session.stage = Stage::Ended(booth.end(&session.order, EndKind::Error, 201, "error"));
    }
}

fn login_is_gone(booth: &Booth<'_>, session: &Session) -> bool {
    session.order.login_id.is_none_or(|id| !booth.state.logins.contains_key(&id))
}

fn opened(booth: &Booth<'_>, session: &Session) -> Opened {
    let institution = session.institution.and_then(institutions::find);
    Opened {
        session_id: session.id.clone(),
        kind: session.order.kind.as_str(),
        language: session.order.language.clone().unwrap_or_else(|| "en".to_owned()),
        redirect_uri: session.order.redirect_uri.clone(),
        partner_name: booth.state.partner.name.clone(),
        institution: institution.map(SupportedInstitution::from),
        timeout_seconds: booth.choices.session_idle_seconds,
        end: session.end().cloned(),
    }
}
