//! The hosted page of the simulated Finicity in a real browser, alone and embedded with the published SDKs.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

mod browser;

use browser::{NEW_SDK, Place, Tab};
use serde_json::{Value, json};

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn a_wrong_password_and_then_the_right_one() {
    let place = Place::start().await;
    let tab = place.embed(&place.link().await, NEW_SDK, json!({})).await;
    tab.to_bank("FinBank").await;
    tab.sign_in("invalid_user", "go").await;
    assert!(tab.alert().await.contains("(103)"));
    assert_eq!(place.accounts(), Vec::<String>::new());
    tab.sign_in("demo", "go").await;
    tab.share(&["Credit Card"]).await;
    tab.told("done").await;
    assert_eq!(place.accounts(), ["Credit Card"]);
    let events = [
        "started",
        "institutionSupported",
        "adding",
        "invalidCredentials",
        "adding",
        "discovered",
        "added",
        "done",
    ];
    assert_eq!(place.webhooks(events.len()).await, events);
    let users = tab.all_told("user").await;
    let outcomes = users.iter().filter(|user| user["action"] == "AddAccounts");
    let outcomes: Vec<_> =
        outcomes.map(|user| (&user["success"], &user["errorCode"], &user["accounts"])).collect();
    let null = &Value::Null;
    let (no, yes, code, one) = (&json!(false), &json!(true), &json!(103), &json!(1));
    assert_eq!(outcomes, [(null, null, null), (no, code, null), (null, null, null), (yes, null, one)]);
    tab.close().await;
}

