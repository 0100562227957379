//! Dots' journey through the real client against the sandbox, and everything that can go wrong on the way.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::collections::HashSet;
use std::time::Duration;

use dots_users::{
    CreateUser, DeleteUser, Email, Error, ErrorCode, ErrorKind, Existed, ListUsers, OtpCode, PhoneNumber,
    RetrieveUser, SendVerificationToken, UpdateUser, UserId, UserStatus, Verification, VerifyToken,
};
use verify_sandbox::dots::{DoneBody, KnownPhone, KnownPhoneFields, WrongTokenBody};
use verify_sandbox::{Channel, Fault, FaultKind};
use verify_tests::world::{PHONE, new_user};
use verify_tests::{World, endpoints, faults};

async fn verify(world: &World, user: &UserId, token: OtpCode) -> Result<Verification, Error> {
    world.dots.verify_token(&VerifyToken::new(user.clone(), token).unwrap()).await
}

async fn is_verified(world: &World, user: &UserId) -> bool {
    world.dots.retrieve_user(&RetrieveUser::new(user.clone())).await.unwrap().is_verified()
}

#[tokio::test]
async fn from_a_phone_number_to_a_verified_user() {
    let world = World::start().await;
    let created = world.dots.create_user(&new_user(PHONE)).await.unwrap();
    assert_eq!(created.existed(), Existed::NotKnown);
    assert!(!created.user.is_verified());
    let phone = created.user.phone_number.as_ref().unwrap().phone_number();
    assert_eq!(phone, Some(PhoneNumber::new(PHONE).unwrap()));
    let user = created.user.id;
    assert!(world.tenant.outbox().is_empty(), "creating a user sends nothing");
    world.dots.send_verification_token(&SendVerificationToken::text(user.clone())).await.unwrap();
    let messages = world.tenant.outbox().messages();
    assert_eq!(messages.len(), 1);
    assert_eq!((messages[0].channel, messages[0].to.as_str()), (Channel::Sms, PHONE));

    let wrong = world.wrong_code(PHONE);
    assert_eq!(verify(&world, &user, wrong).await.unwrap(), Verification::WrongToken);
    assert!(!is_verified(&world, &user).await);
    assert_eq!(verify(&world, &user, world.code(PHONE)).await.unwrap(), Verification::Verified);
    assert!(is_verified(&world, &user).await);
    assert_eq!(world.tenant.dots().token_attempts(user.as_str()), Some(2));
    assert_eq!(world.tenant.double_sends().len(), 0);
    for entry in world.tenant.journal().entries() {
        assert_eq!(entry.unread_fields, Vec::<String>::new(), "{:?}", entry.operation);
    }
}

#[tokio::test]
async fn the_token_is_spoken_as_well() {
    let world = World::start().await;
    let user = world.dots_user(PHONE).await;
    world.dots.send_verification_token(&SendVerificationToken::voice(user.clone())).await.unwrap();
    let messages = world.tenant.outbox().messages();
    assert_eq!(messages.len(), 1);
    assert_eq!((messages[0].channel, messages[0].to.as_str()), (Channel::Voice, PHONE));
    assert!(verify(&world, &user, world.code(PHONE)).await.unwrap().is_verified());
}

#[tokio::test]
async fn five_wrong_tokens_spend_it_and_a_new_one_works() {
    let world = World::start().await;
    let user = world.dots_user_with_token(PHONE).await;
    let (right, wrong) = (world.code(PHONE), world.wrong_code(PHONE));
    for _ in 0..5 {
        assert_eq!(verify(&world, &user, wrong.clone()).await.unwrap(), Verification::WrongToken);
    }
    assert_eq!(verify(&world, &user, right).await.unwrap(), Verification::WrongToken);
    world.clock.advance(Duration::from_secs(30));
    world.dots.send_verification_token(&SendVerificationToken::text(user.clone())).await.unwrap();
    assert!(verify(&world, &user, world.code(PHONE)).await.unwrap().is_verified());
    assert_eq!(world.tenant.double_sends().len(), 0);
}

#[tokio::test]
async fn a_token_that_is_too_old_or_replaced_is_wrong() {
    let world = World::start().await;
    let user = world.dots_user_with_token(PHONE).await;
    let first = world.code(PHONE);
    world.clock.advance(Duration::from_secs(30));
    world.dots.send_verification_token(&SendVerificationToken::text(user.clone())).await.unwrap();
    assert_eq!(verify(&world, &user, first).await.unwrap(), Verification::WrongToken);
    let second = world.code(PHONE);
    world.clock.advance(Duration::from_mins(11));
    assert_eq!(verify(&world, &user, second).await.unwrap(), Verification::WrongToken);
    assert!(!is_verified(&world, &user).await);
}

