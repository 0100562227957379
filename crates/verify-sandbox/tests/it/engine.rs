//! Starting, stopping, tenants, connections, the clock.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_sandbox::{
    Clock, FaultGuard, Faults, Journal, ManualClock, Outbox, Sandbox, Spinwheel, Tenant, Webhooks,
};

use crate::client::{BORN, Bench, PHONE, request_text, send};

#[test]
fn handles_can_go_anywhere() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Sandbox>();
    check::<Tenant>();
    check::<Spinwheel>();
    check::<(Outbox, Journal, Faults, FaultGuard, Webhooks)>();
}

#[tokio::test]
async fn the_default_runs_with_the_machines_time() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(sandbox.base_url(), format!("http://127.0.0.1:{}", sandbox.port()));
    assert_eq!(sandbox.control_url(), format!("{}/_sandbox", sandbox.base_url()));
    assert!(!sandbox.clock().is_frozen());
    assert_eq!(sandbox.default_tenant().name(), "default");
    let spinwheel = sandbox.default_tenant().spinwheel();
    assert_eq!(spinwheel.base_url(), format!("{}/default/spinwheel", sandbox.base_url()));
    assert_eq!(spinwheel.secure_base_url(), format!("{}/default/spinwheel-secure", sandbox.base_url()));
}

#[tokio::test]
async fn tenants_share_nothing() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    let other = bench.sandbox.tenant("other");
    assert_ne!(other.spinwheel().api_key(), bench.spinwheel.api_key());
    let url = format!("{}/v1/users?userId={id}", other.spinwheel().base_url());
    let wrong_key = format!("Bearer {}", bench.spinwheel.api_key());
    assert_eq!(send("GET", &url, &[("authorization", &wrong_key)], "").await.unwrap().status, 401);
    let key = format!("Bearer {}", other.spinwheel().api_key());
    assert_eq!(send("GET", &url, &[("authorization", &key)], "").await.unwrap().status, 404);
    assert!(other.outbox().is_empty());
    assert_eq!((other.journal().total_requests(), bench.tenant.journal().total_requests()), (2, 2));
    other.reset();
    assert_eq!(bench.tenant.outbox().len(), 1);
    let names: Vec<_> = bench.sandbox.tenants().iter().map(|tenant| tenant.name().to_owned()).collect();
    assert_eq!(names, ["default", "other"]);
}

#[tokio::test]
async fn names_of_tenants() {
    let bench = Bench::new().await;
    assert_eq!(bench.sandbox.tenant("it::My_Test").name(), "it--my-test");
    assert_eq!(bench.sandbox.tenant("").name(), "default");
    assert_eq!(bench.sandbox.tenant(&"x".repeat(99)).name().len(), 64);
    for path in ["/", "/Upper/spinwheel/v1/users", "/a_b/spinwheel/v1/users"] {
        let reply = send("GET", &format!("{}{path}", bench.sandbox.base_url()), &[], "").await.unwrap();
        assert_eq!(reply.status, 404);
        assert!(reply.json()["error"]["what_to_do"].as_str().unwrap().contains("_sandbox"));
    }
    let reply =
        send("GET", &format!("{}/default/spinweel/v1/users", bench.sandbox.base_url()), &[], "").await;
    assert!(reply.unwrap().text().contains("spinwheel-secure"));
}

#[tokio::test]
async fn refused_connections_end() {
    let bench = Bench::new().await;
    let address = ("127.0.0.1", bench.sandbox.port());
    let mut open = TcpStream::connect(address).await.unwrap();
    open.write_all(b"GET /_sandbox/health HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    assert!(open.read(&mut [0; 4096]).await.unwrap() > 0);
    let refused = bench.sandbox.refuse_connections().await.unwrap();
    let error = TcpStream::connect(address).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionRefused);
    assert!(matches!(open.read(&mut [0; 1]).await, Ok(0) | Err(_)), "open connections are closed");
    refused.end().await.unwrap();
    assert_eq!(bench.connect(PHONE, BORN).await.status, 201);
    drop(bench.sandbox.refuse_connections().await.unwrap());
    assert_eq!(bench.connect(PHONE, BORN).await.status, 201);
}

