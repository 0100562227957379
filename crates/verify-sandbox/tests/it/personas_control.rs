//! Personas over the control API.

use serde_json::{Value, json};
use verify_sandbox::{ACT_CAPACITY, PERSONA_CAPACITY};

use crate::client::{BORN, Bench, PHONE, Reply, send};

async fn call(bench: &Bench, method: &str, path: &str, body: &Value) -> Reply {
    let url = format!("{}/tenants/default/personas{path}", bench.sandbox.control_url());
    let body = if body.is_null() { String::new() } else { body.to_string() };
    send(method, &url, &[("content-type", "application/json")], &body).await.unwrap()
}

async fn fine(bench: &Bench, method: &str, path: &str, body: &Value) -> Value {
    let reply = call(bench, method, path, body).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json()
}

/// Status and message of a refusal.
async fn refused(bench: &Bench, method: &str, path: &str, body: &Value) -> (u16, String) {
    let reply = call(bench, method, path, body).await;
    (reply.status, reply.json()["error"]["message"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn one_is_added_shown_and_taken_away() {
    let bench = Bench::new().await;
    let riley = json!({"phone": PHONE, "email": "riley@example.com", "as": ["late", "wrong-then-right"]});
    assert_eq!(fine(&bench, "POST", "", &riley).await, json!({"id": 1}));
    let returns = json!({"email": "ada@example.com", "returns_after_seconds": 60});
    assert_eq!(fine(&bench, "POST", "", &returns).await, json!({"id": 2}));
    let shown = json!({
        "id": 1, "phone": PHONE, "email": "riley@example.com", "as": ["wrong-then-right", "late"], "acts": 0, "next": null,
    });
    assert_eq!(fine(&bench, "GET", "/1", &Value::Null).await, shown);
    let all = fine(&bench, "GET", "", &Value::Null).await["personas"].clone();
    assert_eq!(
        (&all[0], &all[1]["as"], &all[1]["returns_after_seconds"]),
        (&shown, &json!(["returns-later"]), &json!(60))
    );
    assert_eq!(fine(&bench, "DELETE", "/1", &Value::Null).await, json!({}));
    assert_eq!(refused(&bench, "GET", "/1", &Value::Null).await.0, 404);
    fine(&bench, "DELETE", "", &Value::Null).await;
    assert!(bench.tenant.personas().list().is_empty());
}

#[tokio::test]
async fn bad_wishes_are_refused_without_their_values() {
    let bench = Bench::new().await;
    fine(&bench, "POST", "", &json!({"phone": PHONE})).await;
    for (body, status, said) in [
        (json!({}), 400, "a persona needs a phone number"),
        (json!({"phone": "5550140"}), 400, "a persona needs a phone number"),
        (json!({"phone": "riley@example.com"}), 400, "a persona needs a phone number"),
        (json!({"phone": PHONE}), 409, "another persona"),
        (json!({"email": "a@example.com", "as": ["abandons", "returns-later"]}), 400, "nobody abandons"),
        (json!({"email": "a@example.com", "as": ["sulks"]}), 400, "this is no persona: unknown variant"),
        (json!({"email": "a@example.com", "manners": []}), 400, "unknown field"),
    ] {
        let (got, message) = refused(&bench, "POST", "", &body).await;
        assert!(got == status && message.contains(said), "{body}: {got} {message}");
    }
    for (path, body, status, said) in [
        ("/9/code", json!({}), 404, "no such persona"),
        ("/x/acts", json!({}), 404, "no such"),
        ("/1/open", json!({}), 400, "link is missing"),
        ("/1/open", json!({"link": "https://example.com/"}), 400, "leads to no page"),
        ("/1/answers", json!({"questions": ["q"]}), 400, "nobody's open questions"),
        ("/1/answers", json!({"questions": [1]}), 400, "nobody's open questions"),
    ] {
        let (got, message) = refused(&bench, "POST", path, &body).await;
        assert!(got == status && message.contains(said), "{path} {body}: {got} {message}");
    }
}

#[tokio::test]
async fn what_is_typed_is_waited_for() {
    let bench = Bench::new().await;
    fine(&bench, "POST", "", &json!({"phone": PHONE, "as": ["wrong-then-right"]})).await;
    let nothing = fine(&bench, "POST", "/1/code?timeout_seconds=0", &Value::Null).await;
    assert_eq!(nothing, json!({"outcome": "nothing_yet"}));
    let (null, text) = (Value::Null, bench.connect(PHONE, BORN));
    let (typed, text) = tokio::join!(fine(&bench, "POST", "/1/code?timeout_seconds=60", &null), text);
    assert_eq!((typed["outcome"].as_str(), typed["code"].as_str().unwrap().len()), (Some("code"), 6));
    assert_eq!(bench.verify(&text.data("userId"), typed["code"].as_str().unwrap()).await.desc(), "INCORRECT");
    let again = fine(&bench, "POST", "/1/code", &Value::Null).await;
    assert_eq!(again["code"], bench.code(PHONE));
    let acts = fine(&bench, "GET", "/1/acts", &Value::Null).await;
    assert_eq!(acts["dropped"], 0);
    assert_eq!(
        acts["acts"][0],
        json!({
            "at": "2026-01-15T12:00:00Z", "act": "received", "what": "Gets a message with a code.", "message": 1,
        })
    );
    assert_eq!(
        (&acts["acts"][1]["act"], &acts["acts"][2]["act"]),
        (&json!("answered-wrong"), &json!("answered-right"))
    );
    fine(&bench, "POST", "", &json!({"phone": "+12025550141", "as": ["abandons"]})).await;
    assert_eq!(fine(&bench, "POST", "/2/code", &Value::Null).await, json!({"outcome": "never"}));
}

#[tokio::test]
async fn an_advance_is_answered_when_everybody_has_acted() {
    let customer = crate::signzy_client::Customer::new().await;
    let control = customer.sandbox.control_url();
    let post = async |path: &str, body: Value| {
        let reply = send("POST", &format!("{control}{path}"), &[], &body.to_string()).await.unwrap();
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    };
    let riley = json!({"phone": PHONE, "returns_after_seconds": 60});
    post("/tenants/default/personas", riley).await;
    let pair = customer.pair().await;
    post("/clock/advance?seconds=60", json!({})).await;
    // A handle from before: nobody has asked the tenant for anything since.
    assert!(customer.link(&pair).summary().unwrap().opened_by.is_some());
}

#[tokio::test]
async fn a_link_and_questions_are_handed_over() {
    let customer = crate::dots_client::App::new().await;
    let control = format!("{}/tenants/default/personas", customer.sandbox.control_url());
    let post = async |path: &str, body: Value| {
        send("POST", &format!("{control}{path}"), &[], &body.to_string()).await.unwrap()
    };
    post("", json!({"phone": PHONE})).await;
    let flow = customer.call("POST", "/v2/flows", &json!({"steps": ["manage-payouts"]})).await.json();
    let opened = post("/1/open", json!({"link": flow["link"]})).await.json();
    assert_eq!(opened["acts"].as_array().unwrap().last().unwrap()["act"], "finished");
    let bench = Bench::new().await;
    fine(&bench, "POST", "", &json!({"phone": PHONE})).await;
    let started = bench.secure("POST", "/v1/users/connect/kba", &Bench::kba_body("1980-05-05")).await.json();
    let questions = started["data"]["kba"]["questions"].as_array().unwrap().iter();
    let ids: Vec<_> = questions.map(|question| question["id"].clone()).collect();
    let answered = fine(&bench, "POST", "/1/answers", &json!({"questions": ids})).await;
    let right = bench.spinwheel.kba_answers(started["data"]["userId"].as_str().unwrap()).unwrap();
    assert_eq!(answered, json!({"outcome": "answers", "answers": right}));
}

#[tokio::test]
async fn the_index_has_routes_and_limits() {
    let bench = Bench::new().await;
    let index = send("GET", &bench.sandbox.control_url(), &[], "").await.unwrap().json();
    assert_eq!(index["limits"]["personas"], PERSONA_CAPACITY);
    assert_eq!(index["limits"]["acts_of_a_persona"], ACT_CAPACITY);
    let routes = index["routes"].as_array().unwrap().iter();
    let own = routes.filter(|route| route["path"].as_str().unwrap().contains("{tenant}/personas"));
    assert_eq!(own.count(), 9);
}
