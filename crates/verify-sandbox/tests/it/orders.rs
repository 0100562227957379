//! Report orders: the current path and the middle one, with their rules.

use serde_json::{Value, json};
use verify_sandbox::spinwheel::{Bureau, DebtProfileAnswer, EmptyOrder, Key, OrderDay, Step, special_people};

use crate::client::{BORN, Bench, PHONE, Reply};
use crate::listener::Listener;

const VANTAGE: &str = "VANTAGE_SCORE_3_0";

fn everything() -> Value {
    json!({"creditReport": {"type": "1_BUREAU.FULL"}, "creditScore": {"model": VANTAGE}})
}

fn with_bureau(bureau: &str) -> Value {
    json!({"creditReport": {"type": "1_BUREAU.FULL", "sourceBureau": bureau}})
}

fn fico() -> Value {
    json!({
        "creditReport": {"type": "1_BUREAU.FULL", "sourceBureau": "TransUnion"},
        "creditScore": {"model": "FICO_SCORE_8", "sourceBureau": "TransUnion"},
    })
}

async fn equifax(bench: &Bench, id: &str, body: &Value) -> Reply {
    bench.post(&format!("/v1/users/{id}/creditProfile/equifax"), body).await
}

/// Whether there is a report and a score in the first entry, and liabilities.
fn parts(data: &Value) -> (bool, bool, bool) {
    let report = &data["creditReports"][0];
    (
        report.get("summary").is_some(),
        report.get("creditScoreDetails").is_some(),
        data.get("creditCards").is_some(),
    )
}

async fn first(body: &Value) -> Reply {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    bench.debt_profile(&id, body).await
}

#[tokio::test]
async fn an_order_answers_with_the_profile() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    let reply = bench.debt_profile(&id, &everything()).await;
    assert_eq!(reply.status, 200);
    let data = reply.json()["data"].clone();
    assert_eq!((data["userId"].as_str(), parts(&data)), (Some(id.as_str()), (true, true, true)));
    assert!(data.get("profile").is_none() && data["autoLoanSummary"].is_object());
    assert_eq!(data["creditReports"][0]["connectionStatus"]["statusCode"], 2000);
    let entry = bench.tenant.journal().last().unwrap();
    assert!(entry.unread_fields.is_empty(), "{entry:?}");
    assert!(bench.rests_on("debt_profile_answer") && bench.rests_on("synchronous_order_announces"));
    let user = bench.user(&id).await;
    assert_eq!(user["creditReports"], data["creditReports"]);
    assert_eq!((user["profile"]["model"].as_str(), bench.clock.sleepers()), (Some(VANTAGE), 0));
}

#[tokio::test]
async fn report_and_score_are_ordered_apart() {
    for (body, expected) in [
        (json!({"creditReport": {"type": "1_BUREAU.FULL"}}), (true, false, true)),
        (json!({"creditScore": {"model": VANTAGE}}), (false, true, false)),
        (json!({"creditScore": {}}), (false, true, false)),
        (json!({}), (true, false, true)),
    ] {
        let bench = Bench::new().await;
        let id = bench.verified(PHONE, BORN).await;
        let data = bench.debt_profile(&id, &body).await.json()["data"].clone();
        assert_eq!(parts(&data), expected, "{body}");
        let user = bench.user(&id).await;
        assert_eq!(parts(&user), expected, "{body}");
        assert_eq!(user["profile"].get("creditScore").is_some(), expected.1, "{body}");
        let other = Bench::new().await;
        let id = other.verified(PHONE, BORN).await;
        assert_eq!(parts(&equifax(&other, &id, &body).await.json()["data"]), expected, "equifax, {body}");
    }
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.empty_debt_profile_order = EmptyOrder::ReportAndScore);
    let id = bench.verified(PHONE, BORN).await;
    assert_eq!(parts(&bench.debt_profile(&id, &json!({})).await.json()["data"]), (true, true, true));
    assert!(bench.rests_on("empty_debt_profile_order"));
}

#[tokio::test]
async fn a_later_score_leaves_the_report_where_it_is() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    bench.debt_profile(&id, &json!({"creditReport": {}})).await;
    bench.advance(86_400);
    bench.debt_profile(&id, &json!({"creditScore": {}})).await;
    let user = bench.user(&id).await;
    let reports = user["creditReports"].as_array().unwrap();
    assert_eq!((reports.len(), parts(&user)), (2, (true, false, true)));
    assert!(reports[1]["creditScoreDetails"].is_array() && reports[1].get("summary").is_none());
    assert_ne!(reports[0]["id"], reports[1]["id"]);
    assert_eq!(user["profile"]["creditScore"], 742);
}

