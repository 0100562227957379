//! Waiting: for messages, for the sandbox's clock, for what was told to a persona.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use verify_core::Clock;
use verify_testkit::ManualClock;

use super::code::{self, Typed, Willing};
use super::crowd::settle;
use super::life::Life;
#[cfg(feature = "spinwheel")]
use super::{
    error::PersonaError,
    questions::{self, Answered},
};
use crate::engine::moment::Moment;
use crate::tenant::TenantCore;

/// A running clock moves by this much between two looks at it, and nothing is missed.
const DRIFT: Duration = Duration::from_millis(10);

/// Lets everybody act in the background from now on: as soon as something is sent, and as soon as something is due.
pub(super) fn keep(tenant: &Arc<TenantCore>) {
    if tenant.personas.watched.swap(true, Ordering::Relaxed) {
        return;
    }
    let weak = Arc::downgrade(tenant);
    let (mut mail, mut stirs) = (tenant.outbox.changes(), tenant.personas.stirs.subscribe());
    let clock = tenant.clock.clone();
    tenant.tasks.spawn(async move {
        loop {
            mail.borrow_and_update();
            stirs.borrow_and_update();
            // Nobody but the world and the handles keeps a tenant alive.
            let Some(tenant) = weak.upgrade() else { return };
            settle(&tenant);
            let due = tenant.personas.next_due();
            drop(tenant);
            let on = tokio::select! {
                changed = mail.changed() => changed.is_ok(),
                changed = stirs.changed() => changed.is_ok(),
                () = reach(&clock, due) => true,
            };
            if !on {
                return;
            }
        }
    });
}

/// Until the clock is there; for ever when there is no such time.
async fn reach(clock: &ManualClock, due: Option<Duration>) {
    let Some(due) = due else { return pending().await };
    loop {
        let now = clock.monotonic();
        if now >= due {
            return;
        }
        let wait = clock.timeout(due.saturating_sub(now));
        // Somebody may have moved the clock between the look at it and the wait, which then is too long.
        let moved = clock.monotonic().saturating_sub(now);
        if moved.is_zero() || (moved < DRIFT && !clock.is_frozen()) {
            return wait.await;
        }
    }
}

/// Asks somebody until there is an answer; `None` when it is not there, or no longer.
async fn ask<T>(
    tenant: &Arc<TenantCore>,
    id: u64,
    mut look: impl FnMut(&mut Life, Moment) -> Willing<T>,
) -> Option<T> {
    let (mut mail, mut stirs) = (tenant.outbox.changes(), tenant.personas.stirs.subscribe());
    loop {
        mail.borrow_and_update();
        stirs.borrow_and_update();
        settle(tenant);
        let now = Moment::of(&tenant.clock);
        let due = match tenant.personas.with(id, |life| look(life, now))? {
            Willing::Now(answer) => return Some(answer),
            Willing::At(due) => Some(due),
            Willing::Waits => None,
        };
        // The senders live as long as the tenant, which is held here.
        tokio::select! {
            _ = mail.changed() => {}
            _ = stirs.changed() => {}
            () = reach(&tenant.clock, due) => {}
        }
    }
}

/// What a persona types next into the application, as soon as it does.
pub(super) async fn code(tenant: &Arc<TenantCore>, id: u64) -> Typed {
    ask(tenant, id, |life, now| code::look(tenant, life, now)).await.unwrap_or(Typed::Never)
}

/// What a persona answers to the questions with these ids, as soon as it does.
#[cfg(feature = "spinwheel")]
pub(super) async fn answers(
    tenant: &Arc<TenantCore>,
    id: u64,
    questions: &[String],
) -> Result<Answered, PersonaError> {
    let look = |life: &mut Life, now| match questions::look(tenant, life, questions, now) {
        Ok(Willing::Now(answered)) => Willing::Now(Ok(answered)),
        Ok(Willing::At(due)) => Willing::At(due),
        Ok(Willing::Waits) => Willing::Waits,
        Err(error) => Willing::Now(Err(error)),
    };
    ask(tenant, id, look).await.unwrap_or(Ok(Answered::Never))
}
