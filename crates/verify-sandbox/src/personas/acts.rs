//! What somebody has done so far.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::engine::moment::serialize_iso;

/// What kind of act it was. As JSON in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ActKind {
    /// A message arrived, or a link was handed over.
    Received,
    /// The messaging program looked at the link.
    Previewed,
    /// The person opened the link.
    Opened,
    /// A step on a page that is neither right nor wrong: choosing a bank, giving a name.
    Stepped,
    /// A wrong answer.
    AnsweredWrong,
    /// The right answer.
    AnsweredRight,
    /// Left before the right answer.
    Left,
    /// Came back.
    Returned,
    /// The page was refused, or a step on it; the person gives up there.
    Refused,
    /// Everything is done.
    Finished,
}

/// One act of a persona.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Act {
    /// When, by the sandbox's clock.
    #[serde(serialize_with = "serialize_iso")]
    pub at: SystemTime,
    /// What kind of act.
    pub act: ActKind,
    /// One sentence. It has no code in it.
    pub what: String,
    /// The message it is about: its place in the outbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<u64>,
    /// What a page answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The device, from 1, where it matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<u8>,
}
