//! Errors of the control API.

use serde_json::json;

use crate::engine::wire::Wire;

/// What went wrong and what to do about it.
#[derive(Debug)]
pub(crate) struct Problem {
    status: u16,
    message: String,
    what_to_do: String,
}

impl Problem {
    pub(crate) fn new(status: u16, message: impl Into<String>, what_to_do: impl Into<String>) -> Self {
        Self { status, message: message.into(), what_to_do: what_to_do.into() }
    }

    pub(crate) fn bad(message: impl Into<String>, what_to_do: impl Into<String>) -> Self {
        Self::new(400, message, what_to_do)
    }

    pub(crate) fn not_found(message: impl Into<String>, what_to_do: impl Into<String>) -> Self {
        Self::new(404, message, what_to_do)
    }

    pub(crate) fn no_route() -> Self {
        Self::not_found("the control API has no such route", "GET /_sandbox lists the routes")
    }

    pub(crate) fn into_wire(self) -> Wire {
        let body = json!({"error": {"message": self.message, "what_to_do": self.what_to_do}});
        Wire::json(self.status, &body)
    }
}
