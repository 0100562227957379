//! No failing command repeats a value.

use verify_sandbox::{Fault, FaultKind};
use verify_testkit::assert_no_leak;
use verify_testkit::canary::{
    BIRTH_DATE, CODE, EXTERNAL_ID, FIRST_NAME, LAST_NAME, PHONE, SECRET, SSN, STREET, find_leaks,
};

use crate::support::{Bench, Ran, kit, run, run_with};

#[track_caller]
fn assert_silent(what: &str, ran: &Ran) {
    assert_ne!(ran.code, 0, "{what} should fail: {}", ran.shown());
    assert_no_leak(what, &ran.shown());
}

const CONNECT: [&str; 7] =
    ["connect-sms", "--phone", PHONE, "--birth-date", BIRTH_DATE, "--ext-user-id", EXTERNAL_ID];
const VERIFY: [&str; 5] = ["verify-sms-code", "--user-id", EXTERNAL_ID, "--code", CODE];
const KBA: [&str; 19] = [
    "start-kba",
    "--first-name",
    FIRST_NAME,
    "--last-name",
    LAST_NAME,
    "--birth-date",
    BIRTH_DATE,
    "--ssn",
    SSN,
    "--street",
    STREET,
    "--city",
    "Spencer",
    "--state",
    "IA",
    "--zip",
    "51301",
    "--ext-user-id",
    EXTERNAL_ID,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_that_fail() {
    let faults = [
        FaultKind::AcceptedThenLost,
        FaultKind::Status(400),
        FaultKind::Status(503),
        FaultKind::BadGatewayHtml,
        FaultKind::InvalidJson,
        FaultKind::CutBody,
        FaultKind::MissingField("data.userId".to_owned()),
    ];
    let bench = Bench::new().await;
    for kind in faults {
        let _armed = bench.tenant.faults().arm(Fault::new("*", kind.clone())).unwrap();
        for args in [&CONNECT[..], &VERIFY, &KBA, &["retrieve-user", "--ext-user-id", EXTERNAL_ID]] {
            // A broken answer harms only calls that read the field.
            let ran = bench.spinwheel(args).await;
            if ran.code != 0 {
                assert_silent(&format!("{} with {kind}", args[0]), &ran);
            }
        }
    }
    let keyed = ["retrieve-user", "--ext-user-id", EXTERNAL_ID, "--secret-key-stdin"];
    assert_silent("a wrong key", &bench.spinwheel_reading(&keyed, SECRET).await);
}

#[test]
fn command_lines_that_are_wrong() {
    let wrong: [&[&str]; 14] = [
        &["demo", "--phone", BIRTH_DATE],
        &["demo", "--birth-date", PHONE],
        &["demo", PHONE],
        &["demo", "--json", SSN],
        &["demo", "--phone", PHONE, "--json=739154"],
        &[SECRET],
        &[FIRST_NAME],
        &["sandbox", "up", "--port", CODE],
        &["spinwheel-connect", CODE],
        &["spinwheel-connect", "verify-sms-code", CODE],
        &["spinwheel-connect", "verify-sms-code", "--code739154"],
        &["spinwheel-connect", "retrieve-user", "--live", SECRET],
        &["spinwheel-connect", "retrieve-user", "--sandbox", SECRET],
        &["spinwheel-connect", "wait-for-liabilities", "--every", SSN],
    ];
    for args in wrong {
        assert_silent(&args.join(" ").replace(|letter: char| letter.is_ascii_digit(), "#"), &run(args));
    }
}

#[test]
fn live_command_lines_that_go_nowhere() {
    for args in [&CONNECT[..], &VERIFY, &KBA] {
        let mut command = kit(&["spinwheel-connect"]);
        command.args(args).args(["--live", "production"]).env("SPINWHEEL_SECRET_KEY", SECRET);
        assert_silent(args[0], &run_with(command));
    }
}

#[test]
fn a_leak_would_be_found() {
    assert_eq!(find_leaks(&format!("error: {CODE} is not the code")), ["code"]);
}
