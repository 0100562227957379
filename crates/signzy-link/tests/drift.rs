//! What becomes of an answer when a field is missing, null, of another type, or new. The snapshot lists what then
//! fails: a field whose loss leaves the answer meaningful must not be in it.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use signzy_link::{Error, ErrorKind};
use support::{client, sample};
use verify_testkit::Script;
use verify_testkit::drift::{self, Change};

async fn decode(operation: &str, body: &Value) -> Result<(), Error> {
    macro_rules! call {
        ($($name:ident)*) => {
            match operation {
                "login" => {
                    let script = Script::new();
                    script.on(operation).answer(200, body.to_string());
                    support::login_builder(&script).build().unwrap().login().await
                }
                $(stringify!($name) => {
                    let script = Script::new();
                    script.on(operation).answer(200, body.to_string());
                    client(&script).$name(&support::$name()).await.map(drop)
                })*
                other => panic!("no call for the samples of {other}"),
            }
        };
    }
    call! { check_link send_link }
}

/// All samples of successes, as operation, file and document: those that do not say that they are none.
fn samples() -> Vec<(String, String, Value)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut samples = Vec::new();
    for folder in std::fs::read_dir(&root).unwrap().map(Result::unwrap) {
        let operation = folder.file_name().into_string().unwrap();
        if operation == "envelope" {
            continue; // Refusals.
        }
        for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            let file = file.file_name().into_string().unwrap();
            if file.rsplit_once('.').is_none_or(|(_, extension)| extension != "json") {
                continue;
            }
            let document: Value = serde_json::from_str(&sample(&format!("{operation}/{file}"))).unwrap();
            samples.push((operation.clone(), file, document));
        }
    }
    samples.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    samples
}

#[tokio::test]
async fn what_fails_when_an_answer_drifts() {
    let mut failures: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut tried = 0;
    for (operation, _, document) in samples() {
        for drifted in drift::all(&document) {
            tried += 1;
            let Err(error) = decode(&operation, &drifted.document).await else { continue };
            assert_eq!(error.kind(), ErrorKind::Unreadable);
            assert!(error.json_path().is_some(), "the place is told");
            assert_ne!(
                drifted.change,
                Change::Richer,
                "a new field is ignored: {operation} {}",
                drifted.place
            );
            let place = format!("{operation} {}", drifted.place);
            failures.entry(place).or_default().insert(drifted.change.to_string());
        }
    }
    assert!(tried > 80, "the samples were looked at: {tried}");
    let rows: Vec<_> = failures
        .iter()
        .map(|(place, changes)| {
            format!("{place}: {}", changes.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
        })
        .collect();
    insta::assert_snapshot!("drift", rows.join("\n"));
}
