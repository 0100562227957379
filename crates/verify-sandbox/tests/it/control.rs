//! The control API.

use serde_json::{Value, json};

use crate::client::{BORN, Bench, PHONE, Reply, send};

async fn call(bench: &Bench, method: &str, path: &str, body: &str) -> Reply {
    let url = format!("{}{path}", bench.sandbox.control_url());
    send(method, &url, &[("content-type", "application/json")], body).await.unwrap()
}

async fn get(bench: &Bench, path: &str) -> Value {
    let reply = call(bench, "GET", path, "").await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json()
}

async fn post(bench: &Bench, path: &str, body: &Value) -> Value {
    let reply = call(bench, "POST", path, &body.to_string()).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json()
}

#[tokio::test]
async fn the_index_lists_routes_that_exist() {
    let bench = Bench::new().await;
    let index = get(&bench, "").await;
    for route in index["routes"].as_array().unwrap() {
        let path = route["path"].as_str().unwrap().strip_prefix("/_sandbox").unwrap();
        let path = path
            .split(['?', '['])
            .next()
            .unwrap()
            .replace("{tenant}", "default")
            .replace("{provider}", "spinwheel");
        let reply = call(&bench, route["method"].as_str().unwrap(), &path.replace("{id}", "1"), "").await;
        assert!(!reply.text().contains("no such route"), "{route}");
    }
    assert_eq!(get(&bench, "/health").await["status"], "ok");
}

#[tokio::test]
async fn the_clock() {
    let bench = Bench::new().await;
    let clock = get(&bench, "/clock").await;
    assert_eq!(
        clock,
        json!({"now": "2026-01-15T12:00:00Z", "epoch_ms": 1_768_478_400_000_u64, "frozen": true})
    );
    let later = post(&bench, "/clock/advance?seconds=1.5", &json!({})).await;
    assert_eq!(later["now"], "2026-01-15T12:00:01.5Z");
    assert_eq!(post(&bench, "/clock/resume", &json!({})).await["frozen"], false);
    assert_eq!(post(&bench, "/clock/freeze", &json!({})).await["frozen"], true);
    for bad in ["/clock/advance", "/clock/advance?seconds=-1", "/clock/advance?seconds=x"] {
        let reply = call(&bench, "POST", bad, "").await;
        assert_eq!(reply.status, 400);
        assert!(reply.json()["error"]["what_to_do"].is_string());
    }
}

#[tokio::test]
async fn outbox_and_double_sends() {
    let bench = Bench::new().await;
    let empty = get(&bench, "/tenants/default/outbox?wait=1&timeout_seconds=0").await;
    assert_eq!((&empty["timed_out"], &empty["count"]), (&json!(true), &json!(0)));
    let (waited, _) = tokio::join!(get(&bench, "/tenants/default/outbox?wait=1"), bench.start(PHONE, BORN));
    assert_eq!(waited["messages"][0]["code"], bench.code(PHONE));
    assert_eq!((&waited["timed_out"], &waited["cursor"]), (&json!(false), &json!(1)));
    bench.start(PHONE, BORN).await;
    let since = get(&bench, "/tenants/default/outbox?since=1").await;
    assert_eq!((since["messages"].as_array().unwrap().len(), &since["count"]), (1, &json!(2)));
    let doubles = get(&bench, "/tenants/default/double-sends").await;
    assert_eq!(doubles["double_sends"][0]["second"], 2);
}

#[tokio::test]
async fn journal_and_credentials() {
    let bench = Bench::new().await;
    bench.start(PHONE, BORN).await;
    let journal = get(&bench, "/tenants/default/journal?operation=spinwheel.connect_sms").await;
    assert_eq!(
        (&journal["requests"], &journal["entries"][0]["outcome"]["answered"]),
        (&json!(1), &json!(201))
    );
    assert_eq!(call(&bench, "DELETE", "/tenants/default/journal", "").await.status, 200);
    assert_eq!(get(&bench, "/tenants/default/journal").await["total_requests"], 0);
    let credentials = get(&bench, "/tenants/default/credentials").await;
    assert_eq!(credentials["spinwheel"]["secret_key"], bench.spinwheel.api_key());
    assert_eq!(credentials["spinwheel"]["secure_base_url"], bench.spinwheel.secure_base_url());
    assert_eq!(get(&bench, "/tenants").await, json!({"tenants": ["default"]}));
}

