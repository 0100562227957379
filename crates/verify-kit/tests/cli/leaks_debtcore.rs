//! No failing command for DebtCore repeats a value.

use verify_sandbox::{Fault, FaultKind};
use verify_testkit::canary::{
    BIRTH_DATE, CODE, EXTERNAL_ID, FIRST_NAME, LAST_NAME, PHONE, SECRET, SSN, STREET,
};

use crate::leaks::assert_silent;
use crate::support::{Bench, DEBTCORE_VARIABLES, kit, run_with};

const TEXT: [&str; 7] =
    ["send-sms-verification-code", "--phone", PHONE, "--birth-date", BIRTH_DATE, "--contact-id", EXTERNAL_ID];
const CHECK: [&str; 5] = ["verify-sms-code", "--contact-id", EXTERNAL_ID, "--code", CODE];
const QUESTIONS: [&str; 19] = [
    "kba-questions",
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
    STREET,
    "--zip",
    "51301",
    "--contact-id",
    EXTERNAL_ID,
];
const REPORT: [&str; 3] = ["pull-credit-report", "--contact-id", EXTERNAL_ID];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_to_debtcore_that_fail() {
    let faults = [
        FaultKind::AcceptedThenLost,
        FaultKind::Status(400),
        FaultKind::Status(503),
        FaultKind::BadGatewayHtml,
        FaultKind::InvalidJson,
        FaultKind::CutBody,
    ];
    let bench = Bench::new().await;
    let reads = ["user-verification", "--contact-id", EXTERNAL_ID];
    for kind in faults {
        for operation in ["debtcore.token", "*"] {
            let _armed = bench.tenant.faults().arm(Fault::new(operation, kind.clone())).unwrap();
            for args in [&TEXT[..], &CHECK, &QUESTIONS, &REPORT, &reads] {
                assert_silent(&format!("{} with {kind}", args[0]), &bench.gql(args).await);
            }
        }
    }
    // The messages of these quote what was sent.
    for args in [&CHECK[..], &QUESTIONS, &REPORT, &["credit-report", "--report-id", EXTERNAL_ID]] {
        assert_silent(&format!("{} about nobody", args[0]), &bench.gql(args).await);
    }
    let lines = format!("{SECRET}\n{SECRET}\n{SECRET}\n{SECRET}\n");
    let fetch = ["fetch-token", "--credentials-stdin"];
    assert_silent("a wrong secret", &bench.gql_reading(&fetch, &lines).await);
}

#[test]
fn live_command_lines_to_debtcore_that_go_nowhere() {
    for args in [&TEXT[..], &CHECK, &QUESTIONS, &REPORT] {
        let mut command = kit(&["spinwheel-gql"]);
        command.args(args).args(["--live", "--endpoint", "https://debtcore.example.com/graphql"]);
        for variable in &DEBTCORE_VARIABLES[1..] {
            command.env(variable, SECRET);
        }
        assert_silent(args[0], &run_with(command));
    }
}
