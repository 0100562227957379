//! `--data`: the fields of a request from a JSON object.

use serde_json::{Map, Value, json};
use verify_testkit::assert_no_leak;
use verify_testkit::canary::{CODE, EXTERNAL_ID, FIRST_NAME, SECRET};

#[cfg(unix)]
use crate::curl::{body, script};
#[cfg(unix)]
use crate::samples::{SAMPLES, Sample};
use crate::support::{Bench, Folder, Ran, kit, run, run_with};

/// The object in a file of this folder, as an argument.
fn file(folder: &Folder, object: &Value) -> String {
    let path = folder.0.join("data.json");
    std::fs::write(&path, object.to_string()).unwrap();
    format!("--data=@{}", path.display())
}

/// The command line with a file.
fn with_file(folder: &Folder, args: &[&str], object: &Value) -> Ran {
    run(&[args, &[&file(folder, object)]].concat())
}

#[cfg(unix)]
#[test]
fn a_body_given_back_is_the_same_request() {
    let folder = Folder::new("data-bodies");
    for sample in SAMPLES {
        let by_flags = script(&sample.args(), &[]);
        let body = body(&folder, &by_flags);
        let object = match serde_json::from_str(&body) {
            Ok(object @ (Value::Object(_) | Value::Array(_))) => object,
            _ => Value::Object(Map::new()),
        };
        let flag = file(&folder, &object);
        let by_data = script(&sample.path_args(), &[&flag]);
        assert_eq!(by_flags, by_data, "{} {}: {body}", sample.provider, sample.operation);
    }
}

#[cfg(unix)]
#[test]
fn fields_are_called_as_the_flags() {
    let folder = Folder::new("data-names");
    for sample in SAMPLES {
        for rename in [str::to_owned as fn(&str) -> String, snake, camel] {
            let flag = file(&folder, &named(sample, rename));
            let by_data = script(&target(sample), &[&flag]);
            assert_eq!(script(&sample.args(), &[]), by_data, "{} {}", sample.provider, sample.operation);
        }
    }
}

/// All flags of a sample as fields, but for those of the client.
#[cfg(unix)]
fn named(sample: &Sample, rename: fn(&str) -> String) -> Value {
    let mut object = Map::new();
    for (name, value) in sample.path.iter().chain(sample.body).filter(|(name, _)| *name != "app-id") {
        let value = match (*name, *value) {
            (_, "") => json!(true),
            ("metadata" | "webhook-data" | "adjustment-1099", text) => serde_json::from_str(text).unwrap(),
            ("limit" | "start" | "first" | "skip" | "every", number) => json!(number.parse::<u32>().unwrap()),
            ("default" | "auto-payout", word) => json!(word == "true"),
            (_, text) => json!(text),
        };
        match object.get_mut(&rename(name)) {
            None => drop(object.insert(rename(name), value)),
            Some(Value::Array(items)) => items.push(value),
            Some(one) => *one = json!([one.clone(), value]),
        }
    }
    Value::Object(object)
}

#[cfg(unix)]
fn target(sample: &Sample) -> Vec<String> {
    let app = sample.path.iter().filter(|(name, _)| *name == "app-id");
    let mut args = vec![sample.provider.to_owned(), sample.operation.to_owned()];
    args.extend(app.map(|(name, value)| format!("--{name}={value}")));
    args
}

#[cfg(unix)]
fn snake(name: &str) -> String {
    name.replace('-', "_")
}

#[cfg(unix)]
fn camel(name: &str) -> String {
    let mut words = name.split('-');
    let mut written = words.next().unwrap().to_owned();
    for word in words {
        written.push_str(&word[..1].to_uppercase());
        written.push_str(&word[1..]);
    }
    written
}

const CONNECT: [&str; 2] = ["spinwheel-connect", "connect-sms"];
const VERIFY: [&str; 4] = ["spinwheel-connect", "verify-sms-code", "--user-id", "u"];