#[tokio::test]
async fn faults_as_json() {
    let bench = Bench::new().await;
    let kinds = [
        json!("close_before_reading"),
        json!("accepted_then_lost"),
        json!({"slow": {"pause_ms": 10}}),
        json!({"status": 503}),
        json!({"refusal": "INVALID_NUMBER"}),
        json!({"too_many_requests": "absent"}),
        json!({"too_many_requests": {"date": 60}}),
        json!({"missing_field": "data.userId"}),
    ];
    for kind in &kinds {
        post(&bench, "/tenants/default/faults", &json!({"operation": "*", "kind": kind, "times": 1})).await;
    }
    let listed = get(&bench, "/tenants/default/faults").await;
    let shown: Vec<_> =
        listed["faults"].as_array().unwrap().iter().map(|fault| fault["kind"].clone()).collect();
    assert_eq!(shown, kinds);
    assert_eq!(call(&bench, "DELETE", "/tenants/default/faults/1", "").await.status, 200);
    assert_eq!(call(&bench, "DELETE", "/tenants/default/faults/1", "").await.status, 404);
    assert_eq!(call(&bench, "DELETE", "/tenants/default/faults", "").await.status, 200);
    let fault = json!({"operation": "spinwheel.connect_sms", "kind": {"status": 503}, "times": 1});
    let id = post(&bench, "/tenants/default/faults", &fault).await["id"].clone();
    assert_eq!(bench.connect(PHONE, BORN).await.status, 503);
    let state = get(&bench, "/tenants/default/faults").await["faults"][0].clone();
    assert_eq!((&state["id"], &state["hits"]), (&id, &json!(1)));
    for bad in [r#"{"operation": "nope", "kind": "no_answer"}"#, r#"{"kind": "no_answer"}"#, "{"] {
        let reply = call(&bench, "POST", "/tenants/default/faults", bad).await;
        assert_eq!(reply.status, 400);
        assert!(reply.json()["error"]["message"].is_string());
    }
}

