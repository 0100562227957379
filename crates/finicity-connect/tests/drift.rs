//! What becomes of an answer when a field is missing, null, of another type, or new. The snapshot lists what then
//! fails: a field whose loss leaves the answer meaningful must not be in it.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use finicity_connect::{Error, ErrorKind};
use serde_json::{Value, json};
use support::{client, sample, script};
use verify_testkit::Script;

/// A place in a document, as keys and indexes.
type Path = Vec<String>;

fn places(value: &Value, at: &Path, found: &mut Vec<Path>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        _ => return,
    };
    for (name, child) in children {
        let mut path = at.clone();
        path.push(name);
        found.push(path.clone());
        places(child, &path, found);
    }
}

fn parent<'a>(document: &'a mut Value, path: &Path) -> &'a mut Value {
    let mut value = document;
    for key in &path[..path.len() - 1] {
        value = match value {
            Value::Array(items) => &mut items[key.parse::<usize>().unwrap()],
            other => &mut other[key.as_str()],
        };
    }
    value
}

/// The document with the place changed: dropped for `None`.
fn changed(document: &Value, path: &Path, replacement: Option<Value>) -> Value {
    let mut document = document.clone();
    let last = path.last().unwrap();
    match (parent(&mut document, path), replacement) {
        (Value::Object(fields), Some(value)) => drop(fields.insert(last.clone(), value)),
        (Value::Object(fields), None) => drop(fields.remove(last)),
        (Value::Array(items), Some(value)) => items[last.parse::<usize>().unwrap()] = value,
        (Value::Array(items), None) => drop(items.remove(last.parse::<usize>().unwrap())),
        _ => unreachable!("a place is inside an object or a list"),
    }
    document
}

/// The value as something else than it is.
fn retyped(value: &Value) -> [Value; 2] {
    match value {
        Value::Object(_) => [json!("text"), json!([1])],
        Value::Array(_) => [json!("text"), json!({"a": 1})],
        Value::String(_) => [json!({"a": 1}), json!(12345)],
        _ => [json!({"a": 1}), json!("text")],
    }
}

fn at<'a>(document: &'a Value, path: &Path) -> &'a Value {
    path.iter().fold(document, |value, key| match value {
        Value::Array(items) => &items[key.parse::<usize>().unwrap()],
        other => &other[key.as_str()],
    })
}

async fn decode(operation: &str, body: &Value) -> Result<(), Error> {
    macro_rules! call {
        ($($name:ident)*) => {
            match operation {
                "authenticate" => {
                    let script = Script::new();
                    script.on(operation).answer(200, body.to_string());
                    client(&script).authenticate().await
                }
                $(stringify!($name) => {
                    let script = script();
                    script.on(operation).answer(200, body.to_string());
                    client(&script).$name(&support::$name()).await.map(drop)
                })*
                other => panic!("no call for the samples of {other}"),
            }
        };
    }
    call! {
        create_active_customer create_consumer create_testing_customer generate_connect_url
        generate_fix_connect_url generate_joint_borrower_connect_url generate_lite_connect_url get_consumer
        get_consumer_for_customer get_customer get_institution list_accounts list_customers refresh_accounts
        search_institutions send_connect_email send_joint_borrower_connect_email
    }
}

/// All samples of successes, as operation, file and document: those without a code. Webhooks are another test's.
fn samples() -> Vec<(String, String, Value)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut samples = Vec::new();
    for folder in std::fs::read_dir(&root).unwrap().map(Result::unwrap) {
        let operation = folder.file_name().into_string().unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            let file = file.file_name().into_string().unwrap();
            if operation == "webhook"
                || file.rsplit_once('.').is_none_or(|(_, extension)| extension != "json")
            {
                continue;
            }
            let document: Value = serde_json::from_str(&sample(&format!("{operation}/{file}"))).unwrap();
            if document.get("code").is_none() && document.get("Errors").is_none() {
                samples.push((operation.clone(), file, document));
            }
        }
    }
    samples.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    samples
}

#[tokio::test]
async fn what_fails_when_an_answer_drifts() {
    let mut failures: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut tried = 0;
    for (operation, _, document) in samples() {
        let mut paths = Vec::new();
        places(&document, &Path::new(), &mut paths);
        for path in paths {
            let [odd, odder] = retyped(at(&document, &path));
            let null = Some(Value::Null);
            for (what, new) in
                [("dropped", None), ("null", null), ("retyped", Some(odd)), ("retyped", Some(odder))]
            {
                tried += 1;
                if let Err(error) = decode(&operation, &changed(&document, &path, new)).await {
                    assert_eq!(error.kind(), ErrorKind::Unreadable);
                    assert!(error.json_path().is_some(), "the place is told");
                    failures.entry(format!("{operation} {}", named(&path))).or_default().insert(what);
                }
            }
        }
    }
    assert!(tried > 1000, "the samples were looked at: {tried}");
    let rows: Vec<_> = failures
        .iter()
        .map(|(place, changes)| {
            format!("{place}: {}", changes.iter().copied().collect::<Vec<_>>().join(", "))
        })
        .collect();
    insta::assert_snapshot!("drift", rows.join("\n"));
}

/// The path with list positions left out.
fn named(path: &Path) -> String {
    let names = path.iter().map(|key| if key.parse::<usize>().is_ok() { "[]" } else { key.as_str() });
    names.collect::<Vec<_>>().join(".")
}

#[tokio::test]
async fn new_fields_are_ignored_everywhere() {
    for (operation, file, document) in samples() {
        let mut paths = vec![];
        places(&document, &Path::new(), &mut paths);
        for path in paths.iter().filter(|path| at(&document, path).is_object()) {
            let mut richer = at(&document, path).clone();
            richer["somethingNew"] = json!({"a": [1, {"b": null}]});
            let body = changed(&document, path, Some(richer));
            assert!(decode(&operation, &body).await.is_ok(), "{operation}/{file} {}", path.join("."));
        }
    }
}
