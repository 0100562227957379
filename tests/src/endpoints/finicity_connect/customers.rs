//! Customers and their personal data.

use ::finicity_connect::{
    CreateActiveCustomer, CreateConsumer, CreateTestingCustomer, DeleteCustomer, Endpoint as _, GetConsumer,
    GetConsumerForCustomer, GetCustomer, ListCustomers, ModifyConsumer, ModifyCustomer,
};
use verify_core::Effect;

use super::BASE;
use crate::endpoints::{EndpointCase, call, call_of};
use crate::world::new_consumer;

/// One row for each operation.
#[allow(clippy::too_many_lines)] // A table.
pub(super) fn cases() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "create_testing_customer",
            sandbox_operation: "finicity.create_testing_customer",
            effect: CreateTestingCustomer::OPERATION.effect,
            tokens: &["10005", "14020", "45003", "110002", "110039", "10022", "10023", "10024", "10026"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    world.finicity.authenticate().await.unwrap();
                    let client = world.finicity.clone();
                    call(move || {
                        let (client, world) = (client.clone(), world.clone());
                        async move {
                            let request = CreateTestingCustomer::new(world.username());
                            client.create_testing_customer(&request).await.map(drop)
                        }
                    })
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "create_active_customer",
            sandbox_operation: "finicity.create_active_customer",
            effect: CreateActiveCustomer::OPERATION.effect,
            tokens: &["10005", "14020", "45003", "110002", "110039"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    world.finicity.authenticate().await.unwrap();
                    let client = world.finicity.clone();
                    call(move || {
                        let (client, world) = (client.clone(), world.clone());
                        async move {
                            let request = CreateActiveCustomer::new(world.username());
                            client.create_active_customer(&request).await.map(drop)
                        }
                    })
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "list_customers",
            sandbox_operation: "finicity.list_customers",
            effect: Effect::Read,
            tokens: &["14016", "14020", "41003", "41004"],
            required: &["customers"],
            prepare: |world| {
                Box::pin(async move {
                    world.customer().await;
                    call_of!(world.finicity, list_customers, ListCustomers::new())
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "get_customer",
            sandbox_operation: "finicity.get_customer",
            effect: Effect::Read,
            tokens: &["14001"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    let customer = world.customer().await;
                    call_of!(world.finicity, get_customer, GetCustomer::new(customer))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "modify_customer",
            sandbox_operation: "finicity.modify_customer",
            effect: Effect::Idempotent,
            tokens: &["14001", "14020", "45003"],
            has_no_body: true,
            prepare: |world| {
                Box::pin(async move {
                    let customer = world.customer().await;
                    call_of!(world.finicity, modify_customer, ModifyCustomer::new(customer).first_name("Ada"))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "delete_customer",
            sandbox_operation: "finicity.delete_customer",
            effect: Effect::Idempotent,
            tokens: &["14001"],
            has_no_body: true,
            prepare: |world| {
                Box::pin(async move {
                    let customer = world.customer().await;
                    call_of!(world.finicity, delete_customer, DeleteCustomer::new(customer))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "create_consumer",
            sandbox_operation: "finicity.create_consumer",
            effect: CreateConsumer::OPERATION.effect,
            tokens: &["10100_SSN", "10100_PHONE", "10100_EMAIL", "11000", "14001"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    let customer = world.customer().await;
                    call_of!(world.finicity, create_consumer, new_consumer(customer))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "get_consumer",
            sandbox_operation: "finicity.get_consumer",
            effect: Effect::Read,
            tokens: &["10100"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    let (_, consumer) = world.consumer().await;
                    call_of!(world.finicity, get_consumer, GetConsumer::new(consumer))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "get_consumer_for_customer",
            sandbox_operation: "finicity.get_consumer_for_customer",
            effect: Effect::Read,
            tokens: &["10100_CUSTOMER", "14001"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    let (customer, _) = world.consumer().await;
                    call_of!(world.finicity, get_consumer_for_customer, GetConsumerForCustomer::new(customer))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "modify_consumer",
            sandbox_operation: "finicity.modify_consumer",
            effect: Effect::Idempotent,
            tokens: &["10100"],
            has_no_body: true,
            prepare: |world| {
                Box::pin(async move {
                    let (_, consumer) = world.consumer().await;
                    call_of!(world.finicity, modify_consumer, ModifyConsumer::new(consumer).state("UT"))
                })
            },
            ..BASE
        },
    ]
}
