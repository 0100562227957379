//! The actions of a session: the same from the page, over the control API and in Rust.

use super::super::desk::Desk;
use super::error::FlowError;
use super::open::{open, within};
use super::view::FlowView;
use super::{onboard, payouts, steps};

/// What a session can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Open,
    Person,
    SendCode,
    Verify,
    StartOver,
    Compliance,
    PayoutMethod,
    Payouts,
    Identity,
    Continue,
}

/// Each, with the operation's name and the last segment of its path.
pub(super) const VERBS: [(Verb, &str, &str); 10] = [
    (Verb::Open, "dots.page_open", "sessions"),
    (Verb::Person, "dots.page_person", "person"),
    (Verb::SendCode, "dots.page_send_code", "send-code"),
    (Verb::Verify, "dots.page_verify", "verify"),
    (Verb::StartOver, "dots.page_start_over", "start-over"),
    (Verb::Compliance, "dots.page_compliance", "compliance"),
    (Verb::PayoutMethod, "dots.page_payout_method", "payout-method"),
    (Verb::Payouts, "dots.page_payouts", "payouts"),
    (Verb::Identity, "dots.page_identity", "identity"),
    (Verb::Continue, "dots.page_continue", "continue"),
];

impl Verb {
    /// The last segment of its path.
    pub(super) fn find(segment: &str) -> Option<Self> {
        VERBS.iter().find(|(_, _, last)| *last == segment).map(|(verb, _, _)| *verb)
    }

    pub(super) fn operation(self) -> &'static str {
        VERBS.iter().find(|(verb, _, _)| *verb == self).map_or("dots.page_open", |(_, name, _)| name)
    }
}

/// The flow is a parameter of the call, and so is the session, unless it is opened.
pub(super) fn run(desk: &mut Desk<'_>, verb: Verb) -> Result<FlowView, FlowError> {
    let id = desk.call.param("session_id").unwrap_or_default().to_owned();
    let name = verb.operation();
    if verb == Verb::Open {
        return open(desk);
    }
    within(desk, &id, |desk, session, flow| match verb {
        Verb::Open => Ok(()),
        Verb::Person => onboard::introduce(desk, session, flow, name),
        Verb::SendCode => onboard::send_code(desk, session, flow, name),
        Verb::Verify => onboard::verify(desk, session, flow),
        Verb::StartOver => {
            onboard::start_over(desk, session);
            Ok(())
        }
        Verb::Compliance => steps::compliance(desk, session, flow),
        Verb::PayoutMethod => payouts::add(desk, session, flow),
        Verb::Payouts => payouts::save(desk, session, flow),
        Verb::Identity => steps::identity(desk, session, flow),
        Verb::Continue => steps::go_on(desk, session, flow),
    })
}