/// Dots documents no body for either operation: none changes what comes of it.
#[tokio::test]
async fn no_body_of_an_answer_changes_what_comes_of_a_token() {
    let bodies = [DoneBody::Empty, DoneBody::Object, DoneBody::Success, DoneBody::Text, DoneBody::User];
    for done in bodies {
        for refused in [WrongTokenBody::AsOtherErrors, WrongTokenBody::Empty, WrongTokenBody::Text] {
            let world = World::start().await;
            world.tenant.dots().choose(|choices| {
                (choices.send_body, choices.verify_body) = (done, done);
                choices.wrong_token_body = refused;
            });
            let user = world.dots_user_with_token(PHONE).await;
            let wrong = world.wrong_code(PHONE);
            assert_eq!(verify(&world, &user, wrong).await.unwrap(), Verification::WrongToken);
            assert!(verify(&world, &user, world.code(PHONE)).await.unwrap().is_verified());
        }
    }
}

#[tokio::test]
async fn a_known_phone_number_brings_the_user_back() {
    let world = World::start().await;
    let user = world.dots_user_with_token(PHONE).await;
    let again = world.dots.create_user(&new_user(PHONE)).await.unwrap();
    assert_eq!((&again.user.id, again.existed()), (&user, Existed::NotKnown));
    verify(&world, &user, world.code(PHONE)).await.unwrap();
    let again = world.dots.create_user(&new_user(PHONE)).await.unwrap();
    assert_eq!((&again.user.id, again.existed()), (&user, Existed::Before));
    assert_eq!(world.tenant.dots().users().len(), 1);
    assert_eq!(world.tenant.outbox().len(), 1);
}

/// The same number with another name and another e-mail address.
fn somebody_else() -> CreateUser {
    let (email, phone) = (Email::new("grace@example.com").unwrap(), PhoneNumber::new(PHONE).unwrap());
    CreateUser::new("Grace", "Sample", email, phone).unwrap()
}

#[tokio::test]
async fn a_known_phone_number_in_each_way_that_it_could_be() {
    for (fields, name) in [(KnownPhoneFields::Kept, "Ada"), (KnownPhoneFields::Overwritten, "Grace")] {
        let world = World::start().await;
        world.tenant.dots().choose(|choices| choices.known_phone_fields = fields);
        let user = world.dots_user(PHONE).await;
        let again = world.dots.create_user(&somebody_else()).await.unwrap().user;
        assert_eq!((again.id, again.first_name.unwrap().expose().as_str()), (user, name));
    }
    let world = World::start().await;
    let user = world.dots_user(PHONE).await;
    world.tenant.dots().choose(|choices| choices.known_phone = KnownPhone::SecondUser);
    assert_ne!(world.dots.create_user(&somebody_else()).await.unwrap().user.id, user);
    world.tenant.dots().choose(|choices| choices.known_phone = KnownPhone::Refuse);
    let error = world.dots.create_user(&somebody_else()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidInput));
    assert!(!error.may_have_acted());
}

#[tokio::test]
async fn a_thousand_users_in_ten_requests() {
    let world = World::start().await;
    // Ten area codes with the hundred numbers of each that nobody has.
    for area in 301..311 {
        for number in 100..200 {
            world.dots_user(&format!("+1{area}5550{number}")).await;
        }
    }
    let there: HashSet<_> = world.tenant.dots().users().into_iter().map(|user| user.id).collect();
    assert_eq!(there.len(), 1000);
    for (limit, requests) in [(100, 10), (99, 11), (7, 143)] {
        let before = world.tenant.journal().requests("dots.list_users");
        let mut users = world.dots.users(&ListUsers::new().limit(limit).unwrap());
        let mut found = Vec::new();
        while let Some(user) = users.next().await {
            found.push(user.unwrap().id.as_str().to_owned());
        }
        assert_eq!(found.len(), 1000, "each comes once");
        assert_eq!(found.into_iter().collect::<HashSet<_>>(), there);
        assert_eq!(world.tenant.journal().requests("dots.list_users") - before, requests, "limit {limit}");
    }
    let verified = ListUsers::new().status(UserStatus::Verified);
    assert!(world.dots.users(&verified).next().await.is_none());
}

