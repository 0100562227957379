//! Access tokens of Entra: how their refusal looks, and what is wrong with credentials. What holds for tokens of every
//! provider is in `hostile_tokens.rs`.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use spinwheel_gql::{
    Access, Client, ClientCredentials, Delivery, Error, ErrorCode, ErrorKind, ListCreditReports, NextStep,
    SendSmsVerificationCode,
};
use verify_sandbox::debtcore::AuthBody;
use verify_sandbox::{Fault, FaultKind};
use verify_tests::world::debtcore::send_code;
use verify_tests::world::{BIRTH_DATE, PHONE};
use verify_tests::{Wire, World};

const OTHER: &str = "00000000-0000-4000-8000-000000000017";

type Change = fn(&mut ClientCredentials);

async fn world() -> World {
    let world = World::start().await;
    let wire = Wire::new(&world.tenant);
    world.over(&wire)
}

async fn call(client: Client) -> Result<(), Error> {
    client.credit_reports(&ListCreditReports::new()).await.map(drop)
}

fn logins(world: &World) -> u64 {
    world.tenant.journal().requests("debtcore.token")
}

fn text() -> SendSmsVerificationCode {
    send_code(PHONE, BIRTH_DATE, "contact-1")
}

fn texts(world: &World) -> (u64, usize) {
    let requests = world.tenant.journal().requests("debtcore.send_sms_verification_code");
    (requests, world.tenant.outbox().len())
}

/// However the refusal of a token looks: one new token, one repeat, one text.
#[tokio::test]
async fn a_token_that_ran_out_costs_one_new_token_and_one_repeat() {
    for status in [401, 200] {
        for body in [AuthBody::Graphql, AuthBody::Plain, AuthBody::Empty] {
            for code in ["UNAUTHORIZED", "UNAUTHENTICATED"] {
                // A success that is no GraphQL says nothing about a token.
                if status == 200 && body != AuthBody::Graphql {
                    continue;
                }
                let world = World::start().await;
                world.tenant.debtcore().choose(|choices| {
                    (choices.auth_status, choices.auth_body) = (status, body);
                    choices.auth_code = code.to_owned();
                });
                let what = format!("{status}, {body:?}, {code}");
                world.debtcore.fetch_token().await.unwrap();
                world.tenant.debtcore().expire_tokens();
                let sent = world.debtcore.send_sms_verification_code(&text()).await;
                assert!(sent.is_ok(), "{what}: {sent:?}");
                assert_eq!((logins(&world), texts(&world)), (2, (2, 1)), "{what}");
                assert!(world.tenant.double_sends().is_empty());
            }
        }
    }
}

/// Nothing is known then of what became of the call, so it is not made once more.
#[tokio::test]
async fn a_success_that_says_nothing_is_not_taken_for_a_refused_token() {
    for body in [AuthBody::Plain, AuthBody::Empty] {
        let world = World::start().await;
        world.tenant.debtcore().choose(|choices| (choices.auth_status, choices.auth_body) = (200, body));
        world.debtcore.fetch_token().await.unwrap();
        world.tenant.debtcore().expire_tokens();
        let error = world.debtcore.send_sms_verification_code(&text()).await.unwrap_err();
        assert_eq!((error.kind(), error.may_have_acted()), (ErrorKind::Unreadable, true), "{error}");
        assert_eq!((logins(&world), texts(&world)), (1, (1, 0)));
    }
}

#[tokio::test]
async fn a_token_that_is_never_good_ends_after_one_repeat() {
    let world = World::start().await;
    let fault = FaultKind::Refusal("UNAUTHORIZED".to_owned());
    let fault = Fault::new("debtcore.send_sms_verification_code", fault);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let error = world.debtcore.send_sms_verification_code(&text()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Unauthorized));
    assert_eq!((error.may_have_acted(), NextStep::of(&error)), (false, NextStep::FixConfiguration));
    assert_eq!((logins(&world), texts(&world)), (2, (2, 0)));
}

