//! `verify-kit spinwheel-gql …` that goes wrong.

use std::time::Duration;

use verify_sandbox::debtcore::{FailureData, SpinwheelMessage};
use verify_sandbox::{Fault, FaultKind};

use crate::gql_consent::{CONTACT, KBA, PHONE, VERIFY, answers, consent, send};
use crate::support::{Bench, Ran, run, settings};

const BORN: &str = "1990-01-01";

#[track_caller]
fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

fn other_than(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_is_named() {
    let bench = Bench::new().await;
    let cases: [(&[&str], &str); 13] = [
        (&["send-sms-verification-code"], "--phone"),
        (&send(PHONE, BORN)[..3], "--birth-date"),
        (&send(PHONE, BORN)[..5], "--contact-id"),
        (&["verify-sms-code"], "--contact-id"),
        (&VERIFY[..3], "--code-stdin"),
        (&["user-verification"], "--contact-id"),
        (&["kba-questions"], "--contact-id"),
        (&KBA[..3], "--first-name"),
        (&["send-kba-answers"], "--contact-id"),
        (&["send-kba-answers", "--contact-id", CONTACT], "--answer"),
        (&["pull-credit-report"], "--contact-id"),
        (&["pull-credit-report", "--contact-id", CONTACT, "--source", "crs-equifax"], "--first-name"),
        (&["credit-report"], "--report-id"),
    ];
    for (args, flag) in cases {
        let ran = bench.gql(args).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(&format!("{flag} is missing")), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_input_is_named_and_not_repeated() {
    let bench = Bench::new().await;
    let kba = ["send-kba-answers", "--contact-id", CONTACT];
    let cases: [(&[&str], [&str; 2]); 10] = [
        (&send(PHONE, BORN)[..1], ["--phone", "202-555-0143"]),
        (&send(PHONE, BORN)[..3], ["--birth-date", "1990-02-31"]),
        (&VERIFY[..3], ["--code", "12a"]),
        (&kba, ["--answer", "left without a right"]),
        (&kba, ["--answer", "=right"]),
        (&["credit-reports"], ["--first", "0"]),
        (&["credit-reports"], ["--last", "0"]),
        (&["credit-reports"], ["--first", "many"]),
        (&["credit-reports"], ["--search", " "]),
        (&["credit-reports"], ["--contact-id", ""]),
    ];
    for (args, [flag, value]) in cases {
        let ran = bench.gql(&[args, &[flag, value]].concat()).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(flag) && ran.stderr.contains("must"), "{flag} {value}: {}", ran.stderr);
        assert!(value.len() < 3 || !ran.stderr.contains(value), "{flag}: {}", ran.stderr);
    }
    let many = ["--report-id=r"; 21];
    let ran = bench.gql(&[&["credit-reports"][..], &many].concat()).await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("--report-id: the ids must be 1 to 20"), "{}", ran.stderr);
    for wrong in [
        &["credit-reports", "--source", "equifax"][..],
        &["credit-reports", "--first", "1", "--last", "1"],
        &["credit-reports", "--after", "a", "--before", "b"],
        &["credit-reports", "--order", "random"],
        &["pull-credit-report", "--ssn", "666-01-0008", "--ssn-stdin"],
    ] {
        bench.gql(wrong).await.assert_code(2);
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_has_its_exit_code_and_a_next_step() {
    let bench = Bench::new().await;
    shown("refused_number", &bench.gql(&send("+12025550101", BORN)).await);
    shown("refused_unknown_contact", &bench.gql_reading(&VERIFY, "012345\n").await);
    let pull = ["pull-credit-report", "--contact-id", CONTACT];
    shown("refused_without_consent", &bench.gql(&pull).await);
    shown("refused_unknown_report", &bench.gql(&["credit-report", "--report-id", "1234567"]).await);
    let wrong_state = KBA.map(|arg| if arg == "IA" { "Iowa" } else { arg });
    let ran = bench.gql_reading(&wrong_state, "666-01-0008\n").await;
    shown("refused_state", &ran);
    assert!(!ran.shown().contains("Iowa"), "{}", ran.shown());
    consent(&bench, "+12025550124").await;
    let frozen = bench.gql(&pull).await;
    frozen.assert_code(3);
    assert!(frozen.stderr.contains("next: user-verification"), "{}", frozen.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_code_is_refused_and_the_sandbox_says_why() {
    let bench = Bench::new().await;
    bench.gql(&send(PHONE, BORN)).await.assert_code(0);
    let right = bench.tenant.outbox().latest_code_for(PHONE).unwrap();
    let wrong = format!("{}\n", other_than(&right));
    shown("wrong_code", &bench.gql_reading(&VERIFY, &wrong).await);
    let stands = bench.gql(&["user-verification", "--contact-id", CONTACT]).await;
    assert!(
        stands.stdout.starts_with("status: IN_PROGRESS\n") && stands.stderr.is_empty(),
        "{}",
        stands.shown()
    );
    bench.sandbox.clock().advance(Duration::from_secs(301));
    let late = bench.gql_reading(&VERIFY, &format!("{right}\n")).await;
    late.assert_code(3);
    assert!(late.stderr.contains("the sandbox says: Spinwheel refuses: "), "{}", late.stderr);
    assert!(late.stdout.is_empty() && !late.stderr.contains(&right), "{}", late.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_words_are_known_the_reason_is_told() {
    let bench = Bench::new().await;
    bench.tenant.debtcore().choose(|choices| choices.spinwheel_message = SpinwheelMessage::Token);
    let numbers = [
        ("+12025550111", "the code is too old", "send-sms-verification-code"),
        ("+12025550113", "the person is not accepted", "kba-questions"),
        ("+12025550114", "nobody is known by what was given", "kba-questions"),
    ];
    for (phone, why, next) in numbers {
        bench.gql(&send(phone, BORN)).await.assert_code(0);
        let code = bench.tenant.outbox().latest_code_for(phone).unwrap();
        let ran = bench.gql_reading(&VERIFY, &format!("{code}\n")).await;
        ran.assert_code(3);
        assert!(ran.stderr.contains(&format!("error: debtcore verify_sms_code: {why}\n")), "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!(" next: {next}")), "{}", ran.stderr);
    }
    bench.gql(&send(PHONE, BORN)).await.assert_code(0);
    let wrong = format!("{}\n", other_than(&bench.tenant.outbox().latest_code_for(PHONE).unwrap()));
    let ran = bench.gql_reading(&VERIFY, &wrong).await;
    assert!(
        ran.stderr.contains("the code is wrong") && ran.stderr.contains("next: verify-sms-code"),
        "{}",
        ran.stderr
    );
    for _ in 0..4 {
        bench.gql_reading(&VERIFY, &wrong).await.assert_code(3);
    }
    let ran = bench.gql_reading(&VERIFY, &wrong).await;
    assert!(
        ran.stderr.contains("too many attempts") && ran.stderr.contains("next: wait 5 minutes"),
        "{}",
        ran.stderr
    );
    let ran = bench.gql(&send("+12025550101", BORN)).await;
    assert!(
        ran.stderr.contains("number is not valid") && ran.stderr.contains("next: correct"),
        "{}",
        ran.stderr
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_answers_are_refused() {
    let bench = Bench::new().await;
    bench.gql_reading(&KBA, "666-01-0008\n").await.assert_code(0);
    let wrong = answers(&bench, 4);
    let ran = bench.gql(&wrong.iter().map(String::as_str).collect::<Vec<_>>()).await;
    ran.assert_code(3);
    assert!(ran.stdout.is_empty() && ran.stderr.contains("the sandbox says: "), "{}", ran.shown());
    assert!(!bench.tenant.debtcore().contacts()[0].verified);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_are_taken_without_a_word_are_no_consent() {
    let bench = Bench::new().await;
    bench.gql_reading(&KBA, "666-01-0008\n").await.assert_code(0);
    let right = answers(&bench, 0);
    let missing = FaultKind::MissingField("data.sendKbaAnswers.data.message".to_owned());
    let _armed = bench.tenant.faults().arm(Fault::new("debtcore.send_kba_answers", missing)).unwrap();
    shown("undecided", &bench.gql(&right.iter().map(String::as_str).collect::<Vec<_>>()).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn data_and_errors_at_once_are_an_unknown_outcome() {
    let bench = Bench::new().await;
    bench.gql(&send(PHONE, BORN)).await.assert_code(0);
    bench.tenant.debtcore().choose(|choices| choices.failure_data = FailureData::Message);
    let wrong = other_than(&bench.tenant.outbox().latest_code_for(PHONE).unwrap());
    shown("data_and_errors", &bench.gql_reading(&VERIFY, &format!("{wrong}\n")).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_delivery_has_its_exit_code_and_nothing_is_sent_twice() {
    let bench = Bench::new().await;
    let lost = |operation: &str| {
        let fault = Fault::new(operation, FaultKind::AcceptedThenLost).times(1);
        bench.tenant.faults().arm(fault).unwrap()
    };
    let armed = lost("debtcore.send_sms_verification_code");
    shown("unknown_text", &bench.gql(&send(PHONE, BORN)).await);
    assert_eq!((armed.hits(), bench.tenant.outbox().len()), (1, 1));
    let code = bench.tenant.outbox().latest_code_for(PHONE).unwrap();
    bench.gql_reading(&VERIFY, &format!("{code}\n")).await.assert_code(0);
    let armed = lost("debtcore.pull_credit_report");
    shown("unknown_pull", &bench.gql(&["pull-credit-report", "--contact-id", CONTACT]).await);
    assert_eq!((armed.hits(), bench.tenant.debtcore().reports().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_credentials_have_their_exit_code() {
    let bench = Bench::new().await;
    let debtcore = bench.tenant.debtcore();
    let lines = |secret: &str, scope: &str| {
        format!("{}\n{}\n{secret}\n{scope}\n", debtcore.tenant_id(), debtcore.client_id())
    };
    let fetch = ["fetch-token", "--credentials-stdin"];
    shown("wrong_secret", &bench.gql_reading(&fetch, &lines("wrong", &debtcore.scope())).await);
    let list = ["credit-reports", "--credentials-stdin"];
    let ran = bench.gql_reading(&list, &lines("wrong", &debtcore.scope())).await;
    ran.assert_code(4);
    assert!(ran.stderr.contains("the sandbox says: The client_secret is not"), "{}", ran.stderr);
    let other = lines(&debtcore.client_secret(), "api://other/.default");
    shown("wrong_scope", &bench.gql_reading(&fetch, &other).await);
    let missing = bench.gql_reading(&fetch, "a\nb\nc\n").await;
    missing.assert_code(2);
    assert!(missing.stderr.contains("line 4 is missing, the scope"), "{}", missing.stderr);
    assert!(
        missing.stderr.contains("1 tenant id, 2 client id, 3 client secret, 4 scope"),
        "{}",
        missing.stderr
    );
    bench.gql_reading(&fetch, &lines("a b", "scope")).await.assert_code(4);
    assert_eq!(debtcore.logins(), 3);
}

#[test]
fn without_a_sandbox_it_says_how_to_get_one() {
    run(&["spinwheel-gql", "fetch-token"]).assert_code(2);
    for (flag, value) in
        [("--sandbox", "http://127.0.0.1:1"), ("--endpoint", "https://debtcore.example.com/g")]
    {
        let args = if flag == "--sandbox" { vec!["--live", flag, value] } else { vec![flag, value] };
        run(&[&["spinwheel-gql", "fetch-token"][..], &args].concat()).assert_code(2);
    }
}
