//! What becomes of an answer when a field is missing, null, of another type, or new. The snapshot lists what then
//! fails: a field whose loss leaves the answer meaningful must not be in it, unless the schema says that it is never absent.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use spinwheel_gql::{Error, ErrorKind};
use support::{client, sample};
use verify_testkit::drift::{self, Change};
use verify_testkit::{ManualClock, Script};

async fn decode(operation: &str, body: &Value) -> Result<(), Error> {
    let script = Script::new();
    script.on(operation).answer(200, body.to_string());
    macro_rules! call {
        ($($name:ident)*) => {
            match operation {
                $(stringify!($name) => client(&script).$name(&support::$name()).await.map(drop),)*
                "fetch_token" => support::fetching(&script, &ManualClock::frozen()).fetch_token().await,
                other => panic!("no call for the samples of {other}"),
            }
        };
    }
    call! {
        credit_report credit_reports kba_questions pull_credit_report send_kba_answers send_sms_verification_code
        user_verification verify_sms_code
    }
}

/// All samples of successes, as operation, file and document: those that do not say that they are none.
fn samples() -> Vec<(String, Value)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut samples = Vec::new();
    for folder in std::fs::read_dir(&root).unwrap().map(Result::unwrap) {
        let operation = folder.file_name().into_string().unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            let file = file.file_name().into_string().unwrap();
            let document: Value = serde_json::from_str(&sample(&format!("{operation}/{file}"))).unwrap();
            let payload = document.pointer("/data").and_then(Value::as_object);
            let granted = document.get("access_token").is_some();
            if granted || payload.is_some_and(|data| data.values().any(|payload| payload["data"].is_object()))
            {
                samples.push((operation.clone(), document));
            }
        }
    }
    samples.sort_by_key(|(operation, document)| (operation.clone(), document.to_string()));
    samples
}

#[tokio::test]
async fn what_fails_when_an_answer_drifts() {
    let mut failures: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut tried = 0;
    for (operation, document) in samples() {
        for drifted in drift::all(&document) {
            tried += 1;
            let Err(error) = decode(&operation, &drifted.document).await else { continue };
            let change = (drifted.change, drifted.place.clone());
            assert_ne!(change.0, Change::Richer, "a new field is ignored: {operation} {}", change.1);
            if error.kind() == ErrorKind::Unreadable {
                assert!(error.json_path().is_some(), "the place is told");
            } else {
                // What stands in the place of no errors is one.
                assert!(change.1.ends_with("errors"), "{operation} {}: {error}", change.1);
            }
            failures.entry(format!("{operation} {}", change.1)).or_default().insert(change.0.to_string());
        }
    }
    assert!(tried > 400, "the samples were looked at: {tried}");
    let rows: Vec<_> = failures
        .iter()
        .map(|(place, changes)| {
            format!("{place}: {}", changes.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
        })
        .collect();
    insta::assert_snapshot!("drift", rows.join("\n"));
}
