//! What personas do with links to the Connect page, from an e-mail and from the application.

use std::time::Duration;

use serde_json::{Value, json};
use verify_sandbox::{ActKind, Persona, PersonaError, PersonaHandle};

use crate::finicity_client::Partner;
use crate::finicity_connect_stage::{Hub, Stage};
use crate::personas::visits;

use ActKind::{
    AnsweredRight, AnsweredWrong, Finished, Left, Opened, Previewed, Received, Refused, Returned, Stepped,
};

const EMAIL: &str = "riley@example.com";
const GET: (&str, u16) = ("finicity.page", 200);
const OPEN: (&str, u16) = ("finicity.page_open", 201);
const BANK: (&str, u16) = ("finicity.page_institution", 200);
const SIGN_IN: (&str, u16) = ("finicity.page_sign_in", 200);
const ADD: (&str, u16) = ("finicity.page_accounts", 200);
const DONE: (&str, u16) = ("finicity.page_done", 200);

fn riley(partner: &Partner, with: impl FnOnce(Persona) -> Persona) -> PersonaHandle {
    partner.tenant.personas().add(with(Persona::of(EMAIL))).unwrap()
}

/// The id of a customer who is sent a link by e-mail.
async fn mailed(partner: &Partner) -> String {
    let customer = partner.customer("riley.one").await;
    let mut order: Value = partner.order(&customer);
    order["consumerId"] = json!(partner.consumer(&customer).await);
    order["email"] = json!({"to": EMAIL});
    let reply = partner.post("/connect/v2/send/email", &order).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    customer
}

#[tokio::test]
async fn the_link_in_an_email_is_followed_to_the_end() {
    let partner = Partner::new().await;
    let riley = riley(&partner, |riley| riley);
    let customer = mailed(&partner).await;
    assert_eq!(partner.finicity.accounts(&customer).len(), 3, "before the call was answered");
    assert_eq!(visits(&partner.tenant, riley.id()), [GET, OPEN, BANK, SIGN_IN, ADD, DONE]);
    assert_eq!(riley.did(), [Received, Opened, Stepped, AnsweredRight, Stepped, Finished]);
}

#[tokio::test]
async fn the_first_sign_in_is_wrong() {
    let partner = Partner::new().await;
    let riley = riley(&partner, Persona::answers_wrong_then_right);
    let customer = mailed(&partner).await;
    assert_eq!(partner.finicity.accounts(&customer).len(), 3);
    assert_eq!(visits(&partner.tenant, riley.id()), [GET, OPEN, BANK, SIGN_IN, SIGN_IN, ADD, DONE]);
    let did = [Received, Opened, Stepped, AnsweredWrong, AnsweredRight, Stepped, Finished];
    assert_eq!(riley.did(), did);
}

#[tokio::test]
async fn a_preview_opens_no_session() {
    let partner = Partner::new().await;
    let riley = riley(&partner, |riley| riley.with_link_previews().abandons());
    mailed(&partner).await;
    assert_eq!(visits(&partner.tenant, riley.id()), [GET, GET, OPEN]);
    assert_eq!(riley.did(), [Received, Previewed, Opened, Left]);
}

#[tokio::test]
async fn who_is_late_finds_the_link_expired() {
    let partner = Partner::new().await;
    let riley = riley(&partner, Persona::comes_late);
    let customer = mailed(&partner).await;
    let life = partner.finicity.choices().email_link_life_seconds;
    partner.advance(life - 1);
    assert_eq!(riley.did(), [Received]);
    partner.advance(1);
    assert_eq!(riley.did(), [Received, Opened, Refused]);
    assert_eq!(visits(&partner.tenant, riley.id()), [GET, ("finicity.page_open", 410)]);
    assert!(partner.finicity.accounts(&customer).is_empty());
    // Of a link that the application hands over, the rest of its two hours is waited for.
    let link = partner.finicity.connect_url();
    assert!(riley.opens(&link).is_ok(), "any link to the page is tried");
}

#[tokio::test]
async fn a_generated_link_is_late_when_its_two_hours_are_over() {
    let mut partner = Partner::new().await;
    let customer = partner.customer("riley.one").await;
    let link = partner.link(&customer).await;
    let riley = riley(&partner, Persona::comes_late);
    partner.advance(7000);
    riley.opens(&link).unwrap();
    partner.advance(199);
    assert_eq!(riley.did(), [Received]);
    partner.advance(1);
    assert_eq!(riley.did(), [Received, Opened, Refused]);
    partner.renew().await;
    let fresh = partner.link(&customer).await;
    assert_eq!(
        riley.opens(&fresh.replace("finicity-connect", "elsewhere")),
        Err(PersonaError::LeadsElsewhere)
    );
    assert_eq!(riley.opens("https://example.com/finicity-connect?x=1"), Err(PersonaError::LeadsElsewhere));
}

#[tokio::test]
async fn two_devices_are_two_sessions() {
    let partner = Partner::new().await;
    let riley = riley(&partner, Persona::uses_two_devices);
    let customer = partner.customer("riley.one").await;
    riley.opens(&partner.link(&customer).await).unwrap();
    assert_eq!(visits(&partner.tenant, riley.id()), [GET, OPEN, GET, OPEN, BANK, SIGN_IN, ADD, DONE]);
    assert_eq!(partner.finicity.accounts(&customer).len(), 3);
    let devices: Vec<_> = riley.acts().iter().filter_map(|act| act.device).collect();
    assert_eq!(devices, [1, 2, 2, 2, 2, 2]);
}

#[tokio::test]
async fn who_returns_opens_the_link_anew_and_finishes() {
    let partner = Partner::new().await;
    let riley =
        riley(&partner, |riley| riley.returns_after(Duration::from_secs(3600)).answers_wrong_then_right());
    let customer = partner.customer("riley.one").await;
    riley.opens(&partner.link(&customer).await).unwrap();
    assert!(partner.finicity.accounts(&customer).is_empty());
    assert_eq!(riley.did(), [Received, Opened, Stepped, AnsweredWrong, Left]);
    partner.advance(3600);
    partner.tenant.personas().settle();
    assert_eq!(partner.finicity.accounts(&customer).len(), 3, "the session of before has timed out");
    assert_eq!(riley.did()[5..], [Returned, Opened, Stepped, AnsweredRight, Stepped, Finished]);
    let opened = visits(&partner.tenant, riley.id());
    assert_eq!(opened.iter().filter(|visit| **visit == OPEN).count(), 2);
}

#[tokio::test]
async fn the_application_gets_the_webhooks_of_the_visits() {
    let (stage, hub) = (Stage::new().await, Hub::new(&["200 OK"; 12]).await);
    let riley = stage.tenant.personas().add(Persona::of(EMAIL)).unwrap();
    riley.opens(&stage.link("generate", json!({"webhook": hub.url})).await).unwrap();
    stage.tenant.webhooks().wait_for("done").await.unwrap();
    let events: Vec<_> = stage.tenant.webhooks().deliveries().iter().map(|delivery| delivery.event).collect();
    assert_eq!(events, ["ping", "started", "institutionSupported", "adding", "discovered", "added", "done"]);
}
