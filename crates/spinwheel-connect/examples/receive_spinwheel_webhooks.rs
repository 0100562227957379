//! Receives Spinwheel's webhooks: hears that the debts of a person are there.
//!
//! Spinwheel signs nothing. What there is is a header that you chose when you registered the address, so a webhook is a hint to
//! go and ask, never a proof. With the sandbox it **sends a text message and orders a report**, to have something to hear of.
//!
//! ```sh
//! cargo run -p spinwheel-connect --example receive_spinwheel_webhooks
//! ```
//!
//! With `SPINWHEEL_SECRET_KEY` set it listens on port 8080 for one webhook with the header `x-webhook-key`, whose value it takes from
//! `SPINWHEEL_WEBHOOK_HEADER_VALUE`. Without, it prints:
//!
//! ```text
//! (no SPINWHEEL_SECRET_KEY: Spinwheel and the person are simulated)
//! Phone number: +12025550143
//! Birth date: 1990-01-01
//! Code in the text message: 172409
//! Heard: UserLiabilitiesConnected. Now look at the user again.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::env;
use std::process::ExitCode;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use spinwheel_connect::webhook::{Event, HeaderCheck};
use spinwheel_connect::{OrderCreditReport, WaitForLiabilities};
use support::{Failure, Stage, end};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

const HEADER: &str = "x-webhook-key";

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

struct Receiver {
    check: HeaderCheck,
    events: mpsc::UnboundedSender<Event>,
}

async fn receive(State(receiver): State<Arc<Receiver>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if !receiver.check.accepts(&headers) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(event) = Event::parse(&body) else { return StatusCode::BAD_REQUEST };
    // A real receiver writes it down before it answers; the same `webhook_id` twice is a duplicate.
    match receiver.events.send(event) {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let value = match &stage.sandbox {
        Some(_) => "a-long-value-that-only-we-know".to_owned(),
        None => env::var("SPINWHEEL_WEBHOOK_HEADER_VALUE")
            .map_err(|_| "SPINWHEEL_WEBHOOK_HEADER_VALUE is not set")?,
    };
    let listener =
        TcpListener::bind(if stage.sandbox.is_some() { "127.0.0.1:0" } else { "0.0.0.0:8080" }).await?;
    let address = listener.local_addr()?;

    let (events, mut heard) = mpsc::unbounded_channel();
    let receiver = Arc::new(Receiver { check: HeaderCheck::new(HEADER, value.as_str())?, events });
    let app = axum::Router::new().route("/spinwheel", post(receive)).with_state(receiver);
    let serving = tokio::spawn(axum::serve(listener, app).into_future());

    if let Some(sandbox) = &stage.sandbox {
        let url = format!("http://{address}/spinwheel");
        sandbox.default_tenant().webhooks().register("*", &url, &[(HEADER, &value)])?;
        let user = stage.verified_user().await?;
        stage.client.order_credit_report(&OrderCreditReport::new(user.clone())).await?;
        stage.client.wait_for_liabilities(&WaitForLiabilities::new(user)).await?;
    }
    let event = heard.recv().await.ok_or("nobody listens any more")?;
    println!("Heard: {:?}. Now look at the user again.", event.event_type);
    serving.abort();
    Ok(())
}
