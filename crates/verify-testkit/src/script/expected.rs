//! One line of a script: which call, how often, and what it is answered.

use bytes::Bytes;
use http::Response;
use serde_json::Value;
use verify_core::TransportError;

use crate::canary::masked;

/// What an expected call gets.
#[derive(Clone)]
pub(crate) enum Reply {
    /// An answer, whole.
    Answer(Box<Response<Bytes>>),
    /// No answer.
    Failure(TransportError),
    /// The head of an answer, and then this.
    Cut(TransportError),
    /// Nothing, ever.
    Silence,
}

/// How often a call is expected.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    Exactly(usize),
    AtLeastOnce,
}

/// A field of the request's body, by JSON pointer, and what the test wants there.
pub(super) struct Field {
    pub(super) pointer: String,
    pub(super) wanted: Value,
}

pub(super) struct Expected {
    pub(super) operation: String,
    pub(super) fields: Vec<Field>,
    pub(super) times: Times,
    pub(super) came: usize,
    pub(super) reply: Reply,
}

impl Expected {
    /// Whether another call may still come.
    pub(super) fn is_open(&self) -> bool {
        match self.times {
            Times::Exactly(times) => self.came < times,
            Times::AtLeastOnce => true,
        }
    }

    /// Whether a call is still missing.
    pub(super) fn is_missing(&self) -> bool {
        match self.times {
            Times::Exactly(times) => self.came < times,
            Times::AtLeastOnce => self.came == 0,
        }
    }

    pub(super) fn fits(&self, operation: &str, body: &Value) -> bool {
        self.operation == operation && self.differences(body).is_empty()
    }

    /// What the request has otherwise, one sentence a field. Says what the test wants, never what was sent: that may be
    /// somebody's.
    pub(super) fn differences(&self, body: &Value) -> Vec<String> {
        let differs = |field: &&Field| body.pointer(&field.pointer) != Some(&field.wanted);
        self.fields.iter().filter(differs).map(|field| field.difference(body)).collect()
    }

    /// As it is written in a complaint: the operation, the fields, how often.
    pub(super) fn describe(&self) -> String {
        let times = match self.times {
            Times::Exactly(1) => String::new(),
            Times::Exactly(times) => format!(" ({} of {times} times came)", self.came),
            Times::AtLeastOnce => " (any number of times)".to_owned(),
        };
        format!("{}{times}", self.call())
    }

    pub(super) fn complaint(&self) -> Option<String> {
        let came = match (self.is_missing(), self.times) {
            (false, _) => return None,
            (true, Times::Exactly(times)) if times > 1 && self.came > 0 => {
                format!("was called {} of {times} times", self.came)
            }
            _ => "was never called".to_owned(),
        };
        Some(format!("{} {came}", self.call()))
    }

    /// The operation with its fields.
    fn call(&self) -> String {
        let fields: Vec<_> = self.fields.iter().map(Field::describe).collect();
        let with = if fields.is_empty() { String::new() } else { format!(" with {}", fields.join(" and ")) };
        format!("{}{with}", masked(&self.operation))
    }
}

impl Field {
    fn describe(&self) -> String {
        self.masked().join(" ")
    }

    /// Pointer and value as the test wrote them. A canary stands for a value that nobody may print.
    fn masked(&self) -> [String; 2] {
        [&self.pointer, &self.wanted.to_string()].map(|text| masked(text).into_owned())
    }

    fn difference(&self, body: &Value) -> String {
        let sent = match body.pointer(&self.pointer) {
            None => "nothing was sent there",
            Some(Value::Null) => "null was sent",
            Some(sent) if std::mem::discriminant(sent) != std::mem::discriminant(&self.wanted) => {
                "a value of another type was sent"
            }
            Some(_) => "another value was sent",
        };
        let [pointer, wanted] = self.masked();
        format!("{pointer} must be {wanted}, and {sent}")
    }
}
