//! `GET /v1/users/{userId}/creditProfile/equifax/subscriptions/liabilities`: the subscription to new liabilities.

use super::subscribe_new_liabilities::PATH;
use crate::engine::provider::{Operation, Route};
use crate::spinwheel::STANDARD;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::success;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.new_liability_subscriptions",
        routes: &[Route { method: "GET", template: PATH }],
        hosts: &[STANDARD],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    desk.call.fields.look();
    let user_id = desk.call.param("userId").unwrap_or_default().to_owned();
    let subscriptions = &desk.user(&user_id)?.subscriptions;
    let own = subscriptions.iter().filter(|subscription| subscription.pulls.is_none());
    let data: Vec<_> = own.map(|subscription| subscription.shown(&user_id)).collect();
    Ok(success(200, &data.into(), "The subscriptions to new liabilities."))
}
