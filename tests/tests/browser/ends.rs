//! How a session ends, and what the application around it is told.

use serde_json::{Value, json};

use super::{NEW_SDK, OLD_SDK, Place, Tab};

/// The ways a session can end, and what the application is told.
async fn ends(sdk: &str, options: Value) {
    let place = Place::start().await;
    done(&place, &place.embed(&place.link().await, sdk, options.clone()).await).await;
    let ends = [
        ("cancel", json!({"code": 100, "reason": "exit"})),
        ("error", json!({"code": 500, "reason": "error"})),
        ("timeout", json!({"code": 1440, "reason": "timeout"})),
    ];
    for (how, data) in ends {
        let tab = place.embed(&place.link().await, sdk, options.clone()).await;
        tab.screen("landing").await;
        match how {
            "cancel" => tab.exit().await,
            "error" => {
                tab.click("Make it fail").await;
                tab.screen("error").await;
                tab.click("Exit").await;
            }
            _ => tab.click("Let it time out").await,
        }
        let name = if how == "cancel" { "cancel" } else { "error" };
        assert_eq!(tab.told(name).await, data);
        assert_eq!(tab.ask("gone", json!({})).await, true);
        assert_eq!(tab.all_told("done").await, Vec::<Value>::new());
        tab.close().await;
    }
    assert_eq!(place.accounts(), ["Checking", "Savings"]);
}

async fn done(place: &Place, tab: &Tab) {
    tab.connect().await;
    assert_eq!(tab.told("done").await, json!({"code": 200, "reason": "complete", "reportData": null}));
    assert_eq!(tab.ask("gone", json!({})).await, true);
    assert_eq!(place.accounts(), ["Checking", "Savings"]);
    let events = ["started", "institutionSupported", "adding", "discovered", "added", "done"];
    assert_eq!(place.webhooks(events.len()).await, events);
    let routes = ["landing", "search", "search", "sign-in", "login", "loading", "loading", "review-accounts"];
    assert_eq!(tab.routes().await, routes);
    let users = tab.all_told("user").await;
    let account_ids: Vec<_> =
        place.finicity.accounts(&place.customer_id).into_iter().map(|account| account.id).collect();
    let login = place.finicity.accounts(&place.customer_id)[0].institution_login_id;
    let adding = json!({
        "action": "AddAccounts", "institutionId": 101_732, "institutionLoginId": null, "accounts": null,
        "accountIds": [], "success": null, "errorCode": null,
    });
    let added = json!({
        "action": "AddAccounts", "institutionId": 101_732, "institutionLoginId": login, "accounts": 2,
        "accountIds": account_ids, "success": true, "errorCode": null,
    });
    let end = json!({"action": "End", "code": 200, "customerId": place.customer_id});
    let seen = [
        json!({"action": "GetInstitutionsSuccess"}),
        adding,
        json!({"action": "DiscoverAccountsSuccess"}),
        added,
        end,
    ];
    assert_eq!(users, seen);
    assert_eq!(tab.all_told("load").await.len(), 1);
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn the_current_sdk_in_a_frame() {
    ends(NEW_SDK, json!({})).await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn the_current_sdk_in_a_popup() {
    ends(NEW_SDK, json!({"popup": true})).await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn the_older_sdk_in_a_frame() {
    ends(OLD_SDK, json!({})).await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn the_older_sdk_in_a_popup() {
    ends(OLD_SDK, json!({"popup": true})).await;
}

/// What an SDK leaves behind of one session does not disturb the next.
#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn one_session_after_the_other() {
    let place = Place::start().await;
    for sdk in [NEW_SDK, OLD_SDK] {
        let tab = place.embed(&place.link().await, sdk, json!({"popup": true})).await;
        for options in [json!({}), json!({"popup": true})] {
            tab.screen("landing").await;
            tab.exit().await;
            assert_eq!(tab.told("cancel").await, json!({"code": 100, "reason": "exit"}));
            assert_eq!(tab.ask("gone", json!({})).await, true);
            let link = place.link().await;
            tab.ask("again", json!({"link": link, "sdk": sdk, "options": options})).await;
        }
        tab.connect().await;
        assert_eq!(tab.told("done").await["code"], 200);
        assert_eq!(tab.all_told("load").await.len(), 1);
        assert_eq!(tab.routes().await.iter().filter(|screen| *screen == "landing").count(), 1);
        tab.close().await;
    }
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn links_that_are_not_good_show_an_error_with_an_exit() {
    let place = Place::start().await;
    let used = place.link_with(json!({"singleUseUrl": true})).await;
    let tab = place.open(&used).await;
    tab.connect().await;
    tab.screen("done").await;
    let expired = place.link().await;
    let changed = expired.replace("ttl=", "ttl=1");
    for (link, title) in [(used, "used"), (changed, "not valid"), (expired, "expired")] {
        if title == "expired" {
            place.advance(7_200);
        }
        let tab = place.embed(&link, NEW_SDK, json!({})).await;
        let seen = tab.accessible_screen("error").await;
        assert!(seen["heading"].as_str().unwrap().contains(title), "{seen}");
        tab.click("Exit").await;
        assert_eq!(tab.told("error").await, json!({"code": 500, "reason": "error"}));
        assert_eq!(tab.routes().await, ["error"]);
        tab.ask("close", json!({})).await;
    }
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn without_an_sdk_it_ends_with_the_redirect() {
    let place = Place::start().await;
    let back = place.page("/back");
    let with = |uri: String| json!({"redirectUri": uri});
    let tab = place.open(&place.link_with(with(back.clone())).await).await;
    tab.connect().await;
    assert_eq!(tab.address(&back).await, format!("{back}?reason=complete&code=200&reportData=null"));
    tab.close().await;

    let tab = place.open(&place.link_with(with(format!("{back}?order=7#part"))).await).await;
    tab.screen("landing").await;
    tab.exit().await;
    assert_eq!(tab.address(&back).await, format!("{back}?order=7&reason=exit&code=100#part"));
    tab.close().await;

    let tab = place.open(&place.link_with(with(back.clone())).await).await;
    tab.screen("landing").await;
    place.advance(1_200);
    tab.click("Agree and continue").await;
    tab.screen("search").await;
    tab.fill("Search for your bank", "finbank").await;
    tab.click("Search").await;
    assert_eq!(tab.address(&back).await, format!("{back}?reason=timeout&code=1440"));
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn without_an_sdk_and_a_redirect_it_says_thank_you() {
    let place = Place::start().await;
    let tab = place.open(&place.link().await.replace("finicity-connect?", "finicity-connect/?")).await;
    tab.connect().await;
    let seen = tab.accessible_screen("done").await;
    assert_eq!(seen["heading"], "Your submission was successful. Thank you!");
    assert_eq!(seen["exit"], false);
    tab.close().await;
    let tab = place.open(&place.link().await).await;
    tab.screen("landing").await;
    tab.click("Exit").await;
    tab.accessible().await;
    tab.click("No").await;
    assert_eq!(tab.look().await["focus"], "Exit");
    tab.exit().await;
    tab.accessible_screen("left").await;
    tab.close().await;
}
