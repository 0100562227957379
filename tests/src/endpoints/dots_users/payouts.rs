//! What a user hands in: payout methods, tax forms, addresses.

use ::dots_users::{
    Address, BankAccount, DateOfBirth, ListPayoutMethods, PutAddress, PutCompliance, PutPayoutMethod, Ssn,
    UserId, W9Form,
};
use verify_core::Effect;

use super::{BASE, EndpointCase, call_of};
use crate::world::PHONE;

fn bank_account(user: UserId) -> PutPayoutMethod {
    PutPayoutMethod::ach(user, BankAccount::checking("900123456", "000123456789").unwrap())
}

fn address() -> Address {
    Address::us("1 Example Way", "Spencer", "IA", "51368").unwrap()
}

fn w9() -> W9Form {
    let (ssn, born) = (Ssn::new("900-12-3456").unwrap(), DateOfBirth::new("1990-01-31").unwrap());
    W9Form::individual(ssn, born, address()).unwrap().name("Ada", "Example").unwrap()
}

/// Payout methods.
pub(super) fn methods() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "list_payout_methods",
            sandbox_operation: "dots.list_payout_methods",
            effect: Effect::Read,
            tokens: &["invalid-input", "no_such_resource"],
            prepare: |world| {
                Box::pin(async move {
                    let user = world.dots_user(PHONE).await;
                    world.dots.put_payout_method(&bank_account(user.clone())).await.unwrap();
                    call_of!(world.dots, list_payout_methods, ListPayoutMethods::new(user))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "put_payout_method",
            sandbox_operation: "dots.put_payout_method",
            effect: Effect::AtMostOnce("adds a payout method"),
            tokens: &["invalid-input", "user-info-missing", "no_such_resource"],
            prepare: |world| {
                Box::pin(async move {
                    let user = world.dots_user(PHONE).await;
                    call_of!(world.dots, put_payout_method, bank_account(user))
                })
            },
            ..BASE
        },
    ]
}

/// Tax forms and addresses.
pub(super) fn forms() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "put_compliance",
            sandbox_operation: "dots.put_compliance",
            effect: Effect::Idempotent,
            tokens: &["invalid-ssn", "invalid-input", "no_such_resource"],
            has_no_body: true,
            prepare: |world| {
                Box::pin(async move {
                    let user = world.dots_user(PHONE).await;
                    call_of!(world.dots, put_compliance, PutCompliance::w9(user, w9()))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "put_address",
            sandbox_operation: "dots.put_address",
            effect: Effect::Idempotent,
            tokens: &["invalid-input", "no_such_resource"],
            has_no_body: true,
            prepare: |world| {
                Box::pin(async move {
                    let user = world.dots_user(PHONE).await;
                    call_of!(world.dots, put_address, PutAddress::new(user, address()).unwrap())
                })
            },
            ..BASE
        },
    ]
}
