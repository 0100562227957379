//! Liability refreshes: transactions that progress.

use serde_json::{Value, json};
use verify_sandbox::spinwheel::{EarlyRefresh, RepeatedRequest, TimeForm};
use verify_sandbox::{Fault, FaultKind};

use crate::client::{BORN, Bench, PHONE, Reply};
use crate::listener::Listener;

const FIRST: &str = "0190d7e1-1111-4111-8111-111111111111";
const SECOND: &str = "0190d7e1-2222-4222-8222-222222222222";

fn body(ext_request_id: &str, card: &str) -> Value {
    json!({
        "extRequestId": ext_request_id,
        "creditCards": [{"id": card, "capabilities": ["STATEMENT_SUMMARY"]}],
    })
}

fn path(id: &str) -> String {
    format!("/v1/users/{id}/liabilities/refresh")
}

async fn refresh(bench: &Bench, id: &str, body: &Value) -> Reply {
    bench.post(&path(id), body).await
}

async fn status(bench: &Bench, id: &str, ext_request_id: &str) -> Value {
    let reply = bench.get(&format!("{}/{ext_request_id}", path(id))).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()["data"].clone()
}

async fn card(bench: &Bench, id: &str) -> Value {
    bench.user(id).await["creditCards"][0].clone()
}

#[tokio::test]
async fn a_refresh_progresses_with_the_clock() {
    let bench = Bench::new().await;
    let (id, card_id) = bench.reported(PHONE, BORN).await;
    let before = card(&bench, &id).await;
    let reply = refresh(&bench, &id, &body(FIRST, &card_id)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let data = reply.json()["data"].clone();
    assert_eq!(data.as_array().unwrap().len(), 1);
    assert_eq!(
        (data[0]["refreshTransactionStatus"].as_str(), data[0]["creditCardId"].as_str()),
        (Some("IN_PROGRESS"), Some(card_id.as_str()))
    );
    assert_eq!(data[0]["nextEligibleRefreshOn"], 1_768_478_400_000_u64 + 86_400_000);
    assert!(bench.tenant.journal().last().unwrap().unread_fields.is_empty());
    for choice in ["refresh_milliseconds", "refresh_every_seconds", "next_eligible_refresh_on"] {
        assert!(bench.rests_on(choice), "{choice}");
    }
    bench.advance(4);
    assert_eq!(status(&bench, &id, FIRST).await, data, "still in progress");
    assert_eq!(card(&bench, &id).await["statementSummary"], before["statementSummary"]);
    bench.advance(1);
    let done = status(&bench, &id, FIRST).await;
    assert_eq!(done[0]["refreshTransactionStatus"], "COMPLETED");
    assert_eq!(done[0]["refreshTransactionId"], data[0]["refreshTransactionId"]);
    let after = card(&bench, &id).await;
    let (old, new) = (&before["statementSummary"], &after["statementSummary"]);
    assert_ne!(old["statementBalance"], new["statementBalance"]);
    assert!(new["updatedOn"].as_u64() > old["updatedOn"].as_u64());
    assert_eq!(new["refreshedFields"], json!(["statementBalance", "minimumPaymentAmount", "dueDate"]));
    assert_eq!(after["balanceDetails"], before["balanceDetails"]);
    assert!(bench.user(&id).await["creditCards"][1]["statementSummary"].get("refreshedFields").is_none());
    bench.advance(86_400);
    bench.debt_profile(&id, &json!({})).await;
    assert!(
        card(&bench, &id).await["statementSummary"].get("refreshedFields").is_none(),
        "a newer report counts"
    );
}

#[tokio::test]
async fn too_early_is_a_transaction_that_has_failed() {
    let bench = Bench::new().await;
    let (id, card_id) = bench.reported(PHONE, BORN).await;
    let supported = |card: &Value| card["capabilities"]["data"]["statementSummary"]["availability"].clone();
    assert_eq!(supported(&card(&bench, &id).await), "SUPPORTED");
    let first = refresh(&bench, &id, &body(FIRST, &card_id)).await.json()["data"][0].clone();
    assert_eq!(supported(&card(&bench, &id).await), "REFRESH_EXHAUSTED");
    bench.advance(86_399);
    let early = refresh(&bench, &id, &body(SECOND, &card_id)).await;
    let data = early.json()["data"][0].clone();
    assert_eq!((early.status, data["refreshTransactionStatus"].as_str()), (200, Some("FAILED")));
    assert_eq!(data["nextEligibleRefreshOn"], first["nextEligibleRefreshOn"]);
    assert!(bench.rests_on("early_refresh") && bench.why().contains("nextEligibleRefreshOn"));
    bench.spinwheel.choose(|choices| choices.early_refresh = EarlyRefresh::Refuse);
    let third = "0190d7e1-3333-4333-8333-333333333333";
    let refused = refresh(&bench, &id, &body(third, &card_id)).await;
    assert_eq!((refused.status, refused.desc()), (400, "REFRESH_EXHAUSTED".to_owned()));
    assert_eq!(bench.get(&format!("{}/{third}", path(&id))).await.status, 404);
    bench.advance(1);
    assert_eq!(supported(&card(&bench, &id).await), "SUPPORTED");
    let again = refresh(&bench, &id, &body(third, &card_id)).await.json()["data"][0].clone();
    assert_eq!(again["refreshTransactionStatus"], "IN_PROGRESS");
}

#[tokio::test]
async fn a_repeated_request_refreshes_once() {
    let bench = Bench::new().await;
    let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
    webhooks.register("REFRESH_TRANSACTION_STATUS", &listener.url(), &[]).unwrap();
    let (id, card_id) = bench.reported(PHONE, BORN).await;
    let lost = Fault::new("spinwheel.refresh_liabilities", FaultKind::AcceptedThenLost).times(1);
    let _guard = bench.tenant.faults().arm(lost).unwrap();
    assert!(bench.try_post(&path(&id), &body(FIRST, &card_id)).await.is_none());
    let again = refresh(&bench, &id, &body(FIRST, &card_id)).await.json()["data"].clone();
    assert_eq!(
        (again[0]["refreshTransactionStatus"].as_str(), again.as_array().unwrap().len()),
        (Some("IN_PROGRESS"), 1)
    );
    assert!(
        bench.rests_on("repeated_ext_request_id") && bench.why().contains("not")
            || bench.why().contains("nothing")
    );
    assert_eq!(status(&bench, &id, FIRST).await, again);
    bench.clock.wait_for_sleepers(1).await;
    bench.advance(5);
    let told = listener.receive("200 OK").await.json();
    assert_eq!(told["data"]["refreshTransactionId"], again[0]["refreshTransactionId"]);
    bench.advance(100);
    assert_eq!(webhooks.wait(1).await.len(), 1);
    bench.spinwheel.choose(|choices| choices.repeated_ext_request_id = RepeatedRequest::Refuse);
    let refused = refresh(&bench, &id, &body(FIRST, &card_id)).await;
    assert_eq!((refused.status, refused.desc()), (409, "EXT_REQUEST_ID_USED".to_owned()));
    bench.advance(86_400);
    bench.spinwheel.choose(|choices| choices.repeated_ext_request_id = RepeatedRequest::NewTransaction);
    let anew = refresh(&bench, &id, &body(FIRST, &card_id)).await.json()["data"].clone();
    assert_ne!(anew[0]["refreshTransactionId"], again[0]["refreshTransactionId"]);
    assert_eq!(status(&bench, &id, FIRST).await, anew);
}

#[tokio::test]
async fn the_end_is_told() {
    for (phone, end) in [(PHONE, "COMPLETED"), ("+12025550137", "FAILED")] {
        let bench = Bench::new().await;
        let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
        webhooks.register("REFRESH_TRANSACTION_STATUS", &listener.url(), &[]).unwrap();
        let (id, card_id) = bench.reported(phone, BORN).await;
        let first = refresh(&bench, &id, &body(FIRST, &card_id)).await.json()["data"][0].clone();
        assert_eq!(first["refreshTransactionStatus"], "IN_PROGRESS");
        assert_eq!(first["nextEligibleRefreshOn"], 1_768_478_400_000_u64 + 86_400_000);
        let held = card(&bench, &id).await["capabilities"]["data"]["statementSummary"].clone();
        assert_eq!(held["availability"], "REFRESH_EXHAUSTED", "while it runs");
        bench.clock.wait_for_sleepers(1).await;
        bench.advance(4);
        assert!(webhooks.deliveries().is_empty());
        bench.advance(1);
        let told = listener.receive("200 OK").await.json();
        assert_eq!(
            (told["eventType"].as_str(), told["userId"].as_str()),
            (Some("REFRESH_TRANSACTION_STATUS"), Some(id.as_str()))
        );
        assert_eq!(
            (told["data"]["refreshTransactionStatus"].as_str(), told["data"]["extRequestId"].as_str()),
            (Some(end), Some(FIRST))
        );
        assert_eq!(told["data"]["creditCardId"], card_id);
        assert_eq!(status(&bench, &id, FIRST).await[0]["refreshTransactionStatus"], end);
        let next = status(&bench, &id, FIRST).await[0]["nextEligibleRefreshOn"].as_u64().unwrap();
        assert_eq!(next, 1_768_478_400_000 + if end == "FAILED" { 5_000 } else { 86_400_000 });
        let summary = card(&bench, &id).await["statementSummary"].clone();
        assert_eq!(summary.get("refreshedFields").is_some(), end == "COMPLETED");
        let next = refresh(&bench, &id, &body(SECOND, &card_id)).await.json()["data"][0].clone();
        assert_eq!(
            next["refreshTransactionStatus"],
            if end == "FAILED" { "IN_PROGRESS" } else { "FAILED" },
            "a failed one spends nothing"
        );
    }
}

#[tokio::test]
async fn one_never_ends() {
    let bench = Bench::new().await;
    let (id, card_id) = bench.reported("+12025550138", BORN).await;
    refresh(&bench, &id, &body(FIRST, &card_id)).await;
    bench.advance(1_000_000);
    assert_eq!(status(&bench, &id, FIRST).await[0]["refreshTransactionStatus"], "IN_PROGRESS");
    assert_eq!(bench.clock.sleepers(), 0);
}

#[tokio::test]
async fn other_kinds_go_by_the_names_of_their_lists() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.next_eligible_refresh_on = TimeForm::IsoText);
    let (id, card_id) = bench.reported(PHONE, BORN).await;
    let user = bench.user(&id).await;
    let (auto, home) = (&user["autoLoans"][0]["autoLoanId"], &user["homeLoans"][0]["homeLoanId"]);
    let mut body = body(FIRST, &card_id);
    body["autoLoans"] = json!([{"id": auto, "capabilities": ["PAYOFF_SUMMARY"]}]);
    body["homeLoans"] = json!([{"id": home, "capabilities": ["STATEMENT_SUMMARY"]}]);
    let data = refresh(&bench, &id, &body).await.json()["data"].clone();
    let by_key =
        |key: &str| data.as_array().unwrap().iter().find(|row| row.get(key).is_some()).unwrap().clone();
    assert_eq!(by_key("autoLoanId")["refreshTransactionStatus"], "IN_PROGRESS");
    assert_eq!(by_key("creditCardId")["nextEligibleRefreshOn"], "2026-01-16T12:00:00Z");
    assert_eq!(by_key("homeLoanId")["refreshTransactionStatus"], "FAILED", "its capability is NOT_SUPPORTED");
    bench.advance(5);
    let loan = bench.user(&id).await["autoLoans"][0].clone();
    assert_eq!(loan["payoffSummary"]["updatedOn"], 1_768_478_405_000_u64);
}

