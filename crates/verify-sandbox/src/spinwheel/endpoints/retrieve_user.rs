//! `GET /v1/users?userId=…` or `?extUserId=…`: the user object.

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::choices::{UnmaskOnStandard, UnverifiedUser};
use crate::spinwheel::data::{self, Unmask};
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::form::{self, Who};
use crate::spinwheel::{STANDARD, connected};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.retrieve_user",
        routes: &[Route { method: "GET", template: "/v1/users" }],
        hosts: &[STANDARD],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    if !parts_to_unmask(desk)?.is_empty() {
        desk.call.rests_on("unmask_on_standard_host");
        if desk.choices.unmask_on_standard_host == UnmaskOnStandard::Refuse {
            return Err(desk.invalid("unmask belongs to the secure host"));
        }
    }
    answer(desk, Unmask::default())
}

/// The user somebody asks for.
pub(super) fn answer(desk: &mut Desk<'_>, unmask: Unmask) -> Handled {
    let id = match form::who_in_query(desk)? {
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
    let network_token = connected::network_token(desk, &id)?;
    let view = desk.view(unmask);
    let user = desk.user(&id)?;
    let has_orders = !user.orders.is_empty();
    let object = data::user_object(user, view, network_token.as_deref());
    if !has_orders {
        return Ok(success(
            200,
            &object,
            "The user; no report has been ordered, so there is only the profile.",
        ));
    }
    desk.call.rests_on("data_status");
    desk.call.rests_on("summary_names");
    Ok(success(200, &object, "The user, with the report as far as it is there."))
}

/// The values of `unmask`, all of them known ones.
pub(super) fn parts_to_unmask(desk: &mut Desk<'_>) -> Result<Vec<String>, Trouble> {
    let wanted = desk.call.fields.query("unmask");
    if let Some(unknown) = wanted.iter().find(|name| !["ssn", "accountNumber"].contains(&name.as_str())) {
        return Err(desk.invalid(format!("unmask={unknown}: known are ssn and accountNumber")));
    }
    Ok(wanted)
}
