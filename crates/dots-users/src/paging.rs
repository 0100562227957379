//! Which part of a list is asked for: the same words for every list.

use verify_core::provider::Parts;
use verify_core::{Error, InvalidValue};

/// How long a part is, and where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slice<I> {
    limit: Option<u32>,
    cursor: Option<Cursor<I>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Cursor<I> {
    StartingAfter(I),
    EndingBefore(I),
}

impl<I> Default for Slice<I> {
    fn default() -> Self {
        Self { limit: None, cursor: None }
    }
}

impl<I> Slice<I> {
    pub(crate) fn set_limit(&mut self, limit: u32) -> Result<(), InvalidValue> {
        if !(1..=100).contains(&limit) {
            return Err(InvalidValue::new("limit", "must be 1 to 100"));
        }
        self.limit = Some(limit);
        Ok(())
    }

    pub(crate) fn start_after(&mut self, id: I) {
        self.cursor = Some(Cursor::StartingAfter(id));
    }

    pub(crate) fn end_before(&mut self, id: I) {
        self.cursor = Some(Cursor::EndingBefore(id));
    }

    pub(crate) fn write(&self, parts: &mut Parts, as_str: impl Fn(&I) -> &str) {
        if let Some(limit) = self.limit {
            parts.query("limit", &limit.to_string());
        }
        match &self.cursor {
            Some(Cursor::StartingAfter(id)) => parts.query("starting_after", as_str(id)),
            Some(Cursor::EndingBefore(id)) => parts.query("ending_before", as_str(id)),
            None => {}
        }
    }

    /// What a stream needs, which goes forward only; `error` names the call that gives one part.
    pub(crate) fn forward(&self, error: &'static str) -> Result<(), Error> {
        match self.cursor {
            Some(Cursor::EndingBefore(_)) => Err(Error::invalid_input(error)),
            _ => Ok(()),
        }
    }
}
