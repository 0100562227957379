//! The same journey in Rust and over the control API.

use serde_json::{Value, json};
use verify_sandbox::finicity::{ConnectErrorKind, EndKind, Failure, QuestionKind, Step, sign_in_users};

use crate::client::{Reply, send};
use crate::finicity_connect_stage::{FINBANK, Hub, OAUTH, Stage};

#[tokio::test]
async fn in_rust() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let link =
        stage.link("generate", json!({"webhook": hub.url, "redirectUri": "https://app.example/"})).await;
    let session = stage.finicity.open(&link).unwrap();
    assert_eq!((session.kind(), session.language(), session.institution()), ("full", "en", None));
    assert_eq!(session.redirect_uri(), Some("https://app.example/"));
    assert!(session.ended_at_once().is_none());
    assert_eq!(session.search("no such bank").unwrap(), []);
    assert_eq!(session.search("finbank profiles").unwrap()[0].name, "FinBank Profiles - A");
    assert_eq!(session.choose(1).unwrap_err().kind(), ConnectErrorKind::Invalid);
    assert_eq!(session.sign_in("demo", "go").unwrap_err().to_string(), "choose an institution first");
    assert_eq!(session.choose(FINBANK).unwrap().fields.len(), 2);
    let Step::Mfa { questions } = session.sign_in("tfa_multi", "go").unwrap() else { panic!("questions") };
    assert_eq!((questions.len(), questions[1].kind), (3, QuestionKind::Choice));
    let Step::Failed { code, .. } = session.answer(["Spencer", "fail", "1"]).unwrap() else {
        panic!("failed")
    };
    assert_eq!(code, 187);
    let Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap() else { panic!("accounts") };
    assert_eq!((accounts[2].balance_cents, accounts[2].number.as_str()), (-195_240, "8765"));
    let added = session.add_accounts([accounts[0].id.as_str(), &accounts[2].id]).unwrap();
    assert_eq!(added[1].account.kind, "creditCard");
    session.remove_accounts([accounts[2].id.as_str()]).unwrap();
    assert_eq!(stage.finicity.accounts(&stage.customer).len(), 1);
    let end = session.clone().done().unwrap();
    assert_eq!((end.kind, end.code, end.reason), (EndKind::Done, 200, "complete"));
    assert_eq!(
        end.redirect.as_deref(),
        Some("https://app.example/?reason=complete&code=200&reportData=null")
    );
    let error = session.cancel().unwrap_err();
    assert_eq!((error.kind(), error.end()), (ConnectErrorKind::Ended, Some(&end)));
    let events = hub.events(&stage, 13).await;
    let expected = [
        "ping",
        "started",
        "institutionNotFound",
        "institutionNotSupported",
        "institutionSupported",
        "adding",
        "mfa",
        "invalidCredentials",
        "adding",
        "discovered",
        "added",
        "accountsDeleted",
        "done",
    ];
    assert_eq!(events, expected);
}

#[tokio::test]
async fn in_rust_with_oauth_and_failures() {
    let stage = Stage::new().await;
    let link = stage.link("generate/lite", json!({"institutionId": OAUTH})).await;
    let session = stage.finicity.open(&link).unwrap();
    assert!(session.institution().unwrap().oauth);
    assert_eq!(session.sign_in("demo", "go").unwrap_err().kind(), ConnectErrorKind::Invalid);
    assert!(
        matches!(session.sign_in_by_oauth().unwrap(), Step::Accounts { accounts } if accounts.len() == 4)
    );
    let end = session.fail(Failure::Timeout).unwrap();
    assert_eq!((end.kind, end.code, end.reason), (EndKind::Error, 1440, "timeout"));
    let again = stage.finicity.open(&link).unwrap();
    assert_ne!(again.id(), session.id());
    assert_eq!(again.fail(Failure::Unexpected).unwrap().code, 500);
    assert_eq!(stage.finicity.open(&format!("{link}1")).unwrap_err().kind(), ConnectErrorKind::Unknown);
    stage.advance(7200);
    assert_eq!(stage.finicity.open(&link).unwrap_err().kind(), ConnectErrorKind::Expired);
}

