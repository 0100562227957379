//! `verify-kit webhook listen`, with Finicity as the sender.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;
use verify_sandbox::finicity::Step;

use crate::support::{Bench, FINICITY_VARIABLES, kit, run, run_with, settings};

/// A running listener.
pub(crate) struct Listener {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub(crate) first_line: String,
}

impl Listener {
    pub(crate) fn start(bench: &Bench, provider: &str, args: &[&str]) -> Self {
        let mut command = kit(&["webhook", "listen", "--provider", provider]);
        command.args(args).env("VERIFY_SANDBOX_URL", bench.sandbox.control_url());
        Self::spawn(command)
    }

    pub(crate) fn spawn(command: Command) -> Self {
        Self::spawn_after(command, "")
    }

    /// With this on stdin, if it has one.
    fn spawn_after(mut command: Command, stdin: &str) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        if let Some(mut pipe) = child.stdin.take() {
            pipe.write_all(stdin.as_bytes()).unwrap();
        }
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first_line = String::new();
        stdout.read_line(&mut first_line).unwrap();
        Self { child, stdout, first_line }
    }

    #[cfg(unix)]
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it printed until its end: exit code, the lines after the first, the talk.
    pub(crate) fn finish(mut self) -> (Option<i32>, String, String) {
        let (mut lines, mut talk) = (String::new(), String::new());
        self.stdout.read_to_string(&mut lines).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut talk).unwrap();
        (self.child.wait().unwrap().code(), lines, talk)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Connects accounts by a link with this webhook: seven events, the ping among them.
