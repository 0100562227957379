//! Receives webhooks of Dots: checks who signed them, and recognises what comes twice.
//!
//! In the sandbox it **creates a user**, to have something to hear of.
//!
//! ```sh
//! cargo run -p dots-users --example receive_dots_webhooks
//! ```
//!
//! With `DOTS_WEBHOOK_SECRET` set besides the keys, it listens on port 8080 for one webhook. Without keys, it prints:
//!
//! ```text
//! (no DOTS_CLIENT_ID: Dots and the person are simulated)
//! Phone number: +12025550143
//! E-mail address: ada@example.com
//! First name: Ada
//! Last name: Example
//! Heard: Some(UserIdVerified). Now look at the user again.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::collections::HashSet;
use std::env;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use dots_users::webhook::{Message, Receiver};
use dots_users::{MessageId, Secret};
use support::{Failure, Stage, end};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

struct App {
    receiver: Receiver,
    known: Mutex<HashSet<MessageId>>,
    messages: mpsc::UnboundedSender<Message>,
}

/// The body is taken as bytes: those are signed, not JSON that was read and written again.
async fn receive(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let message = match app.receiver.receive(&headers, &body) {
        Ok(message) => message,
        Err(rejected) => {
            eprintln!("webhook refused: {rejected}"); // without a value that was received
            return StatusCode::BAD_REQUEST;
        }
    };
    // A real receiver has a table here, and writes before it answers: what is not answered comes again.
    let is_new = app.known.lock().unwrap_or_else(PoisonError::into_inner).insert(message.id.clone());
    if is_new && app.messages.send(message).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    StatusCode::OK
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let dots = stage.sandbox.as_ref().map(|sandbox| sandbox.default_tenant().dots());
    let secret = match &dots {
        Some(dots) => dots.webhook_secret(),
        None => env::var("DOTS_WEBHOOK_SECRET").map_err(|_| "DOTS_WEBHOOK_SECRET is not set")?,
    };
    // Two secrets while one is rotated. The clock decides what is too old; in production leave it out.
    let receiver = Receiver::new([Secret::new(secret)])?.clock(Arc::clone(&stage.clock));
    let (messages, mut heard) = mpsc::unbounded_channel();
    let app = Arc::new(App { receiver, known: Mutex::default(), messages });

    let listener = TcpListener::bind(if dots.is_some() { "127.0.0.1:0" } else { "0.0.0.0:8080" }).await?;
    let address = listener.local_addr()?;
    let router = axum::Router::new().route("/dots", post(receive)).with_state(app);
    let serving = tokio::spawn(axum::serve(listener, router).into_future());

    if let Some(dots) = dots {
        dots.set_webhook_url(&format!("http://{address}/dots"))?;
        let (user, _) = stage.user().await?;
        dots.verify_identity(user.as_str());
    }
    let message = heard.recv().await.ok_or("nobody listens any more")?;
    // Most events hold ids alone: they say what to look at, not how it is now.
    println!("Heard: {:?}. Now look at the user again.", message.event.event_type);
    serving.abort();
    Ok(())
}
