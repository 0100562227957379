//! Choices change what they name, and the table is complete.

use serde_json::{Value, json};
use verify_sandbox::DotsChoices;
use verify_sandbox::dots::{
    BlankUsername, CreateShape, DeletedUser, ErrorBody, InnerPhoneKey, KnownEmail, KnownPhone,
    KnownPhoneFields, MetadataUpdate, OmittedMetadata, UnknownFields, UsernameTaken, ValidationCode,
    WithdrawableField, choice_table,
};

use crate::dots_client::{App, NUMBER, USERS, but, id, refusal, said, wanted};

#[test]
fn the_table_has_a_row_for_every_field() {
    let fields = serde_json::to_value(DotsChoices::default()).unwrap();
    let table = choice_table();
    assert_eq!(table.len(), fields.as_object().unwrap().len());
    for row in table {
        assert_eq!(row.default, fields[row.name].to_string());
        assert!(row.question.ends_with('?') && !row.options.is_empty() && !row.why.is_empty(), "{row:?}");
    }
}

#[test]
fn every_choice_is_named_where_it_decides() {
    let mut sources = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/dots"))];
    let mut named = Vec::new();
    while let Some(path) = sources.pop() {
        if path.is_dir() {
            sources.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        named.extend(text.split('"').map(str::to_owned));
    }
    // Of these, the choice that goes with them is named, or no answer rests on it.
    let quiet = [
        "token_lifetime_seconds",
        "resend_invalidates",
        "disabled_user_status",
        "webhook_secret_overlap_seconds",
    ];
    for row in choice_table() {
        assert!(quiet.contains(&row.name) || named.iter().any(|name| name == row.name), "{}", row.name);
    }
}

#[tokio::test]
async fn a_known_phone_number() {
    let app = App::new().await;
    let first = app.create(&wanted(NUMBER)).await;
    let mut again = wanted(NUMBER);
    again["first_name"] = json!("Robin");
    again["metadata"] = json!("new");
    let reply = app.create(&again).await;
    assert_eq!((reply.status, reply.json()), (200, first.json()));
    assert!(app.rests_on("known_phone") && app.rests_on("known_phone_status"));
    app.dots.choose(|choices| {
        choices.known_phone_fields = KnownPhoneFields::Overwritten;
        choices.known_phone_status = 201;
    });
    let reply = app.create(&again).await;
    assert_eq!((reply.status, id(&reply)), (201, id(&first)));
    assert_eq!((&reply.json()["first_name"], &reply.json()["metadata"]), (&json!("Robin"), &json!("new")));
    app.dots.choose(|choices| choices.known_phone = KnownPhone::Refuse);
    let refused = app.create(&again).await;
    assert_eq!(refusal(&refused), said(400, "invalid-input"));
    assert!(refused.text().contains("already exists"));
    assert_eq!(app.dots.users().len(), 1);
    app.dots.choose(|choices| choices.known_phone = KnownPhone::SecondUser);
    let second = app.create(&again).await;
    assert_eq!(second.status, 201);
    assert_ne!(id(&second), id(&first));
    assert_eq!(app.dots.users().len(), 2);
}

#[tokio::test]
async fn a_known_email_or_username() {
    let app = App::new().await;
    let mut named = wanted(NUMBER);
    named["username"] = json!("riley-1");
    app.create(&named).await;
    assert_eq!(app.dots.users()[0].username, "riley-1");
    let mut other = wanted("2025550141");
    other["email"] = json!("RILEY.2025550140@example.com");
    assert_eq!(refusal(&app.create(&other).await), said(403, "auth-email-already-exists"));
    app.dots.choose(|choices| {
        choices.known_email = KnownEmail::Accept;
        choices.username_taken = UsernameTaken::Refuse;
        choices.username_shown = true;
    });
    other["username"] = json!("Riley-1");
    assert_eq!(refusal(&app.create(&other).await), said(400, "auth-username-already-exists"));
    app.dots.choose(|choices| choices.username_taken = UsernameTaken::Random);
    let username = app.create(&other).await.json()["username"].as_str().unwrap().to_owned();
    assert!(username.starts_with("user-"), "{username}");
    let blank = |number: &str| {
        let mut body = wanted(number);
        body["username"] = json!("");
        body
    };
    assert!(app.create(&blank("2025550142")).await.json()["username"].as_str().unwrap().starts_with("user-"));
    app.dots.choose(|choices| choices.blank_username = BlankUsername::Refuse);
    assert_eq!(refusal(&app.create(&blank("2025550143")).await), said(400, "invalid-username"));
}

#[tokio::test]
async fn shapes_of_a_user() {
    let app = App::new().await;
    let keys = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    app.dots.choose(|choices| choices.create_shape = CreateShape::Guide);
    let guide = app.create(&wanted(NUMBER)).await.json();
    assert_eq!(keys(&guide), "email first_name id last_name metadata phone_number status verified");
    assert_eq!(guide["metadata"], json!({}));
    let user = guide["id"].as_str().unwrap().to_owned();
    app.dots.choose(|choices| {
        choices.omitted_metadata = OmittedMetadata::Null;
        choices.inner_phone_key = InnerPhoneKey::Number;
        choices.withdrawable_field = WithdrawableField::Both;
        choices.verified_shown = false;
    });
    let read = app.retrieve(&user).await;
    assert_eq!(read["metadata"], Value::Null);
    assert_eq!(read["phone_number"], json!({"country_code": "1", "number": NUMBER}));
    assert_eq!(keys(&read["wallet"]), "amount credit_balance withdrawable_amount withdrawable_balance");
    assert!(read.get("verified").is_none());
    app.dots.choose(|choices| {
        choices.omitted_metadata = OmittedMetadata::Absent;
        choices.withdrawable_field = WithdrawableField::WithdrawableBalance;
    });
    let read = app.retrieve(&user).await;
    assert!(read.get("metadata").is_none());
    assert_eq!(keys(&read["wallet"]), "amount credit_balance withdrawable_balance");
    app.dots.choose(|choices| *choices = DotsChoices::default());
    let mut elsewhere = wanted("2025550141");
    elsewhere["country_code"] = json!("999");
    assert!(app.create(&elsewhere).await.json().get("country").is_none());
}

#[tokio::test]
async fn metadata_can_be_merged() {
    let app = App::new().await;
    let user = id(&app.create(&but("metadata", json!({"a": 1, "b": 2}))).await);
    let change = json!({"metadata": {"b": 3}});
    app.dots.choose(|choices| choices.metadata_update = MetadataUpdate::Merge);
    assert_eq!(app.update(&user, &change).await.json()["metadata"], json!({"a": 1, "b": 3}));
    app.dots.choose(|choices| choices.metadata_update = MetadataUpdate::Replace);
    assert_eq!(app.update(&user, &change).await.json()["metadata"], json!({"b": 3}));
}

#[tokio::test]
async fn what_is_left_of_a_deleted_user() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    app.dots.choose(|choices| choices.deleted_user = DeletedUser::Disconnected);
    assert_eq!(app.delete(&user).await.status, 200);
    assert_eq!(app.get(&format!("{USERS}/{user}")).await.status, 404);
    assert!(app.dots.users().is_empty());
    assert_eq!(app.user(NUMBER).await, user);
    app.dots.choose(|choices| choices.deleted_user = DeletedUser::Disabled);
    assert_eq!(app.delete(&user).await.json()["status"], "disabled");
    assert_eq!(app.retrieve(&user).await["status"], "disabled");
    assert_eq!(app.delete(&user).await.status, 200);
}

