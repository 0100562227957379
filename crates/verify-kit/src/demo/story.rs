//! What can be told, and who tells it.

use std::ops::AddAssign;

use async_trait::async_trait;
use finicity_connect::Account;
use serde::Serialize;
use verify_core::Timestamp;
use verify_sandbox::Sandbox;

use super::leaks::Leak;
use super::{Person, Summary};
use crate::debts::Debts;
use crate::exit::Failure;

/// Who acts: a lane of the timeline, in this order from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Lane {
    /// The application.
    App,
    /// The provider.
    Api,
    /// The person's phone.
    Phone,
    /// The provider's page in the person's browser.
    Page,
    /// The person's mailbox.
    Mail,
    /// The application's receiver of webhooks.
    Webhook,
}

/// Who plays a scene.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Who {
    /// The consumer.
    Person,
    /// Somebody else, and why.
    Other(&'static str),
}

/// A part of a journey.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene {
    /// Its name for programs.
    pub(crate) id: &'static str,
    /// Its name for people.
    pub(crate) title: &'static str,
    /// What it is about.
    pub(crate) intro: &'static str,
    pub(crate) who: Who,
}

/// One thing that happens.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Step {
    pub(crate) journey: &'static str,
    pub(crate) scene: &'static str,
    pub(crate) at: Timestamp,
    pub(crate) from: Lane,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) to: Option<Lane>,
    /// The operation that is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) operation: Option<&'static str>,
    /// The HTTP status of an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// The answer says no.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) refused: bool,
    /// The answer never arrived.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) lost: bool,
    /// The operation, the status, the kind of message.
    pub(crate) what: String,
    /// What it means, in plain words.
    pub(crate) text: String,
}

/// What the sandbox has counted in a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Seen {
    pub(crate) calls: u64,
    /// Text messages and e-mails.
    pub(crate) messages: u64,
    /// The e-mails among them.
    pub(crate) emails: u64,
    /// Acknowledged deliveries.
    pub(crate) webhooks: u64,
}

impl AddAssign for Seen {
    fn add_assign(&mut self, other: Self) {
        self.calls += other.calls;
        self.messages += other.messages;
        self.emails += other.emails;
        self.webhooks += other.webhooks;
    }
}

/// A line of the story.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Event<'a> {
    Start {
        version: &'static str,
        notice: &'static str,
        person: Introduced,
        /// What the text says of the person.
        #[serde(skip)]
        facts: String,
    },
    Sandbox {
        base_url: String,
    },
    Journey {
        journey: &'static str,
        title: &'static str,
    },
    Scene {
        journey: &'static str,
        scene: &'static str,
        title: &'static str,
        intro: &'static str,
        /// Whether the consumer plays it.
        consumer: bool,
        who: &'a str,
    },
    Skipped {
        journey: &'static str,
        scene: &'static str,
        title: &'static str,
        why: &'a str,
    },
    Step(&'a Step),
    Debts {
        journey: &'static str,
        scene: &'static str,
        #[serde(flatten)]
        debts: &'a Debts,
    },
    Accounts {
        journey: &'static str,
        scene: &'static str,
        accounts: &'a [Account],
    },
    SceneEnd {
        journey: &'static str,
        scene: &'static str,
        #[serde(flatten)]
        seen: Seen,
        /// What is not as announced.
        differences: &'a [String],
    },
    Leak(&'a Leak),
    Summary(&'a Summary),
}

const NOTICE: &str =
    "Everything here is synthetic and stays on this machine; the sandbox's clock jumps instead of waiting.";

impl Event<'_> {
    pub(crate) fn start(person: &Person) -> Self {
        let (version, facts) = (env!("CARGO_PKG_VERSION"), person.facts());
        Self::Start { version, notice: NOTICE, person: Introduced::new(person), facts }
    }

    pub(crate) fn sandbox(sandbox: &Sandbox) -> Self {
        Self::Sandbox { base_url: sandbox.base_url() }
    }
}

/// The consumer, as far as everybody may know.
#[derive(Debug, Serialize)]
pub(crate) struct Introduced {
    pub(crate) name: String,
    pub(crate) email: String,
    /// The last four digits.
    phone_ending: String,
    /// Whether the reader chose the phone number or the birth date.
    chosen: bool,
}

impl Introduced {
    fn new(person: &Person) -> Self {
        let (name, email) = (person.name(), person.email.clone());
        let phone_ending = crate::journeys::ending(&person.phone).to_owned();
        Self { name, email, phone_ending, chosen: person.own }
    }
}

/// Tells the story.
#[async_trait(?Send)]
pub(crate) trait Narrator {
    /// Takes in what happens.
    fn tell(&mut self, event: &Event<'_>);

    /// Shows what was told and is not shown yet, as slowly as the reader wants it.
    async fn show(&mut self);

    /// What went wrong with the telling.
    fn finish(&mut self) -> Result<(), Failure>;
}
