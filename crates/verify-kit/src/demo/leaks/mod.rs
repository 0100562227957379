//! Whether anything of a person, or a secret, shows where a log could have it.
//!
//! What is looked for is learnt where it passes: on the wire ([`wire`]), in the outbox, and from the scenes. What is
//! searched: everything that was traced, the `Debug` forms of requests and answers, errors, and the sandbox's explanations.

mod haystack;
mod kind;
mod needle;
mod wire;

use std::cell::Cell;
use std::collections::{BTreeSet, HashSet};
use std::error::Error as StdError;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use verify_sandbox::{Channel, Tenant};
use verify_testkit::LogCapture;

pub(crate) use kind::Kind;
pub(crate) use wire::Tap;

use haystack::Haystack;
use needle::Needle;

/// Traced on purpose: a search that does not find it finds nothing.
const PLANTED: &str = "planted-5f0d37c1-and-to-be-found";

/// Something was found: where and what kind, never the value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Leak {
    pub(crate) journey: &'static str,
    pub(crate) scene: &'static str,
    /// What shows it, for instance `Debug of SendLink`.
    pub(crate) place: String,
    /// What it is, for instance `phone number`.
    pub(crate) kind: &'static str,
}

/// What came of the search.
#[derive(Debug, Clone)]
pub(crate) struct Findings {
    pub(crate) leaks: Vec<Leak>,
    /// Values that were looked for, each in many forms.
    pub(crate) values: u64,
    /// Texts that were searched.
    pub(crate) texts: u64,
    /// Whether the planted value was found.
    pub(crate) works: bool,
}

#[derive(Debug, Clone)]
struct Exhibit {
    journey: &'static str,
    scene: &'static str,
    place: String,
    text: String,
}

#[derive(Debug, Default)]
struct Pages {
    journey: &'static str,
    scene: &'static str,
    values: BTreeSet<(Kind, String)>,
    /// What may be seen, although a part of it is somebody's name.
    public: BTreeSet<String>,
    exhibits: Vec<Exhibit>,
}

/// What is looked for, and where. Clones are the same book.
#[derive(Debug, Clone, Default)]
pub(crate) struct Book(Arc<Mutex<Pages>>);

impl Book {
    fn pages<T>(&self, with: impl FnOnce(&mut Pages) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Names where what follows happens.
    fn turn_to(&self, journey: &'static str, scene: &'static str) {
        self.pages(|pages| (pages.journey, pages.scene) = (journey, scene));
    }

    /// This is never to be seen.
    pub(crate) fn guard(&self, kind: Kind, value: &str) {
        if kind.is_worth_it(value) {
            self.pages(|pages| pages.values.insert((kind, value.trim().to_owned())));
        }
    }

    /// This may be seen: a bank can have the name of a person, also in an address.
    pub(crate) fn publish(&self, text: &str) {
        let small = text.to_lowercase();
        self.pages(|pages| pages.public.extend([small.replace(' ', "-"), small]));
    }

    fn exhibit(&self, place: impl Into<String>, text: String) {
        self.pages(|pages| {
            let (journey, scene, place) = (pages.journey, pages.scene, place.into());
            pages.exhibits.push(Exhibit { journey, scene, place, text });
        });
    }
}

/// Listens to everything that is traced on this thread, and collects the rest.
#[derive(Debug)]
pub(crate) struct Watch {
    log: LogCapture,
    /// How much of the log the scenes before have had.
    read: Cell<usize>,
    pub(crate) book: Book,
}

impl Watch {
    pub(crate) fn start() -> Self {
        let watch = Self { log: LogCapture::start(), read: Cell::new(0), book: Book::default() };
        tracing::trace!(planted = PLANTED, "the search has to find this");
        watch.book.guard(Kind::Secret, PLANTED);
        watch.turn_to("", "");
        watch
    }

    /// A scene begins; what was traced until now belongs to the one before.
    pub(crate) fn turn_to(&self, journey: &'static str, scene: &'static str) {
        let text = self.log.text();
        let fresh = text.get(self.read.replace(text.len())..).unwrap_or_default();
        self.book.exhibit("the traces", distinct_lines(fresh));
        self.book.turn_to(journey, scene);
    }

    /// How a value looks when somebody logs it.
    pub(crate) fn debug<T: Debug>(&self, value: &T) {
        let place = format!("Debug of {}", short_name::<T>());
        self.book.exhibit(place, format!("{value:?}\n{value:#?}"));
    }

    /// How an error looks when somebody logs it, with all errors behind it.
    pub(crate) fn error<E: StdError + 'static>(&self, error: &E) {
        self.debug(error);
        let (mut text, mut behind) = (error.to_string(), error.source());
        while let Some(source) = behind {
            // Writing to a text does not fail.
            let _ = write!(text, "\n{source}\n{source:?}");
            behind = source.source();
        }
        self.book.exhibit("an error", text);
    }

    /// Searches everything, the sandbox's own words and messages included.
    pub(crate) fn search(&self, tenants: &[Tenant]) -> Findings {
        self.turn_to("", "");
        for tenant in tenants {
            self.take_in(tenant);
        }
        self.book.pages(|pages| find(pages))
    }

    /// What was sent to people, and what the sandbox says about each request.
    fn take_in(&self, tenant: &Tenant) {
        for message in tenant.outbox().messages() {
            let is_email = message.channel == Channel::Email;
            self.book.guard(if is_email { Kind::Email } else { Kind::Phone }, &message.to);
            // The first number beside a link may be a year, or its port.
            let code = message.code().filter(|_| message.link().is_none());
            if let Some(code) = code {
                self.book.guard(Kind::Code, code);
            }
            if let Some(link) = message.link() {
                self.book.guard(Kind::Link, link);
            }
        }
        for entry in tenant.journal().entries() {
            let operation = entry.operation.unwrap_or("an unknown path");
            self.book.exhibit(format!("the sandbox's explanation of {operation}"), entry.why);
        }
    }
}

fn find(pages: &Pages) -> Findings {
    let wanted: Vec<(&Kind, &String, Vec<Needle>)> =
        pages.values.iter().map(|(kind, value)| (kind, value, needle::forms(*kind, value))).collect();
    let (mut leaks, mut works) = (BTreeSet::new(), false);
    for exhibit in &pages.exhibits {
        let haystack = Haystack::new(&exhibit.text, &pages.public);
        for (kind, value, forms) in &wanted {
            if !forms.iter().any(|form| haystack.has(form)) {
                continue;
            }
            if value.as_str() == PLANTED {
                works = true;
                continue;
            }
            let Exhibit { journey, scene, place, .. } = exhibit.clone();
            leaks.insert(Leak { journey, scene, place, kind: kind.name() });
        }
    }
    let planted = usize::from(pages.values.contains(&(Kind::Secret, PLANTED.to_owned())));
    Findings {
        leaks: leaks.into_iter().collect(),
        values: length(pages.values.len() - planted),
        texts: length(pages.exhibits.iter().filter(|exhibit| !exhibit.text.is_empty()).count()),
        works,
    }
}

/// Most lines of a trace are there many times.
fn distinct_lines(text: &str) -> String {
    let mut seen = HashSet::new();
    text.split_inclusive('\n').filter(|line| seen.insert(*line)).collect()
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The name of a type without the modules it is in.
fn short_name<T>() -> String {
    let full = std::any::type_name::<T>();
    let inside = |letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | ':'));
    let parts = full.split_inclusive(inside);
    parts.map(|part| part.rsplit("::").next().unwrap_or(part)).collect()
}

#[cfg(test)]
mod tests;
