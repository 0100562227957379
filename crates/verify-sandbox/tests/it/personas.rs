//! Personas: who they are, what they get, and what marks them.

use std::time::Duration;

use verify_sandbox::{
    ACT_CAPACITY, ActKind, Behaviour, Clock, Fault, FaultKind, ManualClock, Outcome, PERSONA_CAPACITY,
    Persona, PersonaError, Tenant, Typed,
};

use crate::client::{BORN, Bench, PHONE};
use crate::signzy_client::{Customer, DIALLED};

/// The visits of a persona, as the journal has them: operation, status.
pub(crate) fn visits(tenant: &Tenant, id: u64) -> Vec<(&'static str, u16)> {
    let status = |outcome| match outcome {
        Outcome::Answered(status) => status,
        other => panic!("{other}"),
    };
    let entries = tenant.journal().entries();
    let own = entries.iter().filter(|entry| entry.persona == Some(id));
    own.map(|entry| (entry.operation.unwrap(), status(entry.outcome))).collect()
}

/// Adds somebody with the number of the tests.
pub(crate) fn somebody(
    tenant: &Tenant,
    with: impl FnOnce(Persona) -> Persona,
) -> verify_sandbox::PersonaHandle {
    tenant.personas().add(with(Persona::of("+12025550140"))).unwrap()
}

/// Somebody waits for the clock to be moved; fails where nobody begins to.
pub(crate) async fn asleep(clock: &ManualClock) {
    let nobody = async {
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        () = clock.wait_for_sleepers(1) => {}
        () = nobody => panic!("nobody waits for the clock"),
    }
}

#[tokio::test]
async fn who_cannot_be_added_is_refused() {
    let bench = Bench::new().await;
    let personas = bench.tenant.personas();
    let add = |persona: Persona| personas.add(persona).map(|added| added.id());
    assert_eq!(add(Persona::of("2025550140")), Err(PersonaError::Unreachable));
    let torn = Persona::of(PHONE).abandons().returns_after(Duration::from_secs(1));
    assert_eq!(add(torn), Err(PersonaError::Contradiction));
    assert_eq!(add(Persona::of(PHONE).with("riley@example.com")), Ok(1));
    assert_eq!(add(Persona::of("+1 202 555 0140")), Err(PersonaError::Taken));
    assert_eq!(add(Persona::of("RILEY@example.com")), Err(PersonaError::Taken));
    for number in 1..PERSONA_CAPACITY {
        add(Persona::of(&format!("p{number}@example.com"))).unwrap();
    }
    assert_eq!(add(Persona::of("one.more@example.com")), Err(PersonaError::TooMany));
    assert!(personas.remove(7) && !personas.remove(7));
    assert_eq!(add(Persona::of("one.more@example.com")), Ok(PERSONA_CAPACITY as u64 + 1));
    let shown = &personas.list()[0];
    assert_eq!((shown.phone.as_deref(), shown.email.as_deref()), (Some(PHONE), Some("riley@example.com")));
    assert_eq!((shown.behaviours.as_slice(), shown.acts, shown.next), (&[Behaviour::Right][..], 0, None));
}

#[tokio::test]
async fn a_persona_gets_what_is_sent_to_it_while_it_is_there() {
    let bench = Bench::new().await;
    bench.connect(PHONE, BORN).await;
    let riley = somebody(&bench.tenant, |riley| riley);
    bench.connect("+12025550141", BORN).await;
    assert!(riley.acts().is_empty(), "neither an older message nor one to somebody else");
    bench.connect(PHONE, "1991-01-01").await;
    let acts = riley.acts();
    assert_eq!((acts.len(), acts[0].act, acts[0].message), (1, ActKind::Received, Some(3)));
    assert_eq!(acts[0].at, bench.clock.now());
    let other = bench.sandbox.tenant("another").personas().list();
    assert!(other.is_empty(), "{other:?}");
    bench.tenant.reset();
    assert_eq!((riley.acts(), riley.summary()), (Vec::new(), None));
    assert!(bench.tenant.personas().list().is_empty());
    assert_eq!(riley.types_code().await, Typed::Never);
    assert_eq!(riley.opens("http://127.0.0.1:1/x"), Err(PersonaError::LeadsElsewhere));
    bench.connect(PHONE, BORN).await;
    assert!(riley.acts().is_empty());
}

