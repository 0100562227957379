//! Creating, reading, changing and deleting users.

use serde_json::{Value, json};
use verify_sandbox::dots::UserStatus;

use crate::dots_client::{App, NOBODY, NUMBER, USERS, but, id, refusal, said, wanted};

#[tokio::test]
async fn a_user_is_created_as_the_newest_page_has_it() {
    let app = App::new().await;
    let mut body = wanted(NUMBER);
    body["metadata"] = json!({"ref": 7});
    body["payout_options_exclude_list"] = json!(["crypto", "airtm"]);
    body["date_of_birth"] = json!("1990-01-01");
    let reply = app.create(&body).await;
    assert_eq!(reply.status, 201);
    assert!(app.rests_on("create_status") && app.rests_on("create_shape"));
    let mut created = reply.json();
    let user = id(&reply);
    created.as_object_mut().unwrap().remove("id");
    let shown = json!({
        "country": "US", "first_name": "Riley", "last_name": "Example",
        "email": "riley.2025550140@example.com",
        "phone_number": {"country_code": "1", "phone_number": NUMBER}, "metadata": {"ref": 7},
        "verified": false, "status": "unverified", "payout_options_exclude_list": ["crypto", "airtm"],
    });
    assert_eq!(created, shown);
    let read = app.retrieve(&user).await;
    assert_eq!(read["wallet"], json!({"amount": 0, "withdrawable_amount": 0, "credit_balance": 0}));
    assert_eq!(read["compliance"]["date_of_birth_collected"], true);
    assert_eq!(read["compliance"]["w9"], Value::Null);
    assert_eq!(read["default_payout_method"], Value::Null);
    assert!(app.tenant.outbox().is_empty(), "creating sends nothing");
}

#[tokio::test]
async fn every_field_has_its_pattern() {
    let app = App::new().await;
    let long = "x".repeat(51);
    for (field, value, code) in [
        ("first_name", Value::Null, "invalid-input"),
        ("first_name", json!(""), "invalid-input"),
        ("first_name", json!(long), "invalid-input"),
        ("last_name", json!(7), "invalid-input"),
        ("email", Value::Null, "invalid-email"),
        ("email", json!("riley"), "invalid-email"),
        ("email", json!("riley@nowhere"), "invalid-email"),
        ("email", json!("ri ley@example.com"), "invalid-email"),
        ("country_code", json!("+1"), "invalid-phone-number"),
        ("country_code", json!("1234"), "invalid-phone-number"),
        ("country_code", json!(1), "invalid-phone-number"),
        ("phone_number", json!("202-555-0140"), "invalid-phone-number"),
        ("phone_number", json!("1".repeat(21)), "invalid-phone-number"),
        ("phone_number", json!(""), "invalid-phone-number"),
        ("username", json!("with blank"), "invalid-username"),
        ("username", json!(long), "invalid-username"),
        ("username", json!("Admin"), "invalid-username"),
        ("date_of_birth", json!("01/01/1990"), "invalid-input"),
        ("date_of_birth", json!("1990-02-30"), "invalid-input"),
        ("metadata", json!(7), "invalid-input"),
        ("payout_options_exclude_list", json!("ach"), "invalid-input"),
        ("payout_options_exclude_list", json!(["ach", "ach"]), "invalid-input"),
        ("payout_options_exclude_list", json!(["cash"]), "invalid-input"),
        ("1099_adjustment", json!(5), "invalid-input"),
    ] {
        let reply = app.create(&but(field, value.clone())).await;
        assert_eq!(refusal(&reply), said(400, code), "{field}: {value}");
        assert!(reply.json()["message"].as_str().unwrap().contains(field), "{field}: {}", reply.text());
    }
    let two = json!({"first_name": "Riley"});
    let message = app.create(&two).await.json()["message"].clone();
    assert!(message.as_str().unwrap().contains("email is missing; country_code is missing"), "{message}");
    assert!(app.dots.users().is_empty());
    for metadata in [json!("text"), json!({}), json!({"a": [1]})] {
        app.tenant.reset();
        assert_eq!(app.create(&but("metadata", metadata)).await.status, 201);
    }
    app.tenant.reset();
    let mut null = wanted(NUMBER);
    null["metadata"] = Value::Null;
    assert_eq!(app.create(&null).await.json()["metadata"], Value::Null);
}

