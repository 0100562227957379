//! The messages between the page and what embeds it.

use serde_json::{Value, json};
use verify_sandbox::{Fault, FaultKind};

use super::{NEW_SDK, Place};

fn of_type<'a>(messages: &'a [Value], name: &str) -> Vec<&'a Value> {
    messages.iter().filter(|message| message["type"] == name).collect()
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn it_is_silent_until_pinged_and_acknowledges_every_ping() {
    let place = Place::start().await;
    let tab = place.embed(&place.link().await, NEW_SDK, json!({"popup": true})).await;
    tab.screen("landing").await;
    // The SDK goes on pinging, once a second.
    tab.ask("received", json!({"type": "ack", "count": 2})).await;
    let messages = tab.messages().await;
    assert_eq!(messages[0], json!({"type": "ack"}));
    assert_eq!(messages[1], json!({"type": "route", "data": {"screen": "landing", "params": {}}}));
    assert!(of_type(&messages, "ack").len() >= 2, "{messages:?}");
    // SDKs keep pinging a popup so that it can be loaded again.
    tab.ask("reload", json!({})).await;
    tab.connect().await;
    tab.told("done").await;
    for message in tab.messages().await {
        let of_documented_type =
            ["ack", "route", "user", "done"].contains(&message["type"].as_str().unwrap());
        assert!(of_documented_type && (message["type"] == "ack" || message["data"].is_object()), "{message}");
    }
    let searches = of_type(&tab.messages().await, "route")
        .into_iter()
        .filter(|message| message["data"]["screen"] == "search")
        .map(|message| message["data"]["params"].clone())
        .collect::<Vec<_>>();
    assert_eq!(searches, [json!({}), json!({"query": "finbank"})]);
    tab.close().await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn mobile_shells_get_text() {
    let place = Place::start().await;
    for shell in ["ReactNativeWebView", "maOBAndroidConnect"] {
        let tab = place.open(&place.page("/back")).await;
        let script =
            format!("window.got = []; window.{shell} = {{ postMessage: (text) => got.push(text) }};");
        tab.ask("prepare", json!({"script": script})).await;
        tab.ask("go", json!({"link": place.link().await})).await;
        tab.screen("landing").await;
        assert_eq!(tab.evaluate("got").await, json!([]));
        let ping = if shell == "ReactNativeWebView" {
            "window.postMessage('{\"type\":\"ping\",\"platform\":\"reactNative\"}', '*')"
        } else {
            "window.postMessage({ type: 'ping', platform: 'Android' }, '*')"
        };
        tab.evaluate(ping).await;
        tab.exit().await;
        tab.screen("left").await;
        let got = tab.evaluate("got.map((text) => JSON.parse(text))").await;
        let got = got.as_array().unwrap();
        assert_eq!(got[0], json!({"type": "ack"}));
        assert_eq!(got.last().unwrap(), &json!({"type": "cancel", "data": {"code": 100, "reason": "exit"}}));
        tab.close().await;
    }
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn others_get_no_messages() {
    let place = Place::start().await;
    let tab = place.open(&place.link().await).await;
    tab.screen("landing").await;
    // What the page says to itself is no SDK's ping.
    tab.evaluate("window.postMessage({ type: 'ping' }, '*'); window.postMessage(null, '*');").await;
    tab.connect().await;
    tab.screen("done").await;
    tab.close().await;
}

/// After a refusal the person can try again, and leave while an answer is awaited.
#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn a_sandbox_that_does_not_answer() {
    let place = Place::start().await;
    let faults = place.tenant.faults();
    let tab = place.embed(&place.link().await, NEW_SDK, json!({})).await;
    tab.to_bank("FinBank").await;
    let once = faults.arm(Fault::new("finicity.page_sign_in", FaultKind::BadGatewayHtml).times(1)).unwrap();
    tab.sign_in("demo", "go").await;
    assert_eq!(tab.alert().await, "The sandbox did not answer. Try again.");
    drop(once);
    let _held = faults.arm(Fault::new("finicity.page_sign_in", FaultKind::NoAnswer).times(1)).unwrap();
    tab.sign_in("demo", "go").await;
    tab.screen("loading").await;
    tab.exit().await;
    assert_eq!(tab.told("cancel").await, json!({"code": 100, "reason": "exit"}));
    assert_eq!(place.accounts(), Vec::<String>::new());
    // The browser itself says in the console that a request has failed.
    tab.ask("close", json!({})).await;

    let _wrong = faults
        .arm(Fault::new("finicity.page_search", FaultKind::MissingField("institutions".into())).times(1));
    let tab = place.embed(&place.link().await, NEW_SDK, json!({})).await;
    tab.screen("landing").await;
    tab.click("Agree and continue").await;
    tab.screen("search").await;
    tab.fill("Search for your bank", "finbank").await;
    tab.click("Search").await;
    tab.screen("error").await;
    tab.click("Exit").await;
    assert_eq!(tab.told("error").await, json!({"code": 500, "reason": "error"}));
    tab.close().await;
}
