//! `GET /v1/users/{userId}/liabilities/refresh/{extRequestId}`: where a refresh stands.

use super::refresh_liabilities;
use crate::engine::provider::{Operation, Route};
use crate::spinwheel::STANDARD;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.liability_refresh_status",
        routes: &[Route { method: "GET", template: "/v1/users/{userId}/liabilities/refresh/{extRequestId}" }],
        hosts: &[STANDARD],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    desk.call.fields.look();
    let param = |name: &str| desk.call.param(name).unwrap_or_default().to_owned();
    let (user_id, ext_request_id) = (param("userId"), param("extRequestId"));
    match refresh_liabilities::find(desk, &user_id, &ext_request_id)? {
        Some(refresh) => Ok(refresh_liabilities::show(desk, &refresh, "The refresh as it stands now.")),
        None => Err(desk.token("REFRESH_NOT_FOUND", "The user has no refresh with this extRequestId.")),
    }
}