#[tokio::test]
async fn a_wrong_secret_is_named_and_the_same_one_is_no_other() {
    let world = world().await;
    let wrong = world.debtcore_with("wr0ng-client-secret");
    let error = call(wrong.clone()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidClient));
    assert_eq!(NextStep::of(&error), NextStep::FixConfiguration);
    assert!(wrong.fetch_token().await.unwrap_err().is_credentials());
    wrong.replace_client_secret("wr0ng-client-secret").unwrap();
    assert!(call(wrong.clone()).await.unwrap_err().is_credentials());
    assert_eq!(world.tenant.journal().total_requests(), 1);
    wrong.replace_client_secret(world.tenant.debtcore().client_secret()).unwrap();
    call(wrong).await.unwrap();
    assert_eq!((logins(&world), world.tenant.debtcore().logins()), (2, 2));
}

/// What is wrong with each of the credentials, and whether it is tried again.
#[tokio::test]
async fn the_part_of_the_credentials_that_is_wrong_is_named() {
    let table: [(Change, ErrorCode, bool); 4] = [
        (|mine| mine.tenant_id = OTHER.parse().unwrap(), ErrorCode::InvalidRequest, true),
        (|mine| mine.client_id = OTHER.parse().unwrap(), ErrorCode::UnauthorizedClient, false),
        (|mine| mine.scope = format!("api://{OTHER}/.default"), ErrorCode::InvalidResource, true),
        (|mine| mine.scope = format!("api://{OTHER}"), ErrorCode::InvalidScope, true),
    ];
    for (spoil, code, again) in table {
        let world = World::start().await;
        let debtcore = world.tenant.debtcore();
        let mut credentials = ClientCredentials::new(
            debtcore.tenant_id().parse().unwrap(),
            debtcore.client_id().parse().unwrap(),
            debtcore.client_secret(),
            debtcore.scope(),
        );
        spoil(&mut credentials);
        let builder = Client::builder(debtcore.endpoint().parse().unwrap(), credentials);
        let builder = builder.authority(debtcore.authority().parse().unwrap()).clock(world.clock.clone());
        let client = builder.build().unwrap();
        for _ in 0..2 {
            let error = client.send_sms_verification_code(&text()).await.unwrap_err();
            assert_eq!(ErrorCode::of(&error), Some(code.clone()), "{error}");
            assert_eq!((error.delivery(), error.is_credentials()), (Delivery::NotSent, !again), "{error}");
            assert_eq!(NextStep::of(&error), NextStep::FixConfiguration);
        }
        assert_eq!((logins(&world), texts(&world)), (if again { 2 } else { 1 }, (0, 0)), "{code:?}");
    }
}

#[tokio::test]
async fn a_token_of_ones_own_is_never_fetched() {
    let world = World::start().await;
    let debtcore = world.tenant.debtcore();
    let endpoint = debtcore.endpoint().parse().unwrap();
    let client = Client::builder(endpoint, Access::Token("stale".into())).clock(world.clock.clone());
    let client = client.build().unwrap();
    let error = client.send_sms_verification_code(&text()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Unauthorized));
    assert_eq!((logins(&world), texts(&world)), (0, (1, 0)), "there is no other token to try");

    // Somebody else fetches it: here, the wire overhears another client's.
    let wire = Wire::new(&world.tenant);
    let world = world.over(&wire);
    world.debtcore.fetch_token().await.unwrap();
    let [token] = wire.secrets().try_into().unwrap();
    client.with_token(token).unwrap().send_sms_verification_code(&text()).await.unwrap();
    assert_eq!((logins(&world), texts(&world)), (1, (2, 1)));
}

#[tokio::test]
async fn what_a_network_does_to_a_login_is_forgotten() {
    let world = World::start().await;
    let fault = Fault::new("debtcore.token", FaultKind::Status(503)).times(3);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let error = world.debtcore.send_sms_verification_code(&text()).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Unavailable, Delivery::NotSent), "{error}");
    assert!(!error.may_have_acted(), "the call itself never left");
    assert_eq!((logins(&world), texts(&world)), (3, (0, 0)));
    world.debtcore.send_sms_verification_code(&text()).await.unwrap();
    assert_eq!((logins(&world), texts(&world)), (4, (1, 1)));
}
