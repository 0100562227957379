//! A page of Dots does it all: phone number, code, tax form, payout method.

use dots_users::{CreateFlow, Flow, FlowId, RetrieveFlow, Step, UserId};
use serde_json::json;
use verify_sandbox::dots::{FlowError, FlowScreen, FlowSession, FlowView, Person};

use super::app::{App, Payee};
use super::hook::Hook;
use super::{CREATE_FLOW, OK, RETRIEVE_FLOW};
use crate::demo::{Halt, Kind, Lane, Stage};
use crate::journeys::mistyped;

/// `known` is the consumer's user, who goes through the page then.
pub(super) async fn play(app: &App, stage: &mut Stage<'_>, known: Option<&UserId>) -> Result<(), Halt> {
    let mut hook = Hook::start(stage).await?;
    let (flow, page) = open_link(app, stage).await?;
    let payee = match known {
        Some(_) => Payee::person(stage),
        None => Payee::new(stage, "Riley", "+12025550155")?,
    };
    onboard(stage, &page, &payee)?;
    let signed = "Signed, and checked by the crate's receiver. It says which flow, not what happened.";
    let expected = [("flow.updated", signed), ("user.updated", "There is a user now.")];
    // Nothing is new of somebody who is a user already.
    hook.hears(stage, expected.get(..if known.is_some() { 1 } else { 2 }).unwrap_or_default()).await?;
    let seen = look(app, stage, &flow, "Who is it?").await?;
    let user = seen.user_id.clone().ok_or_else(|| Halt::surprise("the flow has no user"))?;
    if known.is_some_and(|known| *known != user) {
        return Err(Halt::surprise("the page made another user of a person who is known"));
    }
    let which = if known.is_some() { "The user the app knows already" } else { "A user" };
    stage.answer(format!("{which}; {} of {} steps are done.", seen.completed_steps.len(), seen.steps.len()));
    steps(stage, &mut hook, &page, &payee).await?;
    hook.hears_again(
        stage,
        "flow.updated",
        "Sent again, as happens when an answer gets lost. The message's id is known: acknowledged and ignored.",
    )
    .await?;
    hook.refuses_a_forgery(stage, flow.as_str()).await?;
    let seen = look(app, stage, &flow, "A webhook is a hint, not a fact. Is everything done?").await?;
    if !seen.is_complete() {
        return Err(Halt::surprise("the flow is not complete"));
    }
    stage.answer("All steps are done.");
    read_user(app, stage, &user).await
}

async fn open_link(app: &App, stage: &mut Stage<'_>) -> Result<(FlowId, FlowSession), Halt> {
    stage.call(CREATE_FLOW, OK, "A page for somebody: tax form, payout method.");
    let steps = [Step::compliance(), Step::manage_payouts().require_default_payout_method(true)?];
    let created = stage.came(app.client.create_flow(stage.sends(&CreateFlow::new(steps)?)).await)?;
    stage.answer("A link. Whoever has it can act as the person.");
    stage.later(30);
    stage.pass(Lane::App, Lane::Page, "the link", "The person opens it; the app shows it in a frame.");
    let page = stage.tenant().dots().flow(created.link.expose());
    Ok((created.flow.id, page.map_err(|error| refused(&error))?))
}

/// Name, phone number and code: on the page, not in the app.
fn onboard(stage: &mut Stage<'_>, page: &FlowSession, payee: &Payee) -> Result<(), Halt> {
    let person = Person::new(payee.phone.national()).named(payee.name, payee.last_name);
    let person = person.with_email(&payee.email).in_country(payee.phone.country_calling_code());
    stage.later(20);
    stage.pass(Lane::Page, Lane::Api, "person", "Name and phone number go to Dots, not to the app.");
    shows(page.introduce(&person), FlowScreen::Code)?;
    let code = stage.texted(&payee.phone)?;
    stage.later(15);
    stage.pass(Lane::Page, Lane::Api, "code", "The person mistypes a digit.");
    match page.enter_code(&mistyped(&code)) {
        Err(error) => stage.pass(Lane::Api, Lane::Page, "no", format!("“{error}”")),
        Ok(_) => return Err(Halt::surprise("a wrong code was accepted")),
    }
    stage.later(10);
    stage.pass(Lane::Page, Lane::Api, "code", "The right one.");
    shows(page.enter_code(&code), FlowScreen::Step)
}

