//! A transport that gives the answers of before again, and takes its time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use verify_core::{Exchange, ReqwestTransport, Transport, TransportError};

type Answered = (&'static str, Response<Bytes>);

/// Real TCP, and keeps all answers with their operations. Clones keep the same.
#[derive(Debug, Clone)]
pub struct Recorder {
    tcp: ReqwestTransport,
    answers: Arc<Mutex<Vec<Answered>>>,
}

impl Recorder {
    /// Over this.
    pub fn new(tcp: ReqwestTransport) -> Self {
        Self { tcp, answers: Arc::default() }
    }

    /// All answers since this was asked last, in their order.
    pub fn take(&self) -> Vec<Answered> {
        std::mem::take(&mut *self.answers.lock().unwrap())
    }
}

#[async_trait]
impl Transport for Recorder {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let answer = self.tcp.send(request, exchange).await?;
        self.answers.lock().unwrap().push((exchange.operation(), answer.clone()));
        Ok(answer)
    }
}

/// Gives the kept answers, without a network: each exchange is pending a few times before the request leaves, before the
/// head of the answer, and before its end. Clones are the same.
#[derive(Debug, Clone)]
pub struct Player(Arc<Play>);

#[derive(Debug)]
struct Play {
    operation: &'static str,
    kept: HashMap<&'static str, Response<Bytes>>,
    /// How the operation is answered when its token is not taken any more.
    rejection: Option<Response<Bytes>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// How often each await is pending.
    pending: u32,
    /// How many requests of the operation are not sent at all, from the next one on.
    unsent: u32,
    /// Whether the token is not taken any more; a login brings one that is.
    revoked: bool,
    left: Left,
}

/// What has left.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Requests of the operation that were carried out.
    pub done: u32,
    /// Those that were rejected for their token.
    pub rejected: u32,
    /// Requests of other operations.
    pub logins: u32,
}

impl Left {
    /// Requests of the operation, whatever became of them.
    pub fn sent(self) -> u32 {
        self.done + self.rejected
    }
}

/// What becomes of a request.
enum Fate {
    Unsent,
    Rejected,
    Answered,
}

impl Player {
    /// Gives the last of these answers of each operation, for calls of this one.
    pub fn new(operation: &'static str, answers: Vec<Answered>, rejection: Option<Response<Bytes>>) -> Self {
        let kept = answers.into_iter().collect();
        Self(Arc::new(Play { operation, kept, rejection, state: Mutex::default() }))
    }

    /// Whether it knows how a token is rejected.
    pub fn can_reject(&self) -> bool {
        self.0.rejection.is_some()
    }

    /// Counts anew; from now on each await is pending so often, and the next requests of this number do not leave.
    pub fn ready(&self, pending: u32, unsent: u32) {
        *self.0.state.lock().unwrap() = State { pending, unsent, ..State::default() };
    }

    /// From now on no token is taken, until there has been a login.
    pub fn revoke(&self) {
        assert!(self.can_reject(), "{} was never rejected", self.0.operation);
        self.0.state.lock().unwrap().revoked = true;
    }

    /// From now on all requests leave.
    pub fn heal(&self) {
        self.0.state.lock().unwrap().unsent = 0;
    }

    /// What has left so far.
    pub fn left(&self) -> Left {
        self.0.state.lock().unwrap().left
    }

    async fn pause(&self) {
        let pending = self.0.state.lock().unwrap().pending;
        for _ in 0..pending {
            tokio::task::yield_now().await;
        }
    }

    fn fate(&self, operation: &str) -> Fate {
        let mut state = self.0.state.lock().unwrap();
        if operation != self.0.operation {
            state.left.logins += 1;
            state.revoked = false;
        } else if state.unsent > 0 {
            state.unsent -= 1;
            return Fate::Unsent;
        } else if state.revoked {
            state.left.rejected += 1;
            return Fate::Rejected;
        } else {
            state.left.done += 1;
        }
        Fate::Answered
    }
}

#[async_trait]
impl Transport for Player {
    async fn send(&self, _: Request<Bytes>, exchange: &Exchange) -> Result<Response<Bytes>, TransportError> {
        let operation = exchange.operation();
        self.pause().await;
        let answer = match self.fate(operation) {
            Fate::Unsent => return Err(TransportError::not_sent("the connection was refused")),
            Fate::Rejected => self.0.rejection.as_ref(),
            Fate::Answered => self.0.kept.get(operation),
        };
        self.pause().await;
        exchange.answer_began();
        self.pause().await;
        Ok(answer.unwrap_or_else(|| panic!("{operation} was never answered")).clone())
    }
}