pub(crate) async fn connect(bench: &Bench, webhook: &str) {
    let ran = bench.finicity(&["create-testing-customer", "--username", "customer-17", "--json"]).await;
    let id = ran.json()["id"].as_str().unwrap().to_owned();
    let link = ["generate-connect-url", "--customer-id", &id, "--webhook", webhook, "--json"];
    let ran = bench.finicity(&[&link[..], &["--webhook-data", r#"{"order":17}"#]].concat()).await;
    ran.assert_code(0);
    let session = bench.tenant.finicity().open(ran.json()["link"].as_str().unwrap()).unwrap();
    session.choose(101_732).unwrap();
    let Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap() else { panic!("no accounts") };
    session.add_accounts(accounts.iter().map(|account| account.id.as_str())).unwrap();
    session.done().unwrap();
    bench.tenant.webhooks().wait(7).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_are_printed_once_and_in_order() {
    let bench = Bench::new().await;
    let listener =
        tokio::task::block_in_place(|| Listener::start(&bench, "finicity-connect", &["--count", "8"]));
    let url = listener.first_line.trim().strip_prefix("listening on ").unwrap().to_owned();
    connect(&bench, &url).await;
    let webhooks = bench.tenant.webhooks();
    let duplicate = webhooks.deliveries().iter().find(|sent| sent.event == "added").unwrap().id;
    webhooks.resend(duplicate).unwrap();
    webhooks.wait(8).await;
    assert!(tokio::task::block_in_place(|| forged(&url)).starts_with("HTTP/1.1 400 "));
    let anew = ["webhook", "send", "--provider", "finicity-connect", "--event", "done", "--to", &url];
    bench.kit(&[&anew[..], &["--mistake", "reserialised"]].concat()).await.assert_code(0);
    // The eighth event: another ping.
    let id = bench.tenant.finicity().customers()[0].id.clone();
    let link = ["generate-connect-url", "--customer-id", &id, "--webhook", &url];
    bench.finicity(&link).await.assert_code(0);
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    assert_eq!(webhooks.acknowledged(), 9, "the sandbox asks for status 200");
    let mut settings = settings();
    settings.add_filter(r"(?m)^\d\d:\d\d:\d\dZ  ", "[time]  ");
    settings.bind(|| insta::assert_snapshot!("listen", format!("{lines}--- stderr\n{talk}")));
}

/// Somebody else knows the address, and not the secret.
fn forged(url: &str) -> String {
    let body = r#"{"customerId":"1","eventType":"added","eventId":"1-a","payload":{}}"#;
    let signature = format!("x-finicity-signature: {}\r\n", "0".repeat(64));
    ask(url, "POST /webhooks", &signature, body)
}

/// Gives the answer to a request of this machine.
pub(crate) fn ask(url: &str, request: &str, header: &str, body: &str) -> String {
    let authority = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let mut stream = TcpStream::connect(authority).unwrap();
    write!(
        stream,
        "{request} HTTP/1.1\r\nhost: {authority}\r\n{header}content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_webhook_is_said_in_one_line() {
    let bench = Bench::new().await;
    let listener = tokio::task::block_in_place(|| Listener::start(&bench, "finicity-connect", &[]));
    let url = listener.first_line.trim().strip_prefix("listening on ").unwrap().to_owned();
    let (browser, lost) = tokio::task::block_in_place(|| {
        (ask(&url, "GET /webhooks", "", ""), ask(&url, "POST /hook", "", "{}"))
    });
    assert!(
        browser.starts_with("HTTP/1.1 405 ") && browser.to_lowercase().contains("allow: post"),
        "{browser}"
    );
    assert!(lost.starts_with("HTTP/1.1 404 "), "{lost}");
    let sent = Command::new("kill").args(["-INT", &listener.child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!((code, lines.as_str()), (Some(0), ""));
    assert_eq!(talk.matches("Z  answered 405: an event is a POST, and this was none\n").count(), 1, "{talk}");
    assert_eq!(talk.matches("Z  answered 404: events are posted to /webhooks\n").count(), 1, "{talk}");
}

#[test]
fn there_is_nothing_to_agree_to() {
    for flag in ["--yes", "--show-body"] {
        run(&["webhook", "listen", "--provider", "finicity-connect", flag]).assert_code(2);
    }
}

#[test]
fn what_it_was_is_gone() {
    for provider in ["finicity-connect", "dots-users"] {
        run(&[provider, "watch-webhooks"]).assert_code(2);
    }
}

#[cfg(unix)]
#[test]
fn a_secret_alone_is_enough_to_listen() {
    let mut command = kit(&["webhook", "listen", "--provider", "finicity-connect", "--secret-stdin"]);
    command.stdin(Stdio::piped());
    let listener = Listener::spawn_after(command, "synthetic\n");
    let sent = Command::new("kill").args(["-INT", &listener.pid().to_string()]).status().unwrap();
    assert!(sent.success() && listener.first_line.starts_with("listening on http://127.0.0.1:"));
    let (code, _, talk) = listener.finish();
    assert_eq!(code, Some(0));
    assert!(talk.contains("public") && !talk.contains("sandbox"), "{talk}");
}

#[cfg(unix)]
#[test]
fn live_it_asks_for_a_public_address() {
    let mut command = kit(&["webhook", "listen", "--provider", "finicity-connect", "--live"]);
    command.env(FINICITY_VARIABLES[1], "synthetic");
    let listener = Listener::spawn(command);
    let sent = Command::new("kill").args(["-INT", &listener.child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let (_, _, talk) = listener.finish();
    for words in ["on this machine", "public", "https address", "tunnel"] {
        assert!(talk.contains(words), "{words}: {talk}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_line_is_json() {
    let bench = Bench::new().await;
    let listener = tokio::task::block_in_place(|| {
        Listener::start(&bench, "finicity-connect", &["--json", "--count", "7"])
    });
    let first: Value = serde_json::from_str(&listener.first_line).unwrap();
    assert_eq!(first["type"], "listening");
    connect(&bench, first["webhook"].as_str().unwrap()).await;
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = lines.iter().map(|line| line["event"]["eventType"].as_str().unwrap()).collect();
    let expected = ["ping", "started", "institutionSupported", "adding", "discovered", "added", "done"];
    assert_eq!(names, expected);
    assert!(lines.iter().all(|line| line["type"] == "event" && line["at"].is_string()));
    assert!(lines[0]["eventId"].is_null() && lines[1]["eventId"].is_string());
    assert_eq!(lines[5]["event"]["webhookData"]["order"], 17);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_well_when_asked_to() {
    let bench = Bench::new().await;
    let listener = tokio::task::block_in_place(|| Listener::start(&bench, "finicity-connect", &[]));
    let sent = Command::new("kill").args(["-INT", &listener.child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!((code, lines.as_str()), (Some(0), ""));
    assert!(talk.ends_with("0 received.\n"), "{talk}");
}

#[test]
fn live_it_needs_the_secret_alone() {
    let listen = || kit(&["webhook", "listen", "--provider", "finicity-connect", "--live"]);
    let ran = run_with(listen());
    ran.assert_code(4);
    assert!(
        ran.stderr.contains("credentials are missing: partner secret") && ran.stdout.is_empty(),
        "{}",
        ran.shown()
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut command = listen();
    command.args(["--port", &taken.local_addr().unwrap().port().to_string()]);
    let ran = run_with({
        command.env(FINICITY_VARIABLES[1], "synthetic");
        command
    });
    ran.assert_code(1);
    assert!(ran.stderr.contains("already in use"), "{}", ran.stderr);
}
