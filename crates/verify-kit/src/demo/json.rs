//! The story for programs: one JSON object a line.

use async_trait::async_trait;

use super::story::{Event, Narrator};
use crate::exit::Failure;
use crate::output;

#[derive(Debug, Default)]
pub(crate) struct Json {
    trouble: Option<Failure>,
}

#[async_trait(?Send)]
impl Narrator for Json {
    fn tell(&mut self, event: &Event<'_>) {
        let line =
            serde_json::to_string(event).map_err(|_| Failure::failed("a line cannot be written as JSON"));
        if let Err(failure) = line.and_then(output::out) {
            self.trouble.get_or_insert(failure);
        }
    }

    /// Programs do not wait for anything.
    async fn show(&mut self) {}

    fn finish(&mut self) -> Result<(), Failure> {
        self.trouble.take().map_or(Ok(()), Err)
    }
}
