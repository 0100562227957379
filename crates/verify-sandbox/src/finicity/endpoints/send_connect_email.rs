//! `POST /connect/v2/send/email`: sends a link to the whole of Connect by e-mail.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::connect::{LinkKind, Origin};
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled};
use crate::finicity::order;

const NAME: &str = "finicity.send_connect_email";

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: NAME,
        routes: &[Route { method: "POST", template: "/connect/v2/send/email" }],
        hosts: &[API],
    },
    access: Access::Connect,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    order::take(desk, LinkKind::Full, Origin::Email, NAME)
}
