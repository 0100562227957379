//! `DELETE /v2/users/{user_id}`: deletes a user.

use crate::dots::API;
use crate::dots::choices::DeletedUser;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::happening::Happening;
use crate::dots::state::UserStatus;
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.delete_user",
        routes: &[Route { method: "DELETE", template: "/api/v2/users/{user_id}" }],
        hosts: &[API],
    },
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.user_id()?;
    desk.call.rests_on("deleted_user");
    let left = desk.choices.deleted_user;
    if left == DeletedUser::Disabled {
        desk.user(&id)?.status = UserStatus::Disabled;
        desk.state.happenings.push(Happening::UserUpdated { user_id: id.clone() });
    }
    let record = desk.record(&id)?;
    let why = match left {
        DeletedUser::Disabled => "The user is disabled.",
        DeletedUser::Disconnected => {
            desk.user(&id)?.disconnected = true;
            "The user is no longer of this app; the phone number stays known."
        }
        DeletedUser::Nothing => {
            desk.state.users.retain(|user| user.id != id);
            "The user is gone, and the phone number free."
        }
    };
    Ok(Answer::new(200, record, why))
}
