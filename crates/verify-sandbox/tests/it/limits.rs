//! What is too long, too much or too slow, and the README that says so.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_sandbox::{
    ACT_CAPACITY, BODY_LIMIT, DELIVERY_CAPACITY, HEAD_LIMIT, JOURNAL_CAPACITY, LOG_BYTES, OUTBOX_CAPACITY,
    Outcome, PERSONA_CAPACITY, READ_TIMEOUT, STATE_LIMIT, Sandbox,
};

use crate::client::{BORN, Bench, PHONE, Reply, request_text, send};

#[tokio::test]
async fn a_body_has_a_longest_length() {
    let bench = Bench::new().await;
    for host in ["spinwheel", "dots", "finicity", "debtcore"] {
        let url = format!("{}/default/{host}/x", bench.sandbox.base_url());
        let reply = send("POST", &url, &[], &"x".repeat(BODY_LIMIT)).await.unwrap();
        assert_ne!(reply.status, 413, "{host}");
        assert_eq!(bench.tenant.journal().last().unwrap().body.len(), BODY_LIMIT);
        let reply = send("POST", &url, &[], &"x".repeat(BODY_LIMIT + 1)).await.unwrap();
        assert_eq!(reply.status, 413, "{host}");
        let entry = bench.tenant.journal().last().unwrap();
        assert_eq!((entry.outcome, entry.body.len()), (Outcome::Answered(413), 0));
    }
}

#[tokio::test]
async fn a_head_has_a_longest_length() {
    let bench = Bench::new().await;
    let url = format!("{}/health", bench.sandbox.control_url());
    let (_, bare) = request_text("GET", &url, &[("x-long", ""), ("connection", "close")], "");
    let fits = "x".repeat(HEAD_LIMIT - bare.len());
    assert_eq!(send("GET", &url, &[("x-long", &fits)], "").await.unwrap().status, 200);
    assert_eq!(send("GET", &url, &[("x-long", &format!("{fits}x"))], "").await.unwrap().status, 431);
    let many = vec![("x-many", "x"); 100];
    assert_eq!(send("GET", &url, &many, "").await.unwrap().status, 431);
    assert_eq!(bench.connect(PHONE, BORN).await.status, 201, "it goes on");
}

/// Sends this much, waits until the answer begins like this, sends the rest, and waits for the end, in a time that passes when
/// nobody has anything to do. It does not pass before what matters has arrived: what is on its way keeps nobody busy.
async fn until_closed(
    sandbox: &Sandbox,
    text: &str,
    answer: &str,
    rest: &str,
) -> (Option<Reply>, std::time::Duration) {
    let begun = now();
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port())).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut first = vec![0; answer.len()];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&first), answer);
    stream.write_all(rest.as_bytes()).await.unwrap();
    tokio::time::pause();
    let mut received = if answer == GO_ON { Vec::new() } else { first };
    let _ = stream.read_to_end(&mut received).await;
    tokio::time::resume();
    (Reply::parse(&received), now() - begun)
}

/// The server waits for the body.
const GO_ON: &str = "HTTP/1.1 100 Continue\r\n\r\n";

// Of the runtime, which moves its time in these tests.
#[allow(clippy::disallowed_methods)]
fn now() -> tokio::time::Instant {
    tokio::time::Instant::now()
}

#[tokio::test]
async fn who_is_slow_to_ask_is_sent_away() {
    let sandbox = Sandbox::start().await.unwrap();
    for text in ["", "G", "GET /_sandbox HTTP/1.1\r\nhost: localhost\r\nx-more: "] {
        let (reply, waited) = until_closed(&sandbox, text, "", "").await;
        assert!(reply.is_none(), "{text:?}");
        assert!(waited >= READ_TIMEOUT && waited < READ_TIMEOUT * 2, "{text:?} after {waited:?}");
    }
    let asked = "GET /_sandbox/health HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let (reply, waited) = until_closed(&sandbox, asked, "HTTP/1.1 200 OK\r\n", "").await;
    assert_eq!(reply.unwrap().status, 200, "it is answered, and closed when nothing more comes");
    assert!(waited >= READ_TIMEOUT, "{waited:?}");
}

