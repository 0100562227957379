//! No failing command for Spinwheel repeats a value.

use verify_sandbox::{Fault, FaultKind};
use verify_testkit::canary::{
    BIRTH_DATE, CODE, EXTERNAL_ID, FIRST_NAME, LAST_NAME, PHONE, SECRET, SSN, STREET,
};

use crate::leaks::assert_silent;
use crate::support::{Bench, kit, run_with};

const AUDIT: [&str; 6] = [
    "--verified-by",
    "sms",
    "--verified-at",
    "2026-01-15T11:58:00Z",
    "--consent-timestamp",
    "2026-01-15T11:59:00Z",
];
const TOKEN: [&str; 11] = [
    "connect-network-token",
    "--ext-user-id",
    EXTERNAL_ID,
    "--network-token",
    SECRET,
    "--ssn",
    SSN,
    "--birth-date",
    BIRTH_DATE,
    "--consent-timestamp",
    "2026-01-15T11:59:00Z",
];
const KNOWN: [&str; 7] =
    ["connect-preverified-phone", "--phone", PHONE, "--birth-date", BIRTH_DATE, "--ext-user-id", EXTERNAL_ID];
const PROFILE: [&str; 21] = [
    "connect-preverified-profile",
    "--phone",
    PHONE,
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
const ABOUT_A_USER: [&[&str]; 9] = [
    &["order-equifax-profile"],
    &["order-debt-profile"],
    &["delete-user"],
    &["refresh-liabilities", "--ext-request-id", EXTERNAL_ID, "--debt", "credit-card=canary-ext-2c9e"],
    &["liability-refresh-status", "--ext-request-id", EXTERNAL_ID],
    &["subscribe-new-liabilities"],
    &["new-liability-subscriptions"],
    &["subscribe-debt-profile-refresh", "--frequency", EXTERNAL_ID],
    &["unsubscribe-debt-profile-refresh", "--subscription-id", EXTERNAL_ID],
];

fn all() -> Vec<Vec<&'static str>> {
    let about = |args: &[&'static str]| [args, &["--user-id", EXTERNAL_ID]].concat();
    let mut all = vec![TOKEN.to_vec(), [&KNOWN[..], &AUDIT].concat(), [&PROFILE[..], &AUDIT].concat()];
    all.extend(ABOUT_A_USER.iter().map(|args| about(args)));
    all.push(about(&["debt-profile-subscriptions"]));
    all.push(about(&["retrieve-user-unmasked", "--unmask", "ssn"]));
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_to_spinwheel_that_fail() {
    let faults = [
        FaultKind::AcceptedThenLost,
        FaultKind::Status(400),
        FaultKind::BadGatewayHtml,
        FaultKind::InvalidJson,
    ];
    let bench = Bench::new().await;
    for kind in faults {
        let _armed = bench.tenant.faults().arm(Fault::new("*", kind.clone())).unwrap();
        for args in all() {
            assert_silent(&format!("{} with {kind}", args[0]), &bench.spinwheel(&args).await);
        }
    }
    for args in all().iter().filter(|args| !args[0].starts_with("connect-preverified")) {
        assert_silent(&format!("{} about nobody", args[0]), &bench.spinwheel(args).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn command_lines_to_spinwheel_that_are_wrong() {
    let bench = Bench::new().await;
    let wrong: [&[&str]; 7] = [
        &[&KNOWN[..], &["--verified-by", FIRST_NAME]].concat(),
        &[&KNOWN[..], &AUDIT[..2], &["--verified-at", BIRTH_DATE]].concat(),
        &["refresh-liabilities", "--user-id", "u", "--ext-request-id", "r", "--debt", SSN],
        &["order-debt-profile", "--user-id", "u", "--only", EXTERNAL_ID],
        &["order-equifax-profile", "--user-id", "u", "--want", EXTERNAL_ID],
        &["retrieve-user-unmasked", "--user-id", "u", "--unmask", SSN],
        &["connect-network-token", "--network-token739154", CODE],
    ];
    for args in wrong {
        assert_silent(args[0], &bench.spinwheel(args).await);
    }
}

#[test]
fn live_command_lines_to_spinwheel_that_go_nowhere() {
    for args in all().iter().filter(|args| args[0].starts_with("connect") || args[0].starts_with("subscribe"))
    {
        let mut command = kit(&["spinwheel-connect"]);
        command.args(args).args(["--live", "production"]).env("SPINWHEEL_SECRET_KEY", SECRET);
        assert_silent(args[0], &run_with(command));
    }
}
