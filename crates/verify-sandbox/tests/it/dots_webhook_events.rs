//! Which event follows from what, and what its body says.

use serde_json::{Value, json};
use verify_sandbox::WebhookError;
use verify_sandbox::dots::{
    IdVerifiedEvent, KnownPhoneFields, PhoneVerifiedEvent, UserStatus, WebhookEventKey, WebhookLevel,
    WebhookMetadata,
};

use crate::client::{Reply, send};
use crate::dots_client::{NUMBER, USERS, but, id, wanted};
use crate::dots_webhooks::{Hooked, TRANSFER, fields};

const OTHER: &str = "2025550141";
const APP_ID: &str = "0190d7e1-3333-4333-8333-333333333333";

/// The bodies received so far, sorted: messages overtake each other.
async fn bodies(hooked: &Hooked, count: usize) -> Vec<String> {
    let mut bodies: Vec<_> = hooked.received(count).await.iter().map(Reply::text).collect();
    bodies.sort();
    bodies
}

/// The newest body, when there are so many.
async fn newest(hooked: &Hooked, count: usize) -> Value {
    hooked.received(count).await[count - 1].json()
}

#[tokio::test]
async fn a_change_is_told_and_a_creation_or_a_refusal_is_not() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    let user = app.user(NUMBER).await;
    assert_eq!(app.update(&user, &json!({"default_payout_method": "ach"})).await.status, 400);
    assert_eq!(app.update(&user, &json!({"metadata": {"loan": 7}})).await.status, 200);
    assert!(app.rests_on("webhook_headers") && app.rests_on("webhook_level"));
    let expected = json!({"event": "user.updated", "metadata": {"loan": 7}, "user_id": user});
    assert_eq!(bodies(&hooked, 1).await, [expected.to_string()]);
    assert!(
        app.dots.set_status(&user, UserStatus::InReview) && !app.dots.set_status("x", UserStatus::Verified)
    );
    assert_eq!(newest(&hooked, 2).await, expected);
    app.retrieve(&user).await;
    assert!(!app.rests_on("webhook_headers"), "nothing was told");
}

#[tokio::test]
async fn a_verified_phone_number_is_a_change() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    let (user, token) = app.started().await;
    assert_eq!(app.verify(&user, "999999").await.status, 400);
    assert_eq!(app.verify(&user, &token).await.status, 200);
    assert!(app.rests_on("phone_verified_event"));
    let delivery = app.tenant.webhooks().wait_for("user.updated").await.unwrap();
    assert!(delivery.is_acknowledged());
    assert_eq!(bodies(&hooked, 1).await, [json!({"event": "user.updated", "user_id": user}).to_string()]);
    assert_eq!(app.verify(&user, &token).await.status, 200, "the same again");
    assert_eq!(app.tenant.webhooks().deliveries().len(), 1, "is no change");

    let other = app.user(OTHER).await;
    app.dots.choose(|choices| choices.phone_verified_event = PhoneVerifiedEvent::None);
    app.send_token(&other).await;
    let token = app.tenant.outbox().latest_code_for("+12025550141").unwrap();
    assert_eq!(app.verify(&other, &token).await.status, 200);
    app.dots.set_status(&other, UserStatus::Disabled);
    assert_eq!(newest(&hooked, 2).await["user_id"], other, "of the status alone");
}

#[tokio::test]
async fn payout_methods_are_told() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    let user = app.user(NUMBER).await;
    assert!(app.dots.connect_payout_method(&user, "paypal"));
    let connected = json!({"event": "user.updated.payout_method", "user_id": user});
    assert_eq!(newest(&hooked, 1).await, connected);
    assert_eq!(app.update(&user, &json!({"default_payout_method": "paypal"})).await.status, 200);
    let changed = json!({"event": "user.updated.default_payout_method_changed", "user_id": user});
    let updated = json!({"event": "user.updated", "user_id": user});
    let expected = [updated.to_string(), changed.to_string(), connected.to_string()];
    assert_eq!(bodies(&hooked, 3).await, expected);
}

