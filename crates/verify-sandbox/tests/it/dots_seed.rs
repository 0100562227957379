//! The examples of the published page, word for word, but for what they leave to the reader.

use crate::client::{Reply, send};
use crate::dots_client::{App, base64, id};

const CREATE: &str = r#"curl https://pls.senddotssandbox.com/api/v2/users \
  -X POST \
  -u "CLIENT_ID:API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
        "email": "test@senddots.com",
        "country_code": "1",
        "phone_number": "1234567890",
        "first_name": "Bob",
        "last_name": "Loblaw",
        "username": <Optional>
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

/// The words of a command, as a shell takes them.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for letter in command.replace("\\\n", " ").chars() {
        match quote {
            Some(open) if letter == open => quote = None,
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None if letter.is_whitespace() => {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            }
            _ => word.push(letter),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// What curl would send.
async fn curl(app: &App, command: &str) -> Reply {
    let credentials = format!("{}:{}", app.dots.client_id(), app.dots.api_key());
    let command = command
        .replace("https://pls.senddotssandbox.com/api", &app.dots.base_url())
        .replace("CLIENT_ID:API_KEY", &credentials);
    let words = words(&command);
    let (mut method, mut headers, mut body) = (String::new(), Vec::new(), String::new());
    assert_eq!(words[0], "curl");
    for pair in words[2..].chunks(2) {
        let [option, value] = pair else { panic!("{pair:?}") };
        match option.as_str() {
            "-X" => method.clone_from(value),
            "-u" => headers.push(("authorization".to_owned(), format!("Basic {}", base64(value)))),
            "-H" => {
                let (name, value) = value.split_once(": ").unwrap();
                headers.push((name.to_owned(), value.to_owned()));
            }
            "-d" => body.clone_from(value),
            other => panic!("{other}"),
        }
    }
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    send(&method, &words[1], &headers, &body).await.unwrap()
}

#[tokio::test]
async fn a_user_is_created_and_verified_as_the_page_shows() {
    let app = App::new().await;
    let without = CREATE.replace("\"Loblaw\",\n        \"username\": <Optional>", "\"Loblaw\"");
    assert!(!without.contains("Optional"));
    let created = curl(&app, &without).await;
    assert_eq!(created.status, 201, "{}", created.text());
    let user = id(&created);
    let sent = curl(&app, &SEND.replace("{user_id}", &user)).await;
    assert_eq!((sent.status, sent.text().as_str()), (202, ""));
    let wrong = curl(&app, &VERIFY.replace("{user_id}", &user)).await;
    assert_eq!(wrong.status, 400);
    let token = app.tenant.outbox().latest_code_for("+11234567890").unwrap();
    let right = VERIFY.replace("{user_id}", &user).replace("123456", &token);
    let verified = curl(&app, &right).await;
    assert_eq!((verified.status, verified.text().as_str()), (200, ""));
    assert_eq!(app.retrieve(&user).await["status"], "verified");
}

#[tokio::test]
async fn the_shown_answer_comes_with_the_old_shape() {
    let app = App::new().await;
    app.dots.choose(|choices| {
        choices.create_status = 200;
        choices.create_shape = verify_sandbox::dots::CreateShape::Seed;
    });
    let created = curl(&app, &CREATE.replace("<Optional>", "\"bob-loblaw\"")).await;
    assert_eq!(created.status, 200);
    let mut body = created.json();
    body.as_object_mut().unwrap().remove("id");
    let shown = serde_json::json!({
        "first_name": "Bob", "last_name": "Loblaw", "email": "test@senddots.com",
        "phone_number": {"country_code": "1", "phone_number": "1234567890"},
        "wallet": {"amount": 0, "withdrawable_balance": 0, "credit_balance": 0},
        "compliance": {
            "tax_id_collected": false, "address_collected": false, "date_of_birth_collected": false,
            "1099_collected": false, "w8_ben_collected": false, "flagged": false,
        },
    });
    assert_eq!(body, shown);
    assert_eq!(app.dots.users()[0].username, "bob-loblaw");
    // The placeholder itself is no JSON.
    assert_eq!(curl(&app, CREATE).await.status, 400);
}
