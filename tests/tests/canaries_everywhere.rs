//! Nothing that was sent shows anywhere else: not in a trace or an error of any endpoint after any fault, not in a panic,
//! not in what is committed.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use spinwheel_connect::{DateOfBirth, ExtUserId, OtpCode, PhoneNumber, RetrieveUser, Secret, Ssn};
use verify_core::Error;
use verify_sandbox::{Fault, FaultKind};
use verify_testkit::canary::find_leaks_of;
use verify_testkit::{LogCapture, Script, assert_no_leak, canary};
use verify_tests::canaries::printed;
use verify_tests::endpoints::{self, Boxed, EndpointCase};
use verify_tests::hostile::{Stage, Trouble, echo, for_every_endpoint, panics, sent, trouble};
use verify_tests::world::connect_request;
use verify_tests::{World, faults};

/// Texts that are sent and stand in the names of operations or in path templates, too.
const WORDS: [&str; 3] = ["NEW_LIABILITIES", "jointBorrower", "oauth2"];

/// So many troubles at least end in an error, also for those who need nothing of the answer.
const MOST: usize = 12;

/// What was seen of one endpoint.
struct Seen {
    case: EndpointCase,
    /// The lines that were traced and printed.
    lines: BTreeSet<String>,
    /// What had been sent.
    values: BTreeSet<String>,
    errors: usize,
}

impl Seen {
    fn nothing_of(case: EndpointCase) -> Self {
        Self { case, lines: BTreeSet::new(), values: BTreeSet::new(), errors: 0 }
    }

    fn add(&mut self, result: Result<(), Error>, log: &LogCapture) {
        if let Err(error) = result {
            let printed = printed(&error);
            assert!(!printed.contains("127.0.0.1"), "{}: {printed}", self.case.operation);
            self.lines.extend(printed.lines().map(str::to_owned));
            self.errors += 1;
        }
        self.lines.extend(log.text().lines().map(str::to_owned));
    }

    /// What was sent and is shown all the same.
    fn shown(&self) -> Vec<String> {
        let Self { case, lines, values, errors } = self;
        assert!(*errors >= MOST, "{}: most troubles end in an error: {errors}", case.operation);
        assert!(values.len() > 1, "{}: {values:?}", case.operation);
        assert!(lines.iter().any(|line| line.contains(case.operation)), "{} was heard", case.operation);
        let values = values.iter().filter(|value| !WORDS.contains(&value.as_str()));
        let wanted: Vec<_> = values.map(|value| ("it", value.as_str())).collect();
        // All at once, since most lines show nothing; the digits of two lines are none of one value.
        let text = lines.iter().map(String::as_str).collect::<Vec<_>>().join("\n-----\n");
        assert_no_leak(case.operation, &text);
        if find_leaks_of(&wanted, &text).is_empty() {
            return Vec::new();
        }
        let of = |value, line: &String| {
            let found = !find_leaks_of(&[("it", value)], line).is_empty();
            found.then(|| format!("{} {}: {value} in {line}", case.krate, case.operation))
        };
        wanted.iter().filter_map(|(_, value)| lines.iter().find_map(|line| of(*value, line))).collect()
    }
}

/// One endpoint through all faults.
async fn suffer(case: EndpointCase) -> Vec<String> {
    let mut seen = Seen::nothing_of(case);
    for fault in faults::all() {
        let log = LogCapture::start();
        let world = World::start().await;
        let call = (case.prepare)(world.clone()).await;
        let silent = matches!(fault, FaultKind::NoAnswer | FaultKind::Slow { .. });
        let guard = world.tenant.faults().arm(Fault::new(case.sandbox_operation, fault)).unwrap();
        let result = faults::observe(&world, &case, &call, silent).await.result;
        drop(guard);
        seen.add(result, &log);
        seen.values.extend(sent::values(&world));
    }
    seen.shown()
}

/// One endpoint through all troubles of the wire that the sandbox does not play.
async fn suffer_the_wire(case: EndpointCase) -> Vec<String> {
    let mut seen = Seen::nothing_of(case);
    for trouble in trouble::all().into_iter().filter(|trouble| matches!(trouble, Trouble::Wire(_))) {
        let log = LogCapture::start();
        let stage = Stage::set(&case).await;
        seen.add(stage.strike(&trouble).await.result, &log);
        seen.values.extend(sent::values(stage.world()));
    }
    seen.shown()
}

/// One endpoint to servers that quote it, and to one that has nothing but canaries to say.
async fn be_quoted(case: EndpointCase) -> Vec<String> {
    let mut seen = Seen::nothing_of(case);
    let mut stage = Stage::set(&case).await;
    for (what, manner) in echo::all() {
        if case.outlives_its_caller {
            // A login is not tried again with credentials that were refused.
            stage = Stage::set(&case).await;
        }
        let log = LogCapture::start();
        let (observed, request) = stage.answered(manner).await;
        assert!(!request.is_empty(), "{}, {what}: nothing arrived", case.operation);
        seen.add(observed.result, &log);
        seen.values.extend(sent::values_of(&request));
    }
    seen.values.extend(sent::values(stage.world()));
    for line in &seen.lines {
        assert_no_leak(&format!("{} {}", case.krate, case.operation), line);
    }
    seen.shown()
}

#[test]
fn nothing_that_any_endpoint_sends_is_traced_or_printed_after_any_fault() {
    assert_silent(|case| Box::pin(suffer(case)));
}

#[test]
fn nothing_that_any_endpoint_sends_is_traced_or_printed_after_any_trouble_of_the_wire() {
    assert_silent(|case| Box::pin(suffer_the_wire(case)));
}

#[test]
fn nothing_that_a_server_quotes_is_traced_or_printed() {
    assert_silent(|case| Box::pin(be_quoted(case)));
}

fn assert_silent(suffer: fn(EndpointCase) -> Boxed<Vec<String>>) {
    panics::listen();
    let shown = for_every_endpoint(suffer).concat();
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