#[tokio::test]
async fn shutdown_and_drop_stop_everything() {
    for drops in [false, true] {
        let bench = Bench::new().await;
        let port = bench.sandbox.port();
        let outbox = bench.tenant.outbox();
        bench.start(PHONE, BORN).await;
        let clone = bench.sandbox.clone();
        let mut open = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        open.write_all(b"GET /_sandbox/health HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
        assert!(open.read(&mut [0; 4096]).await.unwrap() > 0);
        if drops {
            drop(clone);
            drop(bench);
        } else {
            clone.shutdown().await;
            clone.shutdown().await;
            assert!(clone.refuse_connections().await.is_err());
        }
        // Connections end with the task that listens, when it has been told to end.
        while open.read(&mut [0; 4096]).await.is_ok_and(|count| count > 0) {}
        let error = TcpStream::connect(("127.0.0.1", port)).await.unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionRefused);
        assert_eq!(outbox.len(), 1, "handles stay readable");
    }
}

#[tokio::test]
async fn a_port_can_be_chosen_once() {
    let first = Sandbox::start().await.unwrap();
    assert!(Sandbox::builder().port(first.port()).start().await.is_err());
}

#[tokio::test]
async fn connections_can_be_told_apart() {
    let bench = Bench::new().await;
    let url = format!("{}/v1/users?userId=x", bench.spinwheel.base_url());
    let (host, text) = request_text("GET", &url, &[], "");
    let mut stream = TcpStream::connect(host).await.unwrap();
    for _ in 0..2 {
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut received = Vec::new();
        while !crate::client::Reply::parse(&received).is_some_and(|reply| reply.is_complete()) {
            let mut buffer = [0; 1024];
            let count = stream.read(&mut buffer).await.unwrap();
            assert!(count > 0, "the connection stays open");
            received.extend(&buffer[..count]);
        }
    }
    bench.get("/v1/users?userId=x").await;
    let connections: Vec<_> = bench.tenant.journal().entries().iter().map(|entry| entry.connection).collect();
    assert_eq!(connections[0], connections[1]);
    assert_ne!(connections[1], connections[2]);
}

#[tokio::test]
async fn the_clock_is_shared_and_pauses_of_a_client_do_not_move_the_sandbox() {
    let clock = ManualClock::frozen().skipping_pauses();
    let sandbox = Sandbox::builder().clock(clock.clone()).start().await.unwrap();
    let before = sandbox.clock().now();
    clock.sleep(Duration::from_secs(5)).await;
    assert_eq!(sandbox.clock().now(), before + Duration::from_secs(5));
}

#[tokio::test]
async fn a_client_that_leaves_is_noted() {
    let bench = Bench::new().await;
    let url = format!("{}/v1/users/connect/sms", bench.spinwheel.base_url());
    let (host, text) = request_text("POST", &url, &[], "0123456789");
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(&text.as_bytes()[..text.len() - 5]).await.unwrap();
    bench.tenant.journal().wait(1).await;
    drop(stream);
    while bench.tenant.journal().last().unwrap().outcome == verify_sandbox::Outcome::Reading {
        tokio::task::yield_now().await;
    }
    assert_eq!(bench.tenant.journal().last().unwrap().outcome, verify_sandbox::Outcome::ClientLeft);
    assert_eq!(bench.tenant.journal().requests("spinwheel.connect_sms"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tenants_at_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let tasks: Vec<_> = (0..32)
        .map(|number| {
            let tenant = sandbox.tenant(&format!("parallel-{number}"));
            tokio::spawn(async move {
                let spinwheel = tenant.spinwheel();
                let key = format!("Bearer {}", spinwheel.api_key());
                let headers = [("authorization", key.as_str()), ("content-type", "application/json")];
                let url = format!("{}/v1/users/connect/sms", spinwheel.base_url());
                for number in 0..5 {
                    let body = Bench::connect_body(PHONE, BORN, &number.to_string()).to_string();
                    assert_eq!(send("POST", &url, &headers, &body).await.unwrap().status, 201);
                }
                (tenant.outbox().len(), tenant.journal().total_requests(), tenant.spinwheel().users().len())
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), (5, 5, 5));
    }
}

#[tokio::test]
async fn equal_requests_at_the_same_time_make_one_user() {
    let bench = Bench::new().await;
    let (one, two) = tokio::join!(bench.connect(PHONE, BORN), bench.connect(PHONE, BORN));
    assert_eq!(one.data("userId"), two.data("userId"));
    assert_eq!((bench.spinwheel.users().len(), bench.tenant.double_sends().len()), (1, 1));
}

#[test]
fn handles_may_outlive_the_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (sandbox, refused) = runtime.block_on(async {
        let sandbox = Sandbox::start().await.unwrap();
        let refused = sandbox.refuse_connections().await.unwrap();
        (sandbox, refused)
    });
    let tenant = sandbox.default_tenant();
    drop(runtime);
    drop(refused);
    drop(sandbox);
    assert!(tenant.outbox().is_empty());
}
