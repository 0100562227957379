//! What the page looks like, and to whom.

use serde_json::json;

use super::{NEW_SDK, Place, Tab};

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn everybody_can_read_every_screen() {
    let place = Place::start().await;
    for dark in [false, true] {
        let link = place.link().await;
        let tab = Tab::open(json!({"link": link, "dark": dark, "width": 320, "height": 480})).await;
        tab.accessible_screen("landing").await;
        tab.to_bank("FinBank").await;
        tab.accessible_screen("sign-in").await;
        tab.sign_in("tfa_multi", "185").await;
        tab.alert().await;
        tab.accessible().await;
        tab.sign_in("tfa_multi", "go").await;
        tab.accessible_screen("mfa").await;
        for name in ["In which city were you born?", "What is the code?"] {
            tab.fill(name, "fail").await;
        }
        tab.check("Text message").await;
        tab.click("Continue").await;
        tab.screen("sign-in").await;
        tab.click("Back").await;
        tab.screen("search").await;
        tab.fill("Search for your bank", "finbank").await;
        tab.click("Search").await;
        tab.ask("bank", json!({"name": "FinBank OAuth"})).await;
        tab.accessible_screen("oauth").await;
        tab.click("Sign in at FinBank OAuth").await;
        tab.accessible_screen("accounts").await;
        tab.check("Select all").await;
        tab.accessible().await;
        tab.click("Save").await;
        tab.accessible_screen("review").await;
        tab.click("Exit").await;
        tab.accessible().await;
        tab.click("No").await;
        tab.click("Submit").await;
        tab.accessible_screen("done").await;
        tab.close().await;
    }
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn it_lies_above_the_application_or_fills_the_place_it_is_given() {
    let place = Place::start().await;
    let above = place.embed(&place.link().await, NEW_SDK, json!({"overlay": "rgba(0, 0, 0, 0.5)"})).await;
    above.screen("landing").await;
    above.pinged().await;
    let seen = above.look().await;
    assert_eq!((&seen["backdrop"], &seen["filling"]), (&json!("rgba(0, 0, 0, 0)"), &json!(false)));
    above.close().await;
    let inside = place.embed(&place.link().await, NEW_SDK, json!({"selector": "#place"})).await;
    inside.screen("landing").await;
    inside.pinged().await;
    assert_eq!(inside.look().await["filling"], true);
    inside.connect().await;
    inside.told("done").await;
    inside.close().await;
}
