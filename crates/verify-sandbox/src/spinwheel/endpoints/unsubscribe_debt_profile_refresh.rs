//! `DELETE /v1/users/{userId}/creditProfile/equifax/subscriptions`: no more pulls. `?subscriptionId=` is this sandbox's;
//! without it all of the user's end.

use super::subscribe_debt_profile_refresh::PATH;
use crate::engine::provider::{Operation, Route};
use crate::spinwheel::STANDARD;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::success;
use crate::spinwheel::subscriptions::Subscription;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.unsubscribe_debt_profile_refresh",
        routes: &[Route { method: "DELETE", template: PATH }],
        hosts: &[STANDARD],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let wanted = desk.call.fields.query("subscriptionId");
    let user_id = desk.call.param("userId").unwrap_or_default().to_owned();
    let user = desk.user(&user_id)?;
    let ends = |subscription: &Subscription| {
        subscription.pulls.is_some() && (wanted.is_empty() || wanted.contains(&subscription.id))
    };
    let ended: Vec<_> =
        user.subscriptions.iter().filter(|own| ends(own)).map(|own| own.shown(&user_id)).collect();
    user.subscriptions.retain(|own| !ends(own));
    if ended.is_empty() {
        return Err(desk.token("SUBSCRIPTION_NOT_FOUND", "The user has no such subscription."));
    }
    Ok(success(200, &ended.into(), "No further report is pulled for these subscriptions."))
}
