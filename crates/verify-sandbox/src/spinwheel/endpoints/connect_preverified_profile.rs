//! `POST /v1/users/connect/preverified/userProfile`: connects somebody whom the caller knows completely.

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::SECURE;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::form::Form;
use crate::spinwheel::preverified::{self, Person};
use crate::spinwheel::state::GivenIdentity;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.connect_preverified_profile",
        routes: &[Route { method: "POST", template: "/v1/users/connect/preverified/userProfile" }],
        hosts: &[SECURE],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    preverified::check_enabled(desk)?;
    let mut form = Form::new(desk);
    let given = identity(&mut form);
    let person = Person {
        number: form.text("phoneNumber"),
        born: form.birth_date(),
        who: form.who(),
        given: Some(given),
    };
    preverified::read_audit(&mut form);
    form.finish()?;
    preverified::connect(desk, person)
}

fn identity(form: &mut Form<'_, '_>) -> GivenIdentity {
    let (first_name, last_name) = (form.text("firstName"), form.text("lastName"));
    let ssn = form.digits("ssn", 9, "nine digits without hyphens");
    let count = form.list("addresses");
    let addresses = (0..count).map(|index| form.address(&format!("addresses[{index}]"))).collect();
    GivenIdentity { first_name, last_name, ssn, addresses }
}
