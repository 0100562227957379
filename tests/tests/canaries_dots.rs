//! Nothing secret or personal shows on the way to Dots: not in errors, not in what is traced.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;
use std::sync::Arc;

use dots_users::{
    Client, DeleteUser, Error, FlowId, ListFlows, ListPayoutMethods, ListUsers, OtpCode, RetrieveFlow,
    RetrieveUser, SendVerificationToken, UserId, Verification, VerifyToken,
};
use verify_sandbox::dots::KnownPhone;
use verify_sandbox::{Fault, FaultKind};
use verify_testkit::{LogCapture, assert_no_leak, canary};
use verify_tests::canaries::dots_users::{
    USER_IP, create_flow, create_user, put_address, put_compliance, put_payout_methods, update_user,
};
use verify_tests::canaries::printed;
use verify_tests::endpoints::{self, Call, EndpointCase};
use verify_tests::{World, canaries, faults};

#[test]
fn an_address_of_a_person_and_a_birth_date_show_in_no_form() {
    let all = canaries::all();
    let (_, rows) = all.iter().find(|(krate, _)| *krate == "dots-users").unwrap();
    for row in rows {
        for form in ["192.0.2", "1957"] {
            assert!(!row.printed.contains(form), "{}: {}", row.name, row.printed);
        }
    }
}

/// What a user hands in, and a flow of theirs.
async fn payouts(client: &Client, user: &UserId) -> FlowId {
    for request in put_payout_methods(user) {
        client.put_payout_method(&request).await.unwrap();
    }
    client.list_payout_methods(&ListPayoutMethods::new(user.clone())).await.unwrap();
    for request in put_compliance(user) {
        client.put_compliance(&request).await.unwrap();
    }
    client.put_address(&put_address(user.clone())).await.unwrap();
    let flow = client.create_flow(&create_flow().user_id(user.clone())).await.unwrap().flow.id;
    client.retrieve_flow(&RetrieveFlow::new(flow.clone())).await.unwrap();
    client.flows(&ListFlows::new()).next().await.unwrap().unwrap();
    flow
}

/// Everything there is to call, with canaries wherever they fit; the errors of what goes wrong on the way.
async fn journey(world: &World) -> Vec<Error> {
    let client = world.dots.for_end_user(USER_IP);
    let user = client.create_user(&create_user()).await.unwrap().user.id;
    assert_eq!(world.tenant.dots().users()[0].user_ip, Some(USER_IP.to_string()));
    client.send_verification_token(&SendVerificationToken::text(user.clone())).await.unwrap();
    let mistyped = VerifyToken::new(user.clone(), OtpCode::new(canary::CODE).unwrap()).unwrap();
    assert_eq!(client.verify_token(&mistyped).await.unwrap(), Verification::WrongToken);
    let right = VerifyToken::new(user.clone(), world.code(canary::PHONE)).unwrap();
    assert!(client.verify_token(&right).await.unwrap().is_verified());
    client.update_user(&update_user(user.clone())).await.unwrap();
    client.retrieve_user(&RetrieveUser::new(user.clone())).await.unwrap();
    client.users(&ListUsers::new()).next().await.unwrap().unwrap();
    payouts(&client, &user).await;

    let mut errors = Vec::new();
    // The length of the client id makes the canary in base64 the one that is looked for.
    let stranger = World::dots_builder_with(&world.tenant, "pk_dev_1", canary::SECRET).build().unwrap();
    errors.push(stranger.create_user(&create_user()).await.unwrap_err());
    world.tenant.dots().choose(|choices| choices.known_phone = KnownPhone::Refuse);
    errors.push(client.create_user(&create_user()).await.unwrap_err());
    client.delete_user(&DeleteUser::new(user.clone())).await.unwrap();
    errors.push(client.update_user(&update_user(user)).await.unwrap_err());
    errors.push(client.verify_token(&mistyped).await.unwrap_err());
    errors
}

/// What must show nowhere, besides the canaries.
#[track_caller]
fn assert_silent(world: &World, what: &str, text: &str) {
    assert_no_leak(what, text);
    let mut secrets = vec![world.tenant.dots().api_key(), USER_IP.to_string(), "Basic ".to_owned()];
    let messages = world.tenant.outbox().messages();
    secrets.extend(messages.iter().filter_map(|message| message.code()).map(str::to_owned));
    // The link of a flow is made of its id.
    secrets.extend(world.tenant.dots().flows().into_iter().map(|flow| flow.id));
    for (place, secret) in secrets.iter().enumerate() {
        assert!(!text.contains(secret), "{what} leaks secret {place}");
    }
}

