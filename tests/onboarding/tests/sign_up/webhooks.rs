//! The providers' news: before anybody asked, twice, in another order, forged, and about users who become one.

use crate::support::{Browser, PHONE, Stage, post};
use dots_users::{CreateUser, Email, PhoneNumber};
use onboarding::{Store, Verification};
use serde_json::{Map, json};
use verify_sandbox::FaultKind;
use verify_sandbox::dots::UserStatus;
use verify_sandbox::finicity::WebhookOrder;

#[tokio::test]
async fn the_accounts_are_known_before_the_browser_is_back() {
    let (stage, mut browser) = Stage::verified().await;
    let events = stage.connect(&browser.bank_link().await);
    stage.tenant.webhooks().wait(1 + events).await;
    stage.settled().await;
    assert!(stage.is_connected(), "nobody came back from the bank's page");
    assert_eq!(browser.get("/").await.notice(), "bank-connected");
}

#[tokio::test]
async fn duplicates_and_any_order_come_to_the_same() {
    let (stage, mut browser) = Stage::verified().await;
    stage.tenant.finicity().choose(|choices| choices.webhook_order = WebhookOrder::AtOnce);
    let events = stage.connect(&browser.bank_link().await);
    let first = stage.tenant.webhooks().wait(1 + events).await;
    stage.settled().await;
    let (session, asked) = (stage.session(), stage.saw("finicity.list_accounts"));
    assert!(stage.is_connected());

    for delivery in first.iter().rev() {
        stage.tenant.webhooks().resend(delivery.id).unwrap();
    }
    let all = stage.tenant.webhooks().wait(2 * (1 + events)).await;
    assert!(all.iter().all(verify_sandbox::Delivery::is_acknowledged), "{all:?}");
    stage.settled().await;
    assert_eq!(stage.session(), session);
    assert_eq!(stage.saw("finicity.list_accounts"), asked, "what is known is no reason to ask");
}

#[tokio::test]
async fn what_was_written_down_before_a_restart_is_worked_on_after_it() {
    let (mut stage, mut browser) = Stage::verified().await;
    let link = browser.bank_link().await;
    stage.fault("finicity.list_accounts", FaultKind::Status(400));
    let events = stage.connect(&link);
    stage.tenant.webhooks().wait(1 + events).await;
    assert!(!stage.store.pending().is_empty() && !stage.is_connected());
    stage.tenant.faults().clear();
    stage.restart().await;
    stage.settled().await;
    assert!(stage.is_connected());
}

#[tokio::test]
async fn what_nobody_has_signed_is_refused_and_forgotten() {
    let (stage, mut browser) = Stage::verified().await;
    browser.bank_link().await;
    let person = stage.session().person;
    let event = json!({
        "eventType": "done", "eventId": "1-a", "customerId": "7", "payload": {}, "webhookData": {"person": person},
    });
    let forged =
        "x-finicity-signature: 00\r\nsvix-id: msg_1\r\nsvix-timestamp: 1\r\nsvix-signature: v1,AA==\r\n";
    let asked = stage.saw("finicity.list_accounts");
    for path in ["/webhooks/finicity", "/webhooks/dots"] {
        for headers in ["", forged] {
            assert_eq!(post(stage.address, path, headers, &event.to_string()).await.status, 400, "{path}");
        }
    }
    assert!(stage.store.pending().is_empty());
    assert_eq!(stage.saw("finicity.list_accounts"), asked);
}

/// With somebody to whom Dots has texted a code, as Spinwheel does not accept them; and the id of their user.
async fn texted_by_dots() -> (Stage, Browser, String) {
    let (stage, mut browser) = Stage::with_browser().await;
    stage.fault("spinwheel.connect_sms", FaultKind::Refusal("FAILED_ELIGIBILITY".to_owned()));
    assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
    let user = stage.tenant.dots().users().remove(0).id;
    (stage, browser, user)
}

/// Another user of Dots, with a verified phone.
async fn another_user(stage: &Stage) -> String {
    let email = Email::new("other@example.com").unwrap();
    let phone = PhoneNumber::new("+12025550144").unwrap();
    let request = CreateUser::new("Ada", "Example", email, phone).unwrap();
    let id = stage.providers.dots.create_user(&request).await.unwrap().user.id.as_str().to_owned();
    assert!(stage.tenant.dots().set_status(&id, UserStatus::Verified));
    id
}

#[tokio::test]
async fn after_a_merge_the_person_is_the_user_who_stays() {
    let (stage, mut browser, old) = texted_by_dots().await;
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    let new = another_user(&stage).await;
    assert!(stage.tenant.dots().merge_users(&old, &new));
    let told = stage.tenant.webhooks().wait_for("user.updated.user_merged").await.unwrap();
    stage.settled().await;
    assert_eq!(stage.verified_as(), Some(("dots".to_owned(), new.clone())));
    stage.tenant.webhooks().resend(told.id).unwrap();
    stage.settled().await;
    assert_eq!(stage.verified_as(), Some(("dots".to_owned(), new)));
}

