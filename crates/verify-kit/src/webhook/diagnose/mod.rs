//! Which mistake was made with a webhook whose signature does not fit: found by trying what fits instead.
//!
//! Nothing here reads the world or prints. A verdict never holds a body, a secret or a computed signature.

mod bodies;
mod charset;
mod evidence;
mod genuine;
mod messages;
mod mistake;
mod search;
mod secrets;
mod signatures;
#[cfg(test)]
mod tests;
mod time;
mod unsigned;

use std::time::SystemTime;

use http::HeaderMap;
use verify_core::Secret;
use verify_core::webhook::Rejected;

use super::sender::Scheme;
pub(super) use genuine::Genuine;
pub(super) use mistake::{Mistake, Whose};
pub(super) use unsigned::diagnose_unsigned;

/// What somebody received, and what there is to judge it by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) scheme: Scheme,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
    /// As it was given, spaces and quotes included.
    pub(super) secret: &'a Secret,
    /// Others that may have been taken for it.
    pub(super) others: &'a [(Whose, Secret)],
    /// What a sandbox knows to have sent.
    pub(super) sent: &'a [Sent],
    pub(super) now: SystemTime,
}

/// A delivery as a sandbox has it in its log.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) number: u64,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// What is to be said of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    Genuine(Genuine),
    /// Without these it would be genuine, or at least signed; `certain` when that was tried and found so.
    Mistaken {
        mistakes: Vec<Mistake>,
        certain: bool,
    },
    /// No known mistake explains it.
    Unexplained,
}

/// What is tried, for those whom nothing of it helps.
pub(super) const TRIED: [&str; 6] = [
    "the body written by other JSON libraries, in other orders of its keys, with and without line breaks, byte order mark \
     and white space, in other charsets, out of a JSON text or base64",
    "the secret with and without prefix, quotes, spaces and line break, decoded and as text",
    "the other credentials of the environment and of the sandbox, and the secret before, if it was given",
    "every header as the signature, in hexadecimal digits and base64, with and without quotes and prefixes",
    "id and time swapped, mixed or left out, seconds and milliseconds",
    "the deliveries of the sandbox, if one is named, and Content-Length, if it is given",
];

/// Judges a webhook of a provider that signs.
pub(super) fn diagnose(case: &Case<'_>) -> Verdict {
    match genuine::receive(case) {
        Ok(genuine) => Verdict::Genuine(genuine),
        Err(Some(Rejected::Unreadable)) => certain(vec![Mistake::Unreadable]),
        Err(Some(Rejected::TooOld | Rejected::TooNew)) => certain(time::mistakes(case)),
        Err(_) if genuine::is_of_another_provider(case) => {
            certain(vec![Mistake::OtherProvider(case.scheme.other().sender().name())])
        }
        Err(_) => match search::search(case).filter(|mistakes| !mistakes.is_empty()) {
            Some(mut mistakes) => {
                mistakes.extend(time::mistakes(case).into_iter().filter(|one| *one != Mistake::Milliseconds));
                certain(mistakes)
            }
            None => evidence::look(case),
        },
    }
}

/// The mistakes without which the signature would fit, whatever the time is; none where none are found.
pub(super) fn found_by_trying(case: &Case<'_>) -> Vec<Mistake> {
    search::search(case).unwrap_or_default()
}

fn certain(mistakes: Vec<Mistake>) -> Verdict {
    Verdict::Mistaken { mistakes, certain: true }
}