/// What has another form than the provider's is refused, and never left out in silence.
#[test]
fn a_field_of_another_form_is_named() {
    let folder = Folder::new("data-forms");
    let subscription = json!({"subscriptionType": "DEBT_PROFILE.REFRESH", "frequency": 5});
    let profile = ["spinwheel-connect", "order-debt-profile", "--user-id=u"];
    let customer = ["finicity-connect", "list-accounts"];
    let rows: [(&[&str], Value, &str); 13] = [
        (
            &["spinwheel-connect", "connect-network-token"],
            json!({"ssnLastFourDigits": 6790}),
            "ssnLastFourDigits",
        ),
        (&["spinwheel-connect", "refresh-liabilities"], json!({"creditCards": {"id": "1"}}), "creditCards"),
        (
            &["spinwheel-connect", "subscribe-debt-profile-refresh"],
            json!({"subscriptions": [subscription]}),
            "subscriptions must hold one",
        ),
        (&profile, json!({"creditScore": {"model": 3}}), "creditScore-model"),
        (&["finicity-connect", "rotate-partner-secret"], json!({"immediate": "no"}), "immediate"),
        (
            &["finicity-connect", "generate-joint-borrower-connect-url"],
            json!({"borrowers": {"primary": "1"}}),
            "borrowers",
        ),
        (&["dots-users", "create-flow"], json!({"steps": "onboard"}), "steps"),
        (&["dots-users", "put-compliance"], json!({"w9": "x"}), "w9"),
        (&["dots-users", "put-compliance"], json!({"w8ben": {"name": ["x"]}}), "name"),
        (&["dots-users", "create-user"], json!({"phone_number": ["x"]}), "phone"),
        (&["dots-users", "create-user"], json!({"country_code": "1"}), "country_code"),
        (&["spinwheel-gql", "verify-sms-code"], json!({"variables": ["x"]}), "variables"),
        (&customer, json!({"customer_id": 12_345_678_901_234_567_890_123_f64}), "customer_id"),
    ];
    for (args, object, field) in rows {
        let ran = with_file(&folder, &[args, &["--dry-run"]].concat(), &object);
        ran.assert_code(2);
        assert!(ran.stderr.contains("--data: ") && ran.stderr.contains(field), "{}", ran.shown());
    }
}

#[test]
fn a_list_is_taken_where_the_request_is_one() {
    let folder = Folder::new("data-lists");
    let subscribe = ["spinwheel-connect", "subscribe-new-liabilities", "--user-id", "u", "--dry-run"];
    with_file(&folder, &subscribe, &json!([{"subscriptionType": "NEW_LIABILITIES"}])).assert_code(0);
    for (args, list, expected) in [
        (&subscribe[..], json!([{"subscriptionType": SECRET}]), "the list must hold one subscription"),
        (&CONNECT, json!([{"phone": SECRET}]), " next: run the command once for each object of the list"),
    ] {
        let ran = with_file(&folder, args, &list);
        ran.assert_code(2);
        assert!(ran.stderr.contains("--data: ") && ran.stderr.contains(expected), "{}", ran.shown());
        assert_no_leak("a list", &ran.shown());
    }
}

#[test]
fn an_unknown_field_is_named_with_the_nearest() {
    let folder = Folder::new("data-unknown");
    let object = json!({"phone": "+12025550140", "birthDat": FIRST_NAME, "ext_user_id": EXTERNAL_ID});
    let ran = with_file(&folder, &CONNECT, &object);
    ran.assert_code(2);
    insta::assert_snapshot!("data_unknown_field", ran.shown());
    assert_no_leak("an unknown field", &ran.shown());
    for (object, expected) in [
        (json!({"address": {"zipp": SECRET}}), "no field address-zipp"),
        (json!({"phoneNumbr": SECRET}), "no field phoneNumbr; did you mean phoneNumber?"),
        (json!({"birthday": [{"a": SECRET}]}), "no field birthday"),
        (json!({"live": "production"}), "no field live"),
        (json!({"endpoint": SECRET}), "no field endpoint"),
        (json!({"code-stdin": true}), "no field code-stdin"),
    ] {
        let ran = with_file(&folder, &CONNECT, &object);
        ran.assert_code(2);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
        assert_no_leak(expected, &ran.shown());
    }
}

