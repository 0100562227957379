//! `PUT /v2/users/{user_id}/addresses`: keeps an address of a user.

use crate::dots::API;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::form::Form;
use crate::dots::happening::Happening;
use crate::dots::tax_forms::two_letters;
use crate::engine::provider::{Operation, Route};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.put_address",
        routes: &[Route { method: "PUT", template: "/api/v2/users/{user_id}/addresses" }],
        hosts: &[API],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.user_id()?;
    let mut form = Form::new(desk, &["line_1", "line_2", "line_3", "city", "state", "country", "postcode"]);
    for name in ["line_1", "city", "postcode"] {
        form.filled(name);
    }
    let country = form.text("country", "invalid-input", "two letters", two_letters);
    if country.eq_ignore_ascii_case("us") {
        form.text("state", "invalid-input", "two letters in the US", two_letters);
    } else {
        form.filled("state");
    }
    for name in ["line_2", "line_3"] {
        form.optional(name, "invalid-input");
    }
    form.finish()?;
    desk.user(&id)?.compliance.address = true;
    desk.state.happenings.push(Happening::UserUpdated { user_id: id.clone() });
    let body = desk.choices.address_body;
    desk.done(200, body, "address_body", &id, "The address is kept.")
}
