//! The double-send oracle.

use std::time::{Duration, SystemTime};

use serde::Serialize;

use crate::engine::moment::serialize_iso;
use crate::outbox::Sent;

/// Two equal sends closer together than this are a double send: 30 seconds of the sandbox's clock.
pub const DOUBLE_SEND_WINDOW: Duration = Duration::from_secs(30);

/// A second message of one tenant, operation, recipient and request body less than [`DOUBLE_SEND_WINDOW`] after the
/// first: what a client causes that repeats a request whose outcome it did not know. Request bodies are compared byte
/// by byte; a person who asks for a new code sends at least another consent time, or waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DoubleSend {
    /// The message before it.
    pub first: u64,
    /// The message too many.
    pub second: u64,
    /// When the second one was sent.
    #[serde(serialize_with = "serialize_iso")]
    pub at: SystemTime,
    /// The operation that sent both.
    pub operation: &'static str,
    /// Who got both.
    pub to: String,
}

pub(crate) fn double_sends(sent: &[Sent]) -> Vec<DoubleSend> {
    let twin = |index: usize| {
        let second = &sent[index];
        let first = sent[..index].iter().rev().find(|first| is_twin(first, second))?;
        Some(DoubleSend {
            first: first.message.id,
            second: second.message.id,
            at: second.message.at,
            operation: second.message.operation,
            to: second.message.to.clone(),
        })
    };
    (0..sent.len()).filter_map(twin).collect()
}

fn is_twin(first: &Sent, second: &Sent) -> bool {
    first.message.operation == second.message.operation
        && first.message.to == second.message.to
        && first.body == second.body
        && second.mono.saturating_sub(first.mono) < DOUBLE_SEND_WINDOW
}
