//! `PATCH /v2/users/{user_id}`: changes a user; name, e-mail and phone number stay as they are.

use serde_json::Value;

use crate::dots::API;
use crate::dots::choices::MetadataUpdate;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::form::Form;
use crate::dots::happening::Happening;
use crate::dots::{adjustment, methods};
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.update_user",
        routes: &[Route { method: "PATCH", template: "/api/v2/users/{user_id}" }],
        hosts: &[API],
    },
    body: Body::Json,
    run,
};

const KNOWN: [&str; 6] = [
    "default_payout_method",
    "auto_payout_enabled",
    "date_of_birth",
    "1099_adjustment",
    "metadata",
    "payout_options_exclude_list",
];

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.user_id()?;
    let connected = desk.user(&id)?.clone();
    let mut form = Form::new(desk, &KNOWN);
    let rail = form.rail("default_payout_method");
    if let Some(rail) = rail.as_ref().filter(|rail| !connected.has_rail(rail)) {
        form.problem(format!("default_payout_method must be connected; {rail} is not"));
    }
    let auto_payout = form.flag("auto_payout_enabled");
    let date_of_birth = form.date("date_of_birth");
    let adjustment = adjustment::read(&mut form);
    let metadata = form.field("metadata");
    let excluded = form.rails("payout_options_exclude_list");
    form.finish()?;
    if metadata.is_some() {
        desk.call.rests_on("metadata_update");
    }
    let merge = desk.choices.metadata_update == MetadataUpdate::Merge;
    let user = desk.user(&id)?;
    user.auto_payout = auto_payout.or(user.auto_payout);
    user.date_of_birth = date_of_birth.or(user.date_of_birth.take());
    user.adjustment = adjustment.or(user.adjustment.take());
    user.excluded = excluded.unwrap_or_else(|| std::mem::take(&mut user.excluded));
    user.metadata = match (user.metadata.take(), metadata) {
        (Some(Value::Object(mut old)), Some(Value::Object(new))) if merge => {
            old.extend(new);
            Some(Value::Object(old))
        }
        (old, new) => new.or(old),
    };
    desk.state.happenings.push(Happening::UserUpdated { user_id: id.clone() });
    if let Some(rail) = rail {
        methods::make_default(desk, &id, &rail)?;
    }
    Ok(Answer::new(200, desk.record(&id)?, "The user is changed."))
}
