//! One attempt of a call.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, PoisonError};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Request, StatusCode};

use super::deadline::Deadline;
use super::operation::{Failure, Host, Meaning, Refusal};
use super::parts::{JSON, set};
use super::retry::Ending;
use super::retry_after::retry_after;
use super::{ATTEMPT_TIME, Call, Core, Known, Reader};
use crate::answer::{Answer, Unreadable};
use crate::clock::Clock;
use crate::error::{Delivery, Details, Error, ErrorKind, Phase, RawBody};
use crate::http::{Address, Exchange, TransportError};
use crate::token::Issued;

/// An attempt that was no success.
pub(super) struct Failed {
    pub(super) ending: Ending,
    pub(super) error: Error,
}

impl Failed {
    fn finally(error: Error) -> Self {
        Self { ending: Ending::Final, error }
    }
}

impl Core {
    pub(super) async fn attempt(
        &self,
        call: &Call,
        token: Option<&Issued>,
        deadline: Deadline,
        read: Reader<'_>,
    ) -> Result<(), Failed> {
        let answer = self.exchange(call, token, deadline).await?;
        read(&answer).map_err(|failure| failed(call, answer, failure, &*self.shared.clock))
    }

    /// Sends the request and waits for the answer, as long as the attempt may take.
    async fn exchange(
        &self,
        call: &Call,
        token: Option<&Issued>,
        deadline: Deadline,
    ) -> Result<Answer, Failed> {
        let clock = &*self.shared.clock;
        let time = self.timeouts.attempt.or(call.operation.attempt_time).unwrap_or(ATTEMPT_TIME);
        let (address, ready) = self.address(call).map_err(Failed::finally)?;
        let request = self.request(call, &address, ready, token);
        let exchange =
            Exchange::new(call.operation.name, call.operation.effect.is_at_most_once()).to(address);
        let sending = self.shared.transport.send(request, &exchange);
        let Some(outcome) = within(sending, clock, || time.min(deadline.rest(clock))).await else {
            let phase = Some(exchange.phase());
            let error = Details { phase, ..Details::new(ErrorKind::Timeout, Delivery::Unknown) };
            return Err(Failed { ending: Ending::Lost, error: error.into() });
        };
        let (head, body) = outcome.map_err(|failure| unanswered(&failure))?.into_parts();
        Ok(Answer::new(head.status, head.headers, body))
    }

    /// Where the call goes, and what each request there carries. Without values in it an address is parsed once in the life of a
    /// client.
    fn address(&self, call: &Call) -> Result<(Arc<Address>, &HeaderMap), Error> {
        let Host(host) = call.operation.host;
        let (Some(base), Some(headers)) =
            (self.shared.hosts.get(host), self.headers.at(&self.shared.hosts, host))
        else {
            return Err(Error::configuration("the client has no address for the host of this call"));
        };
        let parse = || call.parts.address(base.as_str()).and_then(|text| Address::new(&text)).map(Arc::new);
        if !call.parts.has_fixed_address() {
            return Ok((parse()?, headers));
        }
        let (addresses, path) = (&self.shared.addresses, call.operation.path);
        let found = |known: &[Known]| -> Option<Arc<Address>> {
            let known = known.iter().find(|known| known.host == host && std::ptr::eq(known.path, path))?;
            Some(Arc::clone(&known.address))
        };
        if let Some(address) = found(&addresses.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok((address, headers));
        }
        let parsed = parse()?;
        let mut addresses = addresses.write().unwrap_or_else(PoisonError::into_inner);
        let address = found(&addresses).unwrap_or_else(|| {
            addresses.push(Known { host, path, address: Arc::clone(&parsed) });
            parsed
        });
        Ok((address, headers))
    }

    fn request(
        &self,
        call: &Call,
        address: &Address,
        ready: &HeaderMap,
        token: Option<&Issued>,
    ) -> Request<Bytes> {
        let mut request = Request::new(call.parts.body.clone());
        *request.method_mut() = call.operation.method.clone();
        *request.uri_mut() = address.uri().clone();
        let headers = request.headers_mut();
        headers.clone_from(ready);
        match &call.parts.content_type {
            Some(json) if json == JSON => {}
            Some(other) => set(headers, CONTENT_TYPE, other.clone()),
            None => drop(headers.remove(CONTENT_TYPE)),
        }
        match headers.get_mut(CONTENT_LENGTH) {
            Some(length) if !call.parts.body.is_empty() => *length = call.parts.body.len().into(),
            Some(_) => drop(headers.remove(CONTENT_LENGTH)),
            None => {}
        }
        if let (Some((header, _)), Some(issued)) = (&self.token, token) {
            set(headers, header.clone(), issued.header.clone());
        }
        request
    }
}

