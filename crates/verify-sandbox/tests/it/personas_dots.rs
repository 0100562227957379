//! What personas do on the page of a flow.

use std::time::Duration;

use serde_json::{Value, json};
use verify_sandbox::dots::{TokenRefusals, UserStatus};
use verify_sandbox::{ActKind, Persona, PersonaHandle};

use crate::dots_client::{App, NUMBER};
use crate::personas::{somebody, visits};

use ActKind::{
    AnsweredRight, AnsweredWrong, Finished, Left, Opened, Previewed, Received, Refused, Returned, Stepped,
};

const GET: (&str, u16) = ("dots.page", 200);
const OPEN: (&str, u16) = ("dots.page_open", 201);
const PERSON: (&str, u16) = ("dots.page_person", 200);
const RIGHT: (&str, u16) = ("dots.page_verify", 200);
const WRONG: (&str, u16) = ("dots.page_verify", 422);

async fn link(app: &App, flow: &Value) -> String {
    let created = app.call("POST", "/v2/flows", flow).await;
    assert_eq!(created.status, 200, "{}", created.text());
    created.json()["link"].as_str().unwrap().to_owned()
}

/// Somebody has opened a flow without a user, whose last step is to choose how to be paid.
async fn opened(app: &App, with: impl FnOnce(Persona) -> Persona) -> PersonaHandle {
    let riley = somebody(&app.tenant, with);
    riley.opens(&link(app, &json!({"steps": ["manage-payouts"]})).await).unwrap();
    riley
}

/// Whether the flow has its user, and whether it is at its end.
fn flow(app: &App) -> (bool, bool) {
    let flow = &app.dots.flows()[0];
    (flow.user_id.is_some(), flow.completed_steps == flow.steps)
}

#[tokio::test]
async fn a_flow_is_followed_to_the_end() {
    let app = App::new().await;
    let riley = opened(&app, |riley| riley).await;
    assert_eq!(flow(&app), (true, true));
    assert_eq!(app.dots.users()[0].status, UserStatus::Verified);
    let payout = [("dots.page_payout_method", 200), ("dots.page_payouts", 200)];
    assert_eq!(visits(&app.tenant, riley.id()), [&[GET, OPEN, PERSON, RIGHT][..], &payout].concat());
    assert_eq!(riley.did(), [Received, Opened, Stepped, AnsweredRight, Stepped, Finished]);
    assert!(riley.acts()[3].what.contains("text 1"), "{:?}", riley.acts());
}

#[tokio::test]
async fn every_step_with_a_screen_is_completed() {
    let app = App::new().await;
    let riley = somebody(&app.tenant, |riley| riley);
    let user = app.user(NUMBER).await;
    let redirect = json!({"name": "redirect", "redirect_url": "https://example.com/done"});
    let steps = json!(["compliance", "manage-payouts", "id-verification", "payout", redirect]);
    riley.opens(&link(&app, &json!({"user_id": user, "steps": steps})).await).unwrap();
    assert_eq!(flow(&app), (true, true), "{:?}", riley.acts());
    assert!(app.tenant.outbox().is_empty(), "the user is signed in for a while");
    assert_eq!(app.retrieve(&user).await["compliance"]["id_verified"], true);
}

#[tokio::test]
async fn a_code_goes_to_the_user_of_the_flow_alone() {
    let app = App::new().await;
    let riley = somebody(&app.tenant, |riley| riley);
    let user = app.user("2025550143").await;
    let of_another = json!({"user_id": user, "require_auth": true, "steps": ["manage-payouts"]});
    riley.opens(&link(&app, &of_another).await).unwrap();
    assert_eq!(riley.did(), [Received, Opened, Stepped, Refused]);
    assert_eq!(app.tenant.outbox().messages()[0].to, "+12025550143");
    assert!(!flow(&app).1);
}

#[tokio::test]
async fn the_first_code_is_wrong() {
    let app = App::new().await;
    let riley = opened(&app, Persona::answers_wrong_then_right).await;
    assert_eq!(visits(&app.tenant, riley.id())[..5], [GET, OPEN, PERSON, WRONG, RIGHT]);
    assert_eq!(flow(&app), (true, true));
    assert_eq!(riley.did(), [Received, Opened, Stepped, AnsweredWrong, AnsweredRight, Stepped, Finished]);
}

#[tokio::test]
async fn who_is_late_types_an_expired_code() {
    let app = App::new().await;
    app.dots.choose(|choices| choices.token_refusals = TokenRefusals::Telling);
    let riley = opened(&app, Persona::comes_late).await;
    assert_eq!(
        visits(&app.tenant, riley.id()),
        [GET, OPEN, PERSON],
        "a flow's link does not run out, its code does"
    );
    let life = app.dots.choices().token_lifetime_seconds;
    app.advance(life - 1);
    let typed = tokio::select! {
        biased;
        typed = riley.types_code() => Some(typed),
        () = std::future::ready(()) => None,
    };
    assert_eq!(typed, None, "the page's code is for the page, and not for the application");
    app.advance(1);
    assert_eq!(riley.did(), [Received, Opened, Stepped, Stepped, Refused]);
    assert_eq!(visits(&app.tenant, riley.id())[3..], [WRONG]);
    assert!(app.why().contains("expired"), "{}", app.why());
    assert_eq!(flow(&app), (false, false));
}

#[tokio::test]
async fn a_preview_opens_no_session() {
    let app = App::new().await;
    let riley = opened(&app, Persona::with_link_previews).await;
    assert_eq!(visits(&app.tenant, riley.id())[..3], [GET, GET, OPEN]);
    assert_eq!(riley.did()[..3], [Received, Previewed, Opened]);
    assert_eq!(flow(&app), (true, true));
}

#[tokio::test]
async fn two_devices_are_two_sessions() {
    let app = App::new().await;
    let riley = opened(&app, Persona::uses_two_devices).await;
    assert_eq!(visits(&app.tenant, riley.id())[..6], [GET, OPEN, GET, OPEN, PERSON, RIGHT]);
    assert_eq!(app.tenant.outbox().len(), 1);
    assert_eq!(flow(&app), (true, true));
}

#[tokio::test]
async fn who_abandons_leaves_before_the_code() {
    let app = App::new().await;
    let riley = opened(&app, Persona::abandons).await;
    assert_eq!(riley.did(), [Received, Opened, Stepped, Left]);
    assert_eq!((flow(&app), app.tenant.outbox().len()), ((false, false), 1));
    assert!(app.dots.users().is_empty());
}

#[tokio::test]
async fn who_returns_begins_again_and_finishes() {
    let app = App::new().await;
    let riley = opened(&app, |riley| riley.returns_after(Duration::from_secs(900))).await;
    assert_eq!(riley.did(), [Received, Opened, Stepped, Left]);
    app.advance(900);
    assert_eq!(riley.did()[4..], [Returned, Opened, Stepped, AnsweredRight, Stepped, Finished]);
    assert_eq!(
        (flow(&app), app.tenant.outbox().len()),
        ((true, true), 2),
        "a second text for the second visit"
    );
}
