//! `verify-kit webhook listen`: what is passed on, and Spinwheel, which signs nothing.

use serde_json::Value;

use crate::application::Application;
use crate::support::{Bench, Nobody, SPINWHEEL_WEBHOOK_HEADER, kit, run, run_with, settings};
use crate::webhook_listen::{Listener, ask};
use crate::webhook_listen_dots::paid_by;

fn listen(bench: &Bench, provider: &str, args: &[&str]) -> Listener {
    tokio::task::block_in_place(|| Listener::start(bench, provider, args))
}

fn url(listener: &Listener) -> String {
    listener.first_line.trim().strip_prefix("listening on ").unwrap().to_owned()
}

fn without_times() -> insta::Settings {
    let mut settings = settings();
    settings.add_filter(r"(?m)^\d\d:\d\d:\d\dZ  ", "[time]  ");
    settings.add_filter(r"\b\d+ ms", "[some] ms");
    settings.add_filter(r"msg_\w+", "msg_[id]");
    settings.add_filter(r"\d{13}-\d", "[webhook id]");
    settings
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_request_is_passed_on_unchanged() {
    let bench = Bench::new().await;
    let application = Application::answering(|_| "202 Accepted\r\nx-own: 17");
    let hooks = application.url("/hooks/dots?key=17");
    let listener = listen(&bench, "dots-users", &["--count", "1", "--forward-to", &hooks, "--json"]);
    paid_by(&bench, "paypal").await;
    bench.tenant.webhooks().wait(1).await;
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    let sent = bench.tenant.webhooks().deliveries().remove(0);
    assert_eq!(sent.status, Some(202), "it is answered as the application answers");
    let came = application.requests().remove(0);
    assert_eq!(came.line, "POST /hooks/dots?key=17 HTTP/1.1");
    assert_eq!(came.body, sent.body, "byte for byte");
    let own = ["accept", "content-length", "host"];
    let mut came_headers = came.headers.clone();
    came_headers.retain(|(name, _)| !own.contains(&name.as_str()));
    let mut sent_headers = sent.headers.clone();
    sent_headers.push(("content-type".to_owned(), "application/json".to_owned()));
    came_headers.sort();
    sent_headers.sort();
    assert_eq!(came_headers, sent_headers);
    assert!(hooks.contains(came.header("host").unwrap()), "{came:?}");
    let line: Value = serde_json::from_str(&lines).unwrap();
    assert_eq!((&line["type"], &line["forwarded"]["status"]), (&"event".into(), &202.into()));
    assert!(line["forwarded"]["milliseconds"].is_number());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answer_reaches_the_sender_and_the_person() {
    let bench = Bench::new().await;
    let application = Application::answering(|request| {
        let forged = request.body == b"{}";
        if forged { "200 OK\r\nx-own: 17" } else { "500 Internal Server Error" }
    });
    let args = ["--count", "2", "--forward-to", &application.url("/")];
    let listener = listen(&bench, "dots-users", &args);
    let answer = tokio::task::block_in_place(|| ask(&url(&listener), "POST /webhooks", "", "{}"));
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("x-own: 17"), "{answer}");
    assert!(answer.ends_with("taken"), "{answer}");
    paid_by(&bench, "paypal").await;
    let webhooks = bench.tenant.webhooks();
    webhooks.wait(1).await;
    // What the application did not take is no duplicate when it comes again.
    webhooks.resend(webhooks.deliveries()[0].id).unwrap();
    webhooks.wait(2).await;
    assert_eq!(webhooks.acknowledged(), 0);
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    without_times().bind(|| insta::assert_snapshot!("forwarded", format!("{lines}--- stderr\n{talk}")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_that_is_not_there_is_said() {
    let bench = Bench::new().await;
    let nobody = Nobody::new();
    let listener = listen(&bench, "dots-users", &["--count", "1", "--forward-to", &nobody.url()]);
    paid_by(&bench, "paypal").await;
    bench.tenant.webhooks().wait(1).await;
    assert_eq!(bench.tenant.webhooks().deliveries()[0].status, Some(502));
    let (code, lines, _) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0));
    assert!(lines.contains("→ no answer after ") && lines.contains("the connection was refused"), "{lines}");
}

#[test]
fn other_machines_are_refused_unless_they_are_allowed() {
    let listen = ["webhook", "listen", "--provider", "dots-users", "--live"];
    for target in ["https://app.example.com/hooks", "http://10.0.0.1:3000/"] {
        let mut command = kit(&listen);
        command.args(["--forward-to", target]).env("DOTS_WEBHOOK_SECRET", "whsec_YW5vdGhlci1zZWNyZXQ=");
        let ran = run_with(command);
        ran.assert_code(2);
        assert!(
            ran.stderr.contains("not an address on this machine") && ran.stderr.contains("--allow-remote")
        );
        assert!(!ran.stderr.contains(target) && ran.stdout.is_empty(), "{}", ran.shown());
    }
    run(&["webhook", "listen", "--provider", "dots-users", "--live", "--allow-remote"]).assert_code(2);
}

#[test]
fn nothing_is_passed_on_to_the_listener_itself() {
    let listen = ["webhook", "listen", "--provider", "spinwheel-connect", "--sandbox", "http://127.0.0.1:9"];
    let itself = ["--port", "8701", "--forward-to", "http://localhost:8701/webhooks"];
    let ran = run(&[&listen[..], &itself].concat());
    ran.assert_code(2);
    assert!(ran.stderr.contains("--forward-to and --port are one address"), "{}", ran.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spinwheel_is_checked_by_a_header() {
    let bench = Bench::new().await;
    let listener = listen(&bench, "spinwheel-connect", &["--check-header", "x-webhook-key", "--count", "1"]);
    let registered = bench.tenant.webhooks().registrations();
    assert_eq!(registered.len(), 1);
    let forged = tokio::task::block_in_place(|| {
        ask(&url(&listener), "POST /webhooks", "x-webhook-key: another-value-altogether\r\n", "{}")
    });
    assert!(forged.starts_with("HTTP/1.1 400 "), "{forged}");
    order_report(&bench).await;
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    without_times().bind(|| insta::assert_snapshot!("spinwheel", format!("{lines}--- stderr\n{talk}")));
    assert!(bench.tenant.webhooks().registrations().is_empty(), "it takes its address away again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_header_it_is_said_that_nothing_is_checked() {
    let bench = Bench::new().await;
    let listener = listen(&bench, "spinwheel-connect", &["--count", "1"]);
    order_report(&bench).await;
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    assert!(lines.trim_end().ends_with(", unchecked"), "{lines}");
    assert!(talk.contains("Spinwheel signs nothing") && talk.contains("anybody"), "{talk}");
}

/// Where nothing is signed, anybody decides what an event is called.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_sender_steers_the_terminal() {
    let bench = Bench::new().await;
    let listener = listen(&bench, "spinwheel-connect", &["--count", "1"]);
    let body = r#"{"webhookId":"1\u001b[1m","eventType":"A\u001b[2J","userId":"u"}"#;
    tokio::task::block_in_place(|| ask(&url(&listener), "POST /webhooks", "", body));
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    assert!(lines.contains("A\u{fffd}[2J") && !(lines + &talk).contains('\u{1b}'), "{talk}");
}

/// Which ends with a webhook.
async fn order_report(bench: &Bench) {
    let user = bench.connect("+12025550140", "1990-01-01").await;
    let code = bench.tenant.outbox().latest_code_for("+12025550140").unwrap();
    bench.spinwheel(&["verify-sms-code", "--user-id", &user, "--code", &code]).await.assert_code(0);
    bench.spinwheel(&["order-credit-report", "--user-id", &user]).await.assert_code(0);
    bench.sandbox.clock().advance(std::time::Duration::from_secs(600));
    bench.tenant.webhooks().wait(1).await;
}

#[test]
fn a_header_is_for_those_who_sign_nothing() {
    for provider in ["finicity-connect", "dots-users"] {
        let ran = run(&["webhook", "listen", "--provider", provider, "--check-header", "x-key"]);
        ran.assert_code(2);
        assert!(ran.stderr.contains("this provider signs its webhooks"), "{}", ran.stderr);
    }
    let live = ["webhook", "listen", "--provider", "spinwheel-connect", "--live", "--check-header", "x-key"];
    let ran = run(&live);
    ran.assert_code(4);
    assert!(ran.stderr.contains(SPINWHEEL_WEBHOOK_HEADER), "{}", ran.stderr);
    let mut command = kit(&live);
    command.env(SPINWHEEL_WEBHOOK_HEADER, "too-short");
    let ran = run_with(command);
    ran.assert_code(2);
    assert!(ran.stderr.contains("16 characters") && !ran.stderr.contains("too-short"), "{}", ran.stderr);
}
