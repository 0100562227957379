//! `verify-kit spinwheel-connect …` that goes wrong.

use verify_sandbox::{Fault, FaultKind};

use crate::spinwheel_people::{AUDIT, BY_PHONE, PROFILE, connected};
use crate::support::{Bench, Ran, kit, run_with, settings};

const TOKEN: [&str; 5] = ["connect-network-token", "--ext-user-id", "theirs", "--birth-date", "1990-01-01"];
const AGREED: [&str; 2] = ["--consent-timestamp", "2026-01-15T11:59:00Z"];
const REFRESH: [&str; 5] = ["refresh-liabilities", "--user-id", "u", "--ext-request-id", "r"];

#[track_caller]
fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_is_named() {
    let bench = Bench::new().await;
    let cases: [(&[&str], &str); 22] = [
        (&["connect-preverified-phone"], "--phone"),
        (&BY_PHONE[..3], "--birth-date"),
        (&BY_PHONE[..5], "--ext-user-id"),
        (&BY_PHONE, "--verified-by"),
        (&[&BY_PHONE[..], &AUDIT[..2]].concat(), "--verified-at"),
        (&[&BY_PHONE[..], &AUDIT[..4]].concat(), "--consent-timestamp"),
        (&["connect-preverified-profile"], "--phone"),
        (&PROFILE, "--ssn-stdin"),
        (&["connect-network-token"], "--ext-user-id"),
        (&TOKEN, "--network-token-stdin"),
        (&[&TOKEN[..], &["--network-token", "t"]].concat(), "--ssn-stdin"),
        (&["order-equifax-profile"], "--user-id"),
        (&["order-debt-profile"], "--user-id"),
        (&["retrieve-user-unmasked", "--unmask", "ssn"], "--ext-user-id"),
        (&["delete-user"], "--user-id"),
        (&REFRESH[..3], "--ext-request-id"),
        (&REFRESH, "--debt"),
        (&["liability-refresh-status", "--user-id", "u"], "--ext-request-id"),
        (&["subscribe-new-liabilities"], "--user-id"),
        (&["new-liability-subscriptions"], "--user-id"),
        (&["subscribe-debt-profile-refresh", "--user-id", "u"], "--frequency"),
        (&["debt-profile-subscriptions"], "--user-id"),
    ];
    for (args, flag) in cases {
        let ran = bench.spinwheel(args).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(&format!("{flag} is missing")), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    shown(
        "unsubscribe_from_what",
        &bench.spinwheel(&["unsubscribe-debt-profile-refresh", "--user-id", "u"]).await,
    );
    let ran = bench.spinwheel(&["retrieve-user-unmasked", "--user-id", "u"]).await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("--unmask"), "{}", ran.stderr);
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_input_is_named_and_not_repeated() {
    let bench = Bench::new().await;
    let order = ["order-debt-profile", "--user-id", "u"];
    let cases: [(&[&str], [&str; 2]); 11] = [
        (&BY_PHONE[..1], ["--phone", "202-555-0143"]),
        (&BY_PHONE, ["--verified-by", "guessing"]),
        (&[&BY_PHONE[..], &AUDIT[..2]].concat(), ["--verified-at", "yesterday"]),
        (&[&BY_PHONE[..], &AUDIT[..4]].concat(), ["--consent-timestamp", "yesterday"]),
        (&PROFILE, ["--ssn", "666-01-000"]),
        (&[&TOKEN[..], &AGREED, &["--ssn", "666-01-0008"]].concat(), ["--network-token", " "]),
        (&order, ["--only", "boat"]),
        (&order, ["--score", "my-score"]),
        (&order, ["--report-bureau", "equifax"]),
        (&REFRESH, ["--debt", "boat=17"]),
        (&["order-equifax-profile", "--user-id", "u"], ["--want", "everything"]),
    ];
    for (args, [flag, value]) in cases {
        let ran = bench.spinwheel(&[args, &[flag, value]].concat()).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(flag), "{}", ran.stderr);
        assert!(value.trim().is_empty() || !ran.stderr.contains(value), "{}", ran.stderr);
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_can_be_refused() {
    let bench = Bench::new().await;
    let id = connected(&bench, "+12025550143").await;
    let by_phone = |phone| {
        let mut args = [&BY_PHONE[..], &AUDIT].concat();
        args[2] = phone;
        args
    };
    shown("refused_preverified", &bench.spinwheel(&by_phone("+12025550115")).await);
    let mut profile = [&PROFILE[..], &AUDIT, &["--ssn", "666-01-0008"]].concat();
    profile[2] = "+12025550101";
    let given = ["--network-token", "network-token-expired", "--ssn", "666-01-0008"];
    let token = [&TOKEN[..], &AGREED, &given].concat();
    shown("refused_network_token", &bench.spinwheel(&token).await);
    let nobody = "5f0c2a4e-0000-4000-8000-000000000009";
    let refresh = ["refresh-liabilities", "--user-id", nobody, "--ext-request-id"];
    let refresh =
        [&refresh[..], &["0f0e8a52-0000-4000-8000-000000000001", "--debt", "auto-loan=17"]].concat();
    let fico = ["order-debt-profile", "--user-id", &id, "--report", "--score", "fico-score-8"];
    let refused: [&[&str]; 12] = [
        &profile,
        &["order-equifax-profile", "--user-id", nobody],
        &fico,
        &["retrieve-user-unmasked", "--user-id", nobody, "--unmask", "ssn"],
        &["delete-user", "--user-id", nobody],
        &refresh,
        &["liability-refresh-status", "--user-id", &id, "--ext-request-id", "r"],
        &["subscribe-new-liabilities", "--user-id", nobody],
        &["new-liability-subscriptions", "--user-id", nobody],
        &["subscribe-debt-profile-refresh", "--user-id", &id, "--frequency", "MONTHLY"],
        &["debt-profile-subscriptions", "--user-id", nobody],
        &["unsubscribe-debt-profile-refresh", "--user-id", &id, "--all"],
    ];
    for args in refused {
        let ran = bench.spinwheel(args).await;
        ran.assert_code(3);
        assert!(
            ran.stderr.contains("\nthe sandbox says: ") && ran.stderr.contains(" next: "),
            "{}",
            ran.shown()
        );
        assert_eq!(ran.stdout, "");
    }
    let twice = ["subscribe-new-liabilities", "--user-id", &id];
    bench.spinwheel(&twice).await.assert_code(0);
    shown("refused_second_subscription", &bench.spinwheel(&twice).await);
    bench.tenant.spinwheel().choose(|choices| choices.preverified_enabled = false);
    shown("preverified_is_not_enabled", &bench.spinwheel(&by_phone("+12025550143")).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_delivery_says_where_to_look() {
    let bench = Bench::new().await;
    let id = connected(&bench, "+12025550143").await;
    bench.spinwheel(&["order-equifax-profile", "--user-id", &id]).await.assert_code(0);
    let refresh = ["refresh-liabilities", "--user-id", &id, "--ext-request-id"];
    let cases: [(&str, Vec<&str>, &str); 4] = [
        ("connect_preverified_phone", [&BY_PHONE[..], &AUDIT].concat(), "with retrieve-user\n"),
        (
            "subscribe_new_liabilities",
            vec!["subscribe-new-liabilities", "--user-id", &id],
            "with new-liability-subscriptions",
        ),
        (
            "subscribe_debt_profile_refresh",
            vec!["subscribe-debt-profile-refresh", "--user-id", &id, "--frequency", "MONTHLY", "--report"],
            "with debt-profile-subscriptions",
        ),
        (
            "refresh_liabilities",
            [&refresh[..], &["0f0e8a52-0000-4000-8000-000000000001", "--debt", "credit-card=1"]].concat(),
            "with liability-refresh-status",
        ),
    ];
    for (operation, args, look) in cases {
        let fault = Fault::new(format!("spinwheel.{operation}"), FaultKind::AcceptedThenLost).times(1);
        let armed = bench.tenant.faults().arm(fault).unwrap();
        let ran = bench.spinwheel(&args).await;
        ran.assert_code(5);
        assert!(ran.stderr.contains(look), "{}", ran.shown());
        assert_eq!(armed.hits(), 1);
    }
}

#[test]
fn live_asks_before_and_takes_nothing_secret_from_flags() {
    let live = |args: &[&str]| {
        let mut command = kit(&["spinwheel-connect"]);
        command.args(args).args(["--live", "production"]).env("SPINWHEEL_SECRET_KEY", "synthetic");
        run_with(command)
    };
    shown("live_delete_without_a_yes", &live(&["delete-user", "--user-id", "u"]));
    for args in [
        &[&BY_PHONE[..], &AUDIT].concat()[..],
        &["order-equifax-profile", "--user-id", "u"],
        &["order-debt-profile", "--user-id", "u"],
        &[&REFRESH[..], &["--debt", "credit-card=1"]].concat(),
        &["subscribe-new-liabilities", "--user-id", "u"],
        &["subscribe-debt-profile-refresh", "--user-id", "u", "--frequency", "MONTHLY"],
        &["unsubscribe-debt-profile-refresh", "--user-id", "u", "--all"],
    ] {
        let ran = live(args);
        ran.assert_code(2);
        assert!(ran.stderr.contains("--yes is missing"), "{}", ran.shown());
    }
    let ran = live(&[&TOKEN[..], &AGREED, &["--network-token", "739154"]].concat());
    ran.assert_code(2);
    assert!(ran.stderr.contains("--network-token is for the sandbox only"), "{}", ran.shown());
    let ran = live(&[&PROFILE[..], &AUDIT, &["--ssn", "666-01-0008"]].concat());
    ran.assert_code(2);
    assert!(ran.stderr.contains("--ssn is for the sandbox only"), "{}", ran.shown());
}
