//! How errors read: one line that says what happened, whether it had an effect, and what to do.

use std::fmt;

use super::{Code, Delivery, Error, ErrorKind, Phase};
use crate::pipeline::Effect;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(context) = self.0.context {
            write!(f, "{} {}: ", context.provider, context.operation)?;
        }
        self.write_event(f)?;
        if self.phase() == Some(Phase::Authenticating) {
            f.write_str(" while an access token was fetched")?;
        }
        if let Some(cause) = self.0.cause {
            write!(f, ": {cause}")?;
        }
        self.write_place(f)?;
        if let Some(advice) = self.0.advice {
            write!(f, "; {advice}")?;
        }
        self.write_consequence(f)
    }
}

impl Error {
    fn write_event(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = &self.0.message {
            return f.write_str(message);
        }
        match self.kind() {
            ErrorKind::InvalidInput => f.write_str("a value is not well-formed"),
            ErrorKind::Configuration => f.write_str("the client is not configured for this call"),
            ErrorKind::Connection => f.write_str("no connection to the provider"),
            ErrorKind::Interrupted => f.write_str("the connection broke before the answer was complete"),
            ErrorKind::Timeout => f.write_str(match self.phase() {
                Some(Phase::Connecting) => "time ran out while connecting",
                Some(Phase::Authenticating) => "time ran out",
                Some(Phase::Reading) => "time ran out while reading the answer",
                _ => "time ran out while waiting for the answer",
            }),
            ErrorKind::Credentials => f.write_str("the provider did not accept the credentials"),
            ErrorKind::Throttled => f.write_str("the provider asks to slow down"),
            ErrorKind::Refused => f.write_str("the provider refused the request"),
            ErrorKind::Unavailable => f.write_str("the provider failed"),
            ErrorKind::Unreadable => f.write_str("the provider's answer cannot be read"),
        }
    }

    /// Code, status, field, request id: what one needs to look it up.
    fn write_place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.code {
            Some(Code::Listed(code)) => write!(f, ": {code}")?,
            Some(Code::Unlisted(_)) => f.write_str(": unlisted code")?,
            None => {}
        }
        if let Some(path) = self.json_path() {
            write!(f, " at {path}")?;
        }
        if let Some(status) = self.status() {
            write!(f, " (HTTP {})", status.as_u16())?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " [request {id}]")?;
        }
        if self.attempts() > 1 {
            write!(f, " after {} attempts", self.attempts())?;
        }
        if let Some(wait) = self.retry_after() {
            write!(f, "; wait {} s", wait.as_secs())?;
        }
        Ok(())
    }

    /// What may have happened at the provider; said only where it is not obvious.
    fn write_consequence(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effect = self.effect().and_then(Effect::description);
        match (self.delivery(), self.may_have_acted(), effect) {
            (Delivery::NotSent, _, Some(_)) => f.write_str("; nothing was sent"),
            (_, true, Some(effect)) => {
                write!(f, "; it may have taken effect ({effect}): check before calling again")
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
