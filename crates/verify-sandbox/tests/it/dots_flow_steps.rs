//! The steps of a flow, by the page's own requests.

use serde_json::{Value, json};

use crate::dots_client::{App, NUMBER};
use crate::dots_flow::Browser;

/// A flow of a user, who is signed in.
async fn opened<'a>(app: &'a App, steps: &Value) -> (Browser<'a>, String) {
    let user = app.user(NUMBER).await;
    let browser = Browser::new(app, &json!({"user_id": user, "steps": steps})).await;
    (browser, user)
}

fn told(browser: &Browser<'_>) -> Vec<String> {
    let messages = browser.view["messages"].as_array().unwrap().iter();
    messages
        .map(|message| {
            format!("{} {}", message["step"].as_str().unwrap(), message["status"].as_str().unwrap())
        })
        .collect()
}

fn w9() -> Value {
    json!({"w9": {
        "entity_type": "individual", "tin": "900123456", "date_of_birth": "1990-01-01",
        "address": {"line_1": "1 Example St", "city": "Springfield", "state": "IL", "country": "US", "postcode": "62701"},
    }})
}

fn paypal(is_default: bool) -> Value {
    json!({"platform": "paypal", "email": "riley@example.com", "is_default": is_default})
}

#[tokio::test]
async fn each_step_leads_to_the_next_one() {
    let app = App::new().await;
    let redirect = json!({"name": "redirect", "redirect_url": "https://example.com/done"});
    let all = json!(["compliance", "manage-payouts", "id-verification", "payout", redirect]);
    let (mut browser, user) = opened(&app, &all).await;
    assert_eq!(browser.view["user"]["inUs"], true);
    let other = browser.refused("payouts", &json!({})).await;
    assert_eq!((other.0, other.1.as_str()), (409, "other_step"));
    let incomplete = browser.refused("compliance", &json!({"w9": {}})).await;
    assert_eq!((incomplete.0, incomplete.1.as_str()), (422, "invalid"));
    assert!(incomplete.2.starts_with("w9.entity_type is missing"), "{}", incomplete.2);
    browser.step("compliance", &w9()).await;
    assert_eq!(
        (told(&browser), &browser.view["step"]),
        (vec!["compliance completed".to_owned()], &json!("manage-payouts"))
    );
    assert_eq!(app.retrieve(&user).await["compliance"]["tax_id_collected"], true);
    browser.step("payout-method", &paypal(true)).await;
    assert!(told(&browser).is_empty());
    browser.step("payouts", &json!({"default_payout_method": "paypal"})).await;
    assert_eq!(told(&browser), ["manage-payouts completed"]);
    let failed = browser.refused("identity", &json!({"documents": "fail"})).await;
    assert_eq!(failed.2, "The documents could not be verified. Try again.");
    assert_eq!(app.retrieve(&user).await["compliance"]["id_verified"], false);
    assert_eq!(browser.refused("continue", &json!({})).await.0, 409, "documents cannot be skipped");
    browser.step("identity", &json!({"documents": "pass"})).await;
    assert_eq!(app.retrieve(&user).await["compliance"]["id_verified"], true);
    assert_eq!(browser.view["step"], "payout");
    browser.step("continue", &json!({})).await;
    assert_eq!(told(&browser), ["payout completed"]);
    assert_eq!(browser.view["redirectUrl"], "https://example.com/done");
    assert_eq!(browser.step("continue", &json!({})).await, "done");
    assert_eq!(
        (told(&browser), &browser.view["redirectUrl"]),
        (vec!["redirect completed".to_owned()], &json!("https://example.com/done"))
    );
    let names = json!(["compliance", "manage-payouts", "id-verification", "payout", "redirect"]);
    assert_eq!(browser.record().await["completed_steps"], names);
    assert_eq!(browser.refused("continue", &json!({})).await.0, 409);
    browser.reload().await;
    assert_eq!((browser.screen().as_str(), &browser.view["redirectUrl"]), ("done", &Value::Null));
}