#[tokio::test]
async fn what_is_refused() {
    let bench = Bench::new().await;
    let (id, card_id) = bench.reported(PHONE, BORN).await;
    let card = |value: Value| json!({"extRequestId": FIRST, "creditCards": value});
    for (body, what) in [
        (json!({}), "extRequestId is missing"),
        (json!({"extRequestId": FIRST}), "no liability is named"),
        (body("not-a-uuid", &card_id), "extRequestId must be a UUID"),
        (card(json!([])), "creditCards must be a list with something in it"),
        (card(json!([{"capabilities": ["STATEMENT_SUMMARY"]}])), "creditCards[0].id is missing"),
        (card(json!([{"id": card_id}])), "creditCards[0].capabilities is missing"),
        (card(json!([{"id": card_id, "capabilities": ["BALANCE"]}])), "one of STATEMENT_SUMMARY"),
        (
            card(json!([
                {"id": card_id, "capabilities": ["STATEMENT_SUMMARY"]},
                {"id": card_id, "capabilities": ["STATEMENT_SUMMARY"]},
            ])),
            "creditCards[1].id is named twice",
        ),
    ] {
        let reply = refresh(&bench, &id, &body).await;
        assert_eq!((reply.status, reply.desc()), (400, "Bad Request".to_owned()), "{body}");
        assert!(reply.messages().contains(what), "{body}: {}", reply.messages());
    }
    let unknown = refresh(&bench, &id, &body(FIRST, "no-such-card")).await;
    assert_eq!((unknown.status, unknown.desc()), (404, "LIABILITY_NOT_FOUND".to_owned()));
    let missing = bench.get(&format!("{}/{FIRST}", path(&id))).await;
    assert_eq!((missing.status, missing.desc()), (404, "REFRESH_NOT_FOUND".to_owned()));
    assert_eq!(refresh(&bench, "nobody", &body(FIRST, &card_id)).await.desc(), "USER_NOT_FOUND");
    assert_eq!(bench.get(&format!("{}/{FIRST}", path("nobody"))).await.desc(), "USER_NOT_FOUND");
    let (waiting, _) = bench.start("+12025550141", BORN).await;
    assert_eq!(refresh(&bench, &waiting, &body(FIRST, &card_id)).await.desc(), "USER_NOT_CONNECTED");
}
