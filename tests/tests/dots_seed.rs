//! The three commands of Dots' page "Create a User" next to what the client sends, and the answer the page shows.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use dots_users::{
    Client, CreateUser, Email, Environment, Keys, OtpCode, PhoneNumber, SendVerificationToken, UserId,
    VerifyToken,
};
use serde_json::{Value, json};
use verify_testkit::Script;

const CREATE: &str = r#"curl https://pls.senddotssandbox.com/api/v2/users \
  -X POST \
  -u "CLIENT_ID:API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
        "email": "test@senddots.com",
        "country_code": "1",
        "phone_number": "1234567890",
        "first_name": "Bob",
        "last_name": "Loblaw"
      }'"#;

const SEND: &str = r#"curl https://pls.senddotssandbox.com/api/v2/users/{user_id}/send-verification-token \
  -X POST \
  -u "CLIENT_ID:API_KEY" \
"#;

const VERIFY: &str = r#"curl https://pls.senddotssandbox.com/api/v2/users/{user_id}/verify \
  -X POST \
  -u "CLIENT_ID:API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
        "token": "123456"
      }'"#;

const CREATED: &str = r#"{
    "id": "143c7e1c-2295-42c0-9fc9-23756ac26250",
    "first_name": "Bob",
    "last_name": "Loblaw",
    "email": "test@senddots.com",
    "phone_number": {"country_code": "1", "phone_number": "1234567890"},
    "wallet": {"amount": 0, "withdrawable_balance": 0, "credit_balance": 0},
    "compliance": {
      "tax_id_collected": false,
      "address_collected": false,
      "date_of_birth_collected": false,
      "1099_collected": false,
      "w8_ben_collected": false,
      "flagged": false
    }
  }"#;

/// What of a request is compared.
#[derive(Debug, PartialEq)]
struct Sent {
    method: String,
    url: String,
    authorization: String,
    content_type: Option<String>,
    body: Value,
}

/// What curl sends, for the user.
fn shown(command: &str, user: &UserId) -> Sent {
    let command = command.replace("{user_id}", user.as_str());
    let after = |mark: &str, end: &str| {
        let (_, rest) = command.split_once(mark)?;
        rest.split_once(end).map(|(value, _)| value.to_owned())
    };
    // `printf CLIENT_ID:API_KEY | base64`
    assert_eq!(after("-u \"", "\"").unwrap(), "CLIENT_ID:API_KEY");
    Sent {
        method: after("-X ", " ").unwrap(),
        url: after("curl ", " ").unwrap(),
        authorization: "Basic Q0xJRU5UX0lEOkFQSV9LRVk=".to_owned(),
        content_type: after("-H \"Content-Type: ", "\""),
        body: after("-d '", "'").map_or(Value::Null, |body| serde_json::from_str(&body).unwrap()),
    }
}

/// What the client has sent last.
fn last(script: &Script) -> Sent {
    let request = script.last_request();
    let header = |name: &str| {
        let value = request.http().headers().get(name)?;
        Some(value.to_str().unwrap().to_owned())
    };
    Sent {
        method: request.http().method().to_string(),
        url: request.http().uri().to_string(),
        authorization: header("authorization").unwrap(),
        content_type: header("content-type"),
        body: request.json(),
    }
}

#[tokio::test]
async fn the_client_sends_what_the_page_shows_and_loses_nothing_of_its_answer() {
    let script = Script::new();
    script.on("create_user").answer(200, CREATED);
    script.on("send_verification_token").answer(202, "");
    script.on("verify_token").answer(200, "");
    let keys = Keys::new("CLIENT_ID".parse().unwrap(), "API_KEY");
    let client = Client::builder(Environment::Sandbox, keys).transport(script.clone()).build().unwrap();

    let (email, phone) =
        (Email::new("test@senddots.com").unwrap(), PhoneNumber::new("+11234567890").unwrap());
    let request = CreateUser::new("Bob", "Loblaw", email, phone).unwrap();
    let user = client.create_user(&request).await.unwrap().user;
    let id = user.id.clone();
    assert_eq!(last(&script), shown(CREATE, &id));
    client.send_verification_token(&SendVerificationToken::text(id.clone())).await.unwrap();
    assert_eq!(last(&script), shown(SEND, &id));
    let request = VerifyToken::new(id.clone(), OtpCode::new("123456").unwrap()).unwrap();
    assert!(client.verify_token(&request).await.unwrap().is_verified());
    assert_eq!(last(&script), shown(VERIFY, &id));

    // The one field with two names is written by the name of the description.
    let mut answer: Value = serde_json::from_str(CREATED).unwrap();
    let wallet = answer["wallet"].as_object_mut().unwrap();
    let withdrawable = wallet.remove("withdrawable_balance").unwrap();
    wallet.insert("withdrawable_amount".to_owned(), withdrawable);
    assert_eq!(json!(user), answer);
}