#[tokio::test]
async fn a_body_must_be_there_and_nested() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    let url = format!("{}/v1/users/{id}/debtProfile", bench.spinwheel.base_url());
    let key = format!("Bearer {}", bench.spinwheel.api_key());
    let headers = [("authorization", key.as_str()), ("content-type", "application/json")];
    assert_eq!(crate::client::send("POST", &url, &headers, "").await.unwrap().status, 400);
    assert_eq!(crate::client::send("POST", &url, &headers[..1], "").await.unwrap().status, 415);
    for (body, what) in [
        (json!({"type": "1_BUREAU.FULL", "model": VANTAGE}), "nested"),
        (json!({"creditReport": "1_BUREAU.FULL"}), "creditReport must be an object"),
        (json!({"creditScore": null}), "creditScore must be an object"),
        (json!({"creditReport": {"type": "3_BUREAU.FULL"}}), "one of 1_BUREAU.FULL"),
        (json!({"creditReport": {"sourceBureau": "EQUIFAX"}}), "one of Equifax, TransUnion, Experian"),
        (json!({"creditScore": {"model": 3}}), "creditScore.model must be a string"),
        (json!([]), "must be an object"),
    ] {
        let reply = bench.debt_profile(&id, &body).await;
        assert_eq!((reply.status, reply.desc()), (400, "Bad Request".to_owned()), "{body}");
        assert!(reply.messages().contains(what), "{body}: {}", reply.messages());
    }
    assert_eq!(bench.debt_profile(&id, &json!({"other": {"x": 1}})).await.status, 200, "nothing was spent");
    assert_eq!(bench.tenant.journal().last().unwrap().unread_fields, ["other.x"]);
    bench.spinwheel.choose(|choices| choices.experian_known = false);
    assert_eq!(bench.debt_profile(&id, &with_bureau("Experian")).await.status, 400);
    assert!(bench.rests_on("experian_known"));
}

#[tokio::test]
async fn liability_type_chooses_one_kind() {
    for (name, list, summary) in [
        ("STUDENT_LOAN", "studentLoans", "studentLoanSummary"),
        ("CREDIT_CARD", "creditCards", "creditCardSummary"),
        ("HOME_LOAN", "homeLoans", "homeLoanSummary"),
        ("AUTO_LOAN", "autoLoans", "autoLoanSummary"),
        ("PERSONAL_LOAN", "personalLoans", "personalLoanSummary"),
        ("MISCELLANEOUS_LIABILITY", "miscellaneousLiabilities", "miscellaneousLiabilitySummary"),
    ] {
        let bench = Bench::new().await;
        let id = bench.verified(PHONE, "1990-03-01").await;
        let path = |query: &str| format!("/v1/users/{id}/debtProfile?{query}");
        let reply = bench.post(&path(&format!("liabilityType={name}")), &everything()).await;
        let data = reply.json()["data"].clone();
        assert!(!data[list].as_array().unwrap().is_empty() && data[summary].is_object());
        let keys: Vec<_> = data.as_object().unwrap().keys().filter(|key| !key.contains("serId")).collect();
        assert_eq!(keys.len(), 3, "{name}: {keys:?}");
        assert!(bench.user(&id).await["autoLoans"].is_array(), "the user has all of them");
        for query in ["liabilityType=CARD", "liabilityType=AUTO_LOAN&liabilityType=HOME_LOAN"] {
            assert_eq!(bench.post(&path(query), &everything()).await.desc(), "Bad Request", "{query}");
        }
    }
}

