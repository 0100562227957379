//! `verify-kit spinwheel-connect …` against a sandbox.

use verify_sandbox::{Fault, FaultKind};

use crate::support::{Bench, Ran, kit, run, run_with, settings};

const PHONE: &str = "+12025550140";
const BORN: &str = "1990-01-01";

fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_a_phone_number_to_debts() {
    let bench = Bench::new().await;
    let consent = "2026-01-15T11:59:00Z";
    let connect = ["connect-sms", "--phone", PHONE, "--birth-date", BORN, "--ext-user-id", "me"];
    let ran = bench.spinwheel(&[&connect[..], &["--consent-timestamp", consent]].concat()).await;
    shown("connect_sms", &ran);
    let body = String::from_utf8(bench.tenant.journal().last().unwrap().body.to_vec()).unwrap();
    assert!(body.contains(r#""consentTimestamp":"2026-01-15T11:59:00.000Z""#), "{body}");

    let id = bench.tenant.spinwheel().users()[0].user_id.clone();
    let code = bench.tenant.outbox().latest_code_for(PHONE).unwrap();
    let verify = ["verify-sms-code", "--user-id", &id, "--code-stdin"];
    shown("verify_sms_code", &bench.spinwheel_reading(&verify, &format!("{code}\n")).await);
    shown("order_credit_report", &bench.spinwheel(&["order-credit-report", "--user-id", &id]).await);

    let wait = ["wait-for-liabilities", "--user-id", &id];
    shown("wait_pending", &bench.spinwheel(&[&wait[..], &["--for-at-most", "0"]].concat()).await);
    bench.sandbox.clock().advance(std::time::Duration::from_secs(2));
    shown("wait_for_liabilities", &bench.spinwheel(&wait).await);
    shown("retrieve_user", &bench.spinwheel(&["retrieve-user", "--ext-user-id", "me"]).await);
    let ran = bench.spinwheel(&["retrieve-user", "--user-id", &id, "--json"]).await;
    ran.assert_code(0);
    assert_eq!(ran.json()["creditCards"].as_array().map(Vec::len), Some(2));
    let ran = bench.spinwheel(&[&wait[..], &["--json"]].concat()).await;
    assert_eq!(ran.json()["state"], "connected");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn questions_and_answers() {
    let bench = Bench::new().await;
    let start = [
        "start-kba",
        "--first-name",
        "Riley",
        "--last-name",
        "Example",
        "--birth-date",
        "1951-01-01",
        "--ssn-stdin",
        "--street",
        "1 Sample Street",
        "--city",
        "Spencer",
        "--state",
        "IA",
        "--zip",
        "51301",
        "--ext-user-id",
        "kba",
    ];
    let ran = bench.spinwheel_reading(&start, "666-01-0008\n").await;
    shown("start_kba", &ran);
    let id = bench.tenant.spinwheel().users()[0].user_id.clone();
    let right = bench.tenant.spinwheel().kba_answers(&id).unwrap();
    let mut args = vec!["answer-kba".to_owned(), "--user-id".to_owned(), id];
    for answer in right {
        args.extend(["--answer".to_owned(), format!("{}={}", answer.question_id, answer.answer_id)]);
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    shown("answer_kba", &bench.spinwheel(&args).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_is_named() {
    let bench = Bench::new().await;
    let cases: [(&[&str], &str); 7] = [
        (&["connect-sms"], "--phone"),
        (&["connect-sms", "--phone", PHONE], "--birth-date"),
        (&["connect-sms", "--phone", PHONE, "--birth-date", BORN], "--ext-user-id"),
        (&["verify-sms-code", "--user-id", "u"], "--code-stdin"),
        (&["start-kba"], "--first-name"),
        (&["answer-kba", "--user-id", "u"], "--answer"),
        (&["order-credit-report"], "--user-id"),
    ];
    for (args, flag) in cases {
        let ran = bench.spinwheel(args).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(&format!("{flag} is missing")), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_has_its_exit_code_and_a_next_step() {
    let bench = Bench::new().await;
    let connect = ["connect-sms", "--phone", "+12025550101", "--birth-date", BORN, "--ext-user-id", "x"];
    shown("refused_invalid_number", &bench.spinwheel(&connect).await);
    let id = bench.connect(PHONE, BORN).await;
    let wrong = ["verify-sms-code", "--user-id", &id, "--code", "000000"];
    let ran = bench.spinwheel(&wrong).await;
    ran.assert_code(3);
    assert!(
        ran.stderr.contains("INCORRECT") && ran.stderr.contains("next: verify-sms-code again"),
        "{}",
        ran.stderr
    );
    bench.sandbox.clock().advance(std::time::Duration::from_secs(301));
    let ran = bench.spinwheel(&wrong).await;
    assert!(ran.stderr.contains("EXPIRED") && ran.stderr.contains("next: connect-sms"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_key_is_a_matter_of_credentials() {
    let bench = Bench::new().await;
    let ran =
        bench.spinwheel_reading(&["retrieve-user", "--user-id", "u", "--secret-key-stdin"], "wrong\n").await;
    shown("wrong_key", &ran);
    let unsendable =
        bench.spinwheel_reading(&["retrieve-user", "--user-id", "u", "--secret-key-stdin"], "a b\n").await;
    unsendable.assert_code(4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_delivery_has_its_exit_code_and_nothing_is_sent_twice() {
    let bench = Bench::new().await;
    let fault = Fault::new("spinwheel.connect_sms", FaultKind::AcceptedThenLost).times(1);
    let armed = bench.tenant.faults().arm(fault).unwrap();
    let connect = ["connect-sms", "--phone", PHONE, "--birth-date", BORN, "--ext-user-id", "x"];
    shown("unknown_delivery", &bench.spinwheel(&connect).await);
    assert_eq!((armed.hits(), bench.tenant.outbox().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn key_and_code_come_from_stdin_in_this_order() {
    let bench = Bench::new().await;
    let id = bench.connect(PHONE, BORN).await;
    let code = bench.tenant.outbox().latest_code_for(PHONE).unwrap();
    let lines = format!("{}\n{code}\n", bench.tenant.spinwheel().api_key());
    let args = ["verify-sms-code", "--user-id", &id, "--code-stdin", "--secret-key-stdin"];
    bench.spinwheel_reading(&args, &lines).await.assert_code(0);
    bench.connect(PHONE, BORN).await;
    let ran = bench.spinwheel_reading(&args, &bench.tenant.spinwheel().api_key()).await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("--code-stdin: stdin has no line for it"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_key_is_never_sent_to_a_sandbox() {
    let bench = Bench::new().await;
    let mut command = kit(&["spinwheel-connect", "retrieve-user", "--user-id", "nobody", "--sandbox"]);
    command.arg(bench.sandbox.base_url()).env("SPINWHEEL_SECRET_KEY", "a-real-key");
    // Not 4: the key that was sent is the sandbox's own.
    tokio::task::spawn_blocking(move || run_with(command)).await.unwrap().assert_code(3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_command_goes_to_the_same_place() {
    let bench = Bench::new().await;
    let connect = ["connect-sms", "--phone", PHONE, "--birth-date", BORN, "--ext-user-id", "x"];
    let next = |ran: Ran| ran.stderr.lines().last().unwrap_or_default().to_owned();
    let named = bench.spinwheel(&connect).await;
    assert!(!next(named).contains("--sandbox"), "the environment names it");
    let url = format!("{}/other", bench.sandbox.base_url());
    let given = next(bench.spinwheel(&[&connect[..], &["--sandbox", &url]].concat()).await);
    assert!(
        given.starts_with("Next: verify-kit") && given.ends_with(&format!(" --sandbox {url}")),
        "{given}"
    );
}

#[test]
fn without_a_sandbox_it_says_how_to_get_one() {
    let ran = run(&["spinwheel-connect", "retrieve-user", "--user-id", "u"]);
    shown("no_sandbox", &ran);
    let ran = run(&[
        "spinwheel-connect",
        "retrieve-user",
        "--user-id",
        "u",
        "--sandbox",
        "https://api.example.com",
    ]);
    ran.assert_code(2);
    assert!(
        ran.stderr.contains("--sandbox must be the address of a sandbox on this machine"),
        "{}",
        ran.stderr
    );
}

#[test]
fn live_needs_a_key_and_a_yes() {
    let connect = ["--phone", PHONE, "--birth-date", BORN, "--ext-user-id", "x"];
    let live = [&["spinwheel-connect", "connect-sms", "--live", "production"][..], &connect].concat();
    shown("live_without_a_key", &run(&live));
    let mut keyed = kit(&live);
    keyed.env("SPINWHEEL_SECRET_KEY", "synthetic");
    shown("live_without_a_yes", &run_with(keyed));
}

#[test]
fn live_takes_no_code_and_no_ssn_from_flags() {
    let mut command = kit(&["spinwheel-connect", "verify-sms-code", "--live", "sandbox", "--user-id", "u"]);
    command.args(["--code", "739154"]).env("SPINWHEEL_SECRET_KEY", "synthetic");
    let ran = run_with(command);
    shown("live_code_from_a_flag", &ran);
}
