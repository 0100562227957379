//! `POST /connect/v2/generate/jointBorrower`: a link for two borrowers.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::connect::{LinkKind, Origin};
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled};
use crate::finicity::order;

const NAME: &str = "finicity.generate_joint_borrower_connect_url";

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: NAME,
        routes: &[Route { method: "POST", template: "/connect/v2/generate/jointBorrower" }],
        hosts: &[API],
    },
    access: Access::Connect,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    order::take(desk, LinkKind::Joint, Origin::Url, NAME)
}