#[test]
fn a_person_as_dots_answers_it_can_be_given_back() {
    let folder = Folder::new("data-dots-phone");
    let create =
        ["dots-users", "create-user", "--first-name", "A", "--last-name", "B", "--email", "a@example.com"];
    let create = [&create[..], &["--curl"]].concat();
    let ran = with_file(
        &folder,
        &create,
        &json!({"phone_number": {"country_code": "44", "phone_number": "2025550140"}}),
    );
    ran.assert_code(0);
    assert!(ran.stdout.contains(r#""country_code":"44","phone_number":"2025550140""#), "{}", ran.shown());
    for (odd, expected) in [
        (json!({"phone_number": {"number": "2025550140"}}), "no field number"),
        (json!({"phone_number": ["2025550140"]}), "phone_number must be a text or a number"),
    ] {
        let ran = with_file(&folder, &create, &odd);
        ran.assert_code(2);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
}

#[test]
fn what_is_no_json_is_told_how_to_be_given() {
    let folder = Folder::new("data-no-json");
    let path = folder.0.join("broken.json");
    std::fs::write(&path, "{\"phone\": \"+12025550140\",}").unwrap();
    let file = format!("@{}", path.display());
    for (data, expected) in [
        (file.as_str(), " next: look there for a comma too many"),
        ("{phone: 1}", " next: quote the object for the shell"),
        ("broken.json", " next: a path begins with @"),
        (" ", "--data: is empty"),
    ] {
        let ran = run(&[&CONNECT[..], &["--data", data]].concat());
        ran.assert_code(2);
        assert!(ran.stderr.contains(expected), "{data}: {}", ran.stderr);
    }
}

#[test]
fn what_cannot_be_read_is_refused_without_its_values() {
    let folder = Folder::new("data-refused");
    let path = folder.0.join("none.json");
    let missing = format!("@{}", path.display());
    let not_there = "the file cannot be read: there is no such file";
    for (data, expected) in [
        (missing.as_str(), not_there),
        (SECRET, "is no JSON, from line 1, column 1 on"),
        (r#""canary-key-5f1d9a7c3b""#, "must be a JSON object"),
        (r#"["canary-key-5f1d9a7c3b"]"#, "is a list, and one request is one JSON object"),
        (r#"{"phone":["+12025550187"]}"#, "phone must be a text or a number"),
        (r#"{"phone":true}"#, "phone must be a text or a number"),
        (r#"{"phone":"+12025550187","phoneNumber":"+12025550187"}"#, "--phone is given twice"),
        (r#"{"phone":"Canarina"}"#, "--phone: the phone number"),
    ] {
        let ran = run(&[&CONNECT[..], &["--curl", "--data", data]].concat());
        ran.assert_code(2);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
        assert_no_leak(expected, &ran.shown());
    }
    let twice = run(&[&CONNECT[..], &["--data", "{}", "--data={}"]].concat());
    assert!(twice.stderr.contains("--data can be given once"), "{}", twice.stderr);
    let choice = with_file(&folder, &["dots-users", "list-users"], &json!({"status": FIRST_NAME}));
    choice.assert_code(2);
    assert_no_leak("a choice", &choice.shown());
    run(&[&CONNECT[..], &["--data"]].concat()).assert_code(2);
}

#[test]
fn flags_win() {
    let folder = Folder::new("data-flags");
    let object =
        json!({"phone": "+12025550199", "dateOfBirth": "1991-01-01", "extUserId": "other", "audit": null});
    let args = [&CONNECT[..], &["--phone=+12025550140", "--user-id", "u", "--curl"]].concat();
    let ran = with_file(&folder, &args, &object);
    ran.assert_code(0);
    let expected = r#"'{"phoneNumber":"+12025550140","dateOfBirth":"1991-01-01","userId":"u"}'"#;
    assert!(ran.stdout.contains(expected), "{}", ran.stdout);
}

#[test]
fn false_is_absent_unless_it_is_a_value() {
    let folder = Folder::new("data-false");
    let object = json!({"use_voice": false});
    let text =
        with_file(&folder, &["dots-users", "send-verification-token", "--user-id=u", "--curl"], &object);
    assert!(!text.stdout.contains("--data-raw"), "{}", text.stdout);
    let object = json!({"platform": "venmo", "handle": "ada", "is_default": false});
    let method = with_file(&folder, &["dots-users", "put-payout-method", "--user-id=u", "--curl"], &object);
    assert!(method.stdout.contains(r#""is_default":false"#), "{}", method.stdout);
}

#[test]
fn what_the_client_sends_by_itself_is_not_taken() {
    let folder = Folder::new("data-own");
    let object = json!({"customerId": "17", "partnerId": "canary-ext-2c9e"});
    let ran = with_file(&folder, &["finicity-connect", "generate-connect-url", "--curl"], &object);
    ran.assert_code(0);
    assert!(ran.stderr.starts_with("--data: partnerId comes with the credentials;"), "{}", ran.stderr);
    assert_no_leak("a partner id", &ran.shown());
}

#[test]
fn a_document_of_another_operation_is_refused() {
    let folder = Folder::new("data-graphql");
    let object = json!({"operationName": "UserVerification", "variables": {"reqOrgContactId": "c"}});
    with_file(&folder, &["spinwheel-gql", "user-verification", "--curl"], &object).assert_code(0);
    let ran = with_file(&folder, &["spinwheel-gql", "verify-sms-code", "--curl"], &object);
    ran.assert_code(2);
    assert!(ran.stderr.contains("operationName is that of another operation"), "{}", ran.stderr);
}

#[test]
fn guarded_values_come_from_a_file_for_real_people_and_never_from_flags() {
    let folder = Folder::new("data-guarded");
    let live = [&VERIFY[..], &["--live", "sandbox", "--curl"]].concat();
    with_file(&folder, &live, &json!({"code": CODE})).assert_code(0);
    let inline = run(&[&live[..], &["--data", "{\"code\":\"739154\"}"]].concat());
    assert!(inline.stderr.contains("--code is for the sandbox only"), "{}", inline.stderr);
    let both = with_file(&folder, &[&live[..], &["--code", CODE]].concat(), &json!({"code": CODE}));
    assert!(both.stderr.contains("--code is for the sandbox only"), "{}", both.stderr);
    for forged in ["file", "--data=file"] {
        let ran = run(&[&live[..], &["--code", CODE, "--data", forged]].concat());
        ran.assert_code(2);
    }
    for ran in [inline, both] {
        ran.assert_code(2);
        assert_no_leak("a guarded value", &ran.shown());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guarded_value_of_a_file_is_sent() {
    let bench = Bench::new().await;
    let folder = Folder::new("data-sent");
    let debtcore = bench.tenant.debtcore();
    let object = json!({"variables": {"input": {"reqOrgContactId": "c-17", "verificationCode": "012345"}}});
    let mut command = kit(&["spinwheel-gql", "verify-sms-code", "--live", "--yes", &file(&folder, &object)]);
    command.args(["--endpoint", &debtcore.endpoint()]).env("DEBTCORE_TOKEN", "never-issued");
    tokio::task::spawn_blocking(move || run_with(command)).await.unwrap().assert_code(4);
    let entry = bench.tenant.journal().last().unwrap();
    let sent: Value = serde_json::from_slice(&entry.body).unwrap();
    assert_eq!(sent["variables"]["input"], json!({"reqOrgContactId": "c-17", "verificationCode": "012345"}));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_object_comes_from_stdin() {
    let bench = Bench::new().await;
    let object = r#"{"phoneNumber":"+12025550140","dateOfBirth":"1990-01-01","extUserId":"me"}"#;
    bench.spinwheel_reading(&["connect-sms", "--data", "@-"], object).await.assert_code(0);
    assert_eq!(bench.tenant.outbox().len(), 1);
    let both = bench.spinwheel_reading(&["connect-sms", "--data=@-", "--secret-key-stdin"], object).await;
    both.assert_code(2);
    assert!(both.stderr.contains("--data @- and --secret-key-stdin both read stdin"), "{}", both.stderr);
}
