//! Values that are of another type than the schema's are read where they can mean something.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use serde_json::{Value, json};
use spinwheel_gql::{CreditReport, Error, ErrorKind, Timestamp};
use support::{client, sample};
use verify_testkit::Script;

/// Reads the sample report with one thing changed.
async fn read(place: &str, value: Value) -> Result<CreditReport, Error> {
    let mut report: Value = serde_json::from_str(&sample("credit_report/report.json")).unwrap();
    *report.pointer_mut(&format!("/data/creditReport/data{place}")).unwrap() = value;
    let script = Script::new();
    script.on("credit_report").answer(200, report.to_string());
    client(&script).credit_report(&support::credit_report()).await
}

#[tokio::test]
async fn a_number_can_be_a_text_and_a_text_a_number() {
    let report = read("/id", json!(17)).await.unwrap();
    assert_eq!(report.id.as_str(), "17");
    let report = read("/scores/0/scoreValue", json!(680)).await.unwrap();
    assert_eq!(*report.scores[0].value().unwrap().expose(), 680);
    let report = read("/debts/0/currentBalance", json!("5432.10")).await.unwrap();
    assert_eq!(report.debts.unwrap()[0].current_balance, Some("5432.10".parse().unwrap()));
    for (yes, expected) in [(json!("true"), Some(true)), (json!("False"), Some(false)), (json!(1), None)] {
        let report = read("/debts/0/isCollection", yes).await.unwrap();
        assert_eq!(report.debts.unwrap()[0].is_collection, expected);
    }
    let moment = Timestamp::parse("2026-01-15T12:00:00Z");
    for time in [json!("2026-01-15T12:00:00.000Z"), json!(1_768_478_400_000_i64), json!("1768478400")] {
        assert_eq!(read("/createdAt", time).await.unwrap().created_at, moment);
    }
}

#[tokio::test]
async fn what_makes_no_sense_counts_as_absent() {
    assert_eq!(read("/createdAt", json!("soon")).await.unwrap().created_at, None);
    assert_eq!(read("/leadId", json!([1])).await.unwrap().lead_id, None);
    assert_eq!(read("/scores", json!("none")).await.unwrap().scores, []);
    let debts = read("/debts/0/currentBalance", json!("a lot")).await.unwrap().debts.unwrap();
    assert_eq!((debts[0].current_balance, debts.len()), (None, 1));
}

#[tokio::test]
async fn of_a_list_what_can_be_read_is_kept() {
    let debt = |id: u32, balance: Value, name: Value| json!({ "id": id, "currentBalance": balance, "creditorName": name });
    let list = json!([
        debt(1, json!("1.50"), json!(7)),
        debt(2, json!("a lot"), json!({ "odd": true })),
        null,
        debt(3, json!(3), json!("A")),
        debt(4, json!(true), json!(null)),
    ]);
    let debts = read("/debts", list).await.unwrap().debts.unwrap();
    let read: Vec<_> = debts
        .iter()
        .map(|debt| {
            let name = debt.creditor_name.as_ref().map(|name| name.expose().as_str());
            (debt.id.as_ref().unwrap().as_str(), debt.current_balance.map(|amount| amount.to_string()), name)
        })
        .collect();
    let dollars = |amount: &str| Some(amount.to_owned());
    let expected = [
        ("1", dollars("1.50"), Some("7")),
        ("2", None, None),
        ("3", dollars("3.00"), Some("A")),
        ("4", None, None),
    ];
    assert_eq!(read, expected);
}

#[tokio::test]
async fn no_debts_is_not_the_same_as_unreadable_ones() {
    assert_eq!(read("/debts", json!([])).await.unwrap().debts, Some(vec![]));
    assert_eq!(read("/debts", json!(null)).await.unwrap().debts, None);
    for odd in [json!("none"), json!({}), json!(["none"]), json!([[]])] {
        let error = read("/debts", odd).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unreadable);
        assert!(error.json_path().unwrap().starts_with("data.creditReport.data.debts"), "{error}");
    }
    let error = read("/debts/0/id", json!(null)).await.unwrap_err();
    assert_eq!(error.json_path(), Some("data.creditReport.data.debts[0].id"));
}

#[tokio::test]
async fn a_long_list_of_odd_values_takes_no_long_time() {
    let debts: Vec<_> =
        (0..20_000).map(|id| json!({ "id": id, "creditorName": id, "openDate": id })).collect();
    let debts = read("/debts", debts.into()).await.unwrap().debts.unwrap();
    assert_eq!((debts.len(), debts[19_999].open_date.as_deref()), (20_000, Some("19999")));
}