#[tokio::test]
async fn bodies_of_errors() {
    let app = App::new().await;
    let bad = but("email", json!("none"));
    app.dots.choose(|choices| choices.validation_code = ValidationCode::InvalidInput);
    assert_eq!(refusal(&app.create(&bad).await), said(400, "invalid-input"));
    assert!(app.rests_on("validation_code") && app.rests_on("code_status") && app.rests_on("error_body"));
    let message = "email must be an e-mail address";
    for (body, shown) in [
        (ErrorBody::Message, json!({"success": false, "message": message}).to_string()),
        (ErrorBody::SuccessOnly, json!({"success": false}).to_string()),
        (ErrorBody::Text, message.to_owned()),
        (ErrorBody::Empty, String::new()),
    ] {
        app.dots.choose(|choices| choices.error_body = body);
        assert_eq!(app.create(&bad).await.text(), shown);
    }
    app.dots.choose(|choices| {
        choices.error_body = ErrorBody::Full;
        choices.unnamed_error_code = "unknown".to_owned();
        choices.bad_credentials_status = 403;
    });
    let reply = app.with_headers("GET", USERS, &[("authorization", "Basic YTpi")], "").await.unwrap();
    assert_eq!(refusal(&reply), said(403, "unknown"));
    app.dots.choose(|choices| choices.unknown_fields = UnknownFields::Refuse);
    let reply = app.create(&but("nickname", json!("R"))).await;
    assert_eq!(refusal(&reply), said(400, "invalid-input"));
    assert!(reply.text().contains("nickname") && app.rests_on("unknown_fields"));
}
