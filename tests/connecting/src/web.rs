//! The routes.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use finicity_connect::CustomerId;
use finicity_connect::webhook::Receiver;

use crate::{Customer, Journal};

#[derive(Debug)]
struct App {
    receiver: Receiver,
    journal: Arc<Journal>,
}

/// The receiver as a web service.
pub fn router(receiver: Receiver, journal: Arc<Journal>) -> Router {
    Router::new()
        .route("/webhooks/finicity", post(webhook))
        .route("/customers/{id}", get(customer))
        .with_state(Arc::new(App { receiver, journal }))
}

/// The body is taken as bytes: the signature is over those, not over JSON that was read and written again.
async fn webhook(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Ok(event) = app.receiver.receive(&headers, &body) else { return StatusCode::BAD_REQUEST };
    let journal = Arc::clone(&app.journal);
    match tokio::task::spawn_blocking(move || journal.record(event, &body)).await {
        Ok(Ok(_)) => StatusCode::OK,
        // Finicity tries again.
        Ok(Err(_)) | Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn customer(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<Customer>, StatusCode> {
    let id = CustomerId::new(id).map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(Json(Customer::of(&app.journal.events_of(&id))))
}