async fn control(stage: &Stage, method: &str, path: &str, body: &Value) -> Reply {
    let url = format!("{}/tenants/default/finicity/{path}", stage.sandbox.control_url());
    let body = if body.is_null() { String::new() } else { body.to_string() };
    send(method, &url, &[], &body).await.unwrap()
}

#[tokio::test]
async fn over_the_control_api() {
    let (stage, hub) = (Stage::new().await, Hub::new(&[]).await);
    let link = stage.link("generate", json!({"webhook": hub.url})).await;
    let opened = control(&stage, "POST", "sessions", &json!({"link": link})).await.json();
    let id = opened["sessionId"].as_str().unwrap();
    let step = async |verb: &str, body: Value| {
        let reply = control(&stage, "POST", &format!("sessions/{id}/{verb}"), &body).await;
        assert_eq!(reply.status, 200, "{verb}: {}", reply.text());
        reply.json()
    };
    assert!(
        !step("search", json!({"query": "finbank"})).await["institutions"].as_array().unwrap().is_empty()
    );
    step("institution", json!({"institutionId": FINBANK})).await;
    let fields = json!({"101732001": "tfa_text", "101732002": "go"});
    assert_eq!(step("sign-in", json!({"fields": fields})).await["step"], "mfa");
    let found = step("mfa", json!({"answers": ["Rex"]})).await;
    let ids: Vec<_> = found["accounts"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    step("accounts", json!({"accountIds": ids})).await;
    step("remove-accounts", json!({"accountIds": [ids[0]]})).await;
    assert_eq!(step("done", Value::Null).await["message"]["data"]["code"], 200);
    let ended = control(&stage, "POST", &format!("sessions/{id}/cancel"), &Value::Null).await;
    assert_eq!(ended.status, 410);
    assert!(ended.json()["error"]["what_to_do"].is_string());
    hub.after(&stage, 9).await;
    let other = control(&stage, "POST", "sessions", &json!({"link": link})).await.json()["sessionId"].clone();
    hub.after(&stage, 10).await;
    stage.advance(1200);
    let sessions = control(&stage, "GET", "sessions", &Value::Null).await.json()["sessions"].clone();
    let row = |id: &Value| {
        let rows = sessions.as_array().unwrap().iter();
        rows.clone().find(|row| row["sessionId"] == *id).unwrap_or_else(|| panic!("{sessions}")).clone()
    };
    assert_eq!(row(&other)["end"]["message"]["data"]["reason"], "timeout");
    let first = row(&json!(id));
    assert_eq!((&first["stage"], &first["kind"]), (&json!("ended"), &json!("full")));
    assert_eq!((&first["customerId"], &first["institutionId"]), (&json!(stage.customer), &json!(FINBANK)));
    assert_eq!(
        hub.events(&stage, 10).await[1..9],
        [
            "started",
            "institutionSupported",
            "adding",
            "mfa",
            "discovered",
            "added",
            "accountsDeleted",
            "done"
        ]
    );
}

#[tokio::test]
async fn the_control_api_says_what_is_wrong() {
    let stage = Stage::new().await;
    for (path, body, status) in [
        ("sessions", json!({}), 422),
        ("sessions", json!({"link": "customerId=1"}), 404),
        ("sessions/none/cancel", json!({}), 404),
        ("sessions/none/nonsense", json!({}), 404),
    ] {
        assert_eq!(control(&stage, "POST", path, &body).await.status, status, "{path} {body}");
    }
    let url = format!("{}/tenants/default/finicity/sessions", stage.sandbox.control_url());
    assert_eq!(send("POST", &url, &[], "no JSON").await.unwrap().status, 400);
    let users = control(&stage, "GET", "sign-in-users", &Value::Null).await.json();
    assert_eq!(users["sign_in_users"].as_array().unwrap().len(), sign_in_users().len());
    let index = send("GET", &stage.sandbox.control_url(), &[], "").await.unwrap().text();
    assert!(index.contains("/_sandbox/tenants/{tenant}/finicity/sessions/{id}/sign-in"));
}
