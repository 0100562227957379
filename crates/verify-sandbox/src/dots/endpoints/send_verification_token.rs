//! `POST /v2/users/{user_id}/send-verification-token`: sends a token by text message or phone call.

use crate::Channel;
use crate::dots::API;
use crate::dots::code;
use crate::dots::desk::{Body, Desk, Endpoint, Handled};
use crate::dots::form::Form;
use crate::engine::provider::{Operation, Route};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "dots.send_verification_token",
        routes: &[Route { method: "POST", template: "/api/v2/users/{user_id}/send-verification-token" }],
        hosts: &[API],
    },
    body: Body::Optional,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.user_id()?;
    let mut form = Form::new(desk, &["use_voice"]);
    let voice = form.flag("use_voice").unwrap_or(false);
    form.finish()?;
    code::check_status(desk, &id)?;
    let (channel, why) = if voice {
        (Channel::Voice, "A phone call reads a token out.")
    } else {
        (Channel::Sms, "A text message with a token is sent.")
    };
    code::send(desk, &id, channel, ENDPOINT.operation.name)?;
    let body = desk.choices.send_body;
    desk.done(202, body, "send_body", &id, why)
}
