//! Payout methods: added, listed, and shown with the user.

use serde_json::{Value, json};
use verify_sandbox::dots::{
    EmptyText, ExcludedMethod, ListedIntlBank, PayoutMethodAnswer, RepeatedAch, RoutingNumber,
};

use crate::client::Reply;
use crate::dots_client::{App, NOBODY, NUMBER, USERS, refusal, said};

async fn put(app: &App, user: &str, body: &Value) -> Reply {
    app.call("PUT", &format!("{USERS}/{user}/payout-methods"), body).await
}

async fn list(app: &App, user: &str) -> Value {
    let reply = app.get(&format!("{USERS}/{user}/payout-methods")).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

fn bank() -> Value {
    json!({
        "platform": "ach", "routing_number": "123456789", "account_number": "000123456789",
        "account_type": "checking",
    })
}

#[tokio::test]
async fn each_rail_is_added_and_listed() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    assert_eq!(list(&app, &user).await, json!([]));
    let mut with_metadata = bank();
    with_metadata["metadata"] = json!([1, {"a": null}]);
    let added = put(&app, &user, &with_metadata).await;
    assert_eq!(added.status, 200, "{}", added.text());
    let id = added.json()["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("acc_") && id.len() == 17, "{id}");
    let shown = json!({
        "id": id, "platform": "ach", "routing_number": "123456789", "account_number": "000123456789",
        "account_type": "checking", "rtp_enabled": true, "meta": [1, {"a": null}],
    });
    assert_eq!(added.json(), shown);
    assert!(app.rests_on("payout_method_answer") && app.rests_on("rtp_enabled"));
    for (body, echoed) in [
        (json!({"platform": "paypal", "email": "riley@example.com"}), json!({"email": "riley@example.com"})),
        (json!({"platform": "venmo", "handle": "@riley"}), json!({"handle": "@riley"})),
        (
            json!({"platform": "cash_app", "cash_tag": "$riley", "routing_number": "123456789", "account_number": "12"}),
            json!({"cash_tag": "$riley", "routing_number": "123456789", "account_number": "12"}),
        ),
    ] {
        let added = put(&app, &user, &body).await.json();
        assert_eq!(added["platform"], body["platform"]);
        assert!(added.get("id").is_none() && added.get("meta").is_none());
        for (name, value) in echoed.as_object().unwrap() {
            assert_eq!(added[name], *value);
        }
    }
    let methods = list(&app, &user).await;
    let bank = json!({
        "id": id, "platform": "ach", "description": "Checking account ending in 6789", "mask": "6789",
        "country": "US", "currency": "USD", "rtp_enabled": true, "meta": [1, {"a": null}],
    });
    assert_eq!(methods[0], bank);
    let platforms: Vec<_> =
        methods.as_array().unwrap().iter().map(|method| method["platform"].clone()).collect();
    assert_eq!(platforms, ["ach", "paypal", "venmo", "cash_app"]);
    let user = app.retrieve(&user).await;
    assert_eq!(user["default_payout_method"], Value::Null);
    assert!(user.get("default_payout_method_details").is_none());
}

#[tokio::test]
async fn a_default_is_shown_with_the_user() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let wanted = json!({"platform": "paypal", "email": "riley@example.com", "is_default": true, "auto_payout_enabled": null});
    assert_eq!(put(&app, &user, &wanted).await.status, 200);
    let read = app.retrieve(&user).await;
    assert_eq!(read["default_payout_method"], "paypal");
    let details = json!({"platform": "paypal", "description": "PayPal riley@example.com", "email": "riley@example.com"});
    assert_eq!(read["default_payout_method_details"], details);
    let other = json!({"platform": "venmo", "phone_number": "2025550140", "is_default": null});
    assert_eq!(put(&app, &user, &other).await.status, 200);
    assert_eq!(app.retrieve(&user).await["default_payout_method"], "paypal");
    let change = json!({"default_payout_method": "venmo"});
    assert_eq!(
        app.update(&user, &change).await.json()["default_payout_method_details"]["phone_number"],
        "2025550140"
    );
    app.dots.choose(|choices| choices.first_method_is_default = true);
    let second = app.user("2025550141").await;
    put(&app, &second, &bank()).await;
    assert!(app.rests_on("first_method_is_default"));
    assert_eq!(app.retrieve(&second).await["default_payout_method"], "ach");
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_named() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    for (body, named) in [
        (json!({}), "platform is missing"),
        (json!({"platform": "crypto"}), "platform must be one of paypal, venmo, cash_app, ach"),
        (json!({"platform": "venmo"}), "phone_number or handle is missing"),
        (json!({"platform": "venmo", "handle": " "}), "handle must not be empty"),
        (
            json!({"platform": "cash_app", "cash_tag": "$a"}),
            "routing_number is missing; account_number is missing",
        ),
        (
            json!({"platform": "ach", "routing_number": "12345678", "account_number": "1", "account_type": "checking"}),
            "routing_number must be 9 digits",
        ),
        (
            json!({"platform": "ach", "routing_number": "123456789", "account_number": 1, "account_type": "checking"}),
            "account_number must be a string",
        ),
        (
            json!({"platform": "ach", "routing_number": "123456789", "account_number": "1"}),
            "account_type is missing",
        ),
        (
            json!({"platform": "ach", "routing_number": "123456789", "account_number": "1", "account_type": "loan"}),
            "account_type must be one of checking, savings",
        ),
        (
            json!({"platform": "venmo", "handle": "@a", "is_default": "yes"}),
            "is_default must be true or false",
        ),
    ] {
        let reply = put(&app, &user, &body).await;
        assert_eq!(refusal(&reply), said(400, "invalid-input"), "{body}");
        assert_eq!(reply.json()["message"], named);
    }
    let no_mail = put(&app, &user, &json!({"platform": "paypal", "email": "riley"})).await;
    assert_eq!(refusal(&no_mail), said(400, "invalid-email"));
    assert_eq!(list(&app, &user).await, json!([]));
    assert_eq!(refusal(&put(&app, NOBODY, &bank()).await), said(404, "no_such_resource"));
    assert_eq!(refusal(&put(&app, "x", &bank()).await), said(400, "invalid-input"));
    let path = format!("{USERS}/{user}/payout-methods");
    assert_eq!(app.call("POST", &path, &bank()).await.status, 405, "an old page has POST");
}

