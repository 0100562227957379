//! `GET /v1/users?userId=…` or `?extUserId=…`: the user object.

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::choices::{UnmaskOnStandard, UnverifiedUser};
use crate::spinwheel::data::{self, Unmask};
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::form::{self, Who};
use crate::spinwheel::{SECURE, STANDARD};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.retrieve_user",
        routes: &[Route { method: "GET", template: "/v1/users" }],
        hosts: &[STANDARD, SECURE],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let who = form::who_in_query(desk)?;
    let unmask = unmask(desk)?;
    let id = match who {
        Who::UserId(id) => id,
        Who::ExtUserId(ext_id) => {
            let found = desk.state.by_ext_id(&ext_id).map(|user| user.id.clone());
            found.ok_or_else(|| desk.token("USER_NOT_FOUND", format!("There is no extUserId {ext_id:?}.")))?
        }
        Who::Nobody => String::new(),
    };
    if desk.user(&id)?.verified.is_none() {
        desk.call.rests_on("unverified_user");
        if desk.choices.unverified_user == UnverifiedUser::NotFound {
            return Err(desk.token("USER_NOT_FOUND", "The user has not been verified."));
        }
    }
    let (choices, now, seed) = (desk.choices, desk.call.now, desk.context.seed);
    let user = desk.user(&id)?;
    if !user.orders.is_empty() {
        let object = data::user_object(user, choices, now, seed, unmask);
        desk.call.rests_on("data_status");
        desk.call.rests_on("summary_names");
        return Ok(success(200, &object, "The user, with the report as far as it is there."));
    }
    let object = data::user_object(user, choices, now, seed, unmask);
    Ok(success(200, &object, "The user; no report has been ordered, so there is only the profile."))
}

fn unmask(desk: &mut Desk<'_>) -> Result<Unmask, Trouble> {
    let wanted = desk.call.fields.query("unmask");
    if let Some(unknown) = wanted.iter().find(|name| !["ssn", "accountNumber"].contains(&name.as_str())) {
        return Err(desk.invalid(format!("unmask={unknown}: known are ssn and accountNumber")));
    }
    if !wanted.is_empty() && desk.call.role == STANDARD {
        desk.call.rests_on("unmask_on_standard_host");
        return match desk.choices.unmask_on_standard_host {
            UnmaskOnStandard::Refuse => Err(desk.invalid("unmask belongs to the secure host")),
            UnmaskOnStandard::Ignore => Ok(Unmask::default()),
        };
    }
    let has = |name: &str| wanted.iter().any(|wanted| wanted == name);
    Ok(Unmask { ssn: has("ssn"), account_number: has("accountNumber") })
}
