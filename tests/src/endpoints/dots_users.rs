//! The endpoints of `dots-users`.

mod flows;
mod payouts;

use ::dots_users::{DeleteUser, ListUsers, RetrieveUser, SendVerificationToken, UpdateUser, VerifyToken};
use verify_core::Effect;

use super::{EndpointCase, call_of};
use crate::world::{PHONE, new_user};

const BASE: EndpointCase = EndpointCase { krate: "dots-users", ..super::BASE };

/// One row for each operation.
pub fn cases() -> Vec<EndpointCase> {
    [users(), changes(), verification(), payouts::methods(), payouts::forms(), flows::cases()].concat()
}

/// Created and read.
fn users() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "create_user",
            sandbox_operation: "dots.create_user",
            effect: Effect::AtMostOnce("creates a user"),
            tokens: &[
                "invalid-phone-number",
                "invalid-phone-number-voip",
                "invalid-phone-number-landline",
                "invalid-email",
                "auth-email-already-exists",
                "invalid-username",
                "auth-username-already-exists",
                "invalid-input",
            ],
            required: &["id"],
            prepare: |world| Box::pin(async move { call_of!(world.dots, create_user, new_user(PHONE)) }),
            ..BASE
        },
        EndpointCase {
            operation: "list_users",
            sandbox_operation: "dots.list_users",
            effect: Effect::Read,
            tokens: &["invalid-input"],
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    world.dots_user(PHONE).await;
                    call_of!(world.dots, list_users, ListUsers::new())
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "retrieve_user",
            sandbox_operation: "dots.retrieve_user",
            effect: Effect::Read,
            tokens: &["invalid-input", "no_such_resource"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    let user = world.dots_user(PHONE).await;
                    call_of!(world.dots, retrieve_user, RetrieveUser::new(user))
                })
            },
            ..BASE
        },
    ]
}

/// Changed and deleted.
fn changes() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "update_user",
            sandbox_operation: "dots.update_user",
            effect: Effect::Idempotent,
            tokens: &["invalid-input", "no_such_resource"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    let user = world.dots_user(PHONE).await;
                    call_of!(world.dots, update_user, UpdateUser::new(user).auto_payout_enabled(true))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "delete_user",
            sandbox_operation: "dots.delete_user",
            effect: Effect::Idempotent,
            tokens: &["invalid-input", "no_such_resource"],
            empty_body_is_fine: true,
            any_body_is_fine: true,
            repeat_is_refused: true,
            prepare: |world| {
                Box::pin(async move {
                    let user = world.dots_user(PHONE).await;
                    call_of!(world.dots, delete_user, DeleteUser::new(user))
                })
            },
            ..BASE
        },
    ]
}

/// The token: sent and checked.
fn verification() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "send_verification_token",
            sandbox_operation: "dots.send_verification_token",
            effect: Effect::AtMostOnce("sends a text message or calls"),
            messages: 1,
            tokens: &[
                "invalid-phone-number",
                "invalid-phone-number-voip",
                "invalid-phone-number-landline",
                "invalid-input",
                "no_such_resource",
            ],
            has_no_body: true,
            prepare: |world| {
                Box::pin(async move {
                    let user = world.dots_user(PHONE).await;
                    call_of!(world.dots, send_verification_token, SendVerificationToken::text(user))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "verify_token",
            sandbox_operation: "dots.verify_token",
            effect: Effect::AtMostOnce("uses up a try at the code"),
            tokens: &["invalid-input", "no_such_resource"],
            has_no_body: true,
            prepare: |world| {
                Box::pin(async move {
                    let user = world.dots_user_with_token(PHONE).await;
                    let request = VerifyToken::new(user, world.code(PHONE)).unwrap();
                    call_of!(world.dots, verify_token, request)
                })
            },
            ..BASE
        },
    ]
}
