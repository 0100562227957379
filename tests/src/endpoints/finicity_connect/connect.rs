//! The six operations that make a Connect link.

use ::finicity_connect::{
    Borrower, Email, EmailOptions, GenerateConnectUrl, GenerateFixConnectUrl,
    GenerateJointBorrowerConnectUrl, GenerateLiteConnectUrl, InstitutionId, SendConnectEmail,
    SendJointBorrowerConnectEmail,
};
use verify_core::Effect;

use super::BASE;
use crate::World;
use crate::endpoints::{EndpointCase, call_of};
use crate::world::FINBANK;

const MAIL: Effect = Effect::AtMostOnce("sends an e-mail");

fn email() -> EmailOptions {
    EmailOptions::new(Email::new("ada@example.com").unwrap())
}

async fn borrowers(world: &World) -> [Borrower; 2] {
    let (first, second) = (world.consumer().await, world.consumer().await);
    [Borrower::primary(first.0, first.1), Borrower::joint(second.0, second.1)]
}

/// One row for each operation.
#[allow(clippy::too_many_lines)] // A table.
pub(super) fn cases() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "generate_connect_url",
            sandbox_operation: "finicity.generate_connect_url",
            effect: Effect::Idempotent,
            tokens: &[
                "10005_CONNECT",
                "10010",
                "10010_PARTNER",
                "10010_CUSTOMER",
                "10010_EXPERIENCE",
                "14020_CONNECT",
                "10022_CONNECT",
            ],
            required: &["link"],
            prepare: |world| {
                Box::pin(async move {
                    let customer = world.customer().await;
                    call_of!(world.finicity, generate_connect_url, GenerateConnectUrl::new(customer))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "generate_joint_borrower_connect_url",
            sandbox_operation: "finicity.generate_joint_borrower_connect_url",
            effect: Effect::Idempotent,
            tokens: &[
                "10005_CONNECT",
                "10010",
                "10010_PARTNER",
                "10010_CUSTOMER",
                "10010_EXPERIENCE",
                "14020_CONNECT",
                "10022_CONNECT",
            ],
            required: &["link"],
            prepare: |world| {
                Box::pin(async move {
                    let request = GenerateJointBorrowerConnectUrl::new(borrowers(&world).await);
                    call_of!(world.finicity, generate_joint_borrower_connect_url, request)
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "generate_lite_connect_url",
            sandbox_operation: "finicity.generate_lite_connect_url",
            effect: Effect::Idempotent,
            tokens: &[
                "10005_CONNECT",
                "10010",
                "10010_PARTNER",
                "10010_CUSTOMER",
                "10010_EXPERIENCE",
                "14020_CONNECT",
                "10022_CONNECT",
            ],
            required: &["link"],
            prepare: |world| {
                Box::pin(async move {
                    let customer = world.customer().await;
                    let request = GenerateLiteConnectUrl::new(customer, InstitutionId::new(FINBANK));
                    call_of!(world.finicity, generate_lite_connect_url, request)
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "generate_fix_connect_url",
            sandbox_operation: "finicity.generate_fix_connect_url",
            effect: Effect::Idempotent,
            tokens: &[
                "10005_CONNECT",
                "10010",
                "10010_PARTNER",
                "10010_CUSTOMER",
                "10010_EXPERIENCE",
                "14020_CONNECT",
                "10022_CONNECT",
                "38007",
                "14001_CONNECT",
            ],
            required: &["link"],
            prepare: |world| {
                Box::pin(async move {
                    let customer = world.customer_with_accounts().await;
                    let login = world.institution_login(&customer).await;
                    let request = GenerateFixConnectUrl::new(customer, login);
                    call_of!(world.finicity, generate_fix_connect_url, request)
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "send_connect_email",
            sandbox_operation: "finicity.send_connect_email",
            effect: MAIL,
            messages: 1,
            empty_body_is_fine: true,
            tokens: &[
                "10005_CONNECT",
                "10010",
                "10010_PARTNER",
                "10010_CUSTOMER",
                "10010_EXPERIENCE",
                "14020_CONNECT",
                "10022_CONNECT",
            ],
            prepare: |world| {
                Box::pin(async move {
                    let (customer, consumer) = world.consumer().await;
                    call_of!(
                        world.finicity,
                        send_connect_email,
                        SendConnectEmail::new(customer, consumer, email())
                    )
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "send_joint_borrower_connect_email",
            sandbox_operation: "finicity.send_joint_borrower_connect_email",
            effect: MAIL,
            messages: 1,
            empty_body_is_fine: true,
            tokens: &[
                "10005_CONNECT",
                "10010",
                "10010_PARTNER",
                "10010_CUSTOMER",
                "10010_EXPERIENCE",
                "14020_CONNECT",
                "10022_CONNECT",
            ],
            prepare: |world| {
                Box::pin(async move {
                    let request = SendJointBorrowerConnectEmail::new(borrowers(&world).await, email());
                    call_of!(world.finicity, send_joint_borrower_connect_email, request)
                })
            },
            ..BASE
        },
    ]
}