#[tokio::test]
async fn a_merge_that_was_heard_of_before_the_code_was_checked_is_remembered() {
    let (stage, mut browser, old) = texted_by_dots().await;
    let fields = |old: &str, new: &str| -> Map<_, _> {
        [("user_id", new), ("old_user_id", old), ("new_user_id", new)]
            .into_iter()
            .map(|(name, id)| (name.to_owned(), json!(id)))
            .collect()
    };
    // The second of two merges arrives first.
    let dots = stage.tenant.dots();
    let (between, new) = ("0d075000-0000-4000-8000-000000000001", another_user(&stage).await);
    dots.emit_webhook("user.updated.user_merged", fields(between, &new)).unwrap();
    stage.tenant.webhooks().wait_for("user.updated.user_merged").await.unwrap();
    let first = dots.emit_webhook("user.updated.user_merged", fields(&old, between)).unwrap();
    stage.heard(&first).await;
    assert_eq!(stage.store.user_now(&old), new);
    // From here on nothing more is heard.
    dots.remove_webhook_url();
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    assert_eq!(stage.verified_as(), Some(("dots".to_owned(), new)));
}

#[tokio::test]
async fn whom_dots_wants_to_look_at_goes_no_further() {
    let (stage, mut browser, user) = texted_by_dots().await;
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    assert!(stage.tenant.dots().set_status(&user, UserStatus::InReview));
    let fields = [("user_id".to_owned(), json!(user))].into_iter().collect();
    let told = stage.tenant.dots().emit_webhook("user.updated", fields).unwrap();
    stage.heard(&told).await;
    assert_eq!(stage.session().verification, Verification::InReview);
    assert_eq!(browser.get("/").await.notice(), "in-review");
    assert_eq!(browser.post("/bank", &[]).await.notice(), "in-review");
    assert_eq!(stage.saw("finicity.generate_connect_url"), 0);
}

#[tokio::test]
async fn whom_dots_wants_to_look_at_is_stopped_in_every_session_of_theirs() {
    let (stage, mut browser, old) = texted_by_dots().await;
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    let new = another_user(&stage).await;
    // The same person, earlier and later, in other browsers.
    let mut others = Vec::new();
    for (id, user) in [("person-0", &new), ("person-9", &old)] {
        let mut session = stage.session();
        session.verification = Verification::Verified { provider: "dots".to_owned(), id: user.clone() };
        others.push((id, session));
    }
    for (id, session) in &others {
        assert!(stage.store.swap(id, None, session));
    }
    let verified_as = |stage: &Stage| {
        let ids = ["person-0", "person-1", "person-9"];
        ids.map(|id| match stage.store.load(id).unwrap().verification {
            Verification::Verified { id, .. } => id,
            other => format!("{other:?}"),
        })
    };
    assert_eq!(verified_as(&stage), [new.clone(), old.clone(), old.clone()]);

    assert!(stage.tenant.dots().merge_users(&old, &new));
    stage.tenant.webhooks().wait_for("user.updated.user_merged").await.unwrap();
    stage.settled().await;
    assert_eq!(verified_as(&stage), [new.clone(), new.clone(), new.clone()]);

    assert!(stage.tenant.dots().set_status(&new, UserStatus::InReview));
    let fields = [("user_id".to_owned(), json!(new))].into_iter().collect();
    let told = stage.tenant.dots().emit_webhook("user.updated", fields).unwrap();
    stage.heard(&told).await;
    assert_eq!(verified_as(&stage), ["InReview", "InReview", "InReview"]);
}

#[tokio::test]
async fn whom_dots_wants_to_look_at_is_told_so_even_with_a_bank_connected() {
    let (stage, mut browser, user) = texted_by_dots().await;
    assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
    let events = stage.connect(&browser.bank_link().await);
    stage.tenant.webhooks().wait(events).await;
    assert_eq!(browser.get("/bank").await.notice(), "bank-connected");
    stage.settled().await;
    assert!(stage.tenant.dots().set_status(&user, UserStatus::InReview));
    let fields = [("user_id".to_owned(), json!(user))].into_iter().collect();
    let told = stage.tenant.dots().emit_webhook("user.updated", fields).unwrap();
    stage.heard(&told).await;
    let asked = stage.saw("finicity.list_accounts");
    for path in ["/", "/bank"] {
        assert_eq!(browser.get(path).await.notice(), "in-review", "{path}");
    }
    assert_eq!(stage.saw("finicity.list_accounts"), asked, "nobody looks at their accounts meanwhile");
}

#[tokio::test]
async fn who_asks_for_another_link_keeps_what_the_first_one_has_connected() {
    let (stage, mut browser) = Stage::verified().await;
    let link = browser.bank_link().await;
    stage.fault("finicity.list_accounts", FaultKind::Status(400));
    let events = stage.connect(&link);
    stage.tenant.webhooks().wait(1 + events).await;
    assert!(!stage.is_connected());
    stage.tenant.faults().clear();
    let links = stage.saw("finicity.generate_connect_url");
    assert_eq!(browser.post("/bank", &[]).await.notice(), "bank-connected");
    assert_eq!(stage.saw("finicity.generate_connect_url"), links);
    assert!(stage.is_connected());
}
