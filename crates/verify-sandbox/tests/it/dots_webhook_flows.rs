//! What a flow tells, step by step.

use serde_json::json;
use verify_sandbox::dots::{Person, WebhookLevel};

use crate::dots_client::{App, NUMBER, id};
use crate::dots_webhooks::Hooked;

const FLOWS: &str = "/v2/flows";
const OTHER: &str = "2025550141";
const OTHER_DIALLED: &str = "+12025550141";

fn code(app: &App) -> String {
    app.tenant.outbox().latest_code_for(OTHER_DIALLED).expect("a code was sent")
}

/// The bodies received, sorted: messages overtake each other.
async fn bodies(hooked: &Hooked, count: usize) -> Vec<String> {
    let mut bodies: Vec<_> = hooked.received(count).await.iter().map(crate::client::Reply::text).collect();
    bodies.sort();
    bodies
}

#[tokio::test]
async fn each_completed_step_is_told_with_the_metadata_of_the_flow() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    let user = app.user(NUMBER).await;
    let body =
        json!({"user_id": user, "steps": ["id-verification", "manage-payouts"], "metadata": {"loan": 7}});
    let flow = id(&app.call("POST", FLOWS, &body).await);
    let page = app.dots.flow(&flow).unwrap();
    assert!(page.provide_documents(false).is_err());
    assert!(app.tenant.webhooks().deliveries().is_empty(), "created, opened, failed: nothing to tell");

    page.provide_documents(true).unwrap();
    let updated = json!({"event": "flow.updated", "flow_id": flow, "metadata": {"loan": 7}}).to_string();
    let verified = json!({"event": "user.updated.id_verified", "user_id": user}).to_string();
    assert_eq!(bodies(&hooked, 2).await, [updated.clone(), verified.clone()]);

    page.add_payout_method(&json!({"platform": "paypal", "email": "riley@example.com"})).unwrap();
    let method = json!({"event": "user.updated.payout_method", "user_id": user}).to_string();
    assert!(bodies(&hooked, 3).await.contains(&method));
    page.save_payouts(None, None).unwrap();
    app.tenant.webhooks().wait(4).await;
    let told = bodies(&hooked, 4).await.into_iter().filter(|body| *body == updated).count();
    assert_eq!(told, 2, "once for each of the two steps");
}

#[tokio::test]
async fn the_flows_of_a_merged_user_are_those_of_the_user_who_stays() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    let (old, new) = (app.user(NUMBER).await, app.user(OTHER).await);
    let steps = json!(["id-verification", "payout"]);
    let flow = id(&app.call("POST", FLOWS, &json!({"user_id": old, "steps": steps})).await);
    let page = app.dots.flow(&flow).unwrap();
    page.provide_documents(true).unwrap();
    assert!(app.dots.merge_users(&old, &new));
    let record = app.get(&format!("{FLOWS}/{flow}")).await.json();
    assert_eq!((&record["user_id"], &record["completed_steps"]), (&json!(new), &json!(["id-verification"])));
    assert_eq!(page.go_on().unwrap().user_id.as_deref(), Some(new.as_str()), "the open page goes on");
}

#[tokio::test]
async fn a_newcomer_is_told_as_user_and_flow() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    app.dots.choose(|choices| choices.webhook_level = WebhookLevel::Organization);
    let flow = id(&app.call("POST", FLOWS, &json!({"steps": ["manage-payouts"]})).await);
    let page = app.dots.flow(&flow).unwrap();
    page.introduce(&Person::new(OTHER)).unwrap();
    assert!(app.tenant.webhooks().deliveries().is_empty());
    page.enter_code(&code(app)).unwrap();
    let user = app.dots.users()[0].id.clone();
    let flow_body = json!({"api_app_id": null, "event": "flow.updated", "flow_id": flow}).to_string();
    let user_body = json!({"api_app_id": null, "event": "user.updated", "user_id": user}).to_string();
    assert_eq!(bodies(&hooked, 2).await, [flow_body, user_body]);
}
