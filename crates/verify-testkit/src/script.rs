//! A transport that answers from a script.

mod expected;
mod nearest;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use serde::Serialize;
use verify_core::{Exchange, Transport, TransportError};

use crate::canary::masked;
use crate::faults::Fault;
use crate::{ManualClock, SentRequest};
pub(crate) use expected::Reply;
use expected::{Expected, Field, Times};

/// A transport without a network: it answers each operation with what the test wrote down, in that order, and keeps
/// what was sent. Clones share the script.
///
/// A request nobody expected fails as "not sent", and the test fails with an explanation when the last clone goes: what
/// was expected, and what comes nearest to the call. The explanation quotes what the test wrote, never what was sent, and
/// of the [canaries](crate::canary) the name alone.
#[derive(Clone, Default)]
pub struct Script(Arc<Shared>);

#[derive(Default)]
struct Shared(Mutex<State>);

#[derive(Default)]
struct State {
    expectations: Vec<Expected>,
    sent: Vec<SentRequest>,
    unexpected: Vec<String>,
    clock: Option<ManualClock>,
}

impl Script {
    /// A script that expects nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets a call that is never answered run into its time limit at once, by advancing the client's clock to it.
    #[must_use]
    pub fn with_clock(self, clock: &ManualClock) -> Self {
        self.0.state().clock = Some(clock.clone());
        self
    }

    /// Expects a call of the operation, named as the client's method is. Of several expectations that fit a call, the
    /// earliest that is still open answers.
    pub fn on(&self, operation: &str) -> Expectation<'_> {
        let (operation, fields, headers) = (operation.to_owned(), Vec::new(), Vec::new());
        Expectation { script: self, operation, fields, times: None, headers }
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

    fn has_clock(&self) -> bool {
        self.0.state().clock.is_some()
    }

    /// Passes the time of a call that is not answered; does not return.
    async fn stay_silent(&self) -> TransportError {
        let clock = self.0.state().clock.clone();
        if let Some(clock) = clock {
            clock.wait_for_sleepers(1).await;
            clock.advance(clock.next_due().unwrap_or_default());
        }
        std::future::pending().await
    }
}

/// A call that is expected, and the reply to it.
#[must_use = "say what is answered"]
pub struct Expectation<'a> {
    script: &'a Script,
    operation: String,
    fields: Vec<Field>,
    times: Option<usize>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl<'a> Expectation<'a> {
    /// Expects this value in the request's JSON body, at this JSON pointer (RFC 6901): `/phoneNumber`, `/address/zip`,
    /// `/answers/0/answerId`. The value can be anything that serialises.
    ///
    /// # Panics
    ///
    /// If it is no pointer, or the value is none of JSON's.
    #[track_caller]
    pub fn with_json(mut self, pointer: &str, value: impl Serialize) -> Self {
        assert!(
            pointer.is_empty() || pointer.starts_with('/'),
            "a JSON pointer begins with /, as in /phoneNumber"
        );
        let value = serde_json::to_value(value);
        assert!(value.is_ok(), "the value expected at {} cannot be written as JSON", masked(pointer));
        self.fields.push(Field { pointer: pointer.to_owned(), wanted: value.unwrap_or_default() });
        self
    }

    /// Expects it this many times instead of once, and answers alike each time.
    ///
    /// # Panics
    ///
    /// If it is 0: a call that is not expected is not written down.
    #[track_caller]
    pub fn times(mut self, times: usize) -> Self {
        assert!(times > 0, "an expected call comes at least once");
        self.times = Some(times);
        self
    }

    /// Adds a header to the answer.
    ///
    /// # Panics
    ///
    /// If the name is not in lower case, or one of them cannot stand in a header.
    #[track_caller]
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
    pub fn answer_as(
        mut self,
        content_type: &'static str,
        status: u16,
        body: impl Into<Bytes>,
    ) -> &'a Script {
        let status = StatusCode::from_u16(status);
        assert!(status.is_ok(), "an HTTP status is a number from 100 to 999");
        let mut answer = Reply::answer(status.unwrap_or_default(), content_type, body);
        answer.headers_mut().extend(std::mem::take(&mut self.headers));
        self.reply(Reply::Answer(Box::new(answer)))
    }

    /// Gives no answer but this failure.
    pub fn fail(self, failure: TransportError) -> &'a Script {
        self.reply(Reply::Failure(failure))
    }

    /// Gives no answer at all, ever: the call runs into its time limit. With [`Script::with_clock`] it does so at once.
    pub fn never_answer(self) -> &'a Script {
        self.reply(Reply::Silence)
    }

    /// Plays one of the [`faults`](crate::faults): at every attempt the client makes, or with [`times`](Self::times) at
    /// the first ones only.
    ///
    /// # Panics
    ///
    /// If the fault is that no answer comes, and the script has no clock to let the time limit pass on.
    #[track_caller]
    pub fn fault(self, fault: &Fault) -> &'a Script {
        let waits = matches!(fault.reply(), Reply::Silence) && !self.script.has_clock();
        assert!(
            !waits,
            "to play {fault:?}, give the script the client's clock: Script::new().with_clock(&clock)"
        );
        let times = self.times.map_or(Times::AtLeastOnce, Times::Exactly);
        self.expect(times, fault.reply().clone())
    }

    fn reply(self, reply: Reply) -> &'a Script {
        let times = Times::Exactly(self.times.unwrap_or(1));
        self.expect(times, reply)
    }

    fn expect(self, times: Times, reply: Reply) -> &'a Script {
        let Self { script, operation, fields, .. } = self;
        script.0.state().expectations.push(Expected { operation, fields, times, came: 0, reply });
        script
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.state();
        let missing = state.expectations.iter().filter(|expected| expected.is_missing()).count();
        write!(f, "Script({missing} expected, {} sent)", state.sent.len())
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
        let request = SentRequest::new(operation, request.clone());
        let body = request.json();
        self.sent.push(request);
        let fits = |expected: &&mut Expected| expected.is_open() && expected.fits(operation, &body);
        if let Some(expected) = self.expectations.iter_mut().find(fits) {
            expected.came += 1;
            return Some(expected.reply.clone());
        }
        self.unexpected.push(nearest::explain(operation, &body, &self.expectations));
        None
    }

    fn complaint(&self) -> Option<String> {
        let missing = self.expectations.iter().filter_map(Expected::complaint);
        let complaints = counted(self.unexpected.iter().cloned().chain(missing));
        match complaints.as_slice() {
            [] => None,
            [one] => Some(format!("the script was not followed: {one}")),
            many => Some(format!("the script was not followed:\n  {}", many.join("\n  "))),
        }
    }
}

/// Each text once, in the order in which they came first, with its number where it came more often.
fn counted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for text in texts {
        match counts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => counts.push((text, 1)),
        }
    }
    let told = |(text, count)| if count == 1 { text } else { format!("{text} ({count} times)") };
    counts.into_iter().map(told).collect()
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
            Some(Reply::Cut(failure)) => {
                exchange.answer_began();
                Err(failure)
            }
            Some(Reply::Silence) => Err(self.stay_silent().await),
            None => Err(TransportError::not_sent("the script of the test expected no such call")),
        }
    }
}
