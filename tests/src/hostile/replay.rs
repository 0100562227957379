//! A transport that gives the answers of before again, and takes its time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use verify_core::{Exchange, ReqwestTransport, Transport, TransportError};

type Kept = Arc<Mutex<HashMap<&'static str, Response<Bytes>>>>;

/// Real TCP, and keeps the last answer of each operation. Clones keep the same.
#[derive(Debug, Clone)]
pub struct Recorder {
    tcp: ReqwestTransport,
    kept: Kept,
}

impl Recorder {
    /// Over this.
    pub fn new(tcp: ReqwestTransport) -> Self {
        Self { tcp, kept: Kept::default() }
    }

    /// Plays what was kept so far, for calls of this operation.
    pub fn play(&self, operation: &'static str) -> Player {
        let kept = self.kept.lock().unwrap().clone();
        Player(Arc::new(Play { operation, kept, state: Mutex::default() }))
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
        self.kept.lock().unwrap().insert(exchange.operation(), answer.clone());
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
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// How often each await is pending.
    pending: u32,
    /// How many requests of the operation are not sent at all, from the next one on.
    unsent: u32,
    /// Requests of the operation that have left, and those of others: logins.
    left: (u32, u32),
}

impl Player {
    /// Counts anew; from now on each await is pending so often, and the next requests of this number do not leave.
    pub fn ready(&self, pending: u32, unsent: u32) {
        *self.0.state.lock().unwrap() = State { pending, unsent, left: (0, 0) };
    }

    /// From now on all requests leave.
    pub fn heal(&self) {
        self.0.state.lock().unwrap().unsent = 0;
    }

    /// How many requests of the operation have left.
    pub fn left(&self) -> u32 {
        self.0.state.lock().unwrap().left.0
    }

    /// How many requests of other operations have left: logins.
    pub fn logins(&self) -> u32 {
        self.0.state.lock().unwrap().left.1
    }

    async fn pause(&self) {
        let pending = self.0.state.lock().unwrap().pending;
        for _ in 0..pending {
            tokio::task::yield_now().await;
        }
    }

    /// Whether the request leaves.
    fn leave(&self, operation: &str) -> bool {
        let mut state = self.0.state.lock().unwrap();
        if operation != self.0.operation {
            state.left.1 += 1;
        } else if state.unsent > 0 {
            state.unsent -= 1;
            return false;
        } else {
            state.left.0 += 1;
        }
        true
    }
}

#[async_trait]
impl Transport for Player {
    async fn send(&self, _: Request<Bytes>, exchange: &Exchange) -> Result<Response<Bytes>, TransportError> {
        let operation = exchange.operation();
        self.pause().await;
        if !self.leave(operation) {
            return Err(TransportError::not_sent("the connection was refused"));
        }
        self.pause().await;
        exchange.answer_began();
        self.pause().await;
        let answer = self.0.kept.get(operation).unwrap_or_else(|| panic!("{operation} was never answered"));
        Ok(answer.clone())
    }
}
