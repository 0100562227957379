//! `verify-kit spinwheel-connect …`: debts that are ordered, refreshed and subscribed to.

use std::time::Duration;

use crate::spinwheel_people::{Twins, connected, sent};
use crate::support::Bench;

const ASK: &str = "0f0e8a52-0000-4000-8000-000000000001";

async fn twins() -> (Twins, String) {
    let twins = Twins::new().await;
    for bench in [&twins.lines, &twins.json] {
        connected(bench, "+12025550140").await;
    }
    let id = twins.user();
    (twins, id)
}

/// The id of the first card.
async fn card(bench: &Bench, user: &str) -> String {
    let ran = bench.spinwheel(&["retrieve-user", "--user-id", user, "--json"]).await;
    ran.json()["creditCards"][0]["creditCardId"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn debts_of_equifax_at_once() {
    let (twins, id) = twins().await;
    let order = ["order-equifax-profile", "--user-id", &id, "--want", "report-and-score"];
    let told = twins.shown("order_equifax_profile", &order).await;
    assert_eq!(told["creditCards"].as_array().map(Vec::len), Some(2));
    assert!(sent(&twins.lines).contains(r#""model":"VANTAGE_SCORE_3_0""#), "{}", sent(&twins.lines));
    let bench = Bench::new().await;
    let id = connected(&bench, "+12025550140").await;
    bench.spinwheel(&["order-equifax-profile", "--user-id", &id, "--want", "score"]).await.assert_code(0);
    assert!(!sent(&bench).contains("creditReport"), "{}", sent(&bench));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn debts_of_another_bureau() {
    let (twins, id) = twins().await;
    let order = ["order-debt-profile", "--user-id", &id, "--report", "--report-bureau", "transunion"];
    let score = ["--score", "fico-score-8", "--score-bureau", "transunion"];
    let told = twins.shown("order_debt_profile", &[&order[..], &score].concat()).await;
    assert_eq!(told["creditReports"][0]["sourceBureau"], "TransUnion");
    let bench = Bench::new().await;
    let id = connected(&bench, "+12025550140").await;
    let ran = bench.spinwheel(&["order-debt-profile", "--user-id", &id, "--only", "student-loan"]).await;
    ran.assert_code(0);
    assert_eq!(sent(&bench), "{}", "the settings at Spinwheel decide");
    assert!(ran.stdout.contains("student loan") && !ran.stdout.contains("credit card"), "{}", ran.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fresh_data_of_a_debt() {
    let (twins, id) = twins().await;
    for bench in [&twins.lines, &twins.json] {
        bench.spinwheel(&["order-equifax-profile", "--user-id", &id]).await.assert_code(0);
    }
    let debt = format!("credit-card={}", card(&twins.lines, &id).await);
    let refresh = ["refresh-liabilities", "--user-id", &id, "--ext-request-id", ASK, "--debt", &debt];
    let told = twins.shown("refresh_liabilities", &refresh).await;
    assert_eq!(told[0]["refreshTransactionStatus"], "IN_PROGRESS");
    assert!(sent(&twins.lines).contains(&format!(r#""extRequestId":"{ASK}""#)), "{}", sent(&twins.lines));
    for bench in [&twins.lines, &twins.json] {
        bench.sandbox.clock().advance(Duration::from_secs(6));
    }
    let look = ["liability-refresh-status", "--user-id", &id, "--ext-request-id", ASK];
    let told = twins.shown("liability_refresh_status", &look).await;
    assert_eq!(told[0]["refreshTransactionStatus"], "COMPLETED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refresh_can_fail() {
    let bench = Bench::new().await;
    let id = connected(&bench, "+12025550137").await;
    bench.spinwheel(&["order-equifax-profile", "--user-id", &id]).await.assert_code(0);
    let debt = format!("credit-card={}", card(&bench, &id).await);
    bench
        .spinwheel(&["refresh-liabilities", "--user-id", &id, "--ext-request-id", ASK, "--debt", &debt])
        .await
        .assert_code(0);
    bench.sandbox.clock().advance(Duration::from_secs(6));
    let ran = bench.spinwheel(&["liability-refresh-status", "--user-id", &id, "--ext-request-id", ASK]).await;
    ran.assert_code(0);
    assert!(ran.stdout.contains("failed") && !ran.stderr.contains("Next"), "{}", ran.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_debts_are_announced() {
    let (twins, id) = twins().await;
    let told = twins
        .shown("new_liability_subscriptions_none", &["new-liability-subscriptions", "--user-id", &id])
        .await;
    assert_eq!(told.as_array().map(Vec::len), Some(0));
    let told =
        twins.shown("subscribe_new_liabilities", &["subscribe-new-liabilities", "--user-id", &id]).await;
    assert_eq!(told[0]["subscriptionType"], "NEW_LIABILITIES");
    let told =
        twins.shown("new_liability_subscriptions", &["new-liability-subscriptions", "--user-id", &id]).await;
    assert_eq!(told.as_array().map(Vec::len), Some(1));
    let told = twins.lines.tenant.spinwheel().report_new_liability(&id).unwrap();
    assert!(told.subscription_id.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fresh_reports_begin_and_end() {
    let (twins, id) = twins().await;
    for bench in [&twins.lines, &twins.json] {
        bench.spinwheel(&["order-equifax-profile", "--user-id", &id]).await.assert_code(0);
    }
    let subscribe = ["subscribe-debt-profile-refresh", "--user-id", &id, "--frequency", "MONTHLY"];
    let wanted = ["--report", "--score", "vantage-score-3"];
    let told = twins.shown("subscribe_debt_profile_refresh", &[&subscribe[..], &wanted].concat()).await;
    assert!(
        sent(&twins.lines).contains(r#""refreshFrequency":"MONTHLY","creditReport""#),
        "{}",
        sent(&twins.lines)
    );
    let one = told[0]["subscriptionId"].as_str().unwrap().to_owned();
    let list = ["debt-profile-subscriptions", "--user-id", &id];
    let told = twins.shown("debt_profile_subscriptions", &list).await;
    assert_eq!(told[0]["subscriptionId"], one.as_str());
    let end = ["unsubscribe-debt-profile-refresh", "--user-id", &id];
    let told = twins
        .shown("unsubscribe_debt_profile_refresh", &[&end[..], &["--subscription-id", &one]].concat())
        .await;
    assert_eq!(told["ended"], true);
    assert!(twins.lines.spinwheel(&list).await.stdout.contains("has no such subscription"));
    twins.lines.spinwheel(&subscribe).await.assert_code(0);
    twins.lines.spinwheel(&[&end[..], &["--all"]].concat()).await.assert_code(0);
    assert!(twins.lines.spinwheel(&list).await.stdout.contains("has no such subscription"));
}
