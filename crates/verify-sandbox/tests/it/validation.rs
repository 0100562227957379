//! What a strict server refuses, and how it says so.

use serde_json::{Value, json};

use crate::client::{BORN, Bench, PHONE, Reply, send};

async fn raw(bench: &Bench, headers: &[(&str, &str)], body: &str) -> Reply {
    let url = format!("{}/v1/users/connect/sms", bench.spinwheel.base_url());
    send("POST", &url, headers, body).await.unwrap()
}

#[tokio::test]
async fn keys() {
    let bench = Bench::new().await;
    let json = ("content-type", "application/json");
    let body = Bench::connect_body(PHONE, BORN, "a").to_string();
    let key = bench.spinwheel.api_key();
    let bearer = format!("Bearer {key}");
    for headers in [vec![json], vec![json, ("x-api-key", &key)], vec![json, ("authorization", &key)]] {
        let reply = raw(&bench, &headers, &body).await;
        assert_eq!(reply.status, 401);
        assert_eq!(reply.json()["status"]["messages"][0]["desc"], "No auth key provided");
    }
    assert!(bench.tenant.journal().entries()[1].why.contains("x-api-key"));
    let bad = raw(&bench, &[json, ("authorization", "Bearer other")], &body).await;
    assert_eq!(bad.status, 401);
    assert_ne!(bad.json()["status"]["messages"][0]["desc"], "No auth key provided");
    assert_eq!(raw(&bench, &[json, ("authorization", &bearer)], &body).await.status, 201);
    let shown = format!("{:?}", bench.tenant.journal().entries());
    assert!(!shown.contains(&key), "the journal shows the key");
}

#[tokio::test]
async fn content_type_and_json() {
    let bench = Bench::new().await;
    let bearer = format!("Bearer {}", bench.spinwheel.api_key());
    let body = Bench::connect_body(PHONE, BORN, "a").to_string();
    let auth = ("authorization", bearer.as_str());
    assert_eq!(raw(&bench, &[auth], &body).await.status, 415);
    assert_eq!(raw(&bench, &[auth, ("content-type", "text/plain")], &body).await.status, 415);
    let json = ("content-type", "application/json; charset=utf-8");
    for bad in ["", "{", "[]", "\"x\""] {
        let reply = raw(&bench, &[auth, json], bad).await;
        assert_eq!((reply.status, reply.desc().as_str()), (400, "Bad Request"), "{bad}");
    }
    assert_eq!(raw(&bench, &[auth, json], &body).await.status, 201);
    assert_eq!(bench.tenant.outbox().len(), 1);
}

#[tokio::test]
async fn fields_of_connect() {
    let bench = Bench::new().await;
    let cases = [
        ("phoneNumber", Value::Null, "phoneNumber must not be null"),
        ("phoneNumber", json!(12_025_550_140_u64), "phoneNumber must be a string"),
        ("dateOfBirth", json!("1990-02-30"), "YYYY-MM-DD"),
        ("dateOfBirth", json!("01-01-1990"), "YYYY-MM-DD"),
        ("dateOfBirth", json!("1990-1-1"), "YYYY-MM-DD"),
        ("dateOfBirth", json!("2027-01-01"), "future"),
        ("dateOfBirth", json!("2008-01-16"), "younger than 18"),
        ("userId", json!("also"), "not both"),
        ("extUserId", json!(""), "extUserId must not be empty"),
        ("extUserId", json!("x".repeat(256)), "longer than 255"),
        ("audit", json!("yes"), "audit must be an object"),
        ("audit", json!({"consentTimestamp": "yesterday"}), "audit.consentTimestamp"),
    ];
    for (field, value, expected) in cases {
        let mut body = Bench::connect_body(PHONE, BORN, "a");
        body[field] = value;
        let reply = bench.post("/v1/users/connect/sms", &body).await;
        assert_eq!((reply.status, reply.desc().as_str()), (400, "Bad Request"), "{body}");
        assert!(reply.messages().contains(expected), "{} lacks {expected}", reply.messages());
        assert!(bench.why().contains(expected), "{}", bench.why());
    }
    let empty = bench.post("/v1/users/connect/sms", &json!({})).await;
    assert_eq!(empty.json()["status"]["messages"].as_array().unwrap().len(), 3);
    assert!(bench.tenant.outbox().is_empty() && bench.spinwheel.users().is_empty());
}

