//! `verify-kit doctor`: a sandbox, a provider on this machine, and addresses for webhooks.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use verify_sandbox::{Fault, FaultKind};

use crate::doctor::away_from_the_network;
use crate::support::{Bench, Ran, kit, run, run_with, settings};

#[track_caller]
fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

async fn with(args: &[&str], variables: &[(&str, String)]) -> Ran {
    let mut command = kit(&[&["doctor"], args].concat());
    away_from_the_network(&mut command);
    command.envs(variables.iter().map(|(name, value)| (name, value)));
    tokio::task::spawn_blocking(move || run_with(command)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sandbox_that_was_left_as_a_test_had_it() {
    let bench = Bench::new().await;
    let _armed = bench.tenant.faults().arm(Fault::new("dots.create_user", FaultKind::Status(503))).unwrap();
    shown("sandbox", &bench.kit(&["doctor", "--provider", "dots-users"]).await);
    assert_eq!(bench.tenant.journal().total_requests(), 0, "no provider was asked");
    bench.tenant.faults().clear();
    bench.sandbox.clock().resume();
    let ran = bench.kit(&["doctor"]).await;
    ran.assert_code(0);
    assert!(ran.stdout.contains("its clock was moved"), "{}", ran.shown());
    assert!(ran.stdout.contains("no fault is armed"), "{}", ran.shown());
    let elsewhere = format!("{}/gren", bench.sandbox.base_url());
    for warned in [true, false] {
        let ran = bench.kit(&["doctor", "--sandbox", &elsewhere]).await;
        ran.assert_code(0);
        // To ask for a tenant makes it.
        assert_eq!(ran.stdout.contains("nobody has used the tenant"), warned, "{}", ran.shown());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_without_a_provider_is_said() {
    let bench = Bench::new().await;
    let url = bench.sandbox.base_url();
    let live = ["doctor", "--live", "production", "--sandbox", &url];
    for (args, is_said) in [(&["doctor"][..], false), (&live, true)] {
        let ran = bench.kit(args).await;
        ran.assert_code(0);
        assert_eq!(ran.stderr.contains("No provider was looked at"), is_said, "{}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_says_nothing_of_a_sandbox_that_a_variable_names() {
    let bench = Bench::new().await;
    let live = ["--live", "production", "--offline"];
    for url in [bench.sandbox.base_url(), "http://127.0.0.1:9".to_owned()] {
        let sandbox = ("VERIFY_SANDBOX_URL", url);
        let dots = [("DOTS_CLIENT_ID", "pk_prod_1"), ("DOTS_API_KEY", "sk_prod_1")];
        let dots = dots.map(|(name, value)| (name, value.to_owned()));
        let ran = with(&live, &[&dots[..], std::slice::from_ref(&sandbox)].concat()).await;
        ran.assert_code(0);
        assert!(!ran.stdout.contains("sandbox"), "{}", ran.shown());
        let nothing = with(&live[..2], &[sandbox]).await;
        nothing.assert_code(2);
        assert!(nothing.stderr.contains("there is nothing to look at"), "{}", nothing.shown());
    }
}

#[test]
fn a_sandbox_that_is_not_there_is_a_problem() {
    let ran = run(&["doctor", "--sandbox", "http://127.0.0.1:9"]);
    shown("no_sandbox", &ran);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn credentials_of_a_sandbox_are_none_to_a_provider() {
    let bench = Bench::new().await;
    let signzy = bench.tenant.signzy();
    let variables = [
        ("VERIFY_SANDBOX_URL", bench.sandbox.base_url()),
        ("SPINWHEEL_SECRET_KEY", bench.tenant.spinwheel().api_key()),
        ("SIGNZY_TOKEN", signzy.static_token()),
        ("SIGNZY_SEND_LINK_PATH", "/sandbox/send-link".to_owned()),
    ];
    let ran = with(&["--live", "production"], &variables).await;
    ran.assert_code(1);
    for name in ["SPINWHEEL_SECRET_KEY", "SIGNZY_TOKEN"] {
        let says = format!("{name} comes from a sandbox on this machine");
        assert!(ran.stdout.contains(&says), "{}", ran.shown());
    }
    assert!(!ran.stdout.contains(&signzy.static_token()), "{}", ran.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_is_asked_and_its_clock_compared() {
    let bench = Bench::new().await;
    let token = "a.synthetic.token".to_owned();
    let endpoint = bench.tenant.debtcore().endpoint();
    let variables = [("DEBTCORE_ENDPOINT", endpoint), ("DEBTCORE_TOKEN", token)];
    let ran = with(&["--live", "production"], &variables).await;
    shown("asked", &ran);
    let request = bench.tenant.journal().last().unwrap();
    assert_eq!(bench.tenant.journal().total_requests(), 1);
    assert_eq!((request.method.as_str(), request.body.is_empty()), ("GET", true));
}

/// Answers one request with this status, and hands out what it was.
fn answering(status: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/webhooks", listener.local_addr().unwrap());
    let handle = std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut read = Vec::new();
        while !read.ends_with(b"\r\n\r\n{}") {
            let mut byte = [0];
            connection.read_exact(&mut byte).unwrap();
            read.extend(byte);
        }
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        connection.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(read).unwrap()
    });
    (url, handle)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_has_to_refuse_what_nobody_signed() {
    let dots = [("DOTS_CLIENT_ID", "pk_dev_1".to_owned()), ("DOTS_API_KEY", "sk_dev_1".to_owned())];
    let spinwheel = [("SPINWHEEL_SECRET_KEY", "key".to_owned())];
    let (url, handler) = answering("200 OK");
    let ran = with(&["--callback", &url], &dots).await;
    shown("callback_takes_anything", &ran);
    let got = handler.join().unwrap();
    assert!(got.starts_with("POST /webhooks HTTP/1.1\r\n") && !got.contains("signature"), "{got}");
    for (status, variables, code) in [
        ("401 Unauthorized", &dots[..], 0),
        ("404 Not Found", &dots, 1),
        ("200 OK", &spinwheel, 0),
        ("500 Oops", &spinwheel, 1),
    ] {
        let (url, handler) = answering(status);
        let ran = with(&["--callback", &url], variables).await;
        ran.assert_code(code);
        assert!(ran.stdout.contains(&format!("HTTP {}", &status[..3])), "{}", ran.shown());
        handler.join().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_elsewhere_is_sent_nothing_unasked() {
    let dots = [("DOTS_CLIENT_ID", "pk_dev_1".to_owned()), ("DOTS_API_KEY", "sk_dev_1".to_owned())];
    let public = "https://app.example.com/webhooks";
    let ran = with(&["--callback", public], &dots).await;
    ran.assert_code(0);
    assert!(ran.stdout.contains("was sent nothing; --probe does it"), "{}", ran.shown());
    let ran = with(&["--callback", public, "--probe"], &dots).await;
    ran.assert_code(1);
    assert!(ran.stdout.contains("the callback cannot be reached: connecting failed"), "{}", ran.shown());
    let here = "http://127.0.0.1:9/webhooks";
    let ran = with(&["--callback", here, "--offline", "--live", "sandbox"], &dots).await;
    ran.assert_code(1);
    assert!(ran.stdout.contains("no provider can reach it"), "{}", ran.shown());
    let sandbox = [("VERIFY_SANDBOX_URL", "http://127.0.0.1:9".to_owned())];
    let ran = with(&["--callback", public, "--offline"], &sandbox).await;
    ran.assert_code(1);
    assert!(ran.stdout.contains("a sandbox sends webhooks to http on this machine alone"), "{}", ran.shown());
    let signzy = [("SIGNZY_TOKEN", "t".to_owned()), ("SIGNZY_SEND_LINK_PATH", "/send".to_owned())];
    let ran = with(&["--callback", public], &signzy).await;
    assert!(ran.stdout.contains("none of these providers is known to send webhooks"), "{}", ran.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_handler_of_this_program_passes() {
    let bench = Bench::new().await;
    let mut command = kit(&["webhook", "listen", "--provider", "dots-users", "--json", "--count", "1"]);
    command.env("VERIFY_SANDBOX_URL", bench.sandbox.control_url());
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
    let mut watching = command.spawn().unwrap();
    let mut first = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(watching.stdout.take().unwrap()), &mut first)
        .unwrap();
    let first: serde_json::Value = serde_json::from_str(&first).unwrap();
    let url = first["webhook"].as_str().unwrap();
    let ran = bench.kit(&["doctor", "--provider", "dots-users", "--callback", url]).await;
    watching.kill().unwrap();
    watching.wait().unwrap();
    ran.assert_code(0);
    assert!(ran.stdout.contains("refuses what nobody signed (HTTP 400)"), "{}", ran.shown());
}
