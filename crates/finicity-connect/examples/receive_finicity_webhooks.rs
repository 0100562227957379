//! Receives Finicity's webhooks: checks who signed them, recognises what comes twice, and answers the ping.
//!
//! In the sandbox it **creates a customer for tests** who connects accounts, to have something to hear of.
//!
//! ```sh
//! cargo run -p finicity-connect --example receive_finicity_webhooks
//! ```
//!
//! With credentials set (see `support`) it listens on port 8080 until it hears of the end of a session. Without, it prints:
//!
//! ```text
//! (no FINICITY_PARTNER_ID: Finicity and the person are simulated)
//! Name of a new customer: customer-17
//! (the person signed in at FinBank and shared 3 accounts)
//! A ping.
//! Started
//! InstitutionSupported
//! Adding
//! Discovered
//! Added
//! Done
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::collections::HashSet;
use std::env;
use std::process::ExitCode;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use finicity_connect::webhook::{Event, EventType, Receiver};
use finicity_connect::{GenerateConnectUrl, Secret, Webhook};
use support::{Failure, Stage, end};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

struct App {
    receiver: Receiver,
    events: mpsc::UnboundedSender<Event>,
}

/// The body is taken as bytes: those are signed, not JSON that was read and written again.
async fn receive(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let event = match app.receiver.receive(&headers, &body) {
        Ok(event) => event,
        Err(rejected) => {
            eprintln!("webhook refused: {rejected}"); // without a value that was received
            return StatusCode::BAD_REQUEST;
        }
    };
    // A real receiver writes it down before it answers: what is not answered with 200 comes again.
    match app.events.send(event) {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let secret = match &stage.sandbox {
        Some(sandbox) => sandbox.default_tenant().finicity().partner_secret(),
        None => env::var("FINICITY_PARTNER_SECRET")?,
    };
    let (events, mut heard) = mpsc::unbounded_channel();
    // Two secrets while one is rotated.
    let app = Arc::new(App { receiver: Receiver::new([Secret::new(secret)])?, events });
    let simulated = stage.sandbox.is_some();
    let listener = TcpListener::bind(if simulated { "127.0.0.1:0" } else { "0.0.0.0:8080" }).await?;
    let address = listener.local_addr()?;
    let router = axum::Router::new().route("/finicity", post(receive)).with_state(app);
    let serving = tokio::spawn(axum::serve(listener, router).into_future());

    if simulated {
        let customer = stage.customer().await?;
        // While the link is made Finicity sends a ping, and makes no link unless it is answered.
        let webhook = Webhook::new(format!("http://{address}/finicity"))?;
        let request = GenerateConnectUrl::new(customer).webhook(webhook);
        let link = stage.client.generate_connect_url(&request).await?;
        stage.visit(link.expose())?;
    }

    // The same id twice is a duplicate; the order of arrival says nothing.
    let mut known = HashSet::new();
    while let Some(event) = heard.recv().await {
        match &event.id {
            Some(id) if known.insert(id.clone()) => println!("{:?}", event.event_type),
            Some(_) => {}
            None => println!("A ping."),
        }
        if event.event_type == EventType::Done {
            break;
        }
    }
    serving.abort();
    Ok(())
}
