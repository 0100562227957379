//! Whatever Signzy turns out to answer: every combination of what its documents leave open, over TCP.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::Duration;

use signzy_link::{Conclusion, Doubt, Error, ErrorKind, Verdict, WaitForVerdict};
use verify_sandbox::signzy::{
    Envelope, ErrorShape, Expired, OpenedBy, Pending, PhoneMatchForm, SignzyChoices, StatusCodeType, TtlType,
};
use verify_sandbox::{Sandbox, Tenant};
use verify_testkit::ManualClock;
use verify_tests::world::new_link;
use verify_tests::{Looks, World};

const SHAPES: [ErrorShape; 7] = [
    ErrorShape::SendLink,
    ErrorShape::Flat,
    ErrorShape::LoopBack,
    ErrorShape::Old,
    ErrorShape::Gateway,
    ErrorShape::Html,
    ErrorShape::Nested,
];

/// What people do with their link.
const ACTS: [Option<OpenedBy>; 4] =
    [Some(OpenedBy::Carrier), Some(OpenedBy::Wifi), Some(OpenedBy::OtherDevice), None];

/// A link works for so long here, and is waited for: three questions.
const LIFE: u64 = 20;

/// How many combinations there are beside what is asked before a link was used.
const COMBINATIONS: usize = 2 * 3 * 3 * 7 * 7 * 2;

/// The combination of this number: its digits are the options.
fn combination(pending: Pending, mut number: usize) -> SignzyChoices {
    let mut digit = |base| {
        let digit = number % base;
        number /= base;
        digit
    };
    let mut choices = SignzyChoices::default();
    choices.pending = pending;
    choices.ttl_type = [TtlType::Number, TtlType::Text][digit(2)];
    choices.token_error_shape = SHAPES[digit(7)];
    choices.error_shape = SHAPES[digit(7)];
    let envelope = [Envelope::Flat, Envelope::Result, Envelope::Response][digit(3)];
    (choices.send_link_envelope, choices.check_link_envelope) = (envelope, envelope);
    choices.phone_match = [PhoneMatchForm::Text, PhoneMatchForm::Boolean, PhoneMatchForm::Missing][digit(3)];
    choices.expired = [Expired::NotClicked, Expired::NotFound][digit(2)];
    choices.link_lifetime_seconds = LIFE;
    assert_eq!(number, 0, "no such combination");
    choices
}

/// What the wait has to come to.
#[derive(Debug, PartialEq)]
enum End {
    Verdict(Verdict),
    /// It is not known whether anybody will ever act.
    Error(ErrorKind, u16),
}

fn expected(choices: &SignzyChoices, act: Option<OpenedBy>) -> End {
    let has_reason =
        matches!(choices.error_shape, ErrorShape::SendLink | ErrorShape::Flat | ErrorShape::Nested);
    let can_be_told = match choices.pending {
        Pending::AuthFail => has_reason,
        Pending::NotCompleted => choices.error_shape != ErrorShape::Html,
        _ => true,
    };
    if !can_be_told {
        // A 401 that says nothing is about the token.
        return End::Error(ErrorKind::Credentials, 401);
    }
    let was_known = matches!(choices.pending, Pending::NotClicked | Pending::NotCompleted);
    End::Verdict(match (act, choices.phone_match, choices.expired) {
        (None, _, Expired::NotFound) if was_known => Verdict::Expired,
        (None, _, Expired::NotFound) => return End::Error(ErrorKind::Refused, 404),
        (None, ..) => Verdict::NotClicked,
        (_, PhoneMatchForm::Missing, _) => Verdict::Indeterminate(Doubt::MatchMissing),
        (Some(OpenedBy::Carrier), ..) => Verdict::Verified,
        (Some(OpenedBy::OtherDevice), ..) => Verdict::Mismatch,
        (_, PhoneMatchForm::Boolean, _) => Verdict::Indeterminate(Doubt::MatchMissing),
        _ => Verdict::Indeterminate(Doubt::NoCarrierResult),
    })
}

