//! Flows.

use ::dots_users::{CreateFlow, FlowId, ListFlows, RetrieveFlow, StepName};
use verify_core::Effect;

use super::{BASE, EndpointCase, call_of};
use crate::World;

fn request() -> CreateFlow {
    CreateFlow::new([StepName::Compliance, StepName::ManagePayouts]).unwrap()
}

async fn new_flow(world: &World) -> FlowId {
    world.dots.create_flow(&request()).await.unwrap().flow.id
}

/// One row for each operation.
pub(super) fn cases() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "create_flow",
            sandbox_operation: "dots.create_flow",
            effect: Effect::Idempotent,
            tokens: &["invalid-input", "no_such_resource"],
            required: &["id", "link"],
            prepare: |world| Box::pin(async move { call_of!(world.dots, create_flow, request()) }),
            ..BASE
        },
        EndpointCase {
            operation: "retrieve_flow",
            sandbox_operation: "dots.retrieve_flow",
            effect: Effect::Read,
            tokens: &["invalid-input", "no_such_resource"],
            required: &["id"],
            prepare: |world| {
                Box::pin(async move {
                    let flow = new_flow(&world).await;
                    call_of!(world.dots, retrieve_flow, RetrieveFlow::new(flow))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "list_flows",
            sandbox_operation: "dots.list_flows",
            effect: Effect::Read,
            tokens: &["invalid-input"],
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    new_flow(&world).await;
                    call_of!(world.dots, list_flows, ListFlows::new())
                })
            },
            ..BASE
        },
    ]
}