#[tokio::test]
async fn who_is_slow_to_send_a_body_is_told() {
    let bench = Bench::new().await;
    for url in [
        format!("{}/v1/users/connect/sms", bench.spinwheel.base_url()),
        format!("{}/tenants/default/faults", bench.sandbox.control_url()),
    ] {
        let (_, text) = request_text("POST", &url, &[("expect", "100-continue")], "0123456789");
        let (head, body) = text.split_at(text.len() - 10);
        let (reply, waited) = until_closed(&bench.sandbox, head, GO_ON, &body[..5]).await;
        let reply = reply.unwrap();
        assert_eq!((reply.status, reply.json()["error"]["message"].is_string()), (408, true));
        assert!(waited >= READ_TIMEOUT && waited < READ_TIMEOUT * 3, "{waited:?}");
    }
    let entry = bench.tenant.journal().last().unwrap();
    assert_eq!((entry.outcome, entry.operation), (Outcome::Answered(408), Some("spinwheel.connect_sms")));
    assert!(bench.tenant.outbox().is_empty());
}

#[tokio::test]
async fn limits_and_what_was_dropped_are_shown() {
    let bench = Bench::new().await;
    let control = bench.sandbox.control_url();
    let limits = send("GET", &control, &[], "").await.unwrap().json()["limits"].clone();
    for (name, value) in [
        ("body_bytes", BODY_LIMIT),
        ("head_bytes", HEAD_LIMIT),
        ("journal_entries", JOURNAL_CAPACITY),
        ("outbox_messages", OUTBOX_CAPACITY),
        ("webhook_deliveries", DELIVERY_CAPACITY),
        ("bytes_of_each_of_these", LOG_BYTES),
    ] {
        assert_eq!(limits[name], value, "{name}");
    }
    assert_eq!(limits["read_seconds"], READ_TIMEOUT.as_secs());
    // Bodies of the longest length fill a journal faster than its number of entries does.
    let fit = LOG_BYTES / BODY_LIMIT;
    let body = "x".repeat(BODY_LIMIT);
    for _ in 0..fit + 2 {
        bench.try_post("/v1/nothing", &serde_json::json!(body[2..])).await.unwrap();
    }
    let kept = bench.tenant.journal().entries().len();
    let dropped = u64::try_from(fit + 2 - kept).unwrap();
    assert!(kept < fit + 2 && kept >= fit - 1, "{kept}");
    assert_eq!(bench.tenant.journal().dropped(), dropped);
    for (path, dropped) in
        [("journal?operation=none", dropped), ("outbox", 0), ("double-sends", 0), ("webhooks/deliveries", 0)]
    {
        let shown = send("GET", &format!("{control}/tenants/default/{path}"), &[], "").await.unwrap().json();
        assert_eq!(shown["dropped"], dropped, "{path}");
    }
    let shown = send("GET", &format!("{control}/tenants/default/journal?operation=none"), &[], "").await;
    assert_eq!(shown.unwrap().json()["total_requests"], fit + 2);
}

#[test]
fn the_readme_has_the_numbers() {
    let readme = include_str!("../../README.md");
    let section = readme.split("## Limits and safety\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let row = |what: &str| {
        section
            .lines()
            .find(|line| line.starts_with(&format!("| {what} |")))
            .unwrap_or_else(|| panic!("{what}"))
    };
    let mib = |bytes: usize| format!("| {} MiB |", bytes / (1024 * 1024));
    assert!(row("Body of a request").contains(&mib(BODY_LIMIT)));
    assert!(row("A state that is imported over HTTP").contains(&mib(STATE_LIMIT)));
    assert!(row("Head of a request").contains(&format!("| {} KiB, 100 headers |", HEAD_LIMIT / 1024)));
    assert!(row("Time for a head, then for a body").contains(&format!("| {} s ", READ_TIMEOUT.as_secs())));
    assert!(row("Journal, per tenant").contains(&format!("| {JOURNAL_CAPACITY} requests |")));
    assert!(row("Outbox, per tenant").contains(&format!("| {OUTBOX_CAPACITY} messages |")));
    assert!(row("Delivery log, per tenant").contains(&format!("| {DELIVERY_CAPACITY} attempts |")));
    assert!(row("Personas, per tenant").contains(&format!("| {PERSONA_CAPACITY} |")));
    assert!(row("Acts of a persona").contains(&format!("| {ACT_CAPACITY} |")));
    assert!(row("Bytes of each of these three").contains(&mib(LOG_BYTES)));
    for header in ["sandbox-injected", "sandbox-choice"] {
        assert!(section.contains(header));
    }
}
