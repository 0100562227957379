//! The list of users, page by page.

use serde_json::Value;
use verify_sandbox::dots::{BothCursors, LimitOutOfRange, ListOrder, UnknownCursor, UserStatus};

use crate::dots_client::{App, NOBODY, USERS, refusal, said};

async fn app_with_five() -> (App, Vec<String>) {
    let app = App::new().await;
    let mut users = Vec::new();
    for last in 0..5 {
        users.push(app.user(&format!("202555014{last}")).await);
    }
    users.reverse();
    (app, users)
}

async fn page(app: &App, query: &str) -> (Vec<String>, bool) {
    let reply = app.get(&format!("{USERS}?{query}")).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.text());
    let body = reply.json();
    let ids = body["data"].as_array().unwrap().iter().map(|user| user["id"].as_str().unwrap().to_owned());
    (ids.collect(), body["has_more"].as_bool().unwrap())
}

#[tokio::test]
async fn cursors_go_both_ways() {
    let (app, users) = app_with_five().await;
    assert_eq!(page(&app, "limit=2").await, (users[..2].to_vec(), true));
    assert_eq!(
        page(&app, &format!("limit=2&starting_after={}", users[1])).await,
        (users[2..4].to_vec(), true)
    );
    assert_eq!(
        page(&app, &format!("limit=2&starting_after={}", users[3])).await,
        (users[4..].to_vec(), false)
    );
    assert_eq!(page(&app, &format!("starting_after={}", users[4])).await, (Vec::new(), false));
    assert_eq!(
        page(&app, &format!("limit=2&ending_before={}", users[4])).await,
        (users[2..4].to_vec(), true)
    );
    assert_eq!(
        page(&app, &format!("limit=2&ending_before={}", users[2])).await,
        (users[..2].to_vec(), false)
    );
    assert_eq!(page(&app, "limit=5").await, (users.clone(), false));
    app.dots.choose(|choices| {
        choices.list_order = ListOrder::OldestFirst;
        choices.default_limit = 3;
    });
    let oldest: Vec<_> = users.iter().rev().take(3).cloned().collect();
    assert_eq!(page(&app, "").await, (oldest, true));
    assert!(app.rests_on("default_limit") && app.rests_on("list_order"));
}

#[tokio::test]
async fn users_of_one_status() {
    let (app, users) = app_with_five().await;
    assert!(app.dots.set_status(&users[1], UserStatus::Disabled));
    assert!(app.dots.set_status(&users[4], UserStatus::Disabled));
    assert!(!app.dots.set_status(NOBODY, UserStatus::Disabled));
    assert_eq!(page(&app, "status=disabled&limit=1").await, (vec![users[1].clone()], true));
    // The cursor is a user of another status.
    let after = page(&app, &format!("status=disabled&starting_after={}", users[2])).await;
    assert_eq!(after, (vec![users[4].clone()], false));
    assert_eq!(page(&app, "status=verified").await, (Vec::new(), false));
    assert_eq!(page(&app, "status=in_review").await.0.len(), 0);
    assert_eq!(page(&app, "status=unverified").await.0.len(), 3);
}

#[tokio::test]
async fn what_a_query_cannot_say() {
    let (app, users) = app_with_five().await;
    let both = format!("starting_after={}&ending_before={}", users[0], users[4]);
    let unknown = format!("starting_after={NOBODY}");
    for query in
        ["status=blocked", "limit=x", "limit=0", "limit=101", "limit=-1", "starting_after=1", &both, &unknown]
    {
        let reply = app.get(&format!("{USERS}?{query}")).await;
        assert_eq!(refusal(&reply), said(400, "invalid-input"), "{query}");
    }
    app.dots.choose(|choices| {
        choices.both_cursors = BothCursors::StartingAfterWins;
        choices.limit_out_of_range = LimitOutOfRange::Clamp;
        choices.unknown_cursor = UnknownCursor::EmptyPage;
    });
    assert_eq!(page(&app, &both).await, (users[1..].to_vec(), false));
    assert_eq!(page(&app, "limit=0").await, (users[..1].to_vec(), true));
    assert_eq!(page(&app, "limit=1000").await.0.len(), 5);
    assert_eq!(page(&app, &unknown).await, (Vec::new(), false));
    app.dots.choose(|choices| choices.unknown_cursor = UnknownCursor::FirstPage);
    assert_eq!(page(&app, &unknown).await.0, users);
    assert!(app.rests_on("unknown_cursor"));
    let entry = app.get(&format!("{USERS}?phone_number=1")).await;
    assert_eq!(entry.json()["data"].as_array().map(Vec::len), Some(5));
    assert_eq!(app.tenant.journal().last().unwrap().unread_fields, ["?phone_number"]);
    assert_eq!(entry.json()["data"][0]["metadata"], Value::Object(serde_json::Map::new()));
}
