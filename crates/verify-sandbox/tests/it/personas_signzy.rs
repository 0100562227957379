//! What personas do with a link in a text.

use std::time::Duration;

use verify_sandbox::signzy::{LinkStage, OpenedBy};
use verify_sandbox::{ActKind, Clock, Persona, PersonaHandle};

use crate::personas::{somebody, visits};
use crate::signzy_client::{Customer, Pair};

use ActKind::{AnsweredRight, Finished, Left, Opened, Previewed, Received, Refused, Returned};

const LOOK: (&str, u16) = ("signzy.link_page", 200);
const TAP: (&str, u16) = ("signzy.open_link", 303);

/// A link on its way to somebody like this.
async fn sent(customer: &Customer, with: impl FnOnce(Persona) -> Persona) -> (PersonaHandle, Pair) {
    let riley = somebody(&customer.tenant, with);
    (riley, customer.pair().await)
}

#[tokio::test]
async fn the_link_is_tapped_on_the_phone_it_was_sent_to() {
    let customer = Customer::new().await;
    let (riley, pair) = sent(&customer, |riley| riley).await;
    let verdict = customer.result(&pair).await;
    assert_eq!((&verdict["LinkClicked"], &verdict["PhoneMatch"]), (&true.into(), &"true".into()));
    assert_eq!(riley.did(), [Received, Opened, AnsweredRight, Finished]);
    assert!(riley.acts().iter().all(|act| act.message == Some(1) && act.device.is_none()));
}

#[tokio::test]
async fn a_preview_first_does_not_use_up_the_link() {
    let customer = Customer::new().await;
    let (riley, pair) = sent(&customer, Persona::with_link_previews).await;
    assert_eq!(
        visits(&customer.tenant, riley.id()),
        [LOOK, LOOK, LOOK, TAP],
        "HEAD and GET of a bot, then the person"
    );
    let entries = customer.tenant.journal().entries();
    let agents: Vec<_> = entries
        .iter()
        .filter(|entry| entry.persona.is_some())
        .map(|entry| (entry.method.as_str(), entry.headers[0].1.as_str()))
        .collect();
    assert_eq!(agents[..2], [("HEAD", "sandbox-link-preview-bot"), ("GET", "sandbox-link-preview-bot")]);
    assert_eq!(agents[2..], [("GET", "sandbox-persona-phone"), ("POST", "sandbox-persona-phone")]);
    let link = customer.link(&pair).summary().unwrap();
    assert_eq!((link.previews, link.opened_by), (3, Some(OpenedBy::Carrier)));
    assert_eq!(customer.result(&pair).await["PhoneMatch"], "true");
    assert_eq!(riley.did(), [Received, Previewed, Previewed, Opened, AnsweredRight, Finished]);
}

#[tokio::test]
async fn two_devices_give_a_mismatch() {
    let customer = Customer::new().await;
    let (riley, pair) = sent(&customer, Persona::uses_two_devices).await;
    let verdict = customer.result(&pair).await;
    assert_eq!((&verdict["LinkClicked"], &verdict["PhoneMatch"]), (&true.into(), &"false".into()));
    assert_eq!(visits(&customer.tenant, riley.id()), [LOOK, LOOK, TAP]);
    let devices: Vec<_> = riley.acts().iter().map(|act| (act.act, act.device)).collect();
    assert_eq!(devices[1..3], [(Opened, Some(1)), (Opened, Some(2))]);
}

#[tokio::test]
async fn who_is_late_finds_the_link_expired() {
    let customer = Customer::new().await;
    let began = customer.clock.now();
    let (riley, pair) = sent(&customer, |riley| riley.comes_late().with_link_previews()).await;
    assert_eq!(riley.did(), [Received, Previewed, Previewed], "the messaging program is not late");
    let life = customer.signzy.choices().link_lifetime_seconds;
    assert_eq!(riley.summary().unwrap().next, Some(began + Duration::from_secs(life)));
    customer.advance(life - 1);
    assert_eq!(customer.result(&pair).await["LinkClicked"], false);
    assert_eq!(riley.did().len(), 3);
    // An hour in one step: it is done at the time at which it was due.
    customer.advance(3600);
    assert_eq!(riley.did()[3..], [Refused]);
    assert_eq!(riley.acts()[3].at, began + Duration::from_secs(life));
    let link = customer.link(&pair).summary().unwrap();
    assert_eq!((link.stage, link.opened_by), (LinkStage::Expired, None));
}

#[tokio::test]
async fn who_abandons_leaves_the_link_unused() {
    let customer = Customer::new().await;
    let (riley, pair) = sent(&customer, Persona::abandons).await;
    customer.advance(10);
    assert_eq!(customer.result(&pair).await["LinkClicked"], false);
    assert_eq!(visits(&customer.tenant, riley.id()), [LOOK]);
    assert_eq!(riley.did(), [Received, Opened, Left]);
    assert_eq!(riley.summary().unwrap().next, None);
}

#[tokio::test]
async fn who_returns_in_time_is_verified_and_who_returns_too_late_is_not() {
    for (away, matched) in [(60, true), (600, false)] {
        let customer = Customer::new().await;
        customer.signzy.choose(|choices| choices.link_lifetime_seconds = 300);
        let (riley, pair) = sent(&customer, |riley| riley.returns_after(Duration::from_secs(away))).await;
        assert_eq!(riley.did(), [Received, Opened, Left]);
        customer.advance(away);
        assert_eq!(customer.result(&pair).await["LinkClicked"], matched);
        let after: &[_] =
            if matched { &[Returned, Opened, AnsweredRight, Finished] } else { &[Returned, Refused] };
        assert_eq!(riley.did()[3..], *after);
    }
}

#[tokio::test]
async fn a_jump_past_everything_happens_in_order() {
    let customer = Customer::new().await;
    let (_, pair) = sent(&customer, |riley| riley.returns_after(Duration::from_secs(200))).await;
    let late =
        customer.tenant.personas().add(Persona::of("+12025550143").returns_after(Duration::from_secs(100)));
    let other = customer.pair_for("2025550143").await;
    // Both links run out within this jump, and both people are back before that.
    customer.advance(86_400);
    assert!(customer.link(&pair).summary().unwrap().opened < Some(customer.clock.now()));
    for pair in [&pair, &other] {
        assert_eq!(customer.result(pair).await["PhoneMatch"], "true");
    }
    let entries = customer.tenant.journal().entries();
    let taps: Vec<_> = entries.iter().filter(|entry| entry.operation == Some("signzy.open_link")).collect();
    assert_eq!(taps[0].persona, Some(late.unwrap().id()), "who was due first came first");
    assert!(taps[0].at < taps[1].at);
}

#[tokio::test]
async fn a_link_asks_for_nothing_that_could_be_wrong() {
    let customer = Customer::new().await;
    let (riley, pair) = sent(&customer, Persona::answers_wrong_then_right).await;
    assert_eq!(customer.result(&pair).await["PhoneMatch"], "true");
    assert_eq!(riley.did(), [Received, Opened, AnsweredRight, Finished]);
}