#[tokio::test]
async fn a_body_must_be_a_json_object() {
    let app = App::new().await;
    let basic = app.basic();
    let text = wanted(NUMBER).to_string();
    let plain = [("authorization", basic.as_str()), ("content-type", "text/plain")];
    assert_eq!(app.with_headers("POST", USERS, &plain, &text).await.unwrap().status, 415);
    assert!(app.rests_on("content_type_status"));
    let json = [("authorization", basic.as_str()), ("content-type", "application/json; charset=utf-8")];
    for (body, status) in [("[]", 400), ("{", 400), ("", 400), (text.as_str(), 201)] {
        assert_eq!(app.with_headers("POST", USERS, &json, body).await.unwrap().status, status, "{body}");
    }
}

#[tokio::test]
async fn an_adjustment_has_one_of_two_forms() {
    let app = App::new().await;
    let nec = json!({"year": 2026, "form": "1099-NEC", "amount": 500});
    let user = id(&app.create(&but("1099_adjustment", nec.clone())).await);
    assert_eq!(app.retrieve(&user).await["1099_adjustment"], nec);
    let list = app.get(USERS).await.json();
    assert!(list["data"][0].get("1099_adjustment").is_none(), "only on the user itself");
    let change = async |value: Value| app.update(&user, &json!({"1099_adjustment": value})).await.status;
    assert_eq!(change(json!({"year": 2025, "form": "1099-NEC", "amount": 500})).await, 400);
    assert_eq!(change(json!({"year": 2026, "form": "1099-NEC", "amount": 0})).await, 400);
    assert_eq!(change(json!({"year": 2026, "form": "1099-NEC", "amount": 1, "more": 1})).await, 400);
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let amounts: serde_json::Map<_, _> =
        months.into_iter().map(|month| (month.to_owned(), json!(100))).collect();
    let filed = json!({"year": 2026, "form": "1099-K", "monthly_amounts": amounts, "transaction_count": 2});
    assert_eq!(change(filed.clone()).await, 400);
    assert!(app.rests_on("filing_type"));
    app.dots.choose(|choices| choices.filing_type = verify_sandbox::dots::FilingType::K);
    assert!(app.retrieve(&user).await.get("1099_adjustment").is_none(), "of another form");
    assert_eq!(change(filed.clone()).await, 200);
    assert_eq!(app.retrieve(&user).await["1099_adjustment"], filed);
    let mut eleven = filed;
    eleven["monthly_amounts"].as_object_mut().unwrap().remove("may");
    assert_eq!(change(eleven).await, 400);
}

#[tokio::test]
async fn a_user_is_changed() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let nothing = app.update(&user, &json!({})).await;
    assert_eq!((nothing.status, nothing.json()), (200, app.retrieve(&user).await));
    let change = json!({
        "metadata": [1, 2], "payout_options_exclude_list": ["venmo"], "date_of_birth": "1990-01-01",
        "auto_payout_enabled": true,
    });
    let changed = app.update(&user, &change).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert_eq!(changed.json()["metadata"], json!([1, 2]));
    assert_eq!(changed.json()["payout_options_exclude_list"], json!(["venmo"]));
    let cleared = app.update(&user, &json!({"payout_options_exclude_list": [], "metadata": null})).await;
    assert_eq!(cleared.json()["payout_options_exclude_list"], json!([]));
    assert_eq!(cleared.json()["metadata"], Value::Null);
    assert_eq!(cleared.json()["compliance"]["date_of_birth_collected"], true);
    assert_eq!(
        refusal(&app.update(&user, &json!({"auto_payout_enabled": 1})).await),
        said(400, "invalid-input")
    );
    let renamed = app.update(&user, &json!({"first_name": "Other", "email": "x@example.com"})).await;
    assert_eq!(renamed.json()["first_name"], "Riley");
    assert_eq!(app.tenant.journal().last().unwrap().unread_fields, ["email", "first_name"]);
    let paypal = json!({"default_payout_method": "paypal"});
    assert_eq!(app.update(&user, &paypal).await.status, 400);
    assert!(!app.dots.connect_payout_method(&user, "cash") && !app.dots.connect_payout_method(NOBODY, "ach"));
    assert!(app.dots.connect_payout_method(&user, "paypal"));
    assert_eq!(app.update(&user, &paypal).await.json()["default_payout_method"], "paypal");
    assert_eq!(app.call("PUT", &format!("{USERS}/{user}"), &json!({})).await.status, 405);
}

