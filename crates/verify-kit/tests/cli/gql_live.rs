//! `verify-kit spinwheel-gql … --live`: with the sandbox in the place of DebtCore, which an endpoint of one's own allows.

use std::process::Command;

use verify_sandbox::{Fault, FaultKind};

use crate::gql_consent::{CONTACT, PHONE, send};
use crate::support::{Bench, DEBTCORE_VARIABLES, Ran, kit, run_with, settings};

const BORN: &str = "1990-01-01";

#[track_caller]
fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

/// The command with all credentials in the environment.
fn live(bench: &Bench, args: &[&str]) -> Command {
    let debtcore = bench.tenant.debtcore();
    let mut command = kit(&["spinwheel-gql"]);
    command.args(args).args(["--live", "--authority", &debtcore.authority()]);
    let values = [
        debtcore.endpoint(),
        debtcore.tenant_id(),
        debtcore.client_id(),
        debtcore.client_secret(),
        debtcore.scope(),
    ];
    for (variable, value) in DEBTCORE_VARIABLES.into_iter().zip(values) {
        command.env(variable, value);
    }
    command
}

async fn ran(command: Command) -> Ran {
    tokio::task::spawn_blocking(move || run_with(command)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn endpoint_and_credentials_come_from_the_environment() {
    let bench = Bench::new().await;
    shown("live_fetch_token", &ran(live(&bench, &["fetch-token"])).await);
    ran(live(&bench, &["credit-reports"])).await.assert_code(0);
    let mut flag = live(&bench, &["credit-reports", "--endpoint", &bench.tenant.debtcore().endpoint()]);
    flag.env("DEBTCORE_ENDPOINT", "https://debtcore.example.com/graphql");
    ran(flag).await.assert_code(0);
    assert_eq!(bench.tenant.debtcore().logins(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_does_as_well() {
    let bench = Bench::new().await;
    let with_token = |args: &[&str]| {
        let mut command = kit(&["spinwheel-gql"]);
        command.args(args).args(["--live", "--endpoint", &bench.tenant.debtcore().endpoint()]);
        command.env("DEBTCORE_TOKEN", "never-issued");
        command
    };
    shown("live_wrong_token", &ran(with_token(&["credit-reports"])).await);
    assert_eq!(bench.tenant.debtcore().logins(), 0);
    let entry = bench.tenant.journal().last().unwrap();
    assert_eq!(entry.why, "The token was never issued here.");
    shown("live_nothing_to_fetch", &ran(with_token(&["fetch-token"])).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_acts_needs_a_yes() {
    let bench = Bench::new().await;
    let text = send(PHONE, BORN);
    shown("live_without_a_yes", &ran(live(&bench, &text)).await);
    assert_eq!(bench.tenant.journal().total_requests(), 0);
    ran(live(&bench, &[&text[..], &["--yes"]].concat())).await.assert_code(0);
    assert_eq!(bench.tenant.outbox().len(), 1);
    let code = ["verify-sms-code", "--contact-id", CONTACT, "--code", "012345", "--yes"];
    shown("live_code_from_a_flag", &ran(live(&bench, &code)).await);
    let ssn =
        ["pull-credit-report", "--contact-id", CONTACT, "--source", "crs-equifax", "--first-name", "Ada"];
    let rest =
        ["--last-name", "Example", "--street", "1 Sample Street", "--city", "Spencer", "--state", "IA"];
    let more = ["--zip", "51301", "--ssn", "666-01-0008", "--yes"];
    let refused = ran(live(&bench, &[&ssn[..], &rest, &more].concat())).await;
    refused.assert_code(2);
    assert!(refused.stderr.contains("--ssn is for the sandbox only"), "{}", refused.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_is_named() {
    let bench = Bench::new().await;
    let mut nowhere = live(&bench, &["fetch-token"]);
    nowhere.env_remove("DEBTCORE_ENDPOINT");
    shown("live_without_an_endpoint", &ran(nowhere).await);
    let mut nobody = live(&bench, &["fetch-token"]);
    for variable in &DEBTCORE_VARIABLES[1..] {
        nobody.env_remove(variable);
    }
    shown("live_without_credentials", &ran(nobody).await);
    let mut one = live(&bench, &["fetch-token"]);
    one.env_remove("DEBTCORE_SCOPE");
    let one = ran(one).await;
    one.assert_code(4);
    assert!(one.stderr.contains("credentials are missing: scope\n"), "{}", one.stderr);
    for (endpoint, rule) in [
        ("https://debtcore.example.com", "with its path"),
        ("http://debtcore.example.com/graphql", "--endpoint: the base URL must use https"),
        ("https://user:secret@debtcore.example.com/graphql", "must not hold credentials"),
        ("nowhere", "--endpoint: the base URL must be an address"),
    ] {
        let wrong = ran(live(&bench, &["fetch-token", "--endpoint", endpoint])).await;
        wrong.assert_code(2);
        assert!(wrong.stderr.contains(rule), "{}", wrong.stderr);
        assert!(
            !wrong.stderr.contains("example.com") && !wrong.stderr.contains("secret@"),
            "{}",
            wrong.stderr
        );
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_providers_own_words_are_shown_on_request() {
    let bench = Bench::new().await;
    let report = ["credit-report", "--report-id", "1234567"];
    let silent = ran(live(&bench, &report)).await;
    silent.assert_code(3);
    assert!(silent.stderr.contains("--show-body prints the provider's own words"), "{}", silent.stderr);
    assert!(!silent.stderr.contains("There is no report"), "{}", silent.stderr);
    let told = ran(live(&bench, &[&report[..], &["--show-body"]].concat())).await;
    told.assert_code(3);
    assert!(told.stderr.contains("There is no report with this creditReportId."), "{}", told.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_refused_is_replaced_once() {
    let bench = Bench::new().await;
    let refused = || Fault::new("debtcore.credit_reports", FaultKind::Status(401));
    let once = bench.tenant.faults().arm(refused().times(1)).unwrap();
    ran(live(&bench, &["credit-reports"])).await.assert_code(0);
    assert_eq!((once.hits(), bench.tenant.debtcore().logins()), (1, 2));
    let always = bench.tenant.faults().arm(refused()).unwrap();
    ran(live(&bench, &["credit-reports"])).await.assert_code(4);
    assert_eq!((always.hits(), bench.tenant.debtcore().logins()), (2, 4));
}
