//! `POST /v1/users/{userId}/creditProfile/equifax/subscriptions/liabilities`: asks to be told of new liabilities.

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::STANDARD;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::success;
use crate::spinwheel::form::Form;
use crate::spinwheel::subscriptions::{NEW_LIABILITIES, Subscription};

pub(super) const PATH: &str = "/v1/users/{userId}/creditProfile/equifax/subscriptions/liabilities";

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.subscribe_new_liabilities",
        routes: &[Route { method: "POST", template: PATH }],
        hosts: &[STANDARD],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let mut form = Form::of_list(desk);
    if form.list("") > 1 {
        form.problem("one subscription at a time");
    }
    form.one_of("[0].subscriptionType", &[NEW_LIABILITIES]);
    form.finish()?;
    let user_id = desk.call.param("userId").unwrap_or_default().to_owned();
    let user = desk.user(&user_id)?;
    let (connected, exists) =
        (user.verified.is_some(), user.subscriptions.iter().any(|subscription| subscription.pulls.is_none()));
    if !connected {
        return Err(desk.token("USER_NOT_CONNECTED", "The user has not been verified."));
    }
    if exists {
        return Err(desk.token("SUBSCRIPTION_EXISTS", "The user has a subscription to new liabilities."));
    }
    let subscription = Subscription { id: desk.state.rng.uuid(), created: desk.call.now, pulls: None };
    let data = vec![subscription.shown(&user_id)];
    desk.user(&user_id)?.subscriptions.push(subscription);
    Ok(success(201, &data.into(), "New liabilities will be told: NEW_LIABILITIES_REPORTED."))
}