#[tokio::test]
async fn score_models_have_their_rules() {
    let reply = first(&fico()).await;
    let report = reply.json()["data"]["creditReports"][0].clone();
    assert_eq!((report["sourceBureau"].as_str(), reply.status), (Some("TransUnion"), 200));
    assert_eq!(report["creditScoreDetails"][0]["model"], "FICO_SCORE_8");
    assert_eq!(report["creditScoreDetails"][0]["creditScore"], report["profile"]["creditScore"]);
    for (pointer, value, desc) in [
        ("/creditScore/model", json!("Vantage 3.0"), "INVALID_SCORE_MODEL"),
        ("/creditScore/sourceBureau", json!("Equifax"), "INVALID_SCORE_MODEL"),
        ("/creditScore", json!({"model": "FICO_SCORE_4"}), "INVALID_SCORE_MODEL"),
        ("/creditReport/sourceBureau", json!("Equifax"), "Bad Request"),
        ("/creditReport", json!({}), "Bad Request"),
    ] {
        let mut body = fico();
        *body.pointer_mut(pointer).unwrap() = value;
        let reply = first(&body).await;
        assert_eq!((reply.status, reply.desc().as_str()), (400, desc), "{body}");
    }
    let mut score_only = fico();
    score_only.as_object_mut().unwrap().remove("creditReport");
    assert_eq!(first(&score_only).await.desc(), "Bad Request");
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.fico_enabled = false);
    let id = bench.verified(PHONE, BORN).await;
    assert_eq!(bench.debt_profile(&id, &fico()).await.desc(), "INVALID_SCORE_MODEL");
    assert!(bench.rests_on("fico_enabled"));
    assert_eq!(
        equifax(&bench, &id, &json!({"creditScore": {"model": "FICO_SCORE_8"}})).await.desc(),
        "INVALID_SCORE_MODEL"
    );
}

#[tokio::test]
async fn a_user_stays_with_the_first_bureau() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    assert_eq!(bench.debt_profile(&id, &with_bureau("TransUnion")).await.status, 200);
    let conflict = bench.debt_profile(&id, &with_bureau("Equifax")).await;
    assert_eq!((conflict.status, conflict.desc()), (409, "BUREAU_SOURCE_CONFLICT".to_owned()));
    assert!(bench.why().contains("TransUnion"));
    assert_eq!(equifax(&bench, &id, &json!({})).await.desc(), "BUREAU_SOURCE_CONFLICT");
    bench.advance(86_400);
    assert_eq!(bench.debt_profile(&id, &with_bureau("Equifax")).await.status, 409, "for ever");
    let unnamed = bench.debt_profile(&id, &everything()).await;
    assert_eq!(unnamed.json()["data"]["creditReports"][0]["sourceBureau"], "TransUnion");
}

#[tokio::test]
async fn without_a_named_bureau_another_one_helps_out() {
    let bench = Bench::new().await;
    let id = bench.verified("+12025550135", BORN).await;
    let named = bench.debt_profile(&id, &with_bureau("Equifax")).await;
    assert_eq!((named.status, named.desc()), (404, "CREDIT_REPORT_NOT_FOUND".to_owned()));
    assert_eq!(equifax(&bench, &id, &json!({})).await.status, 404);
    let unnamed = bench.debt_profile(&id, &everything()).await;
    assert_eq!(unnamed.json()["data"]["creditReports"][0]["sourceBureau"], "TransUnion");
    assert!(bench.rests_on("default_bureau"));
    bench.spinwheel.choose(|choices| choices.default_bureau = Bureau::Experian);
    let id = bench.verified(PHONE, BORN).await;
    let report = bench.debt_profile(&id, &everything()).await.json()["data"]["creditReports"][0].clone();
    assert_eq!(
        (report["sourceBureau"].as_str(), report["creditScoreDetails"][0]["sourceBureau"].as_str()),
        (Some("Experian"), Some("Experian"))
    );
}

#[tokio::test]
async fn one_order_a_day_on_all_paths() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    let body = json!({});
    let (one, two) = tokio::join!(bench.debt_profile(&id, &body), bench.debt_profile(&id, &body));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429], "two at once spend the same allowance");
    for reply in [bench.order(&id).await, equifax(&bench, &id, &json!({})).await] {
        assert_eq!((reply.status, reply.desc()), (429, "DAILY_USER_REQUEST_LIMIT_REACHED".to_owned()));
        for choice in ["orders_per_day", "orders_share_daily_limit", "order_day"] {
            assert!(bench.rests_on(choice), "{choice}");
        }
    }
    bench.advance(86_399);
    assert_eq!(bench.debt_profile(&id, &json!({})).await.status, 429);
    bench.advance(1);
    assert_eq!(equifax(&bench, &id, &json!({})).await.status, 200);
    bench.spinwheel.choose(|choices| choices.orders_share_daily_limit = false);
    assert_eq!(bench.debt_profile(&id, &json!({})).await.status, 200);
    assert_eq!(bench.order(&id).await.status, 200);
    assert_eq!(bench.order(&id).await.status, 429);
}

