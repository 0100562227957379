//! `verify-kit webhook send`.

use serde_json::Value;

use crate::application::{Application, Request};
use crate::support::{Bench, Folder, run, settings};

/// What the provider's own crate makes of what came.
fn judged(bench: &Bench, request: &Request) -> Result<String, String> {
    let mut headers = http::HeaderMap::new();
    for (name, value) in &request.headers {
        headers.append(name.parse::<http::HeaderName>().unwrap(), value.parse().unwrap());
    }
    if request.line.contains("finicity") {
        let env = bench.tenant.finicity().partner_secret();
        let receiver =
            finicity_connect::webhook::Receiver::new([finicity_connect::Secret::new(env)]).unwrap();
        let event = receiver.receive(&headers, &request.body).map_err(|rejected| rejected.to_string())?;
        return Ok(event.id.unwrap().as_str().to_owned());
    }
    let secret = dots_users::Secret::new(bench.tenant.dots().webhook_secret());
    let receiver = dots_users::webhook::Receiver::new([secret]).unwrap().clock(bench.sandbox.clock().clone());
    let message = receiver.receive(&headers, &request.body).map_err(|rejected| rejected.to_string())?;
    Ok(message.id.as_str().to_owned())
}

const FINICITY: [&str; 6] = ["webhook", "send", "--provider", "finicity-connect", "--event", "added"];
const DOTS: [&str; 6] = ["webhook", "send", "--provider", "dots-users", "--event", "user.updated"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_is_sent_as_the_provider_sends_it() {
    let bench = Bench::new().await;
    let application = Application::answering(|_| "200 OK");
    let (finicity, dots) = (application.url("/finicity"), application.url("/dots"));
    let sent = bench.kit(&[&FINICITY[..], &["--to", &finicity]].concat()).await;
    sent.assert_code(0);
    let twice = bench.kit(&[&DOTS[..], &["--to", &dots, "--duplicate", "1"]].concat()).await;
    twice.assert_code(0);
    let ids: Vec<String> =
        application.requests().iter().map(|request| judged(&bench, request).unwrap()).collect();
    assert!(ids[0].starts_with("1768478400000-"), "now, by the sandbox's clock: {ids:?}");
    assert_eq!(ids[1], ids[2]);
    assert!(
        application.requests().iter().all(|came| came.header("content-type") == Some("application/json"))
    );
    let mut settings = settings();
    settings.add_filter(r"\b\d+ ms", "[some] ms");
    settings.add_filter(r"msg_\w+", "msg_[id]");
    settings.add_filter(r"\d{13}-\w+", "[event id]");
    let shown = sent.shown() + &twice.shown();
    settings.bind(|| insta::assert_snapshot!("sent", shown));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_has_to_be_refused() {
    let bench = Bench::new().await;
    let refusing = Application::answering(|_| "400 Bad Request");
    let trusting = Application::answering(|_| "200 OK");
    let sends = |application: &Application, mistake: &str| {
        let path = if DOTS_ONLY.contains(&mistake) { "/dots" } else { "/finicity" };
        let which = if DOTS_ONLY.contains(&mistake) { DOTS } else { FINICITY };
        let to = application.url(path);
        let args = [&which[..], &["--to", &to, "--mistake", mistake, "--json"]].concat();
        args.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for mistake in DOTS_ONLY.iter().chain(&BOTH) {
        let args = sends(&refusing, mistake);
        let ran = bench.kit(&args.iter().map(String::as_str).collect::<Vec<_>>()).await;
        ran.assert_code(0);
        assert_eq!(
            (&ran.json()["mistake"], &ran.json()["asExpected"]),
            (&Value::from(*mistake), &true.into())
        );
        let came = refusing.requests().pop().unwrap();
        assert!(judged(&bench, &came).is_err(), "{mistake} would be accepted");
    }
    for mistake in ["old-timestamp", "wrong-secret"] {
        let args = sends(&trusting, mistake);
        let ran = bench.kit(&args.iter().map(String::as_str).collect::<Vec<_>>()).await;
        ran.assert_code(3);
        assert!(ran.stderr.contains("did not refuse what is not genuine"), "{}", ran.stderr);
    }
    let rightly = bench.kit(&[&DOTS[..], &["--to", &refusing.url("/dots")]].concat()).await;
    rightly.assert_code(3);
    assert!(!rightly.stderr.contains("taken"), "{}", rightly.stderr);
    let shown = bench.kit(&[&DOTS[..], &["--to", &refusing.url("/dots"), "--show-body"]].concat()).await;
    assert!(shown.stderr.starts_with("taken\n") && !shown.stdout.contains("taken"), "{}", shown.shown());
    assert!(rightly.stderr.contains("did not answer 2xx"), "{}", rightly.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nothing_is_nothing_was_refused() {
    let bench = Bench::new().await;
    let elsewhere = Application::answering(|request| match request.line.split(' ').nth(1) {
        Some("/gone") => "410 Gone",
        Some("/get") => "405 Method Not Allowed",
        _ => "404 Not Found",
    });
    for path in ["/wrong", "/get", "/gone"] {
        let to = elsewhere.url(path);
        for mistake in [&[][..], &["--mistake", "old-timestamp"]] {
            let ran = bench.kit(&[&DOTS[..], &["--to", &to], mistake].concat()).await;
            ran.assert_code(3);
            assert!(ran.stderr.contains("check the path in --to"), "{}", ran.shown());
            assert!(!ran.stdout.contains("refused"), "{}", ran.stdout);
        }
    }
}

const DOTS_ONLY: [&str; 4] = ["old-timestamp", "future-timestamp", "raw-secret", "no-version"];
const BOTH: [&str; 9] = [
    "wrong-secret",
    "no-signature",
    "wrong-header",
    "wrong-encoding",
    "other-message",
    "reserialised",
    "trailing-newline",
    "byte-order-mark",
    "truncated",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fields_can_be_given() {
    let bench = Bench::new().await;
    let application = Application::answering(|_| "200 OK");
    let folder = Folder::new("webhook-send");
    let file = folder.0.join("fields.json");
    std::fs::write(&file, r#"{"customerId":"42","webhookData":{"order":17}}"#).unwrap();
    let at = format!("@{}", file.display());
    let to = application.url("/finicity");
    let args = [&FINICITY[..], &["--to", &to, "--data", &at]].concat();
    bench.kit(&args).await.assert_code(0);
    let came = application.requests().remove(0);
    judged(&bench, &came).unwrap();
    let body: Value = serde_json::from_slice(&came.body).unwrap();
    assert_eq!((&body["customerId"], &body["webhookData"]["order"]), (&"42".into(), &17.into()));
    assert_eq!(body["payload"]["institutionId"], "102176", "the rest stays");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spinwheel_carries_the_header_that_was_chosen() {
    let bench = Bench::new().await;
    let application = Application::answering(|_| "401 Unauthorized");
    let send =
        ["webhook", "send", "--provider", "spinwheel-connect", "--event", "USER_LIABILITIES_CONNECTED"];
    let to = ["--to", &application.url("/")];
    // Without a header there is no secret to ask anybody for.
    run(&[&send[..], &to].concat()).assert_code(3);
    let check = ["--check-header", "x-webhook-key", "--secret-stdin", "--sandbox"];
    let url = bench.sandbox.control_url();
    let given = [&send[..], &to, &check, &[url.as_str()]].concat();
    bench.kit_reading(&given, "synthetic-and-long-enough\n").await.assert_code(3);
    let wrong = [&given[..], &["--mistake", "wrong-secret"]].concat();
    bench.kit_reading(&wrong, "synthetic-and-long-enough\n").await.assert_code(0);
    let came: Vec<Option<String>> =
        application.requests().iter().map(|came| came.header("x-webhook-key").map(str::to_owned)).collect();
    assert_eq!((&came[0], came[1].as_deref()), (&None, Some("synthetic-and-long-enough")));
    assert!(came[2].is_some() && came[2] != came[1]);
    let ran = run(&[&send[..], &to, &["--mistake", "wrong-secret"]].concat());
    ran.assert_code(2);
    let ran = bench.kit_reading(&[&given[..], &["--mistake", "reserialised"]].concat(), "x\n").await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("There are:\n  wrong-secret\n  no-signature"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_sent_is_said() {
    let bench = Bench::new().await;
    let to = ["--to", "http://127.0.0.1:9/"];
    let unknown = ["webhook", "send", "--provider", "dots-users", "--event", "user.update"];
    let ran = bench.kit(&[&unknown[..], &to].concat()).await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("did you mean user.updated?") && ran.stderr.contains("\n  flow.updated"));
    let ran = bench.kit(&[&DOTS[..], &["--to", "https://app.example.com/"]].concat()).await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("--allow-remote"), "{}", ran.stderr);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let ran = bench.kit(&[&DOTS[..], &["--to", &format!("http://{free}/")]].concat()).await;
    ran.assert_code(1);
    assert!(ran.stderr.contains("did not answer: the connection was refused"), "{}", ran.stderr);
}