#[tokio::test]
async fn a_journey_traces_no_canary() {
    let log = LogCapture::start();
    let world = World::start().await;
    let errors = journey(&world).await;
    assert_eq!(errors.len(), 4);
    assert!(errors[0].is_credentials());
    for error in &errors {
        assert_silent(&world, "an error", &printed(error));
    }
    let text = log.text();
    for operation in endpoints::dots_users::cases().iter().map(|case| case.operation) {
        assert!(text.contains(operation), "{operation} was heard");
    }
    assert!(text.contains("/v2/users/{user_id}/verify"), "paths are traced as templates");
    assert_silent(&world, "the log", &text);
}

/// The operation's case, with a request made of a user and a flow whose every value is a canary.
macro_rules! case {
    ($operation:ident, |$user:pat_param, $flow:pat_param| $request:expr) => {
        EndpointCase {
            prepare: |world| {
                Box::pin(async move {
                    let client = world.dots.for_end_user(USER_IP);
                    let user = client.create_user(&create_user()).await.unwrap().user.id;
                    let flow = payouts(&client, &user).await;
                    let request = Arc::new(made(user, flow, |$user, $flow| $request));
                    let call: Call = Box::new(move || {
                        let (client, request) = (client.clone(), Arc::clone(&request));
                        Box::pin(async move { client.$operation(&request).await.map(drop) })
                    });
                    call
                })
            },
            ..find(stringify!($operation))
        }
    };
}

fn made<T>(user: UserId, flow: FlowId, make: impl FnOnce(UserId, FlowId) -> T) -> T {
    make(user, flow)
}

fn find(operation: &str) -> EndpointCase {
    let mut cases = endpoints::dots_users::cases().into_iter();
    cases.find(|case| case.operation == operation).unwrap()
}

/// One for each operation.
fn cases() -> Vec<EndpointCase> {
    vec![
        case!(create_user, |_, _| create_user()),
        case!(list_users, |_, _| ListUsers::new()),
        case!(retrieve_user, |user, _| RetrieveUser::new(user)),
        case!(update_user, |user, _| update_user(user)),
        case!(delete_user, |user, _| DeleteUser::new(user)),
        case!(send_verification_token, |user, _| SendVerificationToken::text(user)),
        case!(verify_token, |user, _| VerifyToken::new(user, OtpCode::new(canary::CODE).unwrap()).unwrap()),
        case!(list_payout_methods, |user, _| ListPayoutMethods::new(user)),
        case!(put_payout_method, |user, _| put_payout_methods(&user).swap_remove(0)),
        case!(put_compliance, |user, _| {
            let [request, ..] = put_compliance(&user);
            request
        }),
        case!(put_address, |user, _| put_address(user)),
        case!(create_flow, |user, _| create_flow().user_id(user)),
        case!(retrieve_flow, |_, flow| RetrieveFlow::new(flow)),
        case!(list_flows, |_, _| ListFlows::new()),
    ]
}

#[test]
fn each_operation_has_a_case() {
    let names = |cases: Vec<EndpointCase>| cases.iter().map(|case| case.operation).collect::<BTreeSet<_>>();
    assert_eq!(names(cases()), names(endpoints::dots_users::cases()));
    assert_eq!(cases().len(), 14);
}

#[tokio::test]
async fn no_fault_makes_an_error_or_a_trace_leak() {
    let mut errors = 0;
    for case in cases() {
        for fault in faults::all() {
            let what = format!("{} after {fault}", case.operation);
            let log = LogCapture::start();
            let world = World::start().await;
            let call = (case.prepare)(world.clone()).await;
            let silent = matches!(fault, FaultKind::NoAnswer | FaultKind::Slow { .. });
            let _guard = world.tenant.faults().arm(Fault::new(case.sandbox_operation, fault)).unwrap();
            if let Err(error) = faults::observe(&world, &case, &call, silent).await.result {
                assert_silent(&world, &format!("the error of {what}"), &printed(&error));
                errors += 1;
            }
            let text = log.text();
            assert!(text.contains(case.operation), "{what} was heard");
            assert_silent(&world, &format!("the log of {what}"), &text);
        }
    }
    assert!(errors > cases().len() * 14, "most faults end in an error: {errors}");
}
