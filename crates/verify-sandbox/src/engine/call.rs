//! A request as a provider sees it.

use bytes::Bytes;
use http::HeaderMap;

use super::fields::Fields;
use super::moment::Moment;
use super::provider::Route;

/// One request of an operation, read completely.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) now: Moment,
    pub(crate) route: &'static Route,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) fields: Fields,
    pub(crate) params: Vec<(&'static str, String)>,
    choices: Vec<&'static str>,
}

impl Call {
    pub(crate) fn new(now: Moment, route: &'static Route, headers: HeaderMap) -> Self {
        Self {
            now,
            route,
            headers,
            body: Bytes::new(),
            fields: Fields::default(),
            params: Vec::new(),
            choices: Vec::new(),
        }
    }

    /// A path parameter.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// A header that is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Notes that the answer rests on a named choice.
    pub(crate) fn rests_on(&mut self, choice: &'static str) {
        if !self.choices.contains(&choice) {
            self.choices.push(choice);
        }
    }

    pub(crate) fn choices(&self) -> &[&'static str] {
        &self.choices
    }
}