#[tokio::test]
async fn a_user_who_comes_back_with_other_fields_is_changed() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    let user = app.user(NUMBER).await;
    app.create(&but("first_name", json!("Robin"))).await;
    assert!(app.tenant.webhooks().deliveries().is_empty());
    app.dots.choose(|choices| choices.known_phone_fields = KnownPhoneFields::Overwritten);
    app.create(&but("first_name", json!("Robin"))).await;
    assert_eq!(newest(&hooked, 1).await, json!({"event": "user.updated", "user_id": user}));
}

#[tokio::test]
async fn merged_users() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    let (old, new) = (app.user(NUMBER).await, app.user(OTHER).await);
    assert!(!app.dots.merge_users(&old, &old) && !app.dots.merge_users(&old, "x"));
    assert!(!app.dots.merge_users("x", &new) && app.dots.merge_users(&old, &new));
    let expected = json!({
        "event": "user.updated.user_merged", "user_id": new, "old_user_id": old, "new_user_id": new,
    });
    assert_eq!(newest(&hooked, 1).await, expected);
    assert_eq!(app.get(&format!("{USERS}/{old}")).await.status, 404);
    assert_eq!(app.retrieve(&new).await["phone_number"]["phone_number"], OTHER);
}

#[tokio::test]
async fn any_event_can_be_sent() {
    let hooked = Hooked::new(&[]).await;
    let dots = &hooked.app.dots;
    let sent = fields(&json!({"user_id": "x", "external_platform": "airtm", "differences": {"name": "y"}}));
    dots.emit_webhook("user.profile_changed_external", sent.clone()).unwrap();
    let mut expected = Value::Object(sent);
    expected["event"] = json!("user.profile_changed_external");
    assert_eq!(newest(&hooked, 1).await, expected);
    dots.emit_webhook("transfer.updated", fields(&json!({"event": "transfer.new", "a": 1}))).unwrap();
    assert_eq!(
        newest(&hooked, 2).await,
        json!({"event": "transfer.new", "a": 1}),
        "the fields have the last word"
    );
    let error = dots.emit_webhook("user.invented", fields(&json!({}))).unwrap_err();
    let WebhookError::UnknownEvent { name, known } = error else { panic!("{error}") };
    assert!(name == "user.invented" && known.contains(&"user.updated.ide_verified"), "{known:?}");
    let mut sorted = known.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted, known);
    let error = hooked.app.tenant.webhooks().register("user.updated", &hooked.hub.url, &[]).unwrap_err();
    assert!(error.to_string().contains("no event \"user.updated\""), "it needs a secret: {error}");
}

#[tokio::test]
async fn bodies_as_chosen() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    let user = app.user(NUMBER).await;
    app.dots.choose(|choices| {
        choices.webhook_event_key = WebhookEventKey::AsPublished;
        choices.webhook_metadata = WebhookMetadata::Always;
    });
    app.update(&user, &json!({})).await;
    assert_eq!(newest(&hooked, 1).await, json!({"metadata": null, "user_id": user}));
    hooked.emit();
    let published = json!({"event": "transfer.updated", "transfer_id": TRANSFER});
    assert_eq!(newest(&hooked, 2).await, published, "an example of the page has it there");
    app.dots.choose(|choices| choices.webhook_metadata = WebhookMetadata::Never);
    app.update(&user, &json!({"metadata": "some"})).await;
    assert_eq!(newest(&hooked, 3).await, json!({"user_id": user}));
    assert_eq!(app.tenant.webhooks().deliveries()[2].event, "user.updated", "the log has the name");
}

#[tokio::test]
async fn an_organisation_is_told_the_app() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    app.dots.choose(|choices| choices.webhook_level = WebhookLevel::Organization);
    let basic = app.basic();
    let headers =
        [("authorization", basic.as_str()), ("content-type", "application/json"), ("api-app-id", APP_ID)];
    let reply = app.with_headers("POST", USERS, &headers, &wanted(NUMBER).to_string()).await.unwrap();
    let (user, other) = (id(&reply), app.user(OTHER).await);
    app.update(&user, &json!({})).await;
    let expected = json!({"api_app_id": APP_ID, "event": "user.updated", "user_id": user});
    assert_eq!(newest(&hooked, 1).await, expected);
    app.update(&other, &json!({})).await;
    assert_eq!(newest(&hooked, 2).await["api_app_id"], Value::Null);
    app.dots.emit_webhook("app.updated", fields(&json!({"app_id": APP_ID}))).unwrap();
    assert_eq!(newest(&hooked, 3).await, json!({"app_id": APP_ID, "event": "app.updated"}));
}