#[tokio::test]
async fn the_day_can_be_the_calendars() {
    let bench = Bench::new().await;
    bench.spinwheel.choose(|choices| choices.order_day = OrderDay::CalendarUtc);
    let id = bench.verified(PHONE, BORN).await;
    assert_eq!(bench.debt_profile(&id, &json!({})).await.status, 200);
    bench.advance(12 * 3600 - 1);
    assert_eq!(bench.debt_profile(&id, &json!({})).await.status, 429, "23:59:59");
    bench.advance(1);
    assert_eq!(bench.debt_profile(&id, &json!({})).await.status, 200, "midnight");
}

#[tokio::test]
async fn special_people_are_refused_on_every_path() {
    for person in special_people().iter().filter(|person| person.step == Step::OrderReport) {
        let (Key::Phone(phone), Some(token)) = (person.key, person.token) else { continue };
        let bench = Bench::new().await;
        let id = bench.verified(phone, BORN).await;
        let status = bench.spinwheel.choices().token_status[token];
        for reply in [bench.debt_profile(&id, &everything()).await, equifax(&bench, &id, &everything()).await]
        {
            assert_eq!((reply.status, reply.desc().as_str()), (status, token));
        }
        bench.spinwheel.choose(|choices| choices.order_knows_report_tokens = false);
        assert_eq!(bench.debt_profile(&id, &everything()).await.desc(), token, "documented for this path");
        assert_eq!(equifax(&bench, &id, &everything()).await.status, 200);
    }
}

#[tokio::test]
async fn who_cannot_order() {
    let bench = Bench::new().await;
    let (waiting, _) = bench.start(PHONE, BORN).await;
    for (id, status, desc) in
        [(waiting.as_str(), 400, "USER_NOT_CONNECTED"), ("nobody", 404, "USER_NOT_FOUND")]
    {
        for reply in [bench.debt_profile(id, &json!({})).await, equifax(&bench, id, &json!({})).await] {
            assert_eq!((reply.status, reply.desc().as_str()), (status, desc));
        }
    }
    bench.spinwheel.choose(|choices| choices.debt_profile_enabled = false);
    let reply = bench.debt_profile(&waiting, &json!({})).await;
    assert_eq!((reply.status, reply.desc()), (403, "PARTNER_NOT_ENABLED".to_owned()));
    assert!(bench.rests_on("debt_profile_enabled"));
}

#[tokio::test]
async fn it_can_be_asynchronous() {
    let bench = Bench::new().await;
    let (listener, webhooks) = (Listener::new().await, bench.tenant.webhooks());
    webhooks.register("USER_LIABILITIES_CONNECTED", &listener.url(), &[]).unwrap();
    bench.spinwheel.choose(|choices| choices.debt_profile_answer = DebtProfileAnswer::Asynchronous);
    let id = bench.verified(PHONE, BORN).await;
    let data = bench.debt_profile(&id, &everything()).await.json()["data"].clone();
    assert_eq!(
        (parts(&data), data["creditReports"][0]["connectionStatus"]["statusCode"].as_u64()),
        ((false, false, false), Some(2001))
    );
    bench.clock.wait_for_sleepers(1).await;
    bench.advance(2);
    assert_eq!(listener.receive("200 OK").await.json()["userId"], id);
    assert_eq!(parts(&bench.user(&id).await), (true, true, true));

    bench.spinwheel.choose(|choices| {
        choices.debt_profile_answer = DebtProfileAnswer::Synchronous;
        choices.synchronous_order_announces = true;
    });
    let other = bench.verified("+12025550141", BORN).await;
    assert_eq!(parts(&bench.debt_profile(&other, &everything()).await.json()["data"]), (true, true, true));
    assert_eq!(listener.receive("200 OK").await.json()["userId"], other);
}

#[tokio::test]
async fn a_report_that_fails_or_never_comes_says_so_in_the_answer() {
    let bench = Bench::new().await;
    for (phone, code) in [("+12025550121", 5000), ("+12025550122", 2001)] {
        let id = bench.verified(phone, BORN).await;
        let reply = bench.debt_profile(&id, &everything()).await;
        let report = reply.json()["data"]["creditReports"][0].clone();
        assert_eq!((reply.status, report["connectionStatus"]["statusCode"].as_u64()), (200, Some(code)));
    }
}
