//! A transport that answers from a script.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use verify_core::{Exchange, Transport, TransportError};

use crate::SentRequest;

/// A transport without a network: it answers each operation with what the test wrote down, in that order, and keeps
/// what was sent. Clones share the script.
///
/// A request nobody expected fails as "not sent", and the test fails with an explanation when the last clone goes.
#[derive(Clone, Default)]
pub struct Script(Arc<Shared>);

#[derive(Default)]
struct Shared(Mutex<State>);

#[derive(Default)]
struct State {
    expectations: VecDeque<Expected>,
    sent: Vec<SentRequest>,
    unexpected: Vec<String>,
}

struct Expected {
    operation: String,
    reply: Reply,
}

enum Reply {
    Answer(Box<Response<Bytes>>),
    Failure(TransportError),
    Silence,
}

impl Script {
    /// A script that expects nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Expects a call of the operation, named as the client's method is.
    pub fn on(&self, operation: &str) -> Expectation<'_> {
        Expectation { script: self, operation: operation.to_owned(), headers: Vec::new() }
    }

    /// What was sent so far, oldest first.
    pub fn requests(&self) -> Vec<SentRequest> {
        self.0.state().sent.clone()
    }

    /// The last request.
    ///
    /// # Panics
    ///
    /// If nothing was sent.
    #[track_caller]
    pub fn last_request(&self) -> SentRequest {
        let last = self.0.state().sent.last().cloned();
        assert!(last.is_some(), "nothing was sent");
        last.into_iter().collect::<Vec<_>>().remove(0)
    }

    /// Fails if something was expected that did not come, or came that was not expected.
    ///
    /// # Panics
    ///
    /// With the list of both.
    #[track_caller]
    pub fn assert_done(&self) {
        let complaint = self.0.state().complaint();
        assert!(complaint.is_none(), "{}", complaint.unwrap_or_default());
    }

    fn expect(&self, operation: String, reply: Reply) -> &Self {
        self.0.state().expectations.push_back(Expected { operation, reply });
        self
    }
}

/// The reply to an expected call.
#[must_use = "say what is answered"]
pub struct Expectation<'a> {
    script: &'a Script,
    operation: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl<'a> Expectation<'a> {
    /// Adds a header to the answer.
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((HeaderName::from_static(name), HeaderValue::from_static(value)));
        self
    }

    /// Answers with the status and a JSON body.
    ///
    /// # Panics
    ///
    /// If the status is not one of HTTP's.
    #[track_caller]
    pub fn answer(self, status: u16, body: impl Into<Bytes>) -> &'a Script {
        self.answer_as("application/json", status, body)
    }

    /// Answers with the status and a body of another content type.
    ///
    /// # Panics
    ///
    /// If the status is not one of HTTP's.
    #[track_caller]
    pub fn answer_as(self, content_type: &'static str, status: u16, body: impl Into<Bytes>) -> &'a Script {
        let status = StatusCode::from_u16(status);
        assert!(status.is_ok(), "an HTTP status is a number from 100 to 999");
        let mut answer = Response::new(body.into());
        *answer.status_mut() = status.unwrap_or_default();
        answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        answer.headers_mut().extend(self.headers);
        self.script.expect(self.operation, Reply::Answer(Box::new(answer)))
    }

    /// Gives no answer but this failure.
    pub fn fail(self, failure: TransportError) -> &'a Script {
        self.script.expect(self.operation, Reply::Failure(failure))
    }

    /// Gives no answer at all, ever: the call runs into its time limit.
    pub fn never_answer(self) -> &'a Script {
        self.script.expect(self.operation, Reply::Silence)
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.state();
        write!(f, "Script({} expected, {} sent)", state.expectations.len(), state.sent.len())
    }
}

impl fmt::Debug for Expectation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expectation({})", self.operation)
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take(&mut self, operation: &'static str, request: &Request<Bytes>) -> Option<Reply> {
        self.sent.push(SentRequest::new(operation, request.clone()));
        let position = self.expectations.iter().position(|expected| expected.operation == operation);
        if let Some(expected) = position.and_then(|position| self.expectations.remove(position)) {
            return Some(expected.reply);
        }
        let expected: Vec<_> = self.expectations.iter().map(|expected| expected.operation.as_str()).collect();
        let expected = if expected.is_empty() { "nothing more".to_owned() } else { expected.join(", ") };
        self.unexpected.push(format!("{operation} was called; the script expected {expected}"));
        None
    }

    fn complaint(&self) -> Option<String> {
        let missing =
            self.expectations.iter().map(|expected| format!("{} was never called", expected.operation));
        let complaints: Vec<_> = self.unexpected.iter().cloned().chain(missing).collect();
        (!complaints.is_empty()).then(|| format!("the script was not followed: {}", complaints.join("; ")))
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(complaint) = self.state().complaint() {
            assert!(std::thread::panicking(), "{complaint}");
        }
    }
}

#[async_trait]
impl Transport for Script {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let reply = self.0.state().take(exchange.operation(), &request);
        match reply {
            Some(Reply::Answer(answer)) => {
                exchange.answer_began();
                Ok(*answer)
            }
            Some(Reply::Failure(failure)) => Err(failure),
            Some(Reply::Silence) => std::future::pending().await,
            None => Err(TransportError::not_sent("the script of the test expected no such call")),
        }
    }
}
