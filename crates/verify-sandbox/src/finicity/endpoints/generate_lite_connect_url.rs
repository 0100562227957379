//! `POST /connect/v2/generate/lite`: a link to one institution.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::connect::{LinkKind, Origin};
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled};
use crate::finicity::order;

const NAME: &str = "finicity.generate_lite_connect_url";

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: NAME,
        routes: &[Route { method: "POST", template: "/connect/v2/generate/lite" }],
        hosts: &[API],
    },
    access: Access::Connect,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    order::take(desk, LinkKind::Lite, Origin::Url, NAME)
}