async fn steps(
    stage: &mut Stage<'_>,
    hook: &mut Hook,
    page: &FlowSession,
    payee: &Payee,
) -> Result<(), Halt> {
    stage.later(60);
    stage.pass(Lane::Page, Lane::Api, "compliance", "A W-9, with a tax id that the app never sees.");
    let address = json!({
        "line_1": stage.guard(Kind::Street, "1 Sample Street"), "city": "Spencer", "state": "IA", "country": "US", "postcode": "51301",
    });
    let w9 = json!({"w9": {
        "entity_type": "individual", "first_name": payee.name, "last_name": payee.last_name,
        "tin": stage.guard(Kind::Ssn, "900123456"), "date_of_birth": stage.person().birth_date.expose(),
        "address": address,
    }});
    shows(page.submit_compliance(&w9), FlowScreen::Step)?;
    hook.hears(stage, &[("flow.updated", "A step is done."), ("user.updated", "So is the tax form.")])
        .await?;
    stage.later(10);
    hook.hears(stage, &[("user.updated", "The tax number was checked.")]).await?;
    stage.later(20);
    stage.pass(Lane::Page, Lane::Api, "payout method", "The person adds an account at PayPal.");
    let paypal = json!({"platform": "paypal", "email": payee.email});
    shows(page.add_payout_method(&paypal), FlowScreen::Step)?;
    hook.hears(stage, &[("user.updated.payout_method", "There is a way to be paid.")]).await?;
    stage.later(5);
    stage.pass(Lane::Page, Lane::Api, "save", "And chooses it.");
    shows(page.save_payouts(Some("paypal"), None), FlowScreen::Done)?;
    let expected = [
        ("flow.updated", "Another step is done."),
        ("user.updated.default_payout_method_changed", "This is the one."),
    ];
    hook.hears(stage, &expected).await?;
    let text = "{step: “manage-payouts”, status: “completed”}, by postMessage. That proves nothing: anybody can post it.";
    stage.pass(Lane::Page, Lane::App, "completed", text);
    Ok(())
}

async fn look(app: &App, stage: &mut Stage<'_>, flow: &FlowId, why: &str) -> Result<Flow, Halt> {
    stage.call(RETRIEVE_FLOW, OK, why);
    Ok(stage.came(app.client.retrieve_flow(stage.sends(&RetrieveFlow::new(flow.clone()))).await)?)
}

async fn read_user(app: &App, stage: &mut Stage<'_>, user: &UserId) -> Result<(), Halt> {
    let user = app
        .retrieve(stage, user, "That somebody went through a page says nothing of what came of it.")
        .await?;
    let paid_by = user.default_payout_method.as_ref().map_or("nothing", dots_users::Rail::as_str);
    if !user.is_verified() || paid_by != "paypal" {
        return Err(Halt::surprise("the user is not verified, or is paid otherwise"));
    }
    stage.answer(format!("Verified, and paid by {paid_by}."));
    Ok(())
}

fn shows(view: Result<FlowView, FlowError>, screen: FlowScreen) -> Result<(), Halt> {
    match view.map_err(|error| refused(&error))?.screen {
        shown if shown == screen => Ok(()),
        other => Err(Halt::surprise(format!("the page shows {other:?} and not {screen:?}"))),
    }
}

fn refused(error: &FlowError) -> Halt {
    Halt::surprise(format!("the page refused: {error}"))
}
