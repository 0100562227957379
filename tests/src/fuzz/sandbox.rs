//! Requests to the sandbox: whatever comes, it answers or hangs up, and goes on.
//!
//! An input is a line with method and path, header lines, an empty line, and the body.

use std::cell::RefCell;
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Seed, first_line, headers, runtime};
use crate::{Answer, World, endpoints};

/// After so many requests all that came of them is forgotten.
const ROUND: usize = 500;

/// Whether anything has panicked in this process.
static PANICKED: AtomicBool = AtomicBool::new(false);

struct Stage {
    runtime: tokio::runtime::Runtime,
    world: World,
    address: String,
    requests: usize,
}

thread_local! {
    static STAGE: RefCell<Option<Stage>> = const { RefCell::new(None) };
}

impl Stage {
    fn new() -> Self {
        notice_panics();
        let runtime = runtime();
        let world = runtime.block_on(World::start());
        let url = world.sandbox.base_url();
        let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { runtime, world, address, requests: 0 }
    }

    /// What the server says until it hangs up.
    fn send(&self, request: &[u8]) -> Vec<u8> {
        self.runtime.block_on(async {
            let mut stream = TcpStream::connect(&self.address).await.unwrap();
            let mut answer = Vec::new();
            // It may hang up before it has read all: that is an answer, too.
            let _ = stream.write_all(request).await;
            let _ = stream.shutdown().await;
            let _ = stream.read_to_end(&mut answer).await;
            answer
        })
    }
}

/// A panic of a task is caught by its runtime: without this nobody would hear of it.
fn notice_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICKED.store(true, Ordering::SeqCst);
            before(info);
        }));
    });
}

/// Sends it, and looks whether the sandbox goes on.
pub fn run(input: &[u8]) {
    let (line, rest) = first_line(input);
    // An armed fault may well not answer, which is no finding.
    if line.windows(6).any(|part| part == b"faults") {
        return;
    }
    let mut stage = STAGE.take().unwrap_or_else(Stage::new);
    let answer = stage.send(&request(line, rest, &stage.address));
    assert!(!PANICKED.load(Ordering::SeqCst), "the sandbox panicked");
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "that is no HTTP");
    let failed = answer.starts_with(b"HTTP/1.1 500");
    assert!(!failed, "the sandbox failed: {}", String::from_utf8_lossy(&answer));
    stage.requests += 1;
    if stage.requests.is_multiple_of(ROUND) {
        let health = request(b"GET /_sandbox/health", b"", &stage.address);
        assert!(stage.send(&health).starts_with(b"HTTP/1.1 200"), "the sandbox is not well");
        stage.world.tenant.reset();
    }
    STAGE.set(Some(stage));
}

fn request(line: &[u8], rest: &[u8], address: &str) -> Vec<u8> {
    let (headers, body) = headers(rest);
    let mut request = [line, b" HTTP/1.1\r\nhost: ", address.as_bytes(), b"\r\n"].concat();
    for (name, value) in
        headers.iter().filter(|(name, _)| !["host", "content-length"].contains(&name.as_str()))
    {
        request.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    request.extend(format!("content-length: {}\r\n\r\n", body.len()).into_bytes());
    request.extend(body);
    request
}

/// The request of every endpoint, as its client sends it, and some to the control API.
pub fn seeds() -> Vec<Seed> {
    let runtime = runtime();
    let mut seeds: Vec<_> = endpoints::all().iter().map(|case| runtime.block_on(seed(case))).collect();
    for path in ["", "/health", "/tenants", "/tenants/default", "/clock", "/tenants/default/journal?limit=3"]
    {
        seeds.push(Seed::new(
            format!("control{}", path.replace(['/', '?'], "-")),
            format!("GET /_sandbox{path}\n\n"),
        ));
    }
    seeds
}

async fn seed(case: &endpoints::EndpointCase) -> Seed {
    let (world, way) = World::start_seizable().await;
    let call = (case.prepare)(world.clone()).await;
    way.seize(case.operation, Answer::success(""));
    let _ = call().await;
    let request = way.last_request().expect("a request");
    let path = request.uri().path_and_query().unwrap().as_str();
    let mut input = format!("{} {path}\n", request.method()).into_bytes();
    for (name, value) in request.headers() {
        input.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\n"].concat());
    }
    input.push(b'\n');
    input.extend(request.body());
    Seed::new(format!("{}-{}", case.krate, case.operation), input)
}
