//! Many at once.

use std::time::Duration;

use tokio::net::TcpStream;
use verify_sandbox::{Sandbox, Tenant};

use crate::client::{BORN, Bench, send};

const CROWD: usize = 50;
const IDLE: usize = 2_000;

/// A number of its own for each.
fn phone(number: usize) -> String {
    format!("+12025550{:03}", 140 + number)
}

/// Asks for a text message, and checks that everything here is about this one request.
async fn alone(tenant: Tenant, number: usize) {
    let phone = phone(number);
    let spinwheel = tenant.spinwheel();
    let key = format!("Bearer {}", spinwheel.api_key());
    let headers = [("authorization", key.as_str()), ("content-type", "application/json")];
    let url = format!("{}/v1/users/connect/sms", spinwheel.base_url());
    let body = Bench::connect_body(&phone, BORN, &format!("ext-{number}")).to_string();
    assert_eq!(send("POST", &url, &headers, &body).await.unwrap().status, 201);
    let messages = tenant.outbox().messages();
    assert_eq!((messages.len(), messages[0].to.as_str()), (1, phone.as_str()));
    assert_eq!((tenant.journal().total_requests(), tenant.journal().requests("connect_sms")), (1, 1));
    assert_eq!(tenant.journal().last().unwrap().body, body);
}

async fn together(tenants: Vec<Tenant>) {
    let tasks: Vec<_> =
        tenants.into_iter().enumerate().map(|(number, tenant)| tokio::spawn(alone(tenant, number))).collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_sandboxes_at_once() {
    let starting: Vec<_> = (0..CROWD).map(|_| tokio::spawn(Sandbox::start())).collect();
    let mut sandboxes = Vec::new();
    for started in starting {
        sandboxes.push(started.await.unwrap().unwrap());
    }
    let ports: std::collections::BTreeSet<_> = sandboxes.iter().map(Sandbox::port).collect();
    assert_eq!(ports.len(), CROWD);
    together(sandboxes.iter().map(Sandbox::default_tenant).collect()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_tenants_at_once() {
    let sandbox = Sandbox::start().await.unwrap();
    together((0..CROWD).map(|number| sandbox.tenant(&format!("crowd-{number}"))).collect()).await;
    assert_eq!(sandbox.tenants().len(), CROWD);
}

/// Lets this process have as many open files as it may.
#[cfg(unix)]
fn allow_open_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Where it is refused, the test says how far it came.
    let _ = setrlimit(Resource::Nofile, limit);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_connections_do_not_stop_it() {
    #[cfg(unix)]
    allow_open_files();
    let sandbox = Sandbox::start().await.unwrap();
    let mut idle = Vec::new();
    for number in 0..IDLE {
        let opened = TcpStream::connect(("127.0.0.1", sandbox.port())).await;
        idle.push(
            opened.unwrap_or_else(|error| panic!("after {number} connections: {error}; see `ulimit -n`")),
        );
    }
    let url = format!("{}/health", sandbox.control_url());
    assert_eq!(send("GET", &url, &[], "").await.unwrap().status, 200);
    alone(sandbox.default_tenant(), 0).await;
    let entry = sandbox.default_tenant().journal().last().unwrap();
    assert!(entry.connection > IDLE as u64, "all of them were accepted before: {}", entry.connection);
    assert_eq!(idle.len(), IDLE);
}

#[tokio::test]
async fn who_asks_for_nothing_keeps_the_sandboxs_clock_out_of_it() {
    let bench = Bench::new().await;
    let mut idle = TcpStream::connect(("127.0.0.1", bench.sandbox.port())).await.unwrap();
    bench.clock.advance(Duration::from_secs(86_400));
    let (_, text) =
        crate::client::request_text("GET", &bench.sandbox.control_url(), &[("connection", "close")], "");
    tokio::io::AsyncWriteExt::write_all(&mut idle, text.as_bytes()).await.unwrap();
    let mut received = Vec::new();
    tokio::io::AsyncReadExt::read_to_end(&mut idle, &mut received).await.unwrap();
    assert_eq!(crate::client::Reply::parse(&received).unwrap().status, 200);
}