#[tokio::test]
async fn a_repeated_account() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    for _ in 0..2 {
        put(&app, &user, &json!({"platform": "venmo", "handle": "@riley"})).await;
        put(&app, &user, &bank()).await;
    }
    assert!(app.rests_on("repeated_ach"));
    assert_eq!(list(&app, &user).await.as_array().unwrap().len(), 3);
    app.dots.choose(|choices| choices.repeated_ach = RepeatedAch::SameAccount);
    let second = app.user("2025550141").await;
    let mut savings = bank();
    savings["account_type"] = json!("savings");
    let first = put(&app, &second, &bank()).await.json();
    let again = put(&app, &second, &savings).await.json();
    assert_eq!((&again["id"], &again["account_type"]), (&first["id"], &json!("savings")));
    savings["account_number"] = json!("1");
    assert_ne!(put(&app, &second, &savings).await.json()["id"], first["id"]);
    assert_eq!(list(&app, &second).await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn choices_about_payout_methods() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    app.dots.choose(|choices| {
        choices.payout_method_answer = PayoutMethodAnswer::Success;
        choices.routing_number = RoutingNumber::AnyText;
        choices.empty_text = EmptyText::Accept;
        choices.excluded_method = ExcludedMethod::Refuse;
        choices.rtp_enabled = false;
    });
    let mut odd = bank();
    odd["routing_number"] = json!("");
    let added = put(&app, &user, &odd).await.json();
    assert_eq!(added["success"], true);
    assert!(added["ach_account_id"].as_str().unwrap().starts_with("acc_"));
    let plain = put(&app, &user, &json!({"platform": "paypal", "email": "a@example.com"})).await;
    assert_eq!(plain.json(), json!({"success": true}));
    assert_eq!(list(&app, &user).await[0]["rtp_enabled"], false);
    app.update(&user, &json!({"payout_options_exclude_list": ["venmo"]})).await;
    let excluded = put(&app, &user, &json!({"platform": "venmo", "handle": "@a"})).await;
    assert_eq!(refusal(&excluded), said(400, "invalid-input"));
    assert!(app.rests_on("excluded_method"));
    assert!(app.dots.connect_payout_method(&user, "intl_bank"));
    assert_eq!(list(&app, &user).await[2]["platform"], "intl_transfer");
    app.dots.choose(|choices| choices.listed_intl_bank = ListedIntlBank::IntlBank);
    assert_eq!(list(&app, &user).await[2]["platform"], "intl_bank");
}
