//! `POST /v1/users/{userId}/creditReports/order`: asynchronous; the report is there a while later.

use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::choices::OrderAnswer;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::success;
use crate::spinwheel::report::Wanted;
use crate::spinwheel::state::OrderPath;
use crate::spinwheel::{STANDARD, orders};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.order_credit_report",
        routes: &[Route { method: "POST", template: "/v1/users/{userId}/creditReports/order" }],
        hosts: &[STANDARD],
    },
    body: Body::Optional,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    desk.call.fields.look();
    let id = desk.call.param("userId").unwrap_or_default().to_owned();
    let (path, wanted) = (OrderPath::CreditReports, Wanted::EVERYTHING);
    let bureau = orders::check(desk, &id, path, wanted)?;
    orders::place(desk, &id, path, wanted, bureau)?;
    for choice in ["order_status", "order_answer"] {
        desk.call.rests_on(choice);
    }
    let (status, answer) = (desk.choices.order_status, desk.choices.order_answer);
    let user = desk.user(&id)?;
    let data = match answer {
        OrderAnswer::Ids => Desk::ids(user),
        OrderAnswer::Empty => json!({}),
    };
    Ok(success(status, &data, "The report is ordered."))
}
