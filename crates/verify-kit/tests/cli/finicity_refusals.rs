//! `verify-kit finicity-connect …` that goes wrong.

use verify_sandbox::{Fault, FaultKind};

use crate::support::{Bench, FINICITY_VARIABLES, Ran, kit, run, run_with, settings};

const CUSTOMER: [&str; 3] = ["create-testing-customer", "--username", "customer-17"];

#[track_caller]
fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_is_named() {
    let bench = Bench::new().await;
    let customer = ["--customer-id", "1"];
    let cases: [(&[&str], &str); 17] = [
        (&["rotate-partner-secret"], "--new-secret-stdin"),
        (&["create-testing-customer"], "--username"),
        (&["create-active-customer"], "--username"),
        (&["get-customer"], "--customer-id"),
        (&["modify-customer"], "--customer-id"),
        (&["delete-customer"], "--customer-id"),
        (&["create-consumer", customer[0], customer[1]], "--first-name"),
        (&["get-consumer"], "--consumer-id"),
        (&["get-consumer-for-customer"], "--customer-id"),
        (&["modify-consumer"], "--consumer-id"),
        (&["search-institutions"], "--search"),
        (&["get-institution"], "--institution-id"),
        (&["list-accounts"], "--customer-id"),
        (&["generate-joint-borrower-connect-url", "--primary", "1=2"], "--joint"),
        (&["generate-lite-connect-url", customer[0], customer[1]], "--institution-id"),
        (&["generate-fix-connect-url", customer[0], customer[1]], "--institution-login-id"),
        (&["send-connect-email", customer[0], customer[1], "--consumer-id", "2"], "--to"),
    ];
    for (args, flag) in cases {
        let ran = bench.finicity(args).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(&format!("{flag} is missing")), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    let who = ["--first-name", "Riley", "--last-name", "Example", "--state", "IA"];
    let consumer = [&["create-consumer", "--customer-id", "1"][..], &who].concat();
    let ran = bench.finicity(&consumer).await;
    assert!(ran.stderr.contains("give --birth-date or --ssn-stdin (or both)"), "{}", ran.stderr);
    let ran = bench.finicity(&[&consumer[..], &["--birth-date", "1988-02-14"]].concat()).await;
    assert!(ran.stderr.contains("give --email or --phone (or both)"), "{}", ran.stderr);
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_input_is_named_and_not_repeated() {
    let bench = Bench::new().await;
    let link = ["generate-connect-url", "--customer-id", "1"];
    let cases: [(&[&str], &[&str]); 15] = [
        (&["create-testing-customer"], &["--username", "me!!"]),
        (&["create-testing-customer", "--username", "customer-17"], &["--phone", "+1 (202) 555-0143 12"]),
        (&["create-testing-customer", "--username", "customer-17"], &["--email", "nobody"]),
        (&["list-customers"], &["--limit", "5000"]),
        (&["list-customers"], &["--start", "0000"]),
        (&["list-customers"], &["--limit", "many"]),
        (&["modify-consumer", "--consumer-id", "1"], &["--birth-date", "1990-02-31"]),
        (&["modify-consumer", "--consumer-id", "1"], &["--ssn", "000-11-22"]),
        (&["get-institution"], &["--institution-id", "FinBank"]),
        (&link, &["--webhook", "my-host"]),
        (&link, &["--redirect-uri", "connected"]),
        (&link, &["--experience", "blue-one"]),
        (&link, &["--from-date", "1999-12-31"]),
        (&link, &["--report-field", "loan 17"]),
        (&["generate-joint-borrower-connect-url", "--joint", "1=2"], &["--primary", "17"]),
    ];
    for (args, [flag, value]) in cases.map(|(args, wrong)| (args, [wrong[0], wrong[1]])) {
        let ran = bench.finicity(&[args, &[flag, value]].concat()).await;
        ran.assert_code(2);
        assert!(
            ran.stderr.contains(flag) && ran.stderr.contains("must be"),
            "{flag} {value}: {}",
            ran.stderr
        );
        assert!(!ran.stderr.contains(value) || value.len() < 3, "{flag}: {}", ran.stderr);
    }
    let data = ["--webhook", "http://127.0.0.1:1/hook", "--webhook-data", "[17]"];
    let ran = bench.finicity(&[&link[..], &data].concat()).await;
    assert!(ran.stderr.contains("--webhook-data: must be a JSON object"), "{}", ran.stderr);
    let ran = bench.finicity_reading(&["rotate-partner-secret", "--new-secret-stdin"], "short\n").await;
    shown("wrong_new_secret", &ran);
    shown("nothing_to_change", &bench.finicity(&["modify-customer", "--customer-id", "1"]).await);
    let ran = bench.finicity(&["modify-consumer", "--consumer-id", "1"]).await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("nothing to change: give --first-name"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("changes the consumer"), "{}", ran.stderr);
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_has_its_exit_code_and_a_next_step() {
    let bench = Bench::new().await;
    bench.finicity(&CUSTOMER).await.assert_code(0);
    let id = bench.tenant.finicity().customers()[0].id.clone();
    shown("refused_username", &bench.finicity(&CUSTOMER).await);
    shown("refused_unknown_customer", &bench.finicity(&["get-customer", "--customer-id", "1"]).await);
    let fix = ["generate-fix-connect-url", "--customer-id", &id, "--institution-login-id", "5"];
    shown("refused_unknown_login", &bench.finicity(&fix).await);
    let nobody_listens = ["--webhook", "http://127.0.0.1:9/hook"];
    let link = [&["generate-connect-url", "--customer-id", &id][..], &nobody_listens].concat();
    shown("refused_webhook", &bench.finicity(&link).await);
    let ran = bench.finicity(&["get-consumer", "--consumer-id", "1"]).await;
    ran.assert_code(3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sandbox_explains_without_repeating_values() {
    let bench = Bench::new().await;
    let link = ["generate-connect-url", "--customer-id", "1005616199"];
    for args in [&link[..], &["get-customer", "--customer-id", "1005616199"]] {
        let ran = bench.finicity(args).await;
        ran.assert_code(3);
        assert!(ran.stderr.contains("\nthe sandbox says: "), "{}", ran.stderr);
        assert!(!ran.stderr.contains("1005616199"), "{}", ran.stderr);
    }
    // With --json, too: it stands on stderr.
    let ran = bench.finicity(&[&link[..], &["--json"]].concat()).await;
    assert!(ran.stdout.is_empty() && ran.stderr.contains("the sandbox says: "), "{}", ran.shown());
    let ran = bench.finicity(&[&link[..], &["--show-body"]].concat()).await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("--live"), "a sandbox explains by itself: {}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_credentials_are_sent_once() {
    let bench = Bench::new().await;
    let finicity = bench.tenant.finicity();
    let lines = format!("{}\nwrong-secret-1\n{}\n", finicity.partner_id(), finicity.app_key());
    let ran = bench.finicity_reading(&["list-customers", "--credentials-stdin"], &lines).await;
    shown("wrong_secret", &ran);
    assert_eq!((finicity.wrong_logins(), bench.tenant.journal().total_requests()), (1, 1));
    let lines = format!("{}\n{}\nwrong-key\n", finicity.partner_id(), finicity.partner_secret());
    let ran = bench.finicity_reading(&["list-customers", "--credentials-stdin"], &lines).await;
    ran.assert_code(4);
    for (lines, missing) in [
        ("", "line 1 is missing, the partner id"),
        ("1\n", "line 2 is missing, the partner secret"),
        ("1\n\nkey\n", "line 2 is missing, the partner secret"),
        ("1\nsecret\n", "line 3 is missing, the app key"),
    ] {
        let ran = bench.finicity_reading(&["list-customers", "--credentials-stdin"], lines).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(&format!("--credentials-stdin: {missing}")), "{}", ran.stderr);
        assert!(ran.stderr.contains("1 partner id, 2 partner secret, 3 app key"), "{}", ran.stderr);
    }
    bench.finicity_reading(&["authenticate", "--credentials-stdin"], "1\na b\nc\n").await.assert_code(4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_delivery_has_its_exit_code_and_nothing_is_sent_twice() {
    let bench = Bench::new().await;
    let fault = Fault::new("finicity.create_testing_customer", FaultKind::AcceptedThenLost).times(1);
    let armed = bench.tenant.faults().arm(fault).unwrap();
    shown("unknown_delivery", &bench.finicity(&CUSTOMER).await);
    assert_eq!((armed.hits(), bench.tenant.finicity().customers().len()), (1, 1));
}

#[test]
fn live_needs_credentials_and_a_yes() {
    let live = [&["finicity-connect"][..], &CUSTOMER, &["--live"]].concat();
    let command = || kit(&live);
    shown("live_without_credentials", &run_with(command()));
    for missing in FINICITY_VARIABLES {
        let mut partly = command();
        for variable in FINICITY_VARIABLES.into_iter().filter(|variable| *variable != missing) {
            partly.env(variable, "synthetic");
        }
        let ran = run_with(partly);
        ran.assert_code(4);
        assert!(ran.stderr.contains(&format!("set {missing}, or")), "{}", ran.stderr);
    }
    let mut one = command();
    one.env(FINICITY_VARIABLES[1], "synthetic");
    let ran = run_with(one);
    assert!(ran.stderr.contains("credentials are missing: partner id and app key"), "{}", ran.stderr);
    let mut keyed = command();
    for variable in FINICITY_VARIABLES {
        keyed.env(variable, "synthetic");
    }
    shown("live_without_a_yes", &run_with(keyed));
    let mut ssn =
        kit(&["finicity-connect", "modify-consumer", "--consumer-id", "1", "--ssn", "666-01-0008", "--live"]);
    for variable in FINICITY_VARIABLES {
        ssn.env(variable, "synthetic");
    }
    shown("live_ssn_from_a_flag", &run_with(ssn));
}

#[test]
fn without_a_sandbox_it_says_how_to_get_one() {
    shown("no_sandbox", &run(&["finicity-connect", "authenticate"]));
    run(&["finicity-connect", "authenticate", "--live", "--sandbox", "http://127.0.0.1:1"]).assert_code(2);
}