fn end(result: Result<Conclusion, Error>) -> End {
    match result {
        Ok(conclusion) => End::Verdict(conclusion.verdict),
        Err(error) => End::Error(error.kind(), error.status().unwrap().as_u16()),
    }
}

/// Sends a link, loses the token, waits; the person acts between the first question and the second.
async fn run(tenant: &Tenant, looks: &Looks, clock: &ManualClock, act: Option<OpenedBy>) -> End {
    let signzy = tenant.signzy();
    let builder = World::signzy_login_builder(tenant, &signzy.password());
    let client = builder.clock(clock.clone()).transport(looks.clone()).build().unwrap();
    let sent = client.send_link(&new_link("+12025550143")).await.unwrap();
    signzy.revoke_tokens();
    if let Some(by) = act {
        // The first question takes two requests: its token is refused.
        looks.open_before(3, signzy.link(sent.request_id.as_str()).unwrap(), by);
    }
    let wait = WaitForVerdict::new(sent).for_at_most(Duration::from_secs(LIFE));
    end(client.wait_for_verdict(&wait).await)
}

async fn all_of(pending: Pending) {
    let clock = ManualClock::frozen().skipping_pauses();
    let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
    let looks = Looks::new(&sandbox);
    for place in 0..COMBINATIONS {
        let choices = combination(pending, place);
        let tenant = sandbox.tenant(&format!("t{place}"));
        let signzy = tenant.signzy();
        // So that each way to act meets each option of each choice.
        let act = ACTS[(place + place / 2 + place / 14 + place / 98) % ACTS.len()];
        signzy.set_choices(choices.clone());
        let ended = run(&tenant, &looks, &clock, act).await;
        assert_eq!(ended, expected(&choices, act), "{act:?} with {choices:?}");
        let verified = ended == End::Verdict(Verdict::Verified);
        assert!(!verified || act == Some(OpenedBy::Carrier), "{act:?} with {choices:?}");
        assert_eq!(signzy.logins(), 2, "one at first, one for the refused token: {act:?} with {choices:?}");
        assert_eq!(tenant.outbox().len(), 1);
    }
}

#[tokio::test]
async fn pending_is_a_status_without_a_click() {
    all_of(Pending::NotClicked).await;
}

#[tokio::test]
async fn pending_is_a_401_with_auth_fail() {
    all_of(Pending::AuthFail).await;
}

#[tokio::test]
async fn pending_is_a_401_that_says_not_completed() {
    all_of(Pending::NotCompleted).await;
}

#[tokio::test]
async fn pending_is_a_404() {
    all_of(Pending::NotFound).await;
}

#[tokio::test]
async fn a_status_of_a_refusal_as_text_and_a_reason_of_its_own_change_nothing() {
    let clock = ManualClock::frozen().skipping_pauses();
    let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
    let looks = Looks::new(&sandbox);
    for (place, pending) in
        [Pending::AuthFail, Pending::NotCompleted, Pending::NotFound].into_iter().enumerate()
    {
        for (other, shape) in
            [ErrorShape::SendLink, ErrorShape::Flat, ErrorShape::Nested].into_iter().enumerate()
        {
            let tenant = sandbox.tenant(&format!("t{place}-{other}"));
            let mut choices = SignzyChoices::default();
            (choices.pending, choices.error_shape) = (pending, shape);
            choices.status_code_type = StatusCodeType::Text;
            "SOMETHING_ELSE".clone_into(&mut choices.unnamed_reason);
            choices.link_lifetime_seconds = LIFE;
            tenant.signzy().set_choices(choices);
            let ended = run(&tenant, &looks, &clock, Some(OpenedBy::Carrier)).await;
            assert_eq!(ended, End::Verdict(Verdict::Verified), "{pending:?} as {shape:?}");
        }
    }
}
