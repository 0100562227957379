//! What can be told, and who tells it.

use finicity_connect::Account;
use serde::Serialize;
use verify_core::Timestamp;
use verify_sandbox::Sandbox;

use super::Summary;
use crate::debts::Debts;
use crate::exit::Failure;

/// Who acts: a column of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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

/// A part of a journey.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene {
    /// Its name for programs.
    pub(crate) id: &'static str,
    /// Its name for people.
    pub(crate) title: &'static str,
    /// What it is about.
    pub(crate) intro: &'static str,
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

/// A line of the story.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Event<'a> {
    Start {
        version: &'static str,
        notice: &'static str,
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
    Summary(&'a Summary),
}

const NOTICE: &str =
    "Everything below is synthetic and stays on this machine; the clock jumps instead of waiting.";

impl Event<'_> {
    pub(crate) fn start(sandbox: &Sandbox) -> Self {
        Self::Start { version: env!("CARGO_PKG_VERSION"), notice: NOTICE, base_url: sandbox.base_url() }
    }
}

/// Tells the story as it happens.
pub(crate) trait Narrator {
    fn tell(&mut self, event: &Event<'_>);

    /// What went wrong with the telling.
    fn finish(&mut self) -> Result<(), Failure>;
}
