//! `GET /v1/users?…&unmask=ssn&unmask=accountNumber` on the secure host: the user object, parts of it in full.

use super::retrieve_user;
use crate::engine::provider::{Operation, Route};
use crate::spinwheel::SECURE;
use crate::spinwheel::data::Unmask;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.retrieve_user_unmasked",
        routes: &[Route { method: "GET", template: "/v1/users" }],
        hosts: &[SECURE],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let wanted = retrieve_user::parts_to_unmask(desk)?;
    let has = |name: &str| wanted.iter().any(|wanted| wanted == name);
    retrieve_user::answer(desk, Unmask { ssn: has("ssn"), account_number: has("accountNumber") })
}
