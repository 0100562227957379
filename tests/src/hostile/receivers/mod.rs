//! The receivers of webhooks of all providers that sign them, seen through one keyhole: what the torture runs over.
//!
//! A further provider is one more row. `cargo xtask check webhooks` is red where a crate checks signatures and has none.

pub mod forms;
mod rows;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use verify_core::webhook::Rejected;
use verify_testkit::ManualClock;

use crate::samples::{self, Sample};

pub use rows::all;

/// What a receiver made of a webhook that it believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// By what a duplicate is recognised.
    pub id: Option<String>,
    /// The event, as it is serialised.
    pub event: Value,
}

/// A receiver of a provider's webhooks.
pub trait Receives: Debug + Send + Sync {
    /// The headers that the provider would send now, signed with the first secret.
    fn sign(&self, id: &str, body: &[u8]) -> HeaderMap;
    /// Checks and reads.
    fn receive(&self, headers: &HeaderMap, body: &[u8]) -> Result<Told, Rejected>;
    /// Takes other secrets from now on.
    fn replace(&self, secrets: &[&str]);
    /// Another handle to the same receiver.
    fn another(&self) -> Arc<dyn Receives>;
}

/// A provider that signs.
#[derive(Debug, Clone, Copy)]
pub struct Signing {
    /// Its crate.
    pub krate: &'static str,
    /// Three secrets: the old one, the new one, and a stranger's.
    pub secrets: [&'static str; 3],
    /// Makes a receiver.
    pub receiver: fn(&[&str], ManualClock) -> Arc<dyn Receives>,
    /// The header with the signature.
    pub signature: &'static str,
    /// The other headers that are signed, and what is said when a number of many digits stands there.
    pub signed: &'static [(&'static str, Rejected)],
    /// How else the names of the headers may begin, instead of the first.
    pub spellings: &'static [&'static str],
    /// How far the time that was signed may be off; `None` where none is signed.
    pub tolerance: Option<Duration>,
    /// What separates several signatures in one header; `None` where each needs a header of its own.
    pub separator: Option<&'static str>,
    /// What is said of the first so many bytes of a signature.
    pub cut: fn(usize) -> Rejected,
    /// What is said of a signature with a `0` or a `1` in this place that was something else.
    pub changed: fn(usize) -> Rejected,
    /// What is said of a signature with very many zeros behind it.
    pub lengthened: Rejected,
    /// A field of the body that is read as a text.
    pub text: &'static str,
}

impl Signing {
    /// A receiver that knows these secrets, at the time at which [`ManualClock::frozen`] stands.
    pub fn knowing(&self, secrets: &[&str]) -> Arc<dyn Receives> {
        (self.receiver)(secrets, ManualClock::frozen())
    }

    /// A receiver with the first secret.
    pub fn usual(&self) -> Arc<dyn Receives> {
        self.knowing(&self.secrets[..1])
    }

    /// The webhooks that the crate keeps.
    pub fn samples(&self) -> Vec<Sample> {
        let samples = samples::of(self.krate, "webhook");
        assert!(!samples.is_empty(), "{} keeps no webhooks", self.krate);
        samples
    }

    /// One of them.
    pub fn sample(&self) -> Vec<u8> {
        self.samples().swap_remove(0).content
    }

    /// The signature in these headers.
    pub fn signature(&self, headers: &HeaderMap) -> String {
        headers[self.signature].to_str().unwrap().to_owned()
    }

    /// The same headers with another signature.
    pub fn with_signature(&self, headers: &HeaderMap, signature: &str) -> HeaderMap {
        with(headers, self.signature, signature)
    }

    /// The same headers with several signatures, in each way in which several can be sent.
    pub fn with_signatures(&self, headers: &HeaderMap, signatures: &[&str]) -> Vec<HeaderMap> {
        let mut apart = headers.clone();
        apart.remove(self.signature);
        for signature in signatures {
            apart.append(self.signature, signature.parse().unwrap());
        }
        let joined =
            self.separator.map(|separator| self.with_signature(headers, &signatures.join(separator)));
        joined.into_iter().chain([apart]).collect()
    }

    /// All headers that count.
    pub fn headers(&self) -> Vec<&'static str> {
        let signed = self.signed.iter().map(|(name, _)| *name);
        std::iter::once(self.signature).chain(signed).collect()
    }
}

/// The same headers, one of them with another value.
pub fn with(headers: &HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    let mut headers = headers.clone();
    headers.insert(name, HeaderValue::from_str(value).unwrap());
    headers
}

/// The same headers under other names.
pub fn renamed(headers: &HeaderMap, mut rename: impl FnMut(&str) -> String) -> HeaderMap {
    let mut others = HeaderMap::new();
    for (name, value) in headers {
        let name = HeaderName::from_bytes(rename(name.as_str()).as_bytes()).unwrap();
        others.append(name, value.clone());
    }
    others
}
