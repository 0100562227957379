//! `verify-kit demo`: who goes through it, and what is refused.

use serde_json::Value;
use spinwheel_connect::{Client, ConnectSms, DateOfBirth, Environment, ExtUserId, PhoneNumber};
use verify_kit::Summary;
use verify_sandbox::ManualClock;

use crate::support::{Bench, Ran, kit, run, without_ports};

/// The text as one line, whatever the width: words are broken into lines between the lanes.
pub(crate) fn told(ran: &Ran) -> String {
    let words = ran.stdout.split(|letter: char| letter.is_whitespace() || letter == '│');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_clean(ran: &Ran) {
    ran.assert_code(0);
    let told = told(ran);
    for proof in ["✓ 0 double sends", "✓ 0 leaks", "✓ 0 failures"] {
        assert!(told.contains(proof), "{}", ran.stdout);
    }
}

pub(crate) fn json_lines(args: &[&str]) -> Vec<Value> {
    let ran = run(args);
    ran.assert_code(0);
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn one_journey_alone_can_be_chosen() {
    let journeys = |only: &str| -> Vec<String> {
        let lines = json_lines(&["demo", "--json", "--only", only]);
        let summary = lines.last().unwrap();
        assert_eq!((&summary["failures"], &summary["leaks"]), (&0.into(), &0.into()));
        let titles = lines.iter().filter(|line| line["type"] == "journey");
        titles.map(|line| line["journey"].as_str().unwrap().to_owned()).collect()
    };
    let names = [
        ("spinwheel", "spinwheel-connect"),
        ("gql", "spinwheel-gql"),
        ("finicity", "finicity-connect"),
        ("dots", "dots-users"),
        ("signzy", "signzy-link"),
    ];
    for (short, long) in names {
        assert_eq!((journeys(short), journeys(long)), (vec![long.to_owned()], vec![long.to_owned()]));
    }
    assert_eq!(journeys("finicity,spinwheel-connect"), ["spinwheel-connect", "finicity-connect"]);
    let ran = run(&["demo", "--only", "finicity,finicty-conect"]);
    ran.assert_code(2);
    assert!(ran.stderr.contains("did you mean finicity-connect?"), "{}", ran.stderr);
    assert!(ran.stderr.contains("\n  signzy-link"), "{}", ran.stderr);
    assert!(ran.stdout.is_empty() && !ran.stderr.contains("finicty"), "{}", ran.shown());
}

#[test]
fn the_same_person_goes_through_everything_that_goes_well() {
    let lines = json_lines(&["demo", "--json", "--phone", "+12025550147", "--birth-date", "1990-04-12"]);
    assert_eq!(lines[0]["person"]["name"], "Nolan Fixture");
    let debts: Vec<&Value> = lines.iter().filter(|line| line["type"] == "debts").collect();
    assert_eq!(debts.len(), 2, "of both APIs that know debts");
    for debts in debts {
        assert_eq!(debts["total_owed"], "30000.00");
        assert_eq!(debts["debts"].as_array().map(Vec::len), Some(9));
    }
    for journey in ["spinwheel-connect", "spinwheel-gql", "finicity-connect", "dots-users", "signzy-link"] {
        let own = |line: &&Value| line["type"] == "scene" && line["journey"] == journey;
        let scenes: Vec<&Value> = lines.iter().filter(own).collect();
        assert!(scenes[0]["consumer"] == true && scenes[0]["who"] == "Nolan Fixture", "{journey}");
    }
    let texts = |from: &str, to: &str, words: &str| {
        let fits = |line: &&Value| line["from"] == from && line["to"] == to;
        lines.iter().filter(fits).filter(|line| line["text"].as_str().unwrap().contains(words)).count()
    };
    assert_eq!(
        texts("app", "api", "the number ending in 0147"),
        5,
        "Spinwheel, DebtCore, Dots twice, Signzy"
    );
}

#[test]
fn what_one_provider_has_learnt_shows_with_another_one() {
    let whole = told(&run(&["demo"]));
    let carried = [
        "PASSED, by the code that Spinwheel had texted.",
        "The user of the scene before, with the id that the app has stored, and verified.",
        "The user the app knows already; 0 of 2 steps are done.",
        "Yes: 4 accounts besides the 2 of before",
    ];
    for words in carried {
        assert!(whole.contains(words), "{words}");
    }
    // Without Spinwheel's own journey nobody was connected before.
    let alone = run(&["demo", "--only", "gql"]);
    assert_clean(&alone);
    assert!(!told(&alone).contains(carried[0]), "{}", alone.stdout);
}

#[test]
fn the_person_has_the_name_that_the_bureau_knows() {
    let dates =
        ["1990-01-01", "1990-03-01", "1990-04-10", "1990-04-12", "1990-06-10", "1990-10-08", "2000-02-29"];
    let mut names = Vec::new();
    for date in dates {
        let lines = json_lines(&["demo", "--json", "--only", "spinwheel", "--birth-date", date]);
        let name = lines[0]["person"]["name"].as_str().unwrap().to_owned();
        let found = lines
            .iter()
            .find(|line| line["text"].as_str().is_some_and(|text| text.contains("connected them")));
        assert!(found.unwrap()["text"].as_str().unwrap().ends_with(&format!("{name}.")), "{name}");
        names.push(name);
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), dates.len());
}

#[test]
fn what_the_reader_chose_is_not_repeated() {
    let ran = run(&["demo", "--phone", "+12025550147", "--birth-date", "1977-03-04"]);
    assert_clean(&ran);
    let shown = without_ports(&ran.stdout);
    assert!(shown.len() < ran.stdout.len(), "there are addresses in it");
    for value in ["5550147", "1977-03-04", "1977"] {
        assert!(!shown.contains(value), "{value}");
    }
}

#[test]
fn a_person_whom_a_provider_refuses_is_no_failure() {
    let special = [
        ("+12025550101", "INVALID_NUMBER"),
        ("+12025550113", "FAILED_ELIGIBILITY"),
        ("+12025550121", "USER_LIABILITIES_CONNECTION_FAILED"),
        ("+12025550128", "INVALID_SCORE_MODEL"),
        ("+442071838750", "UNSUPPORTED_COUNTRY_CODE"),
    ];
    for (phone, token) in special {
        let ran = run(&["demo", "--phone", phone]);
        assert_clean(&ran);
        assert!(told(&ran).contains(token), "{token}");
        let left_out =
            if token == "INVALID_NUMBER" { 2 } else { told(&ran).matches("Left out: “").count() };
        assert_eq!(told(&ran).matches("Left out: “").count(), left_out, "{}", ran.stdout);
    }
}

#[test]
fn dots_may_refuse_the_person() {
    let special = [
        ("+12025550102", "invalid-phone-number-voip"),
        ("+12025550103", "invalid-phone-number-landline"),
        ("+12025550104", "Not verified, but in_review."),
        // Those of other scenes.
        ("+12025550151", "0159."),
        ("+12025550154", "0159."),
    ];
    for (phone, words) in special {
        let ran = run(&["demo", "--only", "dots", "--phone", phone]);
        assert_clean(&ran);
        assert!(told(&ran).contains(words), "{}", ran.stdout);
    }
}

#[test]
fn debtcore_may_refuse_the_person() {
    let special = [
        (["--phone", "+12025550101"], "No text was sent. For the person you chose the way ends here."),
        (["--phone", "+12025550112"], "The code was right, but this is no consent."),
        (["--birth-date", "1951-01-01"], "this is no consent."),
        (["--phone", "+12025550122"], "A report that is IN_PROGRESS."),
        (["--phone", "+12025550124"], "The API says no to the person you chose."),
        // That of another scene.
        (["--phone", "+12025550162"], "5 debts, $5,000.00 in total."),
    ];
    for (args, words) in special {
        let ran = run(&[&["demo", "--only", "spinwheel-gql"][..], &args].concat());
        assert_clean(&ran);
        assert!(told(&ran).contains(words), "{}", ran.stdout);
    }
}

#[test]
fn signzy_may_refuse_the_person() {
    let special = [
        ("+442079460143", "The number you chose can get no link"),
        ("+12025550101", "400 VALIDATION_ERROR"),
        ("+12025550102", "No proof: indeterminate: a kind of line"),
        ("+12025550104", "404 refused"),
        ("+12025550105", "403 refused"),
        ("+12025550108", "No proof: indeterminate: the carrier gave no result."),
        // That of another scene.
        ("+12025550152", "Verdict::Verified: the person has the phone."),
    ];
    for (phone, words) in special {
        let ran = run(&["demo", "--only", "signzy-link", "--phone", phone]);
        assert_clean(&ran);
        assert!(told(&ran).contains(words), "{}", ran.stdout);
    }
}

#[test]
fn wrong_input_is_named_and_not_repeated() {
    let wrong = [
        ("--phone", "2025550143"),
        ("--phone", "yesterday"),
        ("--birth-date", "1990-02-31"),
        ("--slow", "soon"),
        ("--slow", "99"),
    ];
    for (flag, value) in wrong {
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
