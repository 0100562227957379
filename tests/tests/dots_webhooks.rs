//! Webhooks of the simulated Dots over a real listener, read and checked by the client's receiver.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use dots_users::webhook::{EventType, Message, Payload, Receiver, Rejected, TOLERANCE};
use dots_users::{OtpCode, Secret, UserId, VerifyToken};
use serde_json::json;
use verify_sandbox::dots::{IdVerifiedEvent, WebhookEventKey, WebhookHeaders};
use verify_tests::hub::Received;
use verify_tests::world::PHONE;
use verify_tests::{Hub, World};

async fn listening(statuses: &[u16]) -> (World, Hub, Receiver) {
    let (world, hub) = (World::start().await, Hub::start(statuses).await);
    world.tenant.dots().set_webhook_url(&hub.url("/dots")).unwrap();
    let receiver = receiver(&world, &[&world.tenant.dots().webhook_secret()]);
    (world, hub, receiver)
}

fn receiver(world: &World, secrets: &[&str]) -> Receiver {
    Receiver::new(secrets.iter().copied()).unwrap().clock(world.clock.clone())
}

fn read(receiver: &Receiver, webhook: &Received) -> Result<Message, Rejected> {
    receiver.receive(&webhook.headers, &webhook.body)
}

fn emit(world: &World, event: &str, user_id: &UserId) -> String {
    let fields = [("user_id".to_owned(), json!(user_id))].into_iter().collect();
    world.tenant.dots().emit_webhook(event, fields).unwrap()
}

#[tokio::test]
async fn a_verified_phone_number_is_told() {
    let (world, hub, receiver) = listening(&[]).await;
    let user = world.dots_user_with_token(PHONE).await;
    let code: OtpCode = world.code(PHONE);
    world.dots.verify_token(&VerifyToken::new(user.clone(), code).unwrap()).await.unwrap();
    world.tenant.webhooks().wait_for("user.updated").await.unwrap();
    let messages: Vec<_> = hub.received().iter().map(|webhook| read(&receiver, webhook).unwrap()).collect();
    let told = messages.iter().any(|message| {
        message.event.event_type == Some(EventType::UserUpdated)
            && message.event.user_id() == Some(user.clone())
    });
    assert!(told, "{messages:?}");
}

#[tokio::test]
async fn a_merge_leads_to_the_user_who_stays() {
    let (world, hub, receiver) = listening(&[]).await;
    let (old, new) = (world.dots_user(PHONE).await, world.dots_user("+12025550144").await);
    assert!(world.tenant.dots().merge_users(old.as_str(), new.as_str()));
    world.tenant.webhooks().wait_for("user.updated.user_merged").await.unwrap();
    let event = read(&receiver, hub.received().last().unwrap()).unwrap().event;
    assert_eq!(event.user_id(), Some(new.clone()));
    let Payload::UserMerged(merged) = event.payload else { panic!("{event:?}") };
    assert_eq!((merged.old_user_id, merged.new_user_id), (old, new));
}

#[tokio::test]
async fn what_comes_again_has_the_same_id_and_a_new_time() {
    let (world, hub, receiver) = listening(&[500]).await;
    let id = emit(&world, "user.updated", &UserId::new("7").unwrap());
    world.tenant.webhooks().wait(1).await;
    world.clock.advance(Duration::from_secs(5));
    world.tenant.webhooks().wait(2).await;
    let twice = hub.received();
    let ids: Vec<_> = twice.iter().map(|webhook| read(&receiver, webhook).unwrap().id).collect();
    assert_eq!(ids.iter().map(dots_users::MessageId::as_str).collect::<Vec<_>>(), [&id, &id]);
    assert_ne!(twice[0].headers["svix-timestamp"], twice[1].headers["svix-timestamp"]);
    world.clock.advance(TOLERANCE);
    assert_eq!(read(&receiver, &twice[0]), Err(Rejected::TooOld));
    assert!(read(&receiver, &twice[1]).is_ok());
}

#[tokio::test]
async fn both_spellings_of_headers_and_of_an_event_and_none_of_it() {
    let (world, hub, receiver) = listening(&[]).await;
    let user = UserId::new("7").unwrap();
    let dots = world.tenant.dots();
    emit(&world, "user.updated.id_verified", &user);
    world.tenant.webhooks().wait(1).await;
    dots.choose(|choices| {
        choices.webhook_headers = WebhookHeaders::Webhook;
        choices.id_verified_event = IdVerifiedEvent::IdeVerified;
    });
    emit(&world, "user.updated.ide_verified", &user);
    world.tenant.webhooks().wait(2).await;
    dots.choose(|choices| choices.webhook_event_key = WebhookEventKey::AsPublished);
    emit(&world, "user.updated.ide_verified", &user);
    world.tenant.webhooks().wait(3).await;
    let events: Vec<_> =
        hub.received().iter().map(|webhook| read(&receiver, webhook).unwrap().event).collect();
    let types: Vec<_> = events.iter().map(|event| event.event_type.clone()).collect();
    let verified = Some(EventType::UserIdVerified);
    assert_eq!(types, [verified.clone(), verified, None]);
    assert!(events.iter().all(|event| event.user_id() == Some(user.clone())), "{events:?}");
}

#[tokio::test]
async fn while_the_secret_is_rotated_either_is_enough() {
    let (world, hub, old) = listening(&[]).await;
    let user = UserId::new("7").unwrap();
    let secret = world.tenant.dots().rotate_webhook_secret();
    let new = receiver(&world, &[&secret]);
    emit(&world, "user.updated", &user);
    world.tenant.webhooks().wait(1).await;
    let overlap = world.tenant.dots().choices().webhook_secret_overlap_seconds;
    world.clock.advance(Duration::from_secs(overlap));
    emit(&world, "user.updated", &user);
    world.tenant.webhooks().wait(2).await;

    let received = hub.received();
    assert_eq!(read(&old, &received[1]), Err(Rejected::Mismatch));
    assert!(read(&new, &received[1]).is_ok());
    // The first is a day old by now, which is said only by who believes its signature.
    for receiver in [&old, &new] {
        assert_eq!(read(receiver, &received[0]), Err(Rejected::TooOld));
    }
    old.replace_secrets([Secret::new(secret)]).unwrap();
    assert!(read(&old, &received[1]).is_ok());
}