#[tokio::test]
async fn back_through_the_list_and_users_who_come_and_go_meanwhile() {
    let world = World::start().await;
    for number in 150..160 {
        world.dots_user(&format!("+12025550{number}")).await;
    }
    let three = ListUsers::new().limit(3).unwrap();
    let first = world.dots.list_users(&three).await.unwrap().data;
    let second = three.clone().starting_after(first[2].id.clone());
    let second = world.dots.list_users(&second).await.unwrap().data;
    let back = three.clone().ending_before(second[0].id.clone());
    assert_eq!(world.dots.list_users(&back).await.unwrap().data, first);

    let mut users = world.dots.users(&three);
    let mut found = HashSet::new();
    while let Some(user) = users.next().await {
        assert!(found.insert(user.unwrap().id), "nobody comes twice");
        if found.len() == 3 {
            world.dots_user("+12025550160").await;
            world.dots.delete_user(&DeleteUser::new(second[1].id.clone())).await.unwrap();
        }
    }
    assert_eq!(found.len(), 9, "without who came in front and who went");
}

#[tokio::test]
async fn a_user_is_changed_and_deleted() {
    let world = World::start().await;
    let user = world.dots_user(PHONE).await;
    let change = UpdateUser::new(user.clone()).metadata(serde_json::json!({"plan": "pro"})).unwrap();
    world.dots.update_user(&change).await.unwrap();
    let metadata = world.tenant.dots().users()[0].metadata.clone().unwrap();
    assert_eq!(metadata["plan"], "pro");
    let deleted = world.dots.delete_user(&DeleteUser::new(user.clone())).await.unwrap();
    assert_eq!(deleted.unwrap().id, user);
    let error = world.dots.retrieve_user(&RetrieveUser::new(user)).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NoSuchResource));
}

#[tokio::test]
async fn each_special_number_leads_to_the_code_by_name() {
    let world = World::start().await;
    let mut refused = 0;
    for row in verify_sandbox::dots::special_numbers() {
        let phone = format!("+{}{}", row.country_code, row.phone_number);
        let result = world.dots.create_user(&new_user(&phone)).await;
        let Some(code) = row.code else {
            assert!(result.is_ok(), "{row:?}");
            continue;
        };
        let error = result.unwrap_err();
        assert_eq!(ErrorCode::of(&error).unwrap().listed(), Some(code));
        assert!(!error.may_have_acted());
        refused += 1;
    }
    assert_eq!(refused, 3);
}

/// Two documented codes mean more than a refusal, whatever the operation.
#[tokio::test]
async fn a_service_that_is_not_there_and_a_resource_that_is_busy() {
    for case in endpoints::dots_users::cases() {
        let once = case.effect.is_at_most_once();
        let requests = if once { 1 } else { 3 };
        for (code, kind) in
            [("service-unavailable", ErrorKind::Unavailable), ("resource-busy", ErrorKind::Throttled)]
        {
            let observed = faults::strike(&case, FaultKind::Refusal(code.to_owned())).await;
            let error = observed.result.unwrap_err();
            assert_eq!((error.code(), error.kind()), (Some(code), kind), "{}", case.operation);
            assert_eq!((observed.requests, observed.messages), (requests, 0), "{}", case.operation);
        }
    }
}

#[tokio::test]
async fn a_wrong_key_is_a_matter_of_credentials() {
    let world = World::start().await;
    let client_id = world.tenant.dots().client_id();
    let client = World::dots_builder_with(&world.tenant, &client_id, "not-the-key").build().unwrap();
    let error = client.create_user(&new_user(PHONE)).await.unwrap_err();
    assert!(error.is_credentials());
    assert_eq!(world.tenant.journal().total_requests(), 1, "a refused key is not tried again");
    assert!(world.tenant.dots().users().is_empty());
}

#[tokio::test]
async fn a_lost_token_gives_one_text_and_an_error_that_says_so() {
    let world = World::start().await;
    let user = world.dots_user(PHONE).await;
    let fault = Fault::new("dots.send_verification_token", FaultKind::AcceptedThenLost).times(1);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let request = SendVerificationToken::text(user.clone());
    let error = world.dots.send_verification_token(&request).await.unwrap_err();
    assert!(error.may_have_acted());
    assert_eq!(world.tenant.outbox().len(), 1);
    assert_eq!(world.tenant.journal().requests("dots.send_verification_token"), 1);
    assert_eq!(world.tenant.double_sends().len(), 0);
    assert!(verify(&world, &user, world.code(PHONE)).await.unwrap().is_verified(), "it came all the same");
}
