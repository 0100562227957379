//! `POST /v1/users/connect/preverified/phoneNumber`: connects somebody whose phone the caller has verified.

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::STANDARD;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::form::Form;
use crate::spinwheel::preverified::{self, Person};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.connect_preverified_phone",
        routes: &[Route { method: "POST", template: "/v1/users/connect/preverified/phoneNumber" }],
        hosts: &[STANDARD],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    preverified::check_enabled(desk)?;
    let mut form = Form::new(desk);
    let person =
        Person { number: form.text("phoneNumber"), born: form.birth_date(), who: form.who(), given: None };
    preverified::read_audit(&mut form);
    form.finish()?;
    preverified::connect(desk, person)
}