#[tokio::test]
async fn eighteen_today_is_old_enough() {
    let bench = Bench::new().await;
    assert_eq!(bench.connect(PHONE, "2008-01-15").await.status, 201);
    assert_eq!(bench.connect("+12025550141", "1988-02-29").await.status, 201);
}

#[tokio::test]
async fn phone_numbers() {
    let bench = Bench::new().await;
    let cases = [
        ("2025550140", "INVALID_NUMBER"),
        ("+1202555014", "INVALID_NUMBER"),
        ("+11025550140", "INVALID_NUMBER"),
        ("+1 202 555 0140", "INVALID_NUMBER"),
        ("+442079460000", "UNSUPPORTED_COUNTRY_CODE"),
    ];
    for (number, token) in cases {
        let reply = bench.post("/v1/users/connect/sms", &Bench::connect_body(number, BORN, "a")).await;
        assert_eq!((reply.status, reply.desc().as_str()), (400, token), "{number}");
    }
}

#[tokio::test]
async fn fields_of_verify() {
    let bench = Bench::new().await;
    let (id, code) = bench.start(PHONE, BORN).await;
    let path = format!("/v1/users/{id}/connect/sms/verify");
    let number: u64 = code.parse().unwrap();
    for body in [json!({}), json!({"code": number}), json!({"code": "12345"}), json!({"code": "12345a"})] {
        let reply = bench.post(&path, &body).await;
        assert_eq!((reply.status, reply.desc().as_str()), (400, "Bad Request"), "{body}");
        assert!(reply.messages().contains("code"), "{}", reply.messages());
    }
    assert_eq!(bench.verify(&id, &code).await.status, 200);
}

#[tokio::test]
async fn the_query_of_retrieve() {
    let bench = Bench::new().await;
    let id = bench.verified(PHONE, BORN).await;
    for query in ["", "?userId=", "?userId=a&extUserId=b"] {
        assert_eq!(bench.get(&format!("/v1/users{query}")).await.desc(), "Bad Request", "{query}");
    }
    assert_eq!(bench.get(&format!("/v1/users?userId={id}&unmask=ssn")).await.status, 400);
    let path = format!("/v1/users?userId={id}&unmask=ssn&unmask=accountNumber");
    let unmasked = bench.secure("GET", &path, &Value::Null).await;
    assert_eq!(unmasked.json()["data"]["profile"]["ssn"], "666010001");
    assert!(bench.user(&id).await["profile"].get("ssn").is_none());
}

#[tokio::test]
async fn wrong_path_method_and_host() {
    let bench = Bench::new().await;
    let body = Bench::connect_body(PHONE, BORN, "a");
    let missing = bench.post("/v1/nothing", &body).await;
    assert_eq!((missing.status, missing.json()["status"]["code"].as_u64()), (404, Some(404)));
    let method = bench.get("/v1/users/connect/sms").await;
    assert_eq!(method.status, 405);
    let host = bench.secure("POST", "/v1/users/connect/sms", &body).await;
    assert_eq!(host.status, 404);
    assert!(bench.why().contains("standard host only"), "{}", bench.why());
    let kba = bench.post("/v1/users/connect/kba", &Bench::kba_body("1980-05-05")).await;
    assert_eq!(kba.status, 404);
    assert!(bench.why().contains("secure host only"), "{}", bench.why());
    assert_eq!(bench.tenant.journal().requests("spinwheel.connect_sms"), 0);
    assert_eq!(bench.tenant.journal().total_requests(), 4);
}

#[tokio::test]
async fn a_body_may_have_a_mebibyte() {
    let bench = Bench::new().await;
    let mut body = Bench::connect_body(PHONE, BORN, "a");
    body["note"] = "x".repeat(1024 * 1024).into();
    let reply = bench.post("/v1/users/connect/sms", &body).await;
    assert_eq!((reply.status, reply.json()["status"]["code"].as_u64()), (413, Some(413)));
    body["note"] = "x".repeat(1000 * 1024).into();
    assert_eq!(bench.post("/v1/users/connect/sms", &body).await.status, 201);
}