#[tokio::test]
async fn a_user_who_is_not_there() {
    let app = App::new().await;
    for (method, below) in [
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("POST", "/send-verification-token"),
        ("POST", "/verify"),
    ] {
        let path = format!("{USERS}/{NOBODY}{below}");
        let reply = app.call(method, &path, &json!({"token": "123456"})).await;
        assert_eq!(refusal(&reply), said(404, "no_such_resource"), "{method} {below}");
        assert_eq!(reply.json()["message"], format!("User not found: {NOBODY}"));
        let bad = app.call(method, &format!("{USERS}/no-uuid{below}"), &json!({"token": "123456"})).await;
        assert_eq!(refusal(&bad), said(400, "invalid-input"), "{method} {below}");
    }
    app.dots.choose(|choices| {
        choices.code_status.insert("no_such_resource".to_owned(), 403);
    });
    assert_eq!(app.get(&format!("{USERS}/{NOBODY}")).await.status, 403);
}

#[tokio::test]
async fn a_deleted_user_is_gone() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let deleted = app.delete(&user).await;
    assert_eq!((deleted.status, id(&deleted)), (200, user.clone()));
    assert!(app.rests_on("deleted_user"));
    assert_eq!(app.get(&format!("{USERS}/{user}")).await.status, 404);
    assert_eq!(app.delete(&user).await.status, 404);
    assert!(app.dots.users().is_empty());
    assert_ne!(app.user(NUMBER).await, user);
}

#[tokio::test]
async fn special_numbers_do_what_their_rows_say() {
    let app = App::new().await;
    for row in verify_sandbox::dots::special_numbers() {
        let reply = app.create(&wanted(row.phone_number)).await;
        let Some(code) = row.code else {
            assert_eq!(reply.json()["status"], "in_review");
            let user = id(&reply);
            app.send_token(&user).await;
            let token = app.tenant.outbox().latest_code_for(&format!("+1{}", row.phone_number)).unwrap();
            assert_eq!(app.verify(&user, &token).await.status, 200);
            assert_eq!(app.dots.users()[0].status, UserStatus::InReview);
            continue;
        };
        assert_eq!(refusal(&reply), said(400, code));
    }
    assert_eq!(app.dots.users().len(), 1);
}

#[tokio::test]
async fn app_and_address_of_the_person_are_kept() {
    let app = App::new().await;
    let basic = app.basic();
    let headers = [
        ("authorization", basic.as_str()),
        ("content-type", "application/json"),
        ("api-app-id", NOBODY),
        ("dots-user-ip", "192.0.2.7"),
    ];
    let body = wanted(NUMBER).to_string();
    assert_eq!(app.with_headers("POST", USERS, &headers, &body).await.unwrap().status, 201);
    let user = app.dots.users().remove(0);
    assert_eq!((user.app_id.as_deref(), user.user_ip.as_deref()), (Some(NOBODY), Some("192.0.2.7")));
    let entry = app.tenant.journal().last().unwrap();
    let shown = |name: &str| entry.headers.iter().find(|(key, _)| key == name).unwrap().1.clone();
    assert_eq!(shown("dots-user-ip"), "192.0.2.7");
    assert_eq!(shown("api-app-id"), NOBODY);
    assert_eq!(shown("authorization"), "<redacted>");
}
