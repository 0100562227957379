//! The endpoints of `signzy-link`.

use ::signzy_link::CheckLink;
use verify_core::Effect;

use super::{EndpointCase, call, call_of};
use crate::world::{PHONE, new_link};

const BASE: EndpointCase = EndpointCase { krate: "signzy-link", ..super::BASE };

/// One row for each operation.
pub fn cases() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "login",
            outlives_its_caller: true,
            sandbox_operation: "signzy.login",
            effect: Effect::Idempotent,
            tokens: &["LOGIN_FAILED"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    let client = world.signzy_with_login();
                    call(move || {
                        let client = client.clone();
                        async move { client.login().await }
                    })
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "send_link",
            sandbox_operation: "signzy.send_link",
            effect: Effect::AtMostOnce("sends a text message"),
            messages: 1,
            tokens: &["VALIDATION_ERROR", "AUTH_FAIL"],
            required: &["requestId", "sessionId"],
            prepare: |world| Box::pin(async move { call_of!(world.signzy, send_link, new_link(PHONE)) }),
            ..BASE
        },
        EndpointCase {
            operation: "check_link",
            sandbox_operation: "signzy.check_link",
            effect: Effect::Read,
            tokens: &["VALIDATION_ERROR", "AUTH_FAIL"],
            prepare: |world| {
                Box::pin(async move {
                    let link = world.signzy_link().await;
                    call_of!(world.signzy, check_link, CheckLink::of(&link))
                })
            },
            ..BASE
        },
    ]
}
