//! Nothing that was sent shows anywhere else: not in a trace or an error of any endpoint after any fault, not in a panic,
//! not in what is committed.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use spinwheel_connect::{DateOfBirth, ExtUserId, OtpCode, PhoneNumber, RetrieveUser, Secret, Ssn};
use verify_sandbox::{Fault, FaultKind};
use verify_testkit::canary::find_leaks_of;
use verify_testkit::{LogCapture, Script, assert_no_leak, canary};
use verify_tests::canaries::printed;
use verify_tests::endpoints::{self, EndpointCase};
use verify_tests::hostile::{for_every_endpoint, panics, sent};
use verify_tests::world::connect_request;
use verify_tests::{World, faults};

/// Texts that are sent and stand in the names of operations or in path templates, too.
const WORDS: [&str; 3] = ["NEW_LIABILITIES", "jointBorrower", "oauth2"];

/// What was seen of one endpoint.
struct Seen {
    case: EndpointCase,
    /// The lines that were traced and printed.
    lines: BTreeSet<String>,
    /// What had been sent.
    values: BTreeSet<String>,
    errors: usize,
}

/// One endpoint through all faults.
async fn suffer(case: EndpointCase) -> Seen {
    let mut seen = Seen { case, lines: BTreeSet::new(), values: BTreeSet::new(), errors: 0 };
    for fault in faults::all() {
        let log = LogCapture::start();
        let world = World::start().await;
        let call = (case.prepare)(world.clone()).await;
        let silent = matches!(fault, FaultKind::NoAnswer | FaultKind::Slow { .. });
        let guard = world.tenant.faults().arm(Fault::new(case.sandbox_operation, fault)).unwrap();
        let result = faults::observe(&world, &case, &call, silent).await.result;
        drop(guard);
        if let Err(error) = result {
            let printed = printed(&error);
            assert!(!printed.contains("127.0.0.1"), "{}: {printed}", case.operation);
            seen.lines.extend(printed.lines().map(str::to_owned));
            seen.errors += 1;
        }
        seen.lines.extend(log.text().lines().map(str::to_owned));
        seen.values.extend(sent::values(&world));
    }
    seen
}

#[test]
fn nothing_that_any_endpoint_sends_is_traced_or_printed_after_any_fault() {
    panics::listen();
    let mut shown = Vec::new();
    for Seen { case, lines, values, errors } in for_every_endpoint(|case| Box::pin(suffer(case))) {
        assert!(errors > 13, "{}: most faults end in an error: {errors}", case.operation);
        assert!(values.len() > 1, "{}: {values:?}", case.operation);
        assert!(lines.iter().any(|line| line.contains(case.operation)), "{} was heard", case.operation);
        for value in values.iter().filter(|value| !WORDS.contains(&value.as_str())) {
            let wanted = [("it", value.as_str())];
            let place = lines.iter().find(|line| !find_leaks_of(&wanted, line).is_empty());
            shown.extend(place.map(|line| format!("{} {}: {value} in {line}", case.krate, case.operation)));
        }
    }
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    for said in panics::said() {
        assert_no_leak("a panic", &said);
    }
}

/// Something that panics.
type Panicking = fn();

/// What a careless application and a careless test make of our values.
const PANICKING: [(&str, Panicking); 7] = [
    ("unequal", || assert_eq!(PhoneNumber::new(canary::PHONE), PhoneNumber::new("+12025550143"))),
    ("unequal secrets", || assert_eq!(Secret::new(canary::SECRET), Secret::new("another"))),
    ("no date", || assert_eq!(DateOfBirth::new(canary::LAST_NAME).map(drop), Ok(()))),
    ("no code", || assert_eq!(OtpCode::new(canary::SECRET).map(drop), Ok(()))),
    ("no SSN", || assert_eq!(Ssn::new(canary::STREET).map(drop), Ok(()))),
    ("no phone", || assert_eq!(PhoneNumber::new(canary::EMAIL).map(drop), Ok(()))),
    ("requests", || {
        let request = connect_request(canary::PHONE, canary::BIRTH_DATE);
        assert_eq!(request, connect_request("+12025550143", canary::BIRTH_DATE));
    }),
];

