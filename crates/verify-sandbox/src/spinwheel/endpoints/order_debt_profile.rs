//! `POST /v1/users/{userId}/debtProfile`: the current one of the order paths.

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::data::Kind;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::Trouble;
use crate::spinwheel::report::{self, Place};
use crate::spinwheel::state::OrderPath;
use crate::spinwheel::{STANDARD, orders};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.order_debt_profile",
        routes: &[Route { method: "POST", template: "/v1/users/{userId}/debtProfile" }],
        hosts: &[STANDARD],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    if !desk.choices.debt_profile_enabled {
        desk.call.rests_on("debt_profile_enabled");
        return Err(desk.token("PARTNER_NOT_ENABLED", "The choice debt_profile_enabled is off."));
    }
    let only = liability_type(desk)?;
    let wanted = report::read(desk, Place { prefix: "", only: None })?;
    let id = desk.call.param("userId").unwrap_or_default().to_owned();
    let bureau = orders::check(desk, &id, OrderPath::DebtProfile, wanted)?;
    orders::place(desk, &id, OrderPath::DebtProfile, wanted, bureau)?;
    orders::answer(desk, &id, only)
}

/// A single value of the documented six.
fn liability_type(desk: &mut Desk<'_>) -> Result<Option<Kind>, Trouble> {
    let given = desk.call.fields.query("liabilityType");
    let [name] = given.as_slice() else {
        return if given.is_empty() {
            Ok(None)
        } else {
            Err(desk.invalid("liabilityType can be given once"))
        };
    };
    let found = Kind::ALL.into_iter().find(|kind| kind.liability_type() == name);
    let known = Kind::ALL.map(Kind::liability_type).join(", ");
    found.map(Some).ok_or_else(|| desk.invalid(format!("liabilityType must be one of {known}")))
}
