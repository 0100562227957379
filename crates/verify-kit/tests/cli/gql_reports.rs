//! `verify-kit spinwheel-gql …` on credit reports, against a sandbox.

use serde_json::Value;

use crate::gql_consent::{CONTACT, KBA, PHONE, Twins, answers, consent};
use crate::support::{Bench, Ran};

const PULL: [&str; 3] = ["pull-credit-report", "--contact-id", CONTACT];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_pulled_and_shown_and_listed() {
    let twins = Twins::new().await;
    for bench in twins.benches() {
        consent(bench, PHONE).await;
    }
    twins.shown(&PULL).await;
    let id = twins.lines.tenant.debtcore().reports()[0].credit_report_id.clone();
    twins.shown(&["credit-report", "--report-id", &id]).await;
    twins.shown(&["credit-reports", "--contact-id", CONTACT, "--source", "spinwheel", "--first", "5"]).await;
    for bench in twins.benches() {
        assert_eq!(bench.tenant.debtcore().reports().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_account_numbers_the_ending_is_printed() {
    let bench = Bench::new().await;
    consent(&bench, PHONE).await;
    let pulled = bench.gql(&[&PULL[..], &["--json"]].concat()).await;
    pulled.assert_code(0);
    let id = bench.tenant.debtcore().reports()[0].credit_report_id.clone();
    let read = bench.gql(&["credit-report", "--report-id", &id, "--json"]).await;
    for ran in [pulled, read] {
        let report = ran.json();
        let debts = report["debts"].as_array().unwrap();
        assert!(!debts.is_empty());
        for debt in debts {
            let number = debt["accountNumber"].as_str().unwrap();
            assert!(number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()), "{number}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_is_not_there_yet_says_so() {
    let bench = Bench::new().await;
    // Whose report is never done.
    consent(&bench, "+12025550122").await;
    let ran = bench.gql(&PULL).await;
    ran.assert_code(0);
    assert!(ran.stdout.contains("status: IN_PROGRESS\n"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("There are no debts in it.\n"), "{}", ran.stdout);
}

const NAMES: [&str; 4] = ["--first-name", "Riley", "--last-name", "Example"];
const ADDRESS: [&str; 8] =
    ["--street", "1 Sample Street", "--city", "Spencer", "--state", "IA", "--zip", "51301"];

async fn pull(bench: &Bench, source: &str, more: &[&str]) -> Ran {
    bench.gql(&[&PULL[..], &["--source", source, "--json"], more].concat()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_source_is_sent_what_it_needs() {
    let bench = Bench::new().await;
    let person = [&NAMES[..], &ADDRESS].concat();
    let (ssn, born) = (["--ssn", "666-01-0008"], ["--birth-date", "1990-03-01"]);
    let needs: [(&str, &str, &[&[&str]]); 4] = [
        ("crs-transunion", "CRS_TRANSUNION", &[]),
        ("crs-equifax", "CRS_EQUIFAX", &[&ssn]),
        ("array-equifax", "ARRAY_EQUIFAX", &[&ssn, &born]),
        ("crs-standard-prequal-vantage4-tu", "CRS_STANDARD_PREQUAL_VANTAGE4_TU", &[&ssn]),
    ];
    for (source, name, needed) in needs {
        let needed = needed.concat();
        let ran = pull(&bench, source, &[&person[..], &needed].concat()).await;
        ran.assert_code(0);
        assert_eq!(ran.json()["source"], name);
        // Everything that any of them takes.
        let extras = ["--middle-name", "Q", "--suffix", "Jr.", "--lead-id", "lead-1", "--line-2", "Apt 4"];
        let all = [&person[..], &ssn, &born, &extras].concat();
        let ran = pull(&bench, source, &all).await;
        ran.assert_code(0);
        assert_eq!(ran.json()["leadId"], "lead-1");
        // Without the last thing it needs.
        let Some(flag) = needed.chunks(2).next_back() else { continue };
        let rest = &needed[..needed.len() - 2];
        let ran = pull(&bench, source, &[&person[..], rest].concat()).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(flag[0]) && ran.stderr.contains("is missing"), "{}", ran.stderr);
    }
    for entry in bench.tenant.journal().entries() {
        assert!(entry.unread_fields.is_empty(), "{:?}", entry.unread_fields);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_source_has_no_use_for_is_not_sent_to_it() {
    let bench = Bench::new().await;
    let cases: [(&str, &[&str], &str); 5] = [
        ("spinwheel", &["--ssn", "666-01-0008"], "--ssn"),
        ("spinwheel", &["--suffix", "Jr.", "--zip", "51301"], "--zip, --suffix"),
        ("spinwheel", &["--user-verification-id", "v-1"], "--user-verification-id"),
        ("array-equifax-kba", &["--first-name", "Riley"], "--first-name"),
        ("crs-equifax", &["--user-verification-id", "v-1"], "--user-verification-id"),
    ];
    for (source, more, named) in cases {
        let ran = pull(&bench, source, more).await;
        ran.assert_code(2);
        let expected = format!("this source has no use for {named}\n");
        assert!(ran.stderr.contains(&expected), "{}", ran.stderr);
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_can_follow_questions() {
    let bench = Bench::new().await;
    bench.gql_reading(&KBA, "666-01-0008\n").await.assert_code(0);
    let args = answers(&bench, 0);
    bench.gql(&args.iter().map(String::as_str).collect::<Vec<_>>()).await.assert_code(0);
    let found = bench.gql(&["user-verification", "--contact-id", CONTACT]).await;
    let id = found.stdout.lines().find_map(|line| line.strip_prefix("verification id: ")).unwrap();
    let ran = pull(&bench, "array-equifax-kba", &["--user-verification-id", id]).await;
    ran.assert_code(0);
    assert_eq!(ran.json()["source"], "ARRAY_EQUIFAX_KBA");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_gone_through_part_by_part() {
    let bench = Bench::new().await;
    let person = [&NAMES[..], &ADDRESS].concat();
    for _ in 0..3 {
        pull(&bench, "crs-transunion", &person).await.assert_code(0);
        bench.sandbox.clock().advance(std::time::Duration::from_secs(60));
    }
    let ids: Vec<String> =
        bench.tenant.debtcore().reports().into_iter().map(|report| report.credit_report_id).collect();
    let list = ["credit-reports", "--order", "oldest-first", "--first", "2"];
    let first = bench.gql(&list).await;
    first.assert_code(0);
    let cursor = first.stdout.lines().find_map(|line| line.strip_prefix("There are more: --after "));
    assert!(first.stdout.contains(&ids[0]) && first.stdout.contains(&ids[1]), "{}", first.stdout);
    let second = bench.gql(&[&list[..], &["--after", cursor.unwrap()]].concat()).await;
    assert!(second.stdout.contains(&ids[2]) && !second.stdout.contains("more"), "{}", second.stdout);
    let listed = |ran: Ran| -> Vec<Value> { ran.json()["reports"].as_array().unwrap().clone() };
    let newest = bench.gql(&["credit-reports", "--order", "newest-first", "--skip", "2", "--json"]).await;
    assert_eq!(listed(newest)[0]["id"], ids[0].as_str());
    let tail = ["credit-reports", "--order", "oldest-first", "--last", "1", "--json"];
    let start = bench.gql(&tail).await.json()["startCursor"].as_str().unwrap().to_owned();
    let back = bench.gql(&[&tail[..], &["--before", &start]].concat()).await;
    assert_eq!(listed(back)[0]["id"], ids[1].as_str());
    let some = ["credit-reports", "--report-id", &ids[0], "--report-id", &ids[2], "--json"];
    assert_eq!(listed(bench.gql(&some).await).len(), 2);
    let none = bench.gql(&["credit-reports", "--search", "nobody"]).await;
    assert_eq!((none.stdout.as_str(), none.stderr.as_str()), ("There are no such reports.\n", ""));
}
