//! `GET /v1/users/{userId}/creditProfile/equifax/subscriptions`: the subscriptions to reports.

use super::subscribe_debt_profile_refresh::PATH;
use crate::engine::provider::{Operation, Route};
use crate::spinwheel::STANDARD;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::success;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.debt_profile_subscriptions",
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
    let own = subscriptions.iter().filter(|subscription| subscription.pulls.is_some());
    let data: Vec<_> = own.map(|subscription| subscription.shown(&user_id)).collect();
    Ok(success(200, &data.into(), "The debt-profile subscriptions."))
}