#[tokio::test]
async fn the_control_api_has_it_too() {
    let hooked = Hooked::new(&["500 No"]).await;
    let app = &hooked.app;
    let base = format!("{}/tenants/default/dots", app.sandbox.control_url());
    let call = async |method: &str, rest: &str, body: &str| {
        let reply = send(method, &format!("{base}/{rest}"), &[], body).await.unwrap();
        (reply.status, reply.json())
    };
    let shown = |url: Value| json!({"url": url, "secret": app.dots.webhook_secret(), "disabled": false});
    assert_eq!(call("GET", "webhook", "").await, (200, shown(json!(hooked.hub.url))));
    assert_eq!(call("POST", "webhook", r#"{"url": null}"#).await, (200, shown(Value::Null)));
    for bad in ["{}", r#"{"url": "http://example.com/"}"#] {
        assert_eq!(call("POST", "webhook", bad).await.0, 400);
    }
    let body = json!({"url": hooked.hub.url}).to_string();
    assert_eq!(call("POST", "webhook", &body).await, (200, shown(json!(hooked.hub.url))));
    let old = app.dots.webhook_secret();
    let rotated = call("POST", "webhook/rotate-secret", "").await.1["secret"].clone();
    assert!(rotated != old.as_str() && rotated == app.dots.webhook_secret().as_str());
    let (status, sent) = call("POST", "webhook/emit?event=refund.updated", r#"{"refund_id": "x"}"#).await;
    assert_eq!(
        (status, hooked.received(1).await[0].header("svix-id").as_deref()),
        (200, sent["id"].as_str())
    );
    assert_eq!(call("POST", "webhook/emit?event=x", "").await.0, 400);
    assert_eq!(call("POST", "webhook/emit", "").await.0, 400);
    let (old, new) = (app.user(NUMBER).await, app.user(OTHER).await);
    assert_eq!(call("POST", &format!("merge-users?oldUserId={old}&newUserId={new}"), "").await.0, 200);
    assert_eq!(newest(&hooked, 2).await["old_user_id"], old);
    assert_eq!(call("POST", &format!("merge-users?oldUserId={old}&newUserId={new}"), "").await.0, 404);
    assert_eq!(call("POST", &format!("set-status?userId={new}&status=verified"), "").await.0, 200);
    assert_eq!(newest(&hooked, 3).await, json!({"event": "user.updated", "user_id": new}));
    assert_eq!(call("POST", "webhook/enable", "").await.1["disabled"], false);
}

#[tokio::test]
async fn the_spelling_of_a_verified_identity() {
    let hooked = Hooked::new(&[]).await;
    let dots = &hooked.app.dots;
    let user = hooked.app.user(NUMBER).await;
    dots.choose(|choices| choices.id_verified_event = IdVerifiedEvent::IdeVerified);
    assert!(dots.verify_identity(&user) && !dots.verify_identity("x"));
    assert_eq!(newest(&hooked, 1).await, json!({"event": "user.updated.ide_verified", "user_id": user}));
    dots.choose(|choices| choices.id_verified_event = IdVerifiedEvent::IdVerified);
    dots.verify_identity(&user);
    assert_eq!(newest(&hooked, 2).await["event"], "user.updated.id_verified");
}

#[tokio::test]
async fn the_readme_lists_the_events_that_follow_from_something() {
    let readme = include_str!("../../README.md");
    let (_, table) = readme.split_once("| Event | When |\n|---|---|\n").expect("a table");
    let rows = table.lines().map_while(|row| row.strip_prefix("| `")?.split_once('`'));
    let names: Vec<_> = rows.map(|(name, _)| name).collect();
    let noted = include_str!("../../src/dots/webhook/news.rs");
    let sent = |name: &&str| noted.contains(&format!("\"{name}\""));
    assert!(names.len() == 6 && names.iter().all(sent), "{names:?}");
}