/// Signs in as this user, answers, and returns the tab in front of what follows.
async fn answered(place: &Place, user: &str, texts: &[&str], choice: Option<&str>) -> Tab {
    let tab = place.open(&place.link().await).await;
    tab.to_bank("FinBank").await;
    tab.sign_in(user, "go").await;
    tab.screen("mfa").await;
    for (index, text) in texts.iter().enumerate() {
        let label =
            format!("document.querySelectorAll('#fields input[type=text]')[{index}].labels[0].textContent");
        tab.fill(tab.evaluate(&label).await.as_str().unwrap(), text).await;
    }
    if let Some(choice) = choice {
        tab.check(choice).await;
    }
    tab.click("Continue").await;
    tab
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn second_factors_of_each_kind() {
    let place = Place::start().await;
    for (user, texts, choice) in [
        ("tfa_text", &["Rex"][..], None),
        ("tfa_choice", &[], Some("Text message")),
        ("tfa_multi", &["Springfield", "123456"], Some("E-mail")),
    ] {
        let tab = answered(&place, user, texts, choice).await;
        tab.share(&["Checking"]).await;
        tab.screen("done").await;
        tab.close().await;
    }
    assert_eq!(place.accounts().len(), 3);
    let tab = answered(&place, "tfa_choice", &[], Some("fail")).await;
    assert!(tab.alert().await.contains("(187)"));
    tab.screen("sign-in").await;
    tab.close().await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn a_bank_with_a_sign_in_of_its_own() {
    let place = Place::start().await;
    let tab = place.embed(&place.link().await, NEW_SDK, json!({"popup": true})).await;
    tab.to_bank("FinBank OAuth").await;
    tab.screen("oauth").await;
    tab.click("Sign in at FinBank OAuth").await;
    tab.screen("accounts").await;
    tab.check("Select all").await;
    tab.click("Save").await;
    tab.screen("review").await;
    tab.click("Submit").await;
    tab.told("done").await;
    let events = ["started", "institutionSupported", "adding", "processing", "added", "done"];
    assert_eq!(place.webhooks(events.len()).await, events);
    assert!(!tab.routes().await.contains(&"login".to_owned()));
    assert_eq!(place.finicity.accounts(&place.customer_id)[0].institution_id, 102_176);
    tab.close().await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn a_second_bank_in_one_session() {
    let place = Place::start().await;
    let tab = place.open(&place.link().await).await;
    tab.to_bank("FinBank Profiles - A").await;
    tab.sign_in("profile_03", "profile_03").await;
    tab.screen("accounts").await;
    tab.click("Save").await;
    assert_eq!(tab.alert().await, "Choose at least one account.");
    tab.check("Savings").await;
    tab.click("Save").await;
    tab.screen("review").await;
    tab.click("Add another bank").await;
    tab.screen("search").await;
    tab.fill("Search for your bank", "no such bank").await;
    tab.click("Search").await;
    tab.fill("Search for your bank", "uncertified").await;
    tab.click("Search").await;
    tab.ask("bank", json!({"name": "Uncertified Credit Union"})).await;
    assert!(tab.alert().await.contains("not supported"));
    tab.fill("Search for your bank", "FinBank").await;
    tab.click("Search").await;
    tab.ask("bank", json!({"name": "FinBank"})).await;
    tab.sign_in("demo", "go").await;
    tab.screen("accounts").await;
    tab.check("Checking").await;
    tab.check("Credit Card").await;
    tab.click("Save").await;
    tab.screen("review").await;
    tab.click("Remove Credit Card").await;
    tab.ask("status", json!({"text": "Credit Card was removed."})).await;
    tab.click("Submit").await;
    tab.screen("done").await;
    assert_eq!(place.accounts(), ["Savings", "Checking"]);
    let webhooks = place.webhooks(13).await;
    for event in ["institutionNotFound", "institutionNotSupported", "accountsDeleted"] {
        assert!(webhooks.contains(&event), "{webhooks:?}");
    }
    // The browser itself says in the console that a request was refused.
    tab.ask("close", json!({})).await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn lite_and_fix_begin_at_their_bank() {
    let place = Place::start().await;
    let login = place.connected().await;
    let lite = place.embed(&place.lite_link(101_732).await, NEW_SDK, json!({})).await;
    lite.accessible_screen("landing-lite").await;
    lite.click("Agree and continue").await;
    lite.sign_in("demo", "go").await;
    lite.share(&["Checking", "Savings"]).await;
    lite.told("done").await;
    assert!(!lite.routes().await.contains(&"search".to_owned()));
    lite.close().await;

    assert!(place.finicity.break_login(login, 103));
    let fix = place.embed(&place.fix_link(login).await, NEW_SDK, json!({})).await;
    fix.accessible_screen("landing-fix").await;
    fix.click("Continue").await;
    fix.sign_in("demo", "go").await;
    fix.share(&[]).await;
    assert_eq!(fix.told("done").await["code"], 200);
    let users = fix.all_told("user").await;
    assert!(users.iter().all(|user| user["action"] != "AddAccounts"), "{users:?}");
    let accounts = place.finicity.accounts(&place.customer_id);
    assert!(accounts.iter().all(|account| account.status_code == 0), "{accounts:?}");
    fix.close().await;

    let whole = place.embed(&place.fix_link(login).await, NEW_SDK, json!({})).await;
    whole.accessible_screen("error").await;
    whole.click("Exit").await;
    assert_eq!(whole.told("error").await, json!({"code": 201, "reason": "error"}));
    whole.close().await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn the_keyboard_alone_is_enough() {
    let place = Place::start().await;
    let tab = place.open(&place.link().await).await;
    tab.screen("landing").await;
    tab.keys(&["Tab", "Enter"]).await;
    tab.screen("search").await;
    tab.keys(&["Tab"]).await;
    tab.ask("type", json!({"text": "finbank profiles"})).await;
    tab.keys(&["Enter"]).await;
    tab.evaluate("new Promise((found) => { const look = () => document.querySelector('.result') ? found() : setTimeout(look, 10); look(); })").await;
    tab.keys(&["Tab", "Tab", "Enter"]).await;
    tab.screen("sign-in").await;
    for text in ["profile_03", "profile_03"] {
        tab.keys(&["Tab"]).await;
        tab.ask("type", json!({"text": text})).await;
    }
    tab.keys(&["Enter"]).await;
    tab.screen("accounts").await;
    tab.keys(&["Tab", "Tab", "Space", "Tab", "Space", "Tab", "Tab", "Tab", "Enter"]).await;
    tab.screen("review").await;
    // Exit is before the heading: asked, and taken back with the escape key.
    tab.keys(&["Shift+Tab", "Enter", "Escape"]).await;
    tab.evaluate("document.querySelector('h1').focus()").await;
    tab.keys(&["Tab", "Tab", "Tab", "Tab", "Enter"]).await;
    tab.screen("done").await;
    assert_eq!(place.accounts().len(), 2);
    tab.close().await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn looking_at_a_link_uses_nothing_up() {
    let place = Place::start().await;
    let link = place.link_with(json!({"singleUseUrl": true})).await;
    for _ in 0..3 {
        let seen = place.look_at("GET", &link).await;
        assert_eq!(seen["status"], 200);
        let headers = &seen["headers"];
        assert!(
            headers["x-frame-options"].is_null() && headers["cross-origin-opener-policy"].is_null(),
            "{headers}"
        );
    }
    // A browser that prepares the page ahead of a visit runs its script.
    let tab = place.open(&place.page("/back")).await;
    let ahead = "Object.defineProperty(document, 'prerendering', { get: () => !window.visited });";
    tab.ask("prepare", json!({"script": ahead})).await;
    tab.ask("go", json!({"link": link})).await;
    assert_eq!(place.tenant.journal().requests("finicity.page_open"), 0);
    assert_eq!(place.webhooks(0).await, Vec::<&str>::new());
    tab.evaluate("visited = true; document.dispatchEvent(new Event('prerenderingchange'));").await;
    tab.connect().await;
    tab.screen("done").await;
    assert_eq!(place.accounts().len(), 2);
    tab.close().await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn what_is_typed_is_in_no_address() {
    let place = Place::start().await;
    let link = place.link().await;
    let tab = place.open(&link).await;
    tab.to_bank("FinBank Profiles - A").await;
    tab.sign_in("profile_03", "profile_03").await;
    tab.share(&["Checking"]).await;
    tab.screen("done").await;
    let requested = tab.ask("requested", json!({})).await;
    let steps = requested.as_array().unwrap().iter().map(|request| request.as_str().unwrap());
    let page = place.finicity.connect_url();
    for request in steps {
        let (method, address) = request.split_once(' ').unwrap();
        let looks = address == link || address.starts_with(&format!("{page}/assets/"));
        let acts = address.starts_with(&format!("{page}/sessions")) && !address.contains('?');
        assert!(if method == "GET" { looks } else { acts }, "{request}");
        assert!(!address.contains("profile_03"), "{request}");
    }
    assert_eq!(tab.evaluate("location.href").await, json!(link));
    tab.close().await;
}
