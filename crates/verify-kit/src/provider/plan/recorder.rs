//! A transport that sends nothing: it answers a login with a placeholder, keeps the request that is meant, and never answers it.

use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use serde_json::json;
use tokio::sync::Notify;
use verify_core::{Exchange, Transport, TransportError};

use super::blank::{TOKEN, blank};
use crate::provider::{Act, Provider};

/// A request as it would have left.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub(crate) operation: &'static str,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// What was recorded.
#[derive(Debug, Clone)]
pub(crate) struct Recorded {
    pub(crate) act: Option<Act>,
    /// The request that lets the client in, where one comes first.
    pub(crate) login: Option<Planned>,
    pub(crate) call: Planned,
}

/// Keeps what a client wants to send.
#[derive(Debug, Clone)]
pub(crate) struct Recorder {
    kept: Arc<Kept>,
    /// What a login is called by the client, and where its answer has the token.
    login: (&'static str, &'static str),
}

#[derive(Debug, Default)]
struct Kept {
    notes: Mutex<Notes>,
    complete: Notify,
}

#[derive(Debug, Default)]
struct Notes {
    act: Option<Act>,
    login: Option<Planned>,
    call: Option<Planned>,
}

impl Recorder {
    pub(super) fn of<P: Provider>() -> Self {
        Self { kept: Arc::default(), login: P::LOGS_IN }
    }

    /// Notes what the call does.
    pub(crate) fn note(&self, act: Act) {
        self.notes().act = Some(act);
    }

    /// Waits for the request that is meant.
    pub(super) async fn recorded(&self) -> Recorded {
        loop {
            let complete = self.kept.complete.notified();
            if let Some(recorded) = self.so_far() {
                return recorded;
            }
            complete.await;
        }
    }

    fn so_far(&self) -> Option<Recorded> {
        let notes = self.notes();
        Some(Recorded { act: notes.act, login: notes.login.clone(), call: notes.call.clone()? })
    }

    /// Keeps a request; the answer is for one that lets in.
    fn keep(&self, request: Planned) -> Option<Response<Bytes>> {
        let (operation, token) = self.login;
        let mut notes = self.notes();
        let is_meant = notes.act.is_some_and(|act| act.name() == request.operation);
        if request.operation == operation && !is_meant {
            notes.login = Some(request);
            return Some(Response::new(json!({token: blank(TOKEN)}).to_string().into()));
        }
        notes.call.get_or_insert(request);
        self.kept.complete.notify_one();
        None
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.kept.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Transport for Recorder {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let (head, body) = request.into_parts();
        let planned = Planned {
            operation: exchange.operation(),
            method: head.method.to_string(),
            url: head.uri.to_string(),
            headers: head.headers,
            body,
        };
        match self.keep(planned) {
            Some(answer) => Ok(answer),
            None => pending().await,
        }
    }
}