#[test]
fn a_panic_about_our_values_says_nothing_of_them() {
    panics::listen();
    for (what, panic) in PANICKING {
        let before = panics::said().len();
        assert!(std::thread::spawn(panic).join().is_err(), "{what}");
        let said = panics::said().split_off(before);
        assert!(said.iter().any(|text| text.contains("canaries_everywhere.rs")), "{what}: {said:?}");
        assert_no_leak(what, &said.join("\n"));
    }
}

#[tokio::test]
async fn a_script_that_is_not_followed_complains_without_values() {
    panics::listen();
    let before = panics::said().len();
    let ran = tokio::spawn(async {
        let script = Script::new();
        let expected = script.on("retrieve_user").with_json("/phoneNumber", "+12025550199");
        expected.answer(200, canary::LAST_NAME);
        let environment = spinwheel_connect::Environment::Sandbox;
        let builder = spinwheel_connect::Client::builder(environment, canary::SECRET);
        let client = builder.transport(script.clone()).build().unwrap();
        let nobody = RetrieveUser::new(ExtUserId::new(canary::EXTERNAL_ID).unwrap());
        client.connect_sms(&connect_request(canary::PHONE, canary::BIRTH_DATE)).await.unwrap_err();
        client.retrieve_user(&nobody).await.unwrap_err();
        script.assert_done();
    });
    assert!(ran.await.unwrap_err().is_panic());
    let said = panics::said().split_off(before).join("\n");
    assert!(said.contains("the script was not followed"), "{said}");
    // What the test itself wrote is quoted, what was sent is not.
    assert!(said.contains("+12025550199"), "{said}");
    assert_no_leak("the complaint", &said);
}

/// All files below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && !["target", "node_modules"].contains(&name.as_str()) {
            files(&path, endings, found);
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

#[test]
fn nothing_that_is_committed_for_readers_holds_a_canary() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &[".snap", ".md", ".json"], &mut found);
    let named = |ending: &str| found.iter().filter(|path| path.to_string_lossy().ends_with(ending)).count();
    assert!(named(".snap") > 100 && named(".md") > 20 && named(".json") > 100, "{}", found.len());
    for path in &found {
        assert_no_leak(&path.display().to_string(), &fs::read_to_string(path).unwrap());
    }
}

/// The sandbox keeps bodies and addresses, which is what it is for; of headers it promises to keep no credentials.
#[tokio::test]
async fn the_journal_of_the_sandbox_keeps_no_credentials_of_headers() {
    for case in endpoints::all() {
        let world = World::start().await;
        let call = (case.prepare)(world.clone()).await;
        call().await.unwrap();
        let tenant = &world.tenant;
        let (dots, client_id) = (tenant.dots().api_key(), tenant.dots().client_id());
        let credentials = [
            ("key of Spinwheel", tenant.spinwheel().api_key()),
            ("app key of Finicity", tenant.finicity().app_key()),
            ("secret of Finicity", tenant.finicity().partner_secret()),
            ("key of Dots", dots.clone()),
            ("keys of Dots", format!("{client_id}:{dots}")),
            ("secret of DebtCore", tenant.debtcore().client_secret()),
            ("token of Signzy", tenant.signzy().static_token()),
        ];
        let credentials = credentials.each_ref().map(|(name, value)| (*name, value.as_str()));
        for entry in tenant.journal().entries() {
            let what = format!("{:?} on the way to {}", entry.operation, case.operation);
            let redacted = entry.headers.iter().any(|(_, value)| value == "<redacted>");
            let json = serde_json::to_string(&entry.headers).unwrap();
            let shown = format!("{:?}\n{json}\n{}\n{:?}", entry.headers, entry.why, entry.outcome);
            assert_eq!(find_leaks_of(&credentials, &shown), [""; 0], "{what}");
            let login = entry.operation == Some("debtcore.token") || entry.operation == Some("signzy.login");
            assert!(redacted || login, "{what}: {shown}");
        }
    }
}