#[tokio::test]
async fn choices_are_merged() {
    let bench = Bench::new().await;
    let change = json!({"connect_status": 200, "token_status": {"INVALID_NUMBER": 422}});
    let reply = call(&bench, "PUT", "/tenants/default/choices/spinwheel", &change.to_string()).await;
    assert_eq!(reply.json()["token_status"]["EXPIRED"], 400);
    assert_eq!(bench.connect(PHONE, BORN).await.status, 200);
    assert_eq!(bench.connect("+12025550101", BORN).await.status, 422);
    assert_eq!(get(&bench, "/tenants/default/choices").await["spinwheel"]["connect_status"], 200);
    let bad = call(&bench, "PUT", "/tenants/default/choices/spinwheel", r#"{"conect_status": 200}"#).await;
    assert_eq!(bad.status, 400);
    assert!(bad.text().contains("connect_status"), "{}", bad.text());
    assert_eq!(call(&bench, "PUT", "/tenants/default/choices/nobody", "{}").await.status, 404);
    post(&bench, "/tenants/default/reset", &json!({})).await;
    assert_eq!(bench.connect(PHONE, BORN).await.status, 201);
}

#[tokio::test]
async fn webhooks_over_http() {
    let bench = Bench::new().await;
    let hook = json!({"event": "*", "url": "http://127.0.0.1:1/hook", "headers": {"x-shared": "example"}});
    let id = post(&bench, "/tenants/default/webhooks", &hook).await["id"].clone();
    let listed = get(&bench, "/tenants/default/webhooks").await;
    assert_eq!(listed["webhooks"][0]["headers"], json!([["x-shared", "example"]]));
    let user = bench.verified(PHONE, BORN).await;
    bench.order(&user).await;
    bench.clock.wait_for_sleepers(1).await;
    bench.advance(2);
    let log = get(&bench, "/tenants/default/webhooks/deliveries?wait=1").await;
    assert_eq!((&log["acknowledged"], &log["deliveries"][0]["attempt"]), (&json!(0), &json!(1)));
    let number = log["deliveries"][0]["id"].clone();
    post(&bench, &format!("/tenants/default/webhooks/deliveries/{number}/resend"), &json!({})).await;
    let log = get(&bench, "/tenants/default/webhooks/deliveries?wait=2").await;
    assert_eq!(log["deliveries"][1]["attempt"], 2);
    assert_eq!(call(&bench, "DELETE", &format!("/tenants/default/webhooks/{id}"), "").await.status, 200);
    let far = json!({"url": "http://example.com/"}).to_string();
    assert_eq!(call(&bench, "POST", "/tenants/default/webhooks", &far).await.status, 400);
}

#[tokio::test]
async fn spinwheels_own_routes() {
    let bench = Bench::new().await;
    let started = bench.secure("POST", "/v1/users/connect/kba", &Bench::kba_body("1980-05-05")).await;
    let id = started.data("userId");
    let answers = get(&bench, &format!("/tenants/default/spinwheel/kba-answers?userId={id}")).await;
    assert_eq!(answers["answers"].as_array().unwrap().len(), 4);
    assert!(answers["answers"][0]["questionId"].is_string());
    let reply = call(&bench, "GET", "/tenants/default/spinwheel/kba-answers?userId=x", "").await;
    assert_eq!(reply.status, 404);
    let users = get(&bench, "/tenants/default/spinwheel/users").await;
    assert_eq!(users["users"][0]["user_id"], id);
    let people = get(&bench, "/tenants/default/spinwheel/special-people").await;
    assert_eq!(people["special_people"][0]["key"]["phone"], "+12025550101");
    let table = get(&bench, "/tenants/default/spinwheel/choice-table").await;
    assert_eq!(table["choices"][0]["name"], "connect_status");
}

#[tokio::test]
async fn unknown_routes_and_long_bodies_are_refused() {
    let bench = Bench::new().await;
    let long = "x".repeat(1024 * 1024 + 1);
    assert_eq!(call(&bench, "POST", "/tenants/default/faults", &long).await.status, 413);
    for missing in
        ["/nothing", "/tenants/default", "/tenants/default/nothing", "/tenants/default/spinwheel/no"]
    {
        let reply = call(&bench, "GET", missing, "").await;
        assert_eq!(reply.status, 404);
        assert!(reply.json()["error"]["what_to_do"].as_str().unwrap().contains("/_sandbox"));
    }
    assert_eq!(call(&bench, "GET", "/tenants/Not_A_Name/outbox", "").await.status, 400);
}

#[tokio::test]
async fn the_status_counts_everything() {
    let bench = Bench::new().await;
    let status = get(&bench, "/tenants/default/status").await;
    let messages = json!({"total": 0, "sms": 0, "email": 0, "voice": 0});
    assert_eq!((&status["calls"], &status["messages"]), (&json!(0), &messages));
    assert_eq!(status["providers"]["finicity"], json!({"calls": 0, "choices_changed": {}}));
    bench.start(PHONE, BORN).await;
    bench.start(PHONE, BORN).await;
    for times in [0, 3] {
        let fault = json!({"operation": "*", "kind": "no_answer", "times": times});
        post(&bench, "/tenants/default/faults", &fault).await;
    }
    let hook = json!({"event": "*", "url": "http://127.0.0.1:1/hook"});
    post(&bench, "/tenants/default/webhooks", &hook).await;
    let change = json!({"connect_status": 200, "token_status": {"INVALID_NUMBER": 422}}).to_string();
    call(&bench, "PUT", "/tenants/default/choices/spinwheel", &change).await;
    let status = get(&bench, "/tenants/default/status").await;
    assert_eq!((&status["calls"], &status["double_sends"]), (&json!(2), &json!(1)));
    assert_eq!(status["messages"], json!({"total": 2, "sms": 2, "email": 0, "voice": 0}));
    assert_eq!(status["faults"], json!({"armed": 1, "spent": 1}));
    assert_eq!(status["webhooks"], json!({"registered": 1, "deliveries": 0, "acknowledged": 0}));
    let spinwheel = &status["providers"]["spinwheel"];
    assert_eq!(
        (&spinwheel["calls"], &spinwheel["choices_changed"]["connect_status"]),
        (&json!(2), &json!(200))
    );
    assert_eq!(spinwheel["choices_changed"].as_object().unwrap().len(), 2);
    assert_eq!(status["clock"], get(&bench, "/clock").await);
    assert_eq!(
        (&status["tenant"], &status["base_url"]),
        (&json!("default"), &json!(bench.sandbox.base_url()))
    );
}

#[tokio::test]
async fn the_journal_after_a_place() {
    let bench = Bench::new().await;
    let journal = "/tenants/default/journal?operation=spinwheel.connect_sms";
    let none = get(&bench, &format!("{journal}&since=0&timeout_seconds=0")).await;
    assert_eq!((&none["entries"], &none["cursor"]), (&json!([]), &json!(0)));
    let waiting = format!("{journal}&since=0&timeout_seconds=30");
    let (first, _) = tokio::join!(get(&bench, &waiting), bench.start(PHONE, BORN));
    assert_eq!((&first["entries"][0]["finished"], &first["cursor"]), (&json!(1), &json!(1)));
    // Another operation is not waited for.
    bench.secure("POST", "/v1/users/connect/kba", &Bench::kba_body("1980-05-05")).await;
    bench.start(PHONE, BORN).await;
    bench.start(PHONE, BORN).await;
    let page = get(&bench, &format!("{journal}&since=1&limit=1")).await;
    assert_eq!((&page["entries"][0]["finished"], &page["cursor"]), (&json!(3), &json!(3)));
    assert_eq!(get(&bench, &format!("{journal}&since=3")).await["cursor"], 4);
    assert_eq!(get(&bench, "/tenants/default/journal").await["cursor"], 4);
    let reply = call(&bench, "GET", "/tenants/default/journal?since=x", "").await;
    assert_eq!(reply.status, 400);
}

#[tokio::test]
async fn faults_name_the_tokens_there_are() {
    let bench = Bench::new().await;
    let listed = get(&bench, "/tenants/default/faults").await;
    let tokens = listed["tokens"]["spinwheel"].as_array().unwrap();
    assert!(tokens.contains(&json!("INVALID_NUMBER")), "{tokens:?}");
    assert!(listed["operations"].as_array().unwrap().contains(&json!("spinwheel.connect_sms")));
}
