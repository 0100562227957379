//! `POST /v1/users/{userId}/creditReports/order`: asynchronous; the report is there a while later.

use std::time::Duration;

use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::STANDARD;
use crate::spinwheel::choices::OrderAnswer;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::people::{self, Step};
use crate::spinwheel::state::{self, DAY, Order};
use crate::spinwheel::webhook;

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
    check(desk, &id)?;
    place(desk, &id)?;
    for choice in ["order_status", "order_answer", "report_milliseconds"] {
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

fn check(desk: &mut Desk<'_>, id: &str) -> Result<(), Trouble> {
    let now = desk.call.now.mono;
    let limit = desk.choices.orders_per_day;
    let user = desk.user(id)?;
    let (connected, number, born) =
        (user.verified.is_some(), user.phone().to_owned(), user.birth_date.clone());
    let ordered: Vec<_> = user.orders.iter().map(|order| order.ordered.mono).collect();
    let over = state::is_over(&ordered, now, DAY, limit);
    if !connected {
        return Err(desk.token("USER_NOT_CONNECTED", "The user has not been verified."));
    }
    let special = people::at(Step::OrderReport, &number, &born).and_then(|person| person.token);
    if let Some(token) = special.filter(|_| desk.choices.order_knows_report_tokens) {
        desk.call.rests_on("order_knows_report_tokens");
        return Err(desk.token(token, "This is a special person: see special_people."));
    }
    if over {
        desk.call.rests_on("orders_per_day");
        let why = format!("The user has had {limit} orders within 24 hours.");
        return Err(desk.token("DAILY_USER_REQUEST_LIMIT_REACHED", why));
    }
    Ok(())
}

fn place(desk: &mut Desk<'_>, id: &str) -> Result<(), Trouble> {
    let now = desk.call.now;
    let takes = Duration::from_millis(desk.choices.report_milliseconds);
    let user = desk.user(id)?;
    let fails = people::report_fails(user.phone());
    let ready = (!people::report_never_ends(user.phone())).then(|| now.mono + takes);
    user.orders.push(Order { ordered: now, ready, ready_wall: now.wall + takes, fails });
    let ext_id = user.ext_id.clone();
    if ready.is_some() {
        let event = if fails { "USER_LIABILITIES_CONNECTION_FAILED" } else { "USER_LIABILITIES_CONNECTED" };
        webhook::announce(desk, event, id, ext_id.as_deref(), takes);
    }
    Ok(())
}
