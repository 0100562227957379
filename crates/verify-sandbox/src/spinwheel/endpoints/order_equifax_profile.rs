//! `POST /v1/users/{userId}/creditProfile/equifax`: the middle one of the order paths. Three modes are documented: full
//! report; report and VantageScore 3.0; score only. The body is this sandbox's.

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::choices::Bureau;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::report::{self, Place};
use crate::spinwheel::state::OrderPath;
use crate::spinwheel::{STANDARD, orders};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.order_equifax_profile",
        routes: &[Route { method: "POST", template: "/v1/users/{userId}/creditProfile/equifax" }],
        hosts: &[STANDARD],
    },
    body: Body::Optional,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    desk.call.fields.look();
    let id = desk.call.param("userId").unwrap_or_default().to_owned();
    let wanted = report::read(desk, Place { prefix: "", only: Some(Bureau::Equifax) })?;
    let bureau = orders::check(desk, &id, OrderPath::Equifax, wanted)?;
    orders::place(desk, &id, OrderPath::Equifax, wanted, bureau)?;
    orders::answer(desk, &id, None)
}
