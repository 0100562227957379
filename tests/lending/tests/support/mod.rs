//! A browser, and an application to point it at.

#![allow(clippy::unwrap_used, dead_code)] // Each test program needs some of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use lending::{Intake, MapStore, router};
use serde_json::{Value, json};
use spinwheel_connect::Client;
use spinwheel_connect::webhook::HeaderCheck;
use tower::ServiceExt;
use verify_testkit::ManualClock;

/// The header with which Spinwheel's webhooks come.
pub(crate) const WEBHOOK_HEADER: (&str, &str) = ("x-lending-webhook", "a-synthetic-value-of-length");

/// The application with this client and these sessions.
pub(crate) fn app(spinwheel: Client, clock: &ManualClock, store: Arc<MapStore>) -> Router {
    let ids = AtomicU32::new(1);
    router(Arc::new(Intake {
        verifier: Arc::new(spinwheel.clone()),
        spinwheel,
        store,
        clock: Arc::new(clock.clone()),
        new_id: Box::new(move || format!("id-{}", ids.fetch_add(1, Ordering::Relaxed))),
        webhooks: HeaderCheck::new(WEBHOOK_HEADER.0, WEBHOOK_HEADER.1).unwrap(),
    }))
}

/// One person's browser.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    pub(crate) app: Router,
    pub(crate) cookie: Option<String>,
}

impl Browser {
    pub(crate) fn new(app: Router) -> Self {
        Self { app, cookie: None }
    }

    pub(crate) async fn start(&mut self, phone: &str, birth_date: &str) -> Value {
        self.post("/start", &json!({"phone": phone, "birth_date": birth_date})).await
    }

    pub(crate) async fn resend(&mut self, phone: &str, birth_date: &str) -> Value {
        self.post("/resend", &json!({"phone": phone, "birth_date": birth_date})).await
    }

    pub(crate) async fn code(&mut self, code: &str) -> Value {
        self.post("/code", &json!({"code": code})).await
    }

    pub(crate) async fn debts(&mut self) -> Value {
        self.send("GET", "/debts", Body::empty()).await.1
    }

    pub(crate) async fn post(&mut self, path: &str, form: &Value) -> Value {
        self.send("POST", path, Body::from(form.to_string())).await.1
    }

    pub(crate) async fn send(&mut self, method: &str, path: &str, body: Body) -> (StatusCode, Value) {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let answer = self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        if let Some(cookie) = answer.headers().get(header::SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().map(str::to_owned);
        }
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
}

/// What a reply comes to: its result, and after how many seconds to try again.
pub(crate) fn gist(reply: &Value) -> (&str, Option<u64>) {
    (reply["result"].as_str().unwrap_or_default(), reply["retry_in_seconds"].as_u64())
}

/// Who answers questions.
pub(crate) fn identity(birth_date: &str) -> Value {
    json!({
        "first_name": "Thomas", "last_name": "Devos", "birth_date": birth_date, "ssn": "900-12-3456",
        "street": "1 Example Way", "city": "Spencer", "state": "IA", "zip": "51368",
    })
}