#[tokio::test]
async fn payouts_saved_unchanged_are_told_as_that() {
    let app = App::new().await;
    let (mut browser, user) = opened(&app, &json!(["manage-payouts"])).await;
    browser.step("payout-method", &paypal(true)).await;
    let shown = json!({
        "methods": [{"rail": "paypal", "description": "PayPal riley@example.com"}],
        "rails": ["paypal", "venmo", "cash_app", "ach"], "defaultPayoutMethod": "paypal", "autoPayout": false,
        "requireDefault": false, "requireAutoPayout": false,
    });
    assert_eq!(browser.view["payouts"], shown);
    browser.step("payouts", &json!({"default_payout_method": "paypal", "auto_payout_enabled": false})).await;
    assert_eq!(told(&browser), ["manage-payouts completed"], "something was added before");
    for (body, status) in [
        (json!({"default_payout_method": "paypal", "auto_payout_enabled": false}), "completed-saved"),
        (json!({}), "completed-saved"),
        (json!({"auto_payout_enabled": true}), "completed"),
        (json!({"auto_payout_enabled": true}), "completed-saved"),
    ] {
        let flow = json!({"user_id": user, "steps": ["manage-payouts"]});
        let mut browser = Browser::new(&app, &flow).await;
        browser.step("payouts", &body).await;
        assert_eq!(told(&browser), [format!("manage-payouts {status}")], "{body}");
    }
}

#[tokio::test]
async fn options_of_the_payouts_step() {
    let app = App::new().await;
    let required = json!([{
        "name": "manage-payouts", "require_default_payout_method": true, "require_auto_payout_method": true,
    }]);
    let (mut browser, user) = opened(&app, &required).await;
    assert_eq!(browser.refused("payouts", &json!({})).await.2, "choose a default payout method");
    let unconnected = browser.refused("payouts", &json!({"default_payout_method": "venmo"})).await;
    assert_eq!(unconnected.2, "default_payout_method must be connected");
    browser.step("payout-method", &paypal(false)).await;
    let chosen = json!({"default_payout_method": "paypal"});
    assert_eq!(browser.refused("payouts", &chosen).await.2, "switch automatic payouts on");
    let both = json!({"default_payout_method": "paypal", "auto_payout_enabled": true});
    assert_eq!(browser.step("payouts", &both).await, "done");
    assert_eq!(app.retrieve(&user).await["default_payout_method"], "paypal");

    app.update(&user, &json!({"payout_options_exclude_list": ["venmo"]})).await;
    let without =
        json!({"user_id": user, "steps": [{"name": "manage-payouts", "auto_payout_enabled": false}]});
    let browser = Browser::new(&app, &without).await;
    assert_eq!(browser.view["payouts"]["autoPayout"], Value::Null);
    assert_eq!(browser.view["payouts"]["rails"], json!(["paypal", "cash_app", "ach"]));
    let hidden = browser.refused("payout-method", &json!({"platform": "venmo", "handle": "@a"})).await;
    assert_eq!(hidden.2, "venmo is not offered to this user");
}

#[tokio::test]
async fn without_a_continue_button_one_stays() {
    let app = App::new().await;
    let hidden = json!([{"name": "manage-payouts", "hide_continue_button": true}, "id-verification"]);
    let (mut browser, user) = opened(&app, &hidden).await;
    assert_eq!(browser.view["hideContinueButton"], true);
    browser.step("payout-method", &paypal(true)).await;
    browser.step("payouts", &json!({})).await;
    assert_eq!(
        (told(&browser), &browser.view["step"]),
        (vec!["manage-payouts completed".to_owned()], &json!("manage-payouts"))
    );
    browser.step("payouts", &json!({"auto_payout_enabled": true})).await;
    assert_eq!(told(&browser), ["manage-payouts completed"]);
    assert_eq!(browser.record().await["completed_steps"], json!(["manage-payouts"]), "once");
    browser.reload().await;
    assert_eq!(browser.view["step"], "manage-payouts");
    let identity =
        json!({"user_id": user, "steps": [{"name": "id-verification", "hide_continue_button": true}]});
    let mut browser = Browser::new(&app, &identity).await;
    assert_eq!(browser.step("identity", &json!({"documents": "pass"})).await, "stays");
}

#[tokio::test]
async fn a_dashboard_button_can_be_hidden() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    for hidden in [false, true] {
        let flow = json!({"user_id": user, "steps": [], "hide_go_to_dashboard_on_complete": hidden});
        let browser = Browser::new(&app, &flow).await;
        assert_eq!((browser.screen().as_str(), &browser.view["hideGoToDashboard"]), ("done", &json!(hidden)));
    }
}
