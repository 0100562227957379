//! Somebody who listens: checks what comes, has it answered, and tells of it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::request::Parts;
use http::{Response, StatusCode};
use tokio::sync::mpsc;

use super::super::target::{Posted, Target};
use super::print::Shown;
use crate::exit::Failure;
use crate::inbox::{Arrival, Checks, Known};
use crate::output;
use crate::port::cannot_listen;
use crate::receiver::{Answers, Receiver, bare};
use crate::stop::Stop;

/// What is told of a request.
pub(super) enum Told<E> {
    /// A webhook, and what became of it where it was passed on.
    Came(Arrival<E>, Option<Passed>),
    /// No webhook at all, and the status it was answered with.
    Stray(StatusCode),
}

/// How the application answered: its status, or why there was none.
pub(super) struct Passed {
    pub(super) status: Result<StatusCode, String>,
    pub(super) took: Duration,
}

pub(super) struct Listener<E> {
    stop: Stop,
    receiver: Receiver,
    told: mpsc::UnboundedReceiver<Told<E>>,
}

impl<E: Send + 'static> Listener<E> {
    pub(super) async fn start<C: Checks<Event = E> + 'static>(
        port: u16,
        stop: Stop,
        checks: C,
        target: Option<Target>,
    ) -> Result<Self, Failure> {
        let (tell, told) = mpsc::unbounded_channel();
        let desk = Desk { known: Known::new(checks), target, tell };
        let receiver = Receiver::serve(port, Arc::new(desk)).await;
        Ok(Self { stop, receiver: receiver.map_err(|error| cannot_listen(port, &error))?, told })
    }
}

impl<E> Listener<E> {
    /// Where webhooks are to be posted.
    pub(super) fn url(&self) -> &str {
        self.receiver.url()
    }

    /// Prints what comes until somebody asks for the end, or so many events were printed.
    pub(super) async fn print(self, count: Option<u64>, shown: Shown<E>) -> Result<(), Failure> {
        let Self { stop, receiver, mut told } = self;
        let stopped = stop.wait();
        tokio::pin!(stopped);
        let mut seen = 0;
        while count.is_none_or(|count| seen < count) {
            tokio::select! {
                Some(told) = told.recv() => seen += u64::from(shown.print(&told)?),
                () = &mut stopped => break,
            }
        }
        receiver.finish().await;
        // What was answered shortly before the end has to be printed, too.
        while count.is_none_or(|count| seen < count) {
            let Ok(told) = told.try_recv() else { break };
            seen += u64::from(shown.print(&told)?);
        }
        output::talk(format_args!("{seen} received."));
        Ok(())
    }
}

/// Where requests arrive.
struct Desk<C: Checks> {
    known: Known<C>,
    target: Option<Target>,
    tell: mpsc::UnboundedSender<Told<C::Event>>,
}

impl<C: Checks> Desk<C> {
    /// Passes a request on. What the application did not take is new when it comes again.
    async fn pass(
        &self,
        target: &Target,
        head: Parts,
        body: Bytes,
        id: Option<String>,
    ) -> (Response<Bytes>, Passed) {
        let Posted { answer, took } = target.post(head.headers, body).await;
        let status = answer.as_ref().map(Response::status).map_err(Clone::clone);
        if let Some(id) = id.filter(|_| !status.as_ref().is_ok_and(StatusCode::is_success)) {
            self.known.forget(&id);
        }
        (answer.unwrap_or_else(|_| bare(StatusCode::BAD_GATEWAY)), Passed { status, took })
    }
}

#[async_trait]
impl<C: Checks> Answers for Desk<C> {
    async fn answer(&self, head: Parts, body: Bytes) -> Response<Bytes> {
        let arrival = self.known.look(&head.headers, &body);
        let (response, passed) = match &self.target {
            None => (bare(arrival.status()), None),
            Some(target) => {
                let id = if let Arrival::Event(arrived) = &arrival { arrived.id.clone() } else { None };
                let (response, passed) = self.pass(target, head, body, id).await;
                (response, Some(passed))
            }
        };
        // When nobody listens any more, it has to come again.
        let told = self.tell.send(Told::Came(arrival, passed));
        if told.is_ok() { response } else { bare(StatusCode::SERVICE_UNAVAILABLE) }
    }

    fn stray(&self, status: StatusCode) {
        // When nobody listens any more, there is nobody to tell.
        let _ = self.tell.send(Told::Stray(status));
    }
}
