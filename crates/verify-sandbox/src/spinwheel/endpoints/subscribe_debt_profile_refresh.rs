//! `POST /v1/users/{userId}/creditProfile/equifax/subscriptions`: has a report pulled again and again.

use std::time::Duration;

use serde_json::Value;

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::STANDARD;
use crate::spinwheel::choices::Bureau;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::form::Form;
use crate::spinwheel::report::{self, Place, Wanted};
use crate::spinwheel::subscriptions::{DEBT_PROFILE_REFRESH, Pulls, Subscription};

pub(super) const PATH: &str = "/v1/users/{userId}/creditProfile/equifax/subscriptions";
const CONFIGURATION: &str = "subscriptions[0].configuration";
const DAY: u64 = 86_400;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.subscribe_debt_profile_refresh",
        routes: &[Route { method: "POST", template: PATH }],
        hosts: &[STANDARD],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    desk.call.rests_on("refresh_frequencies");
    let every = read(desk)?;
    let place = Place { prefix: "subscriptions[0].configuration.", only: Some(Bureau::Equifax) };
    let wanted = report::read(desk, place)?;
    let user_id = desk.call.param("userId").unwrap_or_default().to_owned();
    check(desk, &user_id)?;
    let data = subscribe(desk, &user_id, every, wanted)?;
    desk.call.rests_on("subscription_status");
    let why = "Each report that is pulled will be told: USER_CREDIT_PROFILE_TRANSACTION.";
    Ok(success(desk.choices.subscription_status, &data, why))
}

/// How often.
fn read(desk: &mut Desk<'_>) -> Result<Duration, Trouble> {
    let choices = desk.choices;
    let known: Vec<_> = choices.refresh_frequencies.keys().map(String::as_str).collect();
    let mut form = Form::new(desk);
    if form.list("subscriptions") > 1 {
        form.problem("one subscription at a time");
    }
    form.one_of("subscriptions[0].subscriptionType", &[DEBT_PROFILE_REFRESH]);
    if !form.object(CONFIGURATION) {
        form.problem(format!("{CONFIGURATION} is missing"));
    }
    let frequency = form.one_of(&format!("{CONFIGURATION}.refreshFrequency"), &known);
    form.finish()?;
    let days = choices.refresh_frequencies.get(&frequency).copied().unwrap_or(1).max(1);
    Ok(Duration::from_secs(days.saturating_mul(DAY)))
}

fn check(desk: &mut Desk<'_>, user_id: &str) -> Result<(), Trouble> {
    let (now, choices) = (desk.call.now.mono, desk.choices);
    let user = desk.user(user_id)?;
    let (connected, has_report) = (user.verified.is_some(), user.done(now).next().is_some());
    let count = user.subscriptions.iter().filter(|subscription| subscription.pulls.is_some()).count();
    let bureau = user.first_bureau();
    if !connected {
        return Err(desk.token("USER_NOT_CONNECTED", "The user has not been verified."));
    }
    if choices.subscription_needs_report && !has_report {
        desk.call.rests_on("subscription_needs_report");
        return Err(desk.token("USER_NOT_CONNECTED", "The user has no report yet; one is required first."));
    }
    if let Some(other) = bureau.filter(|bureau| *bureau != Bureau::Equifax) {
        let why = format!("The user was first connected with {}; the path names Equifax.", other.name());
        return Err(desk.token("BUREAU_SOURCE_CONFLICT", why));
    }
    if count >= choices.debt_profile_subscription_limit {
        desk.call.rests_on("debt_profile_subscription_limit");
        return Err(desk.token("SUBSCRIPTION_EXISTS", "The user has a debt-profile subscription."));
    }
    Ok(())
}

fn subscribe(desk: &mut Desk<'_>, user_id: &str, every: Duration, wanted: Wanted) -> Result<Value, Trouble> {
    let configuration = desk.call.fields.peek(CONFIGURATION).cloned().unwrap_or_default();
    let pulls = Pulls { every, done: 0, wanted, configuration };
    let subscription = Subscription { id: desk.state.rng.uuid(), created: desk.call.now, pulls: Some(pulls) };
    let data = vec![subscription.shown(user_id)];
    desk.subscribed = Some(subscription.id.clone());
    desk.user(user_id)?.subscriptions.push(subscription);
    Ok(data.into())
}
