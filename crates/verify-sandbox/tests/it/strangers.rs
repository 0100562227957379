//! Pages of elsewhere, and names of elsewhere that point here.

use serde_json::json;
use verify_sandbox::{Fault, FaultKind, Outcome};

use crate::client::{BORN, Bench, PHONE, Reply, send};

/// The control API, an API, a hosted page, and what is nothing.
const PATHS: [&str; 8] = [
    "/_sandbox",
    "/_sandbox/tenants/default/outbox",
    "/_sandbox/tenants/never-used/outbox",
    "/default/spinwheel/v1/users",
    "/default/dots/api/v2/users",
    "/default/dots-flow/flow/x",
    "/never-used/spinwheel/v1/users",
    "/",
];

async fn get(bench: &Bench, path: &str, header: (&str, &str)) -> Reply {
    send("GET", &format!("{}{path}", bench.sandbox.base_url()), &[header], "").await.unwrap()
}

async fn refused(bench: &Bench, header: (&str, &str), told: &str) {
    let (_, code) = bench.start(PHONE, BORN).await;
    for path in PATHS {
        let before = bench.tenant.journal().total_requests();
        let reply = get(bench, path, header).await;
        assert_eq!(reply.status, 403, "{path} {header:?}");
        let error = &reply.json()["error"];
        assert!(error["message"].as_str().unwrap().contains(header.1), "{error}");
        assert!(error["what_to_do"].as_str().unwrap().contains(told), "{error}");
        assert!(!reply.text().contains(&code));
        let entry = bench.tenant.journal().last().unwrap();
        assert_eq!((entry.outcome, entry.operation), (Outcome::Answered(403), None));
        assert_eq!((entry.path.as_str(), entry.tenant.as_str()), (path, "default"));
        assert!(entry.why.starts_with("Refused: ") && entry.why.contains(header.1), "{}", entry.why);
        assert_eq!(bench.tenant.journal().total_requests(), before + 1);
    }
    let names: Vec<_> = bench.sandbox.tenants().iter().map(|tenant| tenant.name().to_owned()).collect();
    assert_eq!(names, ["default"], "strangers bring no tenant into being");
}

#[tokio::test]
async fn a_name_that_points_here_reads_nothing() {
    let bench = Bench::new().await;
    let rebound = format!("rebound.example.com:{}", bench.sandbox.port());
    let here = format!("127.0.0.1:{}", bench.sandbox.port());
    refused(&bench, ("host", &rebound), &here).await;
}

#[tokio::test]
async fn a_loopback_host_has_the_right_port() {
    let bench = Bench::new().await;
    let port = bench.sandbox.port();
    for host in [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        format!("[::1]:{port}"),
        "localhost".to_owned(),
    ] {
        assert_eq!(get(&bench, "/_sandbox", ("host", &host)).await.status, 200, "{host}");
    }
    let other = format!("localhost:{}", port ^ 1);
    assert_eq!(get(&bench, "/_sandbox", ("host", &other)).await.status, 403);
}

#[tokio::test]
async fn a_page_of_elsewhere_reads_nothing() {
    let bench = Bench::new().await;
    refused(&bench, ("origin", "https://example.com"), "localhost").await;
}

#[tokio::test]
async fn a_frame_with_sandbox_reads_nothing() {
    let bench = Bench::new().await;
    refused(&bench, ("origin", "null"), "localhost").await;
}

#[tokio::test]
async fn pages_of_this_machine_are_served() {
    let bench = Bench::new().await;
    for origin in [bench.sandbox.base_url().as_str(), "http://localhost:3000", "https://[::1]:8443"] {
        for path in ["/_sandbox/tenants/default/outbox", "/default/finicity-connect/assets/connect.js"] {
            let reply = get(&bench, path, ("origin", origin)).await;
            assert_eq!(reply.status, 200, "{path} {origin}");
        }
    }
}

#[tokio::test]
async fn strangers_use_up_no_fault_and_change_nothing() {
    let bench = Bench::new().await;
    let fault = bench.tenant.faults().arm(Fault::new("*", FaultKind::Status(503)).times(1)).unwrap();
    let origin = ("origin", "https://example.com");
    let key = format!("Bearer {}", bench.spinwheel.api_key());
    let headers = [origin, ("authorization", key.as_str()), ("content-type", "application/json")];
    let body = Bench::connect_body(PHONE, BORN, "a").to_string();
    let url = format!("{}/v1/users/connect/sms", bench.spinwheel.base_url());
    assert_eq!(send("POST", &url, &headers, &body).await.unwrap().status, 403);
    let arm = format!("{}/tenants/default/faults", bench.sandbox.control_url());
    let body = json!({"operation": "*", "kind": "no_answer"}).to_string();
    assert_eq!(send("POST", &arm, &[origin], &body).await.unwrap().status, 403);
    assert_eq!(
        send("OPTIONS", &arm, &[origin], "").await.unwrap().status,
        403,
        "also when a browser asks first"
    );
    assert_eq!((fault.hits(), bench.tenant.faults().list().len(), bench.tenant.outbox().len()), (0, 1, 0));
    assert_eq!(bench.tenant.journal().requests("connect_sms"), 0);
    assert_eq!(bench.connect(PHONE, BORN).await.status, 503);
}

#[tokio::test]
async fn nothing_is_shown_to_a_page_that_names_no_origin() {
    let bench = Bench::new().await;
    bench.start(PHONE, BORN).await;
    // As an image or a script: the browser is told to keep it from the page.
    let reply = get(&bench, "/_sandbox/tenants/default/outbox", ("sec-fetch-mode", "no-cors")).await;
    assert_eq!(reply.header("cross-origin-resource-policy").as_deref(), Some("same-origin"));
    assert_eq!(reply.header("x-content-type-options").as_deref(), Some("nosniff"));
    assert_eq!(reply.header("access-control-allow-origin"), None);
}