#[tokio::test]
async fn who_is_removed_while_it_is_waited_for_never_answers() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, |riley| riley);
    let (typed, ()) = tokio::join!(riley.types_code(), async {
        tokio::task::yield_now().await;
        riley.remove();
    });
    assert_eq!(typed, Typed::Never);
}

#[tokio::test]
async fn the_journal_says_whose_visit_it_was() {
    let customer = Customer::new().await;
    let riley = somebody(&customer.tenant, |riley| riley);
    let pair = customer.pair().await;
    assert_eq!(visits(&customer.tenant, riley.id()), [("signzy.link_page", 200), ("signzy.open_link", 303)]);
    let entries = customer.tenant.journal().entries();
    let sent = entries.iter().find(|entry| entry.operation == Some("signzy.send_link")).unwrap();
    assert_eq!((sent.persona, sent.finished), (None, Some(3)), "the visits came before the answer");
    let visit = entries.iter().find(|entry| entry.operation == Some("signzy.open_link")).unwrap();
    assert_eq!((visit.connection, visit.method.as_str()), (0, "POST"));
    assert!(visit.headers.contains(&("sandbox-persona".to_owned(), riley.id().to_string())), "{visit:?}");
    assert!(visit.path.starts_with("/link/") && visit.unread_fields.is_empty());
    assert_eq!(customer.tenant.journal().requests("signzy.open_link"), 1);
    assert_eq!(customer.result(&pair).await["PhoneMatch"], "true");
}

#[tokio::test]
async fn faults_strike_the_visits_of_a_persona() {
    let customer = Customer::new().await;
    let faults = customer.tenant.faults();
    let riley = somebody(&customer.tenant, |riley| riley);
    let refused = faults.arm(Fault::new("signzy.open_link", FaultKind::Status(503)).times(1)).unwrap();
    let pair = customer.pair().await;
    assert_eq!((refused.hits(), customer.link(&pair).summary().unwrap().opened_by), (1, None));
    assert_eq!(riley.did(), [ActKind::Received, ActKind::Opened, ActKind::Refused]);
    let lost = faults.arm(Fault::new("signzy.open_link", FaultKind::AcceptedThenLost).times(1)).unwrap();
    let pair = customer.pair().await;
    assert_eq!(lost.hits(), 1);
    assert!(customer.link(&pair).summary().unwrap().opened_by.is_some(), "it was carried out");
    let end = riley.acts().pop().unwrap();
    assert_eq!((end.act, end.status), (ActKind::Refused, None));
    let silent = faults.arm(Fault::new("signzy.link_page", FaultKind::NoAnswer).times(1)).unwrap();
    customer.pair().await;
    assert_eq!(silent.hits(), 1);
    assert_eq!(riley.acts().pop().unwrap().act, ActKind::Refused);
}

#[tokio::test]
async fn acts_are_kept_up_to_a_number() {
    let bench = Bench::new().await;
    let riley = somebody(&bench.tenant, |riley| riley);
    bench.connect(PHONE, BORN).await;
    for _ in 0..ACT_CAPACITY {
        riley.types_code().await;
    }
    let acts = riley.acts();
    assert_eq!((acts.len(), acts[0].act), (ACT_CAPACITY, ActKind::AnsweredRight));
    assert_eq!(riley.summary().unwrap().acts, ACT_CAPACITY as u64 + 1);
}

#[tokio::test]
async fn a_persona_acts_although_nobody_asks_the_tenant() {
    let customer = Customer::new().await;
    let riley = somebody(&customer.tenant, |riley| riley.returns_after(Duration::from_secs(60)));
    customer.pair().await;
    let (journal, signzy) = (customer.tenant.journal(), customer.tenant.signzy());
    assert_eq!(journal.requests("signzy.link_page"), 1);
    // The clock is moved, and only handles from before are looked at.
    asleep(&customer.clock).await;
    customer.advance(60);
    journal.wait(4).await;
    while signzy.links()[0].opened_by.is_none() {
        tokio::task::yield_now().await;
    }
    assert_eq!(journal.requests("signzy.link_page"), 2);
    assert_eq!(signzy.links()[0].phone_number, DIALLED);
    assert_eq!(riley.did().last(), Some(&ActKind::Finished));
}