/// The result of the future, or `None` when the time is over first. What is there at once needs no timer.
pub(super) async fn within<F: Future>(
    future: F,
    clock: &dyn Clock,
    time: impl Fn() -> Duration,
) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut limit = None;
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        let limit = limit.get_or_insert_with(|| clock.timeout(time()));
        Pin::new(limit).poll(context).map(|()| None)
    })
    .await
}

/// No answer came, or not a whole one.
fn unanswered(failure: &TransportError) -> Failed {
    let (ending, kind) = match (failure.delivery, failure.timed_out) {
        (Delivery::NotSent, true) => (Ending::NotSent, ErrorKind::Timeout),
        (Delivery::NotSent, false) => (Ending::NotSent, ErrorKind::Connection),
        (Delivery::Unknown, _) => (Ending::Lost, ErrorKind::Interrupted),
        (Delivery::Answered, _) => (Ending::Final, ErrorKind::Unreadable),
    };
    let error = Details {
        phase: failure.timed_out.then_some(Phase::Connecting),
        status: failure.status,
        cause: (!failure.timed_out).then_some(failure.cause),
        ..Details::new(kind, failure.delivery)
    };
    Failed { ending, error: error.into() }
}

/// An answer came that is no success.
fn failed(call: &Call, answer: Answer, failure: Failure, clock: &dyn Clock) -> Failed {
    let status = answer.status();
    let unreadable = status.is_success() && matches!(failure, Failure::Unreadable(_));
    let (refusal, path) = match failure {
        Failure::Refused(refusal) => (refusal, None),
        Failure::Unreadable(Unreadable(path)) => (Refusal::new(), path.filter(|_| unreadable)),
    };
    let stated = refusal.status.unwrap_or(status);
    // Of a failure the status speaks, although the body may not.
    let (ending, kind) =
        if unreadable { (Ending::Final, ErrorKind::Unreadable) } else { meaning_of(stated, refusal.meaning) };
    let redirect = "redirects are not followed: check the base URL";
    let error = Details {
        status: Some(status),
        may_have_acted: stated.is_server_error(),
        code: refusal.code,
        advice: refusal.advice.or(status.is_redirection().then_some(redirect)),
        path,
        request_id: call.request_id.and_then(|name| request_id(answer.headers(), name)),
        retry_after: retry_after(answer.headers(), clock.now()),
        body: Some(RawBody::new(&answer.into_body())),
        ..Details::new(kind, Delivery::Answered)
    };
    Failed { ending, error: error.into() }
}

/// What an answer means for the call: what the provider crate knows, else what the HTTP status says.
fn meaning_of(status: StatusCode, meaning: Option<Meaning>) -> (Ending, ErrorKind) {
    match (meaning, status.as_u16()) {
        (Some(Meaning::SlowDown { before_effect }), _) => {
            (Ending::SlowDown { before_effect }, ErrorKind::Throttled)
        }
        (Some(Meaning::Token), _) => (Ending::TokenRejected { renewed: false }, ErrorKind::Credentials),
        (Some(Meaning::Credentials), _) | (None, 401 | 403) => (Ending::Final, ErrorKind::Credentials),
        (None, 429) => (Ending::SlowDown { before_effect: false }, ErrorKind::Throttled),
        (None, 502..=504) => (Ending::TemporarilyUnavailable, ErrorKind::Unavailable),
        (None, 500..=599) => (Ending::Final, ErrorKind::Unavailable),
        (Some(Meaning::Refused) | None, _) => (Ending::Final, ErrorKind::Refused),
    }
}

/// The provider's id of the request, if it looks like one.
fn request_id(headers: &HeaderMap, name: &str) -> Option<Box<str>> {
    let id = headers.get(name)?.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
    (!id.is_empty() && id.len() <= 128 && id.bytes().all(plain)).then(|| id.into())
}

/// How long it took is asked for only where somebody listens.
pub(super) fn trace(attempt: u32, duration: impl Fn() -> Duration, failed: Option<&Failed>) {
    let Some(Failed { error, .. }) = failed else {
        tracing::debug!(attempt, duration_ms = duration().as_millis(), "answered");
        return;
    };
    tracing::debug!(
        attempt,
        duration_ms = duration().as_millis(),
        kind = ?error.kind(),
        delivery = ?error.delivery(),
        status = error.status().map(|status| status.as_u16()),
        code = error.code(),
        request_id = error.request_id(),
        "failed",
    );
}
