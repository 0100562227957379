//! `verify-kit webhook listen` among senders who are slow, broken or mean: it stays, keeps quiet about what they say, and takes the
//! next good event.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use verify_testkit::assert_no_leak;
use verify_testkit::canary::{EMAIL, PHONE, SECRET, SSN};

use crate::support::{Bench, kit};
use crate::webhook_listen::Listener;

/// So long an answer may take on a busy machine; without a limit, a test that hangs would not say where.
const LONG: Duration = Duration::from_secs(120);
/// The longest body that is read.
const LIMIT: usize = 1024 * 1024;
/// Senders that connect, begin, and never end.
const CROWD: usize = 100;

fn address(listener: &Listener) -> String {
    let url = listener.first_line.trim().strip_prefix("listening on http://").unwrap();
    url.split('/').next().unwrap().to_owned()
}

fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream
}

/// A webhook that nobody signed, with these headers besides.
fn webhook(headers: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("POST /webhooks HTTP/1.1\r\nhost: a\r\n{headers}content-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// The same as the last request of its connection.
fn last_webhook(headers: &str, body: &[u8]) -> Vec<u8> {
    webhook(&format!("connection: close\r\n{headers}"), body)
}

/// What comes back, until the listener closes; nothing for who was cut off while they were still speaking.
fn answer(address: &str, said: &[u8]) -> Option<String> {
    let mut stream = connect(address);
    let spoken = stream.write_all(said);
    let mut answer = Vec::new();
    match spoken.and_then(|()| stream.read_to_end(&mut answer)) {
        Ok(_) => Some(String::from_utf8(answer).unwrap()),
        Err(error) if matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe) => None,
        Err(error) => panic!("the listener hangs: {error}"),
    }
}

/// Everything that ends by itself: what it is, what is said, and the statuses of the answers.
fn mean_requests() -> Vec<(&'static str, Vec<u8>, &'static [u16])> {
    let zeros = "0".repeat(64);
    let signature = |text: &str| format!("x-finicity-signature: {text}\r\n");
    let body = format!(r#"{{"eventType":"done","ssn":"{SSN}","email":"{EMAIL}","phone":"{PHONE}"}}"#);
    let body = body.as_bytes();
    let chunked = "POST /webhooks HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n";
    vec![
        ("no HTTP", format!("{SECRET}\r\n{SECRET}\r\n\r\n").into_bytes(), &[400]),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), &[400]),
        ("not signed", last_webhook("", body), &[400]),
        ("a wrong signature", last_webhook(&signature(&zeros), body), &[400]),
        ("a signature that is none", last_webhook(&signature(SECRET), body), &[400]),
        ("several signatures", last_webhook(&signature(&zeros).repeat(3), body), &[400]),
        ("several in one", last_webhook(&signature(&format!("{zeros},{SECRET} {zeros}")), body), &[400]),
        ("a signature that is no text", last_webhook(&signature("\u{e9}\u{ff}"), body), &[400]),
        ("no UTF-8", last_webhook(&signature(&zeros), b"{\"eventType\":\"\xff\xfe\xc3\x28\"}"), &[400]),
        ("an empty body", last_webhook(&signature(&zeros), b""), &[400]),
        (
            "another method",
            format!("PUT /webhooks?key={SECRET} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").into(),
            &[405],
        ),
        (
            "another place",
            format!("POST /{SECRET} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").into(),
            &[404],
        ),
        (
            "several at once",
            [webhook("", body), webhook(&signature(&zeros), body), last_webhook("", body)].concat(),
            &[400; 3],
        ),
        ("a chunk without a length", format!("{chunked}{SECRET}\r\n").into(), &[400]),
        ("a huge body", last_webhook("", &vec![b' '; LIMIT + 1]), &[400]),
        ("a huge header", last_webhook(&format!("x-padding: {}\r\n", "a".repeat(LIMIT)), body), &[431]),
        ("many headers", last_webhook(&"x-padding: a\r\n".repeat(1000), body), &[431]),
    ]
}

fn statuses(answer: &str) -> Vec<u16> {
    let lines = answer.split("HTTP/1.1 ").skip(1);
    lines.map(|line| line.get(..3).unwrap_or_default().parse().unwrap()).collect()
}

/// One genuine event, after which it ends well; and what it had said by then.
async fn takes_a_good_one(bench: &Bench, listener: Listener) -> String {
    let url = listener.first_line.trim().strip_prefix("listening on ").unwrap().to_owned();
    let good = ["webhook", "send", "--provider", "finicity-connect", "--event", "done", "--to", &url];
    bench.kit(&good).await.assert_code(0);
    let (code, lines, talk) = tokio::task::block_in_place(|| listener.finish());
    assert_eq!(code, Some(0), "{talk}");
    assert!(lines.lines().count() == 1 && lines.contains("done"), "{lines}");
    assert!(talk.ends_with("1 received.\n") && !talk.contains("panicked"), "{talk}");
    [lines, talk].concat()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_strangers_send_it_stays_and_says_nothing_of_it() {
    let bench = Bench::new().await;
    let listener =
        tokio::task::block_in_place(|| Listener::start(&bench, "finicity-connect", &["--count", "1"]));
    let address = address(&listener);
    // Held open to the end: senders that say nothing, half a head, half a body.
    let beginnings: [&[u8]; 3] =
        [b"", b"POST /webhooks HTT", b"POST /webhooks HTTP/1.1\r\nhost: a\r\ncontent-length: 99\r\n\r\n{"];
    let crowd = tokio::task::block_in_place(|| {
        let begun = (0..CROWD).zip(beginnings.iter().cycle()).map(|(_, said)| {
            let mut stream = connect(&address);
            stream.write_all(said).unwrap();
            stream
        });
        let crowd: Vec<_> = begun.collect();
        for (what, said, expected) in mean_requests() {
            let Some(answer) = answer(&address, &said) else {
                assert_eq!(expected, [431], "{what}: no answer");
                continue;
            };
            assert_eq!(statuses(&answer), expected, "{what}: {answer}");
            assert_no_leak(what, &answer);
        }
        slow(&address);
        crowd
    });
    let said = takes_a_good_one(&bench, listener).await;
    assert_no_leak("the listener", &said);
    assert!(said.contains("refused: ") && said.contains("answered 404: "), "{said}");
    drop(crowd);
}

/// One byte at a time.
fn slow(address: &str) {
    let mut stream = connect(address);
    for byte in last_webhook("", b"{\"eventType\":\"slow\"}") {
        stream.write_all(&[byte]).unwrap();
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(statuses(&answer), [400], "{answer}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_senders_than_it_may_have_files_are_waited_out() {
    let bench = Bench::new().await;
    let inner = kit(&["webhook", "listen", "--provider", "finicity-connect", "--count", "1"]);
    let mut few = Command::new("sh");
    few.args(["-c", "ulimit -n 40 && exec \"$0\" \"$@\""]).arg(inner.get_program()).args(inner.get_args());
    few.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    few.env("VERIFY_SANDBOX_URL", bench.sandbox.control_url());
    let listener = tokio::task::block_in_place(|| Listener::spawn(few));
    let address = address(&listener);
    tokio::task::block_in_place(|| {
        let crowd: Vec<_> = (0..CROWD).map(|_| connect(&address)).collect();
        // Whoever is among the first is served; the others have to wait until it has gone.
        let mut first = &crowd[0];
        first.write_all(&last_webhook("", b"{}")).unwrap();
        let mut answer = String::new();
        first.read_to_string(&mut answer).unwrap();
        assert_eq!(statuses(&answer), [400], "{answer}");
    });
    takes_a_good_one(&bench, listener).await;
}
