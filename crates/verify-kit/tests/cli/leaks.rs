//! No failing command repeats a value.

use verify_sandbox::{Fault, FaultKind};
use verify_testkit::assert_no_leak;
use verify_testkit::canary::{
    BIRTH_DATE, CODE, EMAIL, EXTERNAL_ID, FIRST_NAME, LAST_NAME, PHONE, SECRET, SSN, STREET, find_leaks,
};

use crate::support::{Bench, DOTS_VARIABLES, FINICITY_VARIABLES, Ran, kit, run, run_with};

/// Fails if the command did not, or if its output repeats a value.
#[track_caller]
pub(crate) fn assert_silent(what: &str, ran: &Ran) {
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

const CUSTOMER: [&str; 11] = [
    "create-testing-customer",
    "--username",
    EXTERNAL_ID,
    "--first-name",
    FIRST_NAME,
    "--last-name",
    LAST_NAME,
    "--phone",
    PHONE,
    "--email",
    EMAIL,
];
const CONSUMER: [&str; 19] = [
    "create-consumer",
    "--customer-id",
    EXTERNAL_ID,
    "--first-name",
    FIRST_NAME,
    "--last-name",
    LAST_NAME,
    "--address",
    STREET,
    "--state",
    "IA",
    "--birth-date",
    BIRTH_DATE,
    "--ssn",
    SSN,
    "--email",
    EMAIL,
    "--phone",
    PHONE,
];
const LINK: [&str; 7] = [
    "generate-connect-url",
    "--customer-id",
    EXTERNAL_ID,
    "--redirect-uri",
    "https://app.example.com/canary-ext-2c9e",
    "--webhook",
    "http://127.0.0.1:9/canary-key-5f1d9a7c3b",
];
const MAIL: [&str; 9] = [
    "send-connect-email",
    "--customer-id",
    EXTERNAL_ID,
    "--consumer-id",
    EXTERNAL_ID,
    "--to",
    EMAIL,
    "--first-name",
    FIRST_NAME,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_to_finicity_that_fail() {
    let faults = [
        FaultKind::AcceptedThenLost,
        FaultKind::Status(400),
        FaultKind::Status(503),
        FaultKind::BadGatewayHtml,
        FaultKind::InvalidJson,
        FaultKind::CutBody,
    ];
    let bench = Bench::new().await;
    for kind in faults {
        for operation in ["authenticate", "*"] {
            let name = if operation == "*" { "*".to_owned() } else { format!("finicity.{operation}") };
            let _armed = bench.tenant.faults().arm(Fault::new(name, kind.clone())).unwrap();
            for args in
                [&CUSTOMER[..], &CONSUMER, &LINK, &MAIL, &["get-customer", "--customer-id", EXTERNAL_ID]]
            {
                assert_silent(&format!("{} with {kind}", args[0]), &bench.finicity(args).await);
            }
        }
    }
    for args in [&CONSUMER[..], &LINK, &MAIL, &["get-customer", "--customer-id", EXTERNAL_ID]] {
        assert_silent(&format!("{} about nobody", args[0]), &bench.finicity(args).await);
    }
    let lines = format!("{SECRET}\n{SECRET}\n{SECRET}\n");
    assert_silent(
        "a wrong key",
        &bench.finicity_reading(&["authenticate", "--credentials-stdin"], &lines).await,
    );
    let rotate = ["rotate-partner-secret", "--new-secret-stdin"];
    assert_silent("no secret", &bench.finicity_reading(&rotate, &format!("{PHONE} {SECRET}\n")).await);
}

const USER: [&str; 13] = [
    "create-user",
    "--first-name",
    FIRST_NAME,
    "--last-name",
    LAST_NAME,
    "--email",
    EMAIL,
    "--phone",
    PHONE,
    "--birth-date",
    BIRTH_DATE,
    "--metadata",
    "\"canary-ext-2c9e\"",
];
const TOKEN: [&str; 5] = ["verify-token", "--user-id", EXTERNAL_ID, "--token", CODE];
const METHOD: [&str; 9] = [
    "put-payout-method",
    "--user-id",
    EXTERNAL_ID,
    "--platform",
    "ach",
    "--routing-number",
    "987654329",
    "--account-number",
    SSN,
];
const FORM: [&str; 23] = [
    "put-compliance",
    "--user-id",
    EXTERNAL_ID,
    "--form",
    "w9-individual",
    "--first-name",
    FIRST_NAME,
    "--last-name",
    LAST_NAME,
    "--birth-date",
    BIRTH_DATE,
    "--tax-id",
    SSN,
    "--street",
    STREET,
    "--city",
    "Spencer",
    "--state",
    "IA",
    "--postcode",
    "51301",
    "--country",
    "US",
];
const CHANGE: [&str; 5] = ["update-user", "--user-id", EXTERNAL_ID, "--birth-date", BIRTH_DATE];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_to_dots_that_fail() {
    let faults = [
        FaultKind::AcceptedThenLost,
        FaultKind::Status(400),
        FaultKind::Status(503),
        FaultKind::BadGatewayHtml,
        FaultKind::InvalidJson,
        FaultKind::CutBody,
    ];
    let bench = Bench::new().await;
    let reads = ["retrieve-user", "--user-id", EXTERNAL_ID];
    for kind in faults {
        let _armed = bench.tenant.faults().arm(Fault::new("*", kind.clone())).unwrap();
        for args in [&USER[..], &TOKEN, &METHOD, &FORM, &CHANGE, &reads] {
            assert_silent(&format!("{} with {kind}", args[0]), &bench.dots(args).await);
        }
    }
    for args in [&TOKEN[..], &METHOD, &FORM, &CHANGE, &reads] {
        assert_silent(&format!("{} about nobody", args[0]), &bench.dots(args).await);
    }
    let lines = format!("{SECRET}\n{SECRET}\n");
    let list = ["list-users", "--credentials-stdin"];
    assert_silent("a wrong key", &bench.dots_reading(&list, &lines).await);
}

#[test]
fn command_lines_that_are_wrong() {
    let wrong: [&[&str]; 69] = [
        &["demo", "--phone", BIRTH_DATE],
        &["demo", "--birth-date", PHONE],
        &["demo", PHONE],
        &["demo", "--json", SSN],
        &["demo", "--phone", PHONE, "--json=739154"],
        &[SECRET],
        &[FIRST_NAME],
        &["sandbox", "up", "--port", CODE],
        &["sandbox", "up", "--seed", FIRST_NAME],
        &["sandbox", "exec", "--tenant", FIRST_NAME, "--", "true"],
        &["sandbox", "exec", "--", SECRET],
        &["sandbox", "status", "--sandbox", SECRET],
        &["sandbox", "env", "--format", SECRET],
        &["sandbox", "wait", "--timeout", SSN],
        &["sandbox", "wait", "--ready-file", SECRET, "--timeout", "0s"],
        &["outbox", "list", "--since", SSN],
        &["outbox", "code", "--to", PHONE],
        &["outbox", PHONE],
        &["webhook", SECRET],
        &["webhook", "listen", "--provider", SECRET],
        &["webhook", "listen", "--provider", "dots-users", "--secret", SECRET],
        &["webhook", "listen", "--provider", "finicity-connect", "--port", SSN],
        &["webhook", "listen", "--provider", "finicity-connect", "--live", "--forward-to", SECRET],
        &["webhook", "verify", "--provider", "dots-users", "--body", SECRET],
        &["webhook", "verify", "--provider", "dots-users", "--header", SECRET],
        &["webhook", "verify", "--provider", "dots-users", "--at", SSN],
        &["webhook", "sign", "--provider", "dots-users", "--body", "@/nowhere/739154", "--at", SSN],
        &["webhook", "send", "--provider", "dots-users", "--to", SECRET, "--event", SECRET],
        &["webhook", "send", "--provider", "dots-users", "--mistake", SECRET],
        &["webhook", "list", "--since", SSN],
        &["webhook", "resend", "--id", SSN],
        &["fault", "arm", "--operation", SECRET, "--kind", SECRET],
        &["fault", "clear", SSN],
        &["clock", "advance", SSN],
        &["clock", SECRET],
        &["spinwheel-connect", CODE],
        &["spinwheel-connect", "verify-sms-code", CODE],
        &["spinwheel-connect", "verify-sms-code", "--code739154"],
        &["spinwheel-connect", "retrieve-user", "--live", SECRET],
        &["spinwheel-connect", "retrieve-user", "--sandbox", SECRET],
        &["spinwheel-connect", "wait-for-liabilities", "--every", SSN],
        &["finicity-connect", SECRET],
        &["finicity-connect", "authenticate", SECRET],
        &["finicity-connect", "rotate-partner-secret", "--new-secret", SECRET],
        &["finicity-connect", "list-customers", "--limit", SSN],
        &["finicity-connect", "list-customers", "--type", FIRST_NAME],
        &["dots-users", SECRET],
        &["dots-users", "list-users", "--limit", SSN],
        &["dots-users", "list-users", "--status", FIRST_NAME],
        &["dots-users", "update-user", "--exclude", FIRST_NAME],
        &["dots-users", "update-user", "--auto-payout", EXTERNAL_ID],
        &["dots-users", "verify-token", "--token739154"],
        &["dots-users", "put-payout-method", "--platform", FIRST_NAME],
        &["dots-users", "put-compliance", "--form", SSN],
        &["dots-users", "wait-for-flow", "--every", SSN],
        &["dots-users", "create-user", "--live", SECRET],
        &["spinwheel-gql", SECRET],
        &["spinwheel-gql", "fetch-token", "--client-secret", SECRET],
        &["spinwheel-gql", "fetch-token", "--live", "--endpoint", SECRET],
        &["spinwheel-gql", "verify-sms-code", "--code739154"],
        &["spinwheel-gql", "pull-credit-report", "--source", SSN],
        &["spinwheel-gql", "send-kba-answers", "--contact-id", EXTERNAL_ID, "--answer", FIRST_NAME],
        &["spinwheel-gql", "credit-reports", "--first", SSN],
        &["signzy-link", SECRET],
        &["signzy-link", "send-link", "--country", FIRST_NAME],
        &["signzy-link", "send-link", "--custom-sms", FIRST_NAME],
        &["signzy-link", "open-link", "--as", FIRST_NAME],
        &["signzy-link", "check-link", "--live", SECRET],
        &["signzy-link", "wait-for-verdict", "--every", SSN],
    ];
    for args in wrong {
        assert_silent(&args.join(" ").replace(|letter: char| letter.is_ascii_digit(), "#"), &run(args));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_about_a_sandbox_that_are_refused() {
    let bench = Bench::new().await;
    let refused: [&[&str]; 9] = [
        &["webhook", "send", "--provider", "dots-users", "--to", "http://127.0.0.1:9/", "--event", SECRET],
        &["webhook", "resend", "--last", "--event", SECRET],
        &[
            "webhook",
            "sign",
            "--provider",
            "dots-users",
            "--id",
            "canary-ext-2c9e\n",
            "--body",
            "@Cargo.toml",
        ],
        &["outbox", "list", "--provider", SECRET],
        &["outbox", "code", "--to", PHONE, "--timeout", "0s"],
        &["outbox", "link", "--to", EMAIL, "--timeout", "0s"],
        &["sandbox", "logs", "--operation", EXTERNAL_ID],
        &["fault", "arm", "--operation", EXTERNAL_ID, "--kind", "no_answer"],
        &["fault", "arm", "--operation", "*", "--kind", "refusal", "--token", SECRET],
    ];
    for args in refused {
        assert_silent(&args[..2].join(" "), &bench.kit(args).await);
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
fn live_command_lines_to_finicity_that_go_nowhere() {
    for args in [&CUSTOMER[..], &CONSUMER, &MAIL] {
        let mut command = kit(&["finicity-connect"]);
        command.args(args).arg("--live");
        for variable in FINICITY_VARIABLES {
            command.env(variable, SECRET);
        }
        assert_silent(args[0], &run_with(command));
    }
}

#[test]
fn live_command_lines_to_dots_that_go_nowhere() {
    for args in [&USER[..], &TOKEN, &METHOD, &FORM] {
        let mut command = kit(&["dots-users"]);
        command.args(args).args(["--live", "production"]);
        for variable in DOTS_VARIABLES {
            command.env(variable, SECRET);
        }
        assert_silent(args[0], &run_with(command));
    }
}

#[test]
fn a_leak_would_be_found() {
    assert_eq!(find_leaks(&format!("error: {CODE} is not the code")), ["code"]);
}
