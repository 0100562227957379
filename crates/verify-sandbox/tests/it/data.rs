//! Debts: exact sums, kinds, consistency.

use serde_json::{Value, json};

use crate::client::{Bench, PHONE};

const LISTS: [&str; 6] =
    ["autoLoans", "homeLoans", "studentLoans", "creditCards", "personalLoans", "miscellaneousLiabilities"];
const SUMMARIES: [&str; 6] = [
    "autoLoanSummary",
    "homeLoanSummary",
    "studentLoanSummary",
    "creditCardSummary",
    "personalLoanSummary",
    "miscellaneousLiabilitySummary",
];

async fn person(born: &str) -> Value {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, born).await;
    bench.order(&id).await;
    bench.advance(2);
    bench.user(&id).await
}

/// Cents, read from the text so that no rounding hides an error.
#[allow(clippy::cast_possible_truncation)]
fn cents(value: &Value) -> i64 {
    let number = value.as_f64().unwrap_or_else(|| panic!("no number: {value}"));
    let cents = (number * 100.0).round();
    assert!((number * 100.0 - cents).abs() < 1e-6, "{value} has more than two decimals");
    cents as i64
}

fn owed(list: &Value) -> i64 {
    list.as_array().unwrap().iter().map(|debt| cents(&debt["balanceDetails"]["outstandingBalance"])).sum()
}

fn counts(user: &Value) -> [usize; 6] {
    LISTS.map(|list| user[list].as_array().unwrap().len())
}

#[tokio::test]
async fn totals_and_kinds_are_those_of_the_seed() {
    let rows = [
        ("1990-01-01", 5_000, [1, 1, 1, 2, 0, 0], "Aldo"),
        ("1990-03-01", 20_000, [1, 1, 1, 2, 1, 1], "Melissa"),
        ("1990-04-10", 25_000, [1, 1, 1, 2, 1, 1], "Janice"),
        ("1990-04-12", 30_000, [2, 1, 1, 2, 1, 2], "Nolan"),
        ("1990-06-10", 64_000, [1, 0, 0, 3, 0, 0], "Sal"),
        ("1990-10-08", 880_000, [0, 1, 0, 5, 0, 0], "Terrance"),
    ];
    for (born, dollars, kinds, name) in rows {
        let user = person(born).await;
        assert_eq!(LISTS.map(|list| owed(&user[list])).iter().sum::<i64>(), dollars * 100, "{born}");
        assert_eq!(counts(&user), kinds, "{born}");
        assert_eq!(user["profile"]["firstName"], name);
    }
}

#[tokio::test]
async fn any_other_date_is_the_default_person() {
    for born in ["1967-06-08", "1987-06-08", "2000-02-29"] {
        let user = person(born).await;
        assert_eq!(user["profile"]["lastName"], "Jenoval");
        assert_eq!(user["profile"]["dob"], born);
        assert_eq!(counts(&user), [1, 1, 1, 2, 0, 0]);
    }
}

#[tokio::test]
async fn summaries_are_the_sums_of_the_lists() {
    for born in ["1990-01-01", "1990-04-12", "1990-06-10", "1990-10-08"] {
        let user = person(born).await;
        for (list, summary) in LISTS.iter().zip(SUMMARIES) {
            let (list, summary) = (&user[*list], &user[summary]);
            let count = if summary["noOfLoans"].is_null() { "noOfCreditCards" } else { "noOfLoans" };
            assert_eq!(summary[count], list.as_array().unwrap().len(), "{summary}");
            assert_eq!(cents(&summary["currentOutstandingBalance"]), owed(list), "{summary}");
        }
        let report = &user["creditReports"][0]["summary"];
        let secured = owed(&user["autoLoans"]) + owed(&user["homeLoans"]);
        let unsecured = LISTS[2..].iter().map(|list| owed(&user[*list])).sum::<i64>();
        assert_eq!(cents(&report["totalSecuredDebtAmount"]), secured);
        assert_eq!(cents(&report["totalUnsecuredDebtAmount"]), unsecured);
        let without = unsecured - owed(&user["studentLoans"]);
        assert_eq!(cents(&report["totalUnsecuredDebtAmountExcludingStudent"]), without);
    }
}

#[tokio::test]
async fn cards_add_up() {
    let user = person("1990-03-01").await;
    let mut available = 0;
    for card in user["creditCards"].as_array().unwrap() {
        let (balance, profile) = (cents(&card["balanceDetails"]["outstandingBalance"]), &card["cardProfile"]);
        let limit = cents(&profile["creditLimit"]);
        assert_eq!(cents(&profile["availableCreditDerived"]), limit - balance);
        let utilization = (balance * 10_000 + limit / 2) / limit;
        assert_eq!(cents(&profile["creditUtilization"]), utilization);
        assert!(card.get("liabilityProfile").is_none() && card["aprs"][0]["type"] == "PURCHASE");
        available += limit - balance;
    }
    assert_eq!(cents(&user["creditCardSummary"]["availableCredit"]), available);
}

#[tokio::test]
async fn amounts_are_written_with_two_decimals() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, "1990-01-01").await;
    bench.order(&id).await;
    bench.advance(2);
    let text = bench.get(&format!("/v1/users?userId={id}")).await.text();
    assert!(text.contains(r#""outstandingBalance":1820.50"#), "{text}");
    assert!(text.contains(r#""currentOutstandingBalance":1500.00"#));
}

#[tokio::test]
async fn the_vocabulary_of_a_loan_and_its_report() {
    let user = person("1990-04-12").await;
    let auto = &user["autoLoans"][0];
    for field in [
        "autoLoanId",
        "displayName",
        "logoUrl",
        "statementSummary",
        "creditor",
        "capabilities",
        "payoffSummary",
    ] {
        assert!(!auto[field].is_null(), "{field}");
    }
    assert_eq!(auto["liabilityProfile"]["debtType"], "SECURED");
    assert_eq!(
        auto["statementSummary"]["statementDateWithFormat"],
        json!({"value": "2026-01", "format": "YYYY-MM"})
    );
    assert_eq!(auto["statementSummary"]["dueDate"], "2026-02-01");
    assert_eq!(user["studentLoans"][0]["liabilityProfile"]["loanType"], "PUBLIC");
    let report = &user["creditReports"][0];
    assert_eq!(report["profile"]["dateOfBirth"], "1990-04-12");
    assert_eq!(report["profile"]["addresses"][0]["residencyType"], "CURRENT");
    assert_eq!(report["creditScoreDetails"][0]["creditScore"], user["profile"]["creditScore"]);
    assert_eq!(user["updatedOn"], 1_768_478_402_000_u64);
}

#[tokio::test]
async fn ids_of_debts_stay() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, "1990-04-12").await;
    bench.order(&id).await;
    bench.advance(2);
    let first = bench.user(&id).await;
    bench.advance(86_400);
    assert_eq!(bench.user(&id).await, first);
    let mut ids: Vec<_> =
        first["autoLoans"].as_array().unwrap().iter().map(|loan| loan["autoLoanId"].clone()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 2);
}
