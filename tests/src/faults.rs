//! The fault matrix: what each transport fault makes of a call, by the call's effect.

use std::time::Duration;

use verify_core::{Clock, Delivery, Effect, Error, ErrorKind};
use verify_sandbox::{FaultKind, RetryAfter};

use crate::World;
use crate::endpoints::{Call, EndpointCase};
use crate::hostile::{Stage, Trouble};

/// What a fault makes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// How many requests the server sees.
    pub requests: u64,
    /// How many attempts the client makes.
    pub attempts: u64,
    /// The error; `None` for a success.
    pub error: Option<(ErrorKind, Delivery)>,
    /// Whether the provider may have acted, as the error says.
    pub may_have_acted: bool,
    /// Whether the sandbox carried the request out.
    pub carried_out: bool,
}

impl Expected {
    pub(crate) fn new(requests: u64, kind: ErrorKind, delivery: Delivery) -> Self {
        let may_have_acted = delivery == Delivery::Unknown || kind == ErrorKind::Unavailable;
        let (attempts, error) = (requests, Some((kind, delivery)));
        Self { requests, attempts, error, may_have_acted, carried_out: false }
    }

    pub(crate) fn success() -> Self {
        Self { requests: 1, attempts: 1, error: None, may_have_acted: false, carried_out: true }
    }

    pub(crate) fn carried_out(self) -> Self {
        Self { carried_out: true, ..self }
    }
}

/// All faults that strike any endpoint alike.
pub fn all() -> Vec<FaultKind> {
    let late = |wait| FaultKind::TooManyRequests(wait);
    vec![
        FaultKind::CloseBeforeReading,
        FaultKind::CloseAfterReading,
        FaultKind::AcceptedThenLost,
        FaultKind::NoAnswer,
        FaultKind::Slow { pause: Duration::from_secs(1) },
        FaultKind::CutBody,
        FaultKind::BadGatewayHtml,
        FaultKind::Status(500),
        FaultKind::Status(503),
        FaultKind::Status(504),
        late(RetryAfter::Absent),
        late(RetryAfter::Seconds(7)),
        late(RetryAfter::Date(Duration::from_secs(7))),
        late(RetryAfter::PastDate),
        late(RetryAfter::Garbage),
        late(RetryAfter::Huge),
        FaultKind::InvalidJson,
        FaultKind::EmptyBody,
        FaultKind::UnknownEnum,
    ]
}

/// The matrix itself.
pub fn expected(fault: &FaultKind, case: &EndpointCase) -> Expected {
    // Three attempts where a repeat does no harm, one where it could.
    let repeated = if case.effect.is_at_most_once() { 1 } else { case.attempts };
    let silent = repeated.min(case.silent_attempts);
    let unreadable = Expected {
        may_have_acted: matches!(case.effect, Effect::AtMostOnce(_)),
        ..Expected::new(1, ErrorKind::Unreadable, Delivery::Answered).carried_out()
    };
    let success = Expected::success();
    match fault {
        FaultKind::CutBody | FaultKind::Slow { .. } | FaultKind::InvalidJson | FaultKind::EmptyBody
            if case.has_no_body =>
        {
            success
        }
        FaultKind::CloseBeforeReading | FaultKind::CloseAfterReading => {
            Expected::new(repeated, ErrorKind::Interrupted, Delivery::Unknown)
        }
        FaultKind::AcceptedThenLost | FaultKind::CutBody => {
            Expected::new(repeated, ErrorKind::Interrupted, Delivery::Unknown).carried_out()
        }
        FaultKind::NoAnswer => Expected::new(silent, ErrorKind::Timeout, Delivery::Unknown),
        FaultKind::Slow { .. } => Expected::new(silent, ErrorKind::Timeout, Delivery::Unknown).carried_out(),
        FaultKind::BadGatewayHtml | FaultKind::Status(502..=504) => {
            Expected::new(repeated, ErrorKind::Unavailable, Delivery::Answered)
        }
        FaultKind::Status(_) => Expected::new(1, ErrorKind::Unavailable, Delivery::Answered),
        // Nobody waits that long: it would end after the deadline.
        FaultKind::TooManyRequests(RetryAfter::Huge) => {
            Expected::new(1, ErrorKind::Throttled, Delivery::Answered)
        }
        FaultKind::TooManyRequests(_) => Expected::new(repeated, ErrorKind::Throttled, Delivery::Answered),
        FaultKind::EmptyBody if case.empty_body_is_fine => success,
        FaultKind::InvalidJson if case.any_body_is_fine => success,
        FaultKind::InvalidJson
        | FaultKind::EmptyBody
        | FaultKind::MissingField(_)
        | FaultKind::NullField(_)
        | FaultKind::RetypedField(_) => unreadable,
        FaultKind::UnknownEnum => success,
        other => panic!("no row for {other}"),
    }
}

/// What a call came to, as the server and the caller saw it.
#[derive(Debug)]
pub struct Observed {
    /// Requests the server saw.
    pub requests: u64,
    /// Text messages and e-mails that went out.
    pub messages: usize,
    /// How long it took on the clock of the client.
    pub took: Duration,
    /// What the caller got.
    pub result: Result<(), Error>,
}

/// Readies the endpoint in a world of its own, arms the fault for good, and makes the call.
pub async fn strike(case: &EndpointCase, fault: FaultKind) -> Observed {
    Stage::set(case).await.strike(&Trouble::Sandbox(fault)).await
}

/// Makes the call and compares what the server saw before and after.
pub async fn observe(world: &World, case: &EndpointCase, call: &Call, silent: bool) -> Observed {
    let (journal, outbox) = (world.tenant.journal(), world.tenant.outbox());
    let (requests, messages) = (journal.requests(case.sandbox_operation), outbox.len());
    let began = world.clock.monotonic();
    let result = if silent { let_time_pass(world, case, call).await } else { call().await };
    assert_eq!(world.tenant.double_sends().len(), 0, "{}: something was sent twice", case.operation);
    Observed {
        requests: journal.requests(case.sandbox_operation) - requests,
        messages: outbox.len() - messages,
        took: world.clock.monotonic().saturating_sub(began),
        result,
    }
}

/// Makes a call that gets no answer: each time a request has arrived, the clock moves on until the attempt is over.
async fn let_time_pass(world: &World, case: &EndpointCase, call: &Call) -> Result<(), Error> {
    let journal = world.tenant.journal();
    let mut arrived = journal.total_requests();
    let mut running = tokio::spawn(call());
    loop {
        arrived += 1;
        tokio::select! {
            result = &mut running => return result.unwrap(),
            () = journal.wait(arrived) => {}
        }
        // The head of a slow answer comes at once; the clock waits for nobody after that.
        for _ in 0..case.attempt_time.as_secs() {
            tokio::task::yield_now().await;
            if running.is_finished() {
                break;
            }
            world.clock.advance(Duration::from_secs(1));
        }
    }
}
