//! `verify-kit demo`.

use serde_json::{Value, json};
use spinwheel_connect::{Client, ConnectSms, DateOfBirth, Environment, ExtUserId, PhoneNumber};
use verify_kit::Summary;
use verify_sandbox::ManualClock;

use crate::support::{Bench, kit, run, run_with, settings};

#[test]
fn the_text_is_the_same_in_every_run() {
    let ran = run(&["demo"]);
    ran.assert_code(0);
    assert_eq!(ran.stderr, "");
    settings().bind(|| insta::assert_snapshot!("demo", ran.stdout));
}

#[test]
fn colours_go_to_terminals_only() {
    assert!(!run(&["demo"]).stdout.contains('\u{1b}'));
    let mut forced = kit(&["demo"]);
    forced.env("CLICOLOR_FORCE", "1");
    assert!(run_with(forced).stdout.contains('\u{1b}'));
    let mut no_color = kit(&["demo"]);
    no_color.env("NO_COLOR", "1");
    assert!(!run_with(no_color).stdout.contains('\u{1b}'));
}

fn json_lines(args: &[&str]) -> Vec<Value> {
    let ran = run(args);
    ran.assert_code(0);
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_line_is_json_and_the_last_one_counts() {
    let lines = json_lines(&["demo", "--json"]);
    let expected = json!({"type": "summary", "providers": ["spinwheel-connect", "finicity-connect", "dots-users"],
        "calls": 68, "messages": 16, "emails": 1, "double_sends": 0, "webhooks_verified": 25, "failures": 0});
    assert_eq!(lines.last(), Some(&expected));
    let count = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    assert_eq!((count("start"), count("scene"), count("scene_end"), count("debts")), (1, 15, 15, 1));
    assert_eq!(count("accounts"), 2);
    for line in lines.iter().filter(|line| line["type"] == "step") {
        for field in ["journey", "scene", "at", "from", "what", "text"] {
            assert!(line[field].is_string(), "{field} in {line}");
        }
    }
    for line in lines.iter().filter(|line| line["type"] == "scene_end") {
        assert_eq!(line["differences"], json!([]), "{line}");
    }
}

#[test]
fn one_crate_alone_can_be_chosen() {
    let journeys = |only: &str| -> Vec<String> {
        let lines = json_lines(&["demo", "--json", "--only", only]);
        assert_eq!(lines.last().unwrap()["failures"], 0);
        let titles = lines.iter().filter(|line| line["type"] == "journey");
        titles.map(|line| line["journey"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(journeys("finicity-connect"), ["finicity-connect"]);
    assert_eq!(journeys("spinwheel-connect"), ["spinwheel-connect"]);
    assert_eq!(journeys("dots-users"), ["dots-users"]);
    assert_eq!(journeys("finicity-connect,spinwheel-connect"), ["spinwheel-connect", "finicity-connect"]);
    let ran = run(&["demo", "--only", "finicity-connect,finicty"]);
    ran.assert_code(2);
    assert!(
        ran.stderr.contains("--only: the names are spinwheel-connect, finicity-connect, dots-users"),
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.is_empty() && !ran.stderr.contains("finicty"), "{}", ran.shown());
}

#[test]
fn the_readers_own_person_goes_first() {
    let lines = json_lines(&["demo", "--json", "--phone", "+12025550147", "--birth-date", "1990-04-12"]);
    let debts = lines.iter().find(|line| line["type"] == "debts").unwrap();
    assert_eq!(debts["total_owed"], "30000.00");
    assert_eq!(debts["debts"].as_array().map(Vec::len), Some(9));
}

#[test]
fn a_person_whom_the_provider_refuses_is_no_failure() {
    let special = [
        ("+12025550101", "INVALID_NUMBER"),
        ("+12025550113", "FAILED_ELIGIBILITY"),
        ("+12025550121", "USER_LIABILITIES_CONNECTION_FAILED"),
        ("+12025550128", "INVALID_SCORE_MODEL"),
        ("+442071838750", "UNSUPPORTED_COUNTRY_CODE"),
    ];
    for (phone, token) in special {
        let ran = run(&["demo", "--phone", phone]);
        ran.assert_code(0);
        assert!(ran.stdout.contains(token), "{token}");
        assert!(ran.stdout.contains("· 0 failures"), "{phone}");
    }
}

#[test]
fn the_readers_own_person_goes_first_with_dots_too() {
    let special = [
        ("+12025550102", "invalid-phone-number-voip"),
        ("+12025550103", "invalid-phone-number-landline"),
        ("+12025550104", "Not verified, but in_review."),
        // Those of other scenes.
        ("+12025550151", "0159."),
        ("+12025550153", "0159."),
    ];
    for (phone, words) in special {
        let ran = run(&["demo", "--only", "dots-users", "--phone", phone]);
        ran.assert_code(0);
        assert!(ran.stdout.contains(words) && ran.stdout.contains("· 0 failures"), "{}", ran.stdout);
    }
}

#[test]
fn wrong_input_is_named_and_not_repeated() {
    for (flag, value) in [("--phone", "2025550143"), ("--phone", "yesterday"), ("--birth-date", "1990-02-31")]
    {
        let ran = run(&["demo", flag, value]);
        ran.assert_code(2);
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.contains(flag) && ran.stderr.contains("must be"), "{}", ran.stderr);
        assert!(!ran.stderr.contains(value), "{}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_send_on_purpose_is_counted() {
    let bench = Bench::new().await;
    let tenant = bench.sandbox.tenant("twice");
    let spinwheel = tenant.spinwheel();
    let hosts = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url()).unwrap();
    let clock: ManualClock = bench.sandbox.clock().clone();
    let client = Client::builder(hosts, spinwheel.api_key()).clock(clock).build().unwrap();
    let phone = PhoneNumber::new("+12025550145").unwrap();
    let request =
        ConnectSms::new(phone, DateOfBirth::new("1990-01-01").unwrap(), ExtUserId::new("twice").unwrap());
    client.connect_sms(&request).await.unwrap();
    let once = Summary::count(std::slice::from_ref(&tenant), vec!["spinwheel-connect"], 0);
    assert!(once.is_clean());
    assert_eq!((once.calls, once.messages, once.double_sends), (1, 1, 0));
    client.connect_sms(&request).await.unwrap();
    let twice = Summary::count(&[tenant], vec!["spinwheel-connect"], 0);
    assert!(!twice.is_clean());
    assert_eq!((twice.calls, twice.messages, twice.double_sends), (2, 2, 1));
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let mut command = kit(&["demo"]);
    let mut child =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn the_readme_documents_every_type_of_line() {
    let readme = include_str!("../../README.md");
    for line in json_lines(&["demo", "--json"]) {
        let kind = line["type"].as_str().unwrap();
        assert!(readme.contains(&format!("| `{kind}` |")), "{kind} is missing in README.md");
        for field in line.as_object().unwrap().keys() {
            assert!(readme.contains(&format!("`{field}`")), "{field} of {kind} is missing in README.md");
        }
    }
}
