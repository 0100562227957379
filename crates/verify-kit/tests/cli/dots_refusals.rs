//! `verify-kit dots-users …` that goes wrong.

use verify_sandbox::{Fault, FaultKind};

use crate::support::{Bench, DOTS_VARIABLES, Ran, kit, run, run_with, settings};

const WHO: [&str; 7] =
    ["create-user", "--first-name", "Ada", "--last-name", "Example", "--email", "ada@example.com"];

fn create(phone: &'static str) -> Vec<&'static str> {
    [&WHO[..], &["--phone", phone]].concat()
}

#[track_caller]
fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_is_named() {
    let bench = Bench::new().await;
    let cases: [(&[&str], &str); 10] = [
        (&["create-user"], "--first-name"),
        (&WHO[..3], "--last-name"),
        (&WHO[..5], "--email"),
        (&WHO, "--phone"),
        (&["retrieve-user"], "--user-id"),
        (&["update-user", "--exclude", "venmo"], "--user-id"),
        (&["delete-user"], "--user-id"),
        (&["send-verification-token"], "--user-id"),
        (&["verify-token"], "--user-id"),
        (&["verify-token", "--user-id", "1"], "--token-stdin"),
    ];
    for (args, flag) in cases {
        let ran = bench.dots(args).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(&format!("{flag} is missing")), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_input_is_named_and_not_repeated() {
    let bench = Bench::new().await;
    let ada = create("+12025550143");
    let update = ["update-user", "--user-id", "1"];
    let cases: [(&[&str], [&str; 2]); 13] = [
        (&WHO, ["--phone", "202-555-0143"]),
        (&ada, ["--username", "ada lovelace"]),
        (&ada, ["--birth-date", "1990-02-31"]),
        (&ada, ["--metadata", "[17, 18]"]),
        (&ada, ["--metadata", "{order"]),
        (&ada, ["--user-ip", "192.0.2.300"]),
        (&ada, ["--adjustment-1099", r#"{"year":2026,"form":"1099-NEC","amount":0}"#]),
        (&update, ["--birth-date", "yesterday"]),
        (&update, ["--adjustment-1099", "ten dollars"]),
        (&["list-users"], ["--limit", "5000"]),
        (&["list-users"], ["--limit", "many"]),
        (&["verify-token", "--user-id", "1"], ["--token", "12345"]),
        (&["verify-token", "--user-id", "1"], ["--token", "abcdef"]),
    ];
    for (args, [flag, value]) in cases {
        let ran = bench.dots(&[args, &[flag, value]].concat()).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(flag) && ran.stderr.contains("must"), "{flag} {value}: {}", ran.stderr);
        assert!(!ran.stderr.contains(value), "{flag}: {}", ran.stderr);
    }
    let long = "Ada".repeat(17);
    let ran = bench
        .dots(&[
            "create-user",
            "--first-name",
            &long,
            "--last-name",
            "E",
            "--email",
            "a@example.com",
            "--phone",
            "+12025550143",
        ])
        .await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("1 to 50 characters") && !ran.stderr.contains("AdaAda"), "{}", ran.stderr);
    for wrong in [
        &["list-users", "--status", "blocked"][..],
        &["update-user", "--exclude", "cheque"],
        &["list-users", "--starting-after", "1", "--ending-before", "2"],
    ] {
        bench.dots(wrong).await.assert_code(2);
    }
    shown("nothing_to_change", &bench.dots(&update).await);
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_has_its_exit_code_and_a_next_step() {
    let bench = Bench::new().await;
    shown("refused_landline", &bench.dots(&create("+12025550103")).await);
    let nobody = ["retrieve-user", "--user-id", "0d075000-0000-4000-8000-000000000001"];
    shown("refused_unknown_user", &bench.dots(&nobody).await);
    bench.dots(&create("+12025550143")).await.assert_code(0);
    shown("refused_email", &bench.dots(&create("+12025550144")).await);
    let id = bench.tenant.dots().users()[0].id.clone();
    let rail = ["update-user", "--user-id", &id, "--default-payout-method", "paypal"];
    shown("refused_default_payout_method", &bench.dots(&rail).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_code_is_refused_and_the_sandbox_says_why() {
    let bench = Bench::new().await;
    bench.dots(&create("+12025550143")).await.assert_code(0);
    let id = bench.tenant.dots().users()[0].id.clone();
    bench.dots(&["send-verification-token", "--user-id", &id]).await.assert_code(0);
    let right = bench.tenant.outbox().messages()[0].code().unwrap().to_owned();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let verify = ["verify-token", "--user-id", &id, "--token"];
    shown("wrong_token", &bench.dots(&[&verify[..], &[wrong]].concat()).await);
    bench.sandbox.clock().advance(std::time::Duration::from_secs(600));
    let ran = bench.dots(&[&verify[..], &[&right]].concat()).await;
    ran.assert_code(3);
    assert!(ran.stderr.contains("the sandbox says: The token is too old."), "{}", ran.stderr);
    assert!(ran.stdout.is_empty() && !ran.stderr.contains(&right), "{}", ran.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_credentials_have_their_exit_code() {
    let bench = Bench::new().await;
    let list = ["list-users", "--credentials-stdin"];
    let lines = format!("{}\nsk_dev_wrong\n", bench.tenant.dots().client_id());
    shown("wrong_api_key", &bench.dots_reading(&list, &lines).await);
    for (lines, missing) in [
        ("", "line 1 is missing, the client id"),
        ("pk\n", "line 2 is missing, the API key"),
        ("\nsk\n", "line 1 is missing, the client id"),
    ] {
        let ran = bench.dots_reading(&list, lines).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(&format!("--credentials-stdin: {missing}")), "{}", ran.stderr);
        assert!(ran.stderr.contains("1 client id, 2 API key"), "{}", ran.stderr);
    }
    bench.dots_reading(&list, "pk\na b\n").await.assert_code(4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_delivery_has_its_exit_code_and_nothing_is_sent_twice() {
    let bench = Bench::new().await;
    let lost = |operation: &str| {
        let fault = Fault::new(operation, FaultKind::AcceptedThenLost).times(1);
        bench.tenant.faults().arm(fault).unwrap()
    };
    let armed = lost("dots.create_user");
    shown("unknown_creation", &bench.dots(&create("+12025550143")).await);
    assert_eq!((armed.hits(), bench.tenant.dots().users().len()), (1, 1));
    let id = bench.tenant.dots().users()[0].id.clone();
    let armed = lost("dots.send_verification_token");
    shown("unknown_text", &bench.dots(&["send-verification-token", "--user-id", &id]).await);
    assert_eq!((armed.hits(), bench.tenant.outbox().len()), (1, 1));
}

#[test]
fn live_needs_keys_and_a_yes() {
    let ada = create("+12025550143");
    let command = || {
        let mut command = kit(&["dots-users"]);
        command.args(&ada).args(["--live", "sandbox"]);
        command
    };
    shown("live_without_keys", &run_with(command()));
    let mut one = command();
    one.env(DOTS_VARIABLES[0], "synthetic");
    let ran = run_with(one);
    ran.assert_code(4);
    assert!(ran.stderr.contains("credentials are missing: API key"), "{}", ran.stderr);
    let mut keyed = command();
    for variable in DOTS_VARIABLES {
        keyed.env(variable, "synthetic");
    }
    shown("live_without_a_yes", &run_with(keyed));
    let verify =
        ["dots-users", "verify-token", "--user-id", "1", "--token", "012345", "--live", "production"];
    let mut token = kit(&verify);
    for variable in DOTS_VARIABLES {
        token.env(variable, "synthetic");
    }
    shown("live_token_from_a_flag", &run_with(token));
}

#[test]
fn without_a_sandbox_it_says_how_to_get_one() {
    run(&["dots-users", "list-users"]).assert_code(2);
    run(&["dots-users", "list-users", "--live", "sandbox", "--sandbox", "http://127.0.0.1:1"]).assert_code(2);
}
