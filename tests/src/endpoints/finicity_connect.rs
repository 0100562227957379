//! The endpoints of `finicity-connect`.

mod connect;
mod customers;

use std::time::Duration;

use ::finicity_connect::{
    GetInstitution, InstitutionId, ListAccounts, RefreshAccounts, RotatePartnerSecret, SearchInstitutions,
};
use verify_core::Effect;

use super::{EndpointCase, call, call_of};
use crate::world::FINBANK;

const BASE: EndpointCase = EndpointCase { krate: "finicity-connect", ..super::BASE };

/// One row for each operation.
pub fn cases() -> Vec<EndpointCase> {
    [authentication(), customers::cases(), accounts(), connect::cases()].concat()
}

/// How a partner is let in.
#[allow(clippy::too_many_lines)] // A table.
fn authentication() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            // Each login may count towards the lock of the account.
            attempts: 1,
            operation: "authenticate",
            outlives_its_caller: true,
            sandbox_operation: "finicity.authenticate",
            effect: Effect::Idempotent,
            tokens: &["10001", "10005", "10021", "10026", "12401", "14020", "24302"],
            required: &["token"],
            prepare: |world| {
                Box::pin(async move {
                    let client = world.finicity.clone();
                    call(move || {
                        let client = client.clone();
                        async move { client.authenticate().await }
                    })
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "rotate_partner_secret",
            outlives_its_caller: true,
            sandbox_operation: "finicity.rotate_partner_secret",
            effect: Effect::AtMostOnce("changes the partner secret"),
            tokens: &["10001", "10005", "14020", "24437"],
            has_no_body: true,
            prepare: |world| {
                Box::pin(async move {
                    let change = RotatePartnerSecret::new("n3w-partner-secret").unwrap().with_grace_period();
                    call_of!(world.finicity, rotate_partner_secret, change)
                })
            },
            ..BASE
        },
    ]
}

/// Institutions and accounts.
#[allow(clippy::too_many_lines)] // A table.
fn accounts() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "search_institutions",
            sandbox_operation: "finicity.search_institutions",
            effect: Effect::Read,
            required: &["institutions"],
            prepare: |world| {
                Box::pin(async move {
                    world.finicity.authenticate().await.unwrap();
                    call_of!(world.finicity, search_institutions, SearchInstitutions::new("FinBank"))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "get_institution",
            sandbox_operation: "finicity.get_institution",
            effect: Effect::Read,
            tokens: &["14001_RESOURCE"],
            prepare: |world| {
                Box::pin(async move {
                    world.finicity.authenticate().await.unwrap();
                    let finbank = InstitutionId::new(FINBANK);
                    call_of!(world.finicity, get_institution, GetInstitution::new(finbank))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "list_accounts",
            sandbox_operation: "finicity.list_accounts",
            effect: Effect::Read,
            tokens: &["14001"],
            required: &["accounts"],
            prepare: |world| {
                Box::pin(async move {
                    let customer = world.customer_with_accounts().await;
                    call_of!(world.finicity, list_accounts, ListAccounts::new(customer))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "refresh_accounts",
            sandbox_operation: "finicity.refresh_accounts",
            effect: Effect::Idempotent,
            tokens: &["14001"],
            required: &["accounts"],
            attempt_time: Duration::from_mins(3),
            silent_attempts: 1,
            prepare: |world| {
                Box::pin(async move {
                    let customer = world.customer_with_accounts().await;
                    call_of!(world.finicity, refresh_accounts, RefreshAccounts::new(customer))
                })
            },
            ..BASE
        },
    ]
}
