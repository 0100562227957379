//! A Connect session in Rust: the journey of a person without a browser.

use std::sync::Arc;

use super::super::handle::Finicity;
use super::super::simulator::Simulator;
use super::booth::{self, Booth};
use super::error::ConnectError;
use super::open::{self, Opened};
use super::sign_in::{self, SignIn};
use super::views::{AddedAccount, End, Step, SupportedInstitution};
use super::{choose, end, review};
use crate::engine::moment::Moment;

/// A session of a Connect link, as the hosted page leads a person through it; every step has the same effects, webhooks
/// included. Clones are the same session.
///
/// ```no_run
/// # use verify_sandbox::finicity::{ConnectError, Step};
/// # fn example(finicity: verify_sandbox::Finicity, link: &str) -> Result<(), ConnectError> {
/// let session = finicity.open(link)?;
/// let found = session.search("finbank")?;
/// session.choose(found[0].id)?;
/// if let Step::Accounts { accounts } = session.sign_in("demo", "go")? {
///     session.add_accounts(accounts.iter().map(|account| account.id.as_str()))?;
/// }
/// assert_eq!(session.done()?.code, 200);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct ConnectSession {
    simulator: Arc<Simulator>,
    opened: Arc<Opened>,
}

/// How a session fails on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// `error`, code 500.
    Unexpected,
    /// `timeout`, code 1440.
    Timeout,
}

impl Finicity {
    /// Opens a link as a browser would: a session starts, and the webhook gets `started`. The link can be opened again,
    /// until it expires or, made for one use, a session of it is completed.
    pub fn open(&self, link: &str) -> Result<ConnectSession, ConnectError> {
        let now = Moment::of(&self.0.context.clock);
        let (opened, _) = booth::step(&self.0, now, |booth| open::open(booth, link));
        Ok(ConnectSession { simulator: Arc::clone(&self.0), opened: Arc::new(opened?) })
    }
}

impl ConnectSession {
    /// The session's id.
    pub fn id(&self) -> &str {
        &self.opened.session_id
    }

    /// `full`, `joint`, `lite` or `fix`.
    pub fn kind(&self) -> &'static str {
        self.opened.kind
    }

    /// The link's language; `en` when it has none.
    pub fn language(&self) -> &str {
        &self.opened.language
    }

    /// Where the browser goes at the end, when it goes anywhere.
    pub fn redirect_uri(&self) -> Option<&str> {
        self.opened.redirect_uri.as_deref()
    }

    /// The institution of a lite or fix link.
    pub fn institution(&self) -> Option<&SupportedInstitution> {
        self.opened.institution.as_ref()
    }

    /// How the session ended when it was opened: a fix link without anything to repair.
    pub fn ended_at_once(&self) -> Option<&End> {
        self.opened.end.as_ref()
    }

    /// Searches for institutions; an empty text finds all. Sends `institutionNotFound` when there is none.
    pub fn search(&self, query: &str) -> Result<Vec<SupportedInstitution>, ConnectError> {
        self.step(|booth| choose::search(booth, self.id(), query))
    }

    /// Chooses an institution. Sends `institutionSupported`, or `institutionNotSupported` and refuses.
    pub fn choose(&self, institution_id: u64) -> Result<SupportedInstitution, ConnectError> {
        self.step(|booth| choose::choose(booth, self.id(), institution_id))
    }

    /// Signs in with user and password. Sends `adding`, and `mfa`, `invalidCredentials`, `unableToConnect` or
    /// `discovered`. Which users there are: [`sign_in_users`](super::sign_in_users).
    pub fn sign_in(&self, username: &str, password: &str) -> Result<Step, ConnectError> {
        self.step(|booth| sign_in::sign_in_with(booth, self.id(), username, password))
    }

    /// Signs in at the institution's own page. Sends `adding` and `processing`.
    pub fn sign_in_by_oauth(&self) -> Result<Step, ConnectError> {
        self.step(|booth| sign_in::sign_in(booth, self.id(), &SignIn::OAuth))
    }

    /// Answers the questions of a second factor, in order. Sends `discovered`, or `invalidCredentials`.
    pub fn answer<'a>(&self, answers: impl IntoIterator<Item = &'a str>) -> Result<Step, ConnectError> {
        let answers = owned(answers);
        self.step(|booth| sign_in::answer(booth, self.id(), &answers))
    }

    /// Adds the accounts with these ids and sends `added`; in a fix session, repairs the sign-in and sends
    /// `credentialsUpdated`.
    pub fn add_accounts<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<AddedAccount>, ConnectError> {
        let ids = owned(ids);
        self.step(|booth| review::add(booth, self.id(), &ids))
    }

    /// Removes accounts of the customer, in full sessions, and sends `accountsDeleted`.
    pub fn remove_accounts<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<(), ConnectError> {
        let ids = owned(ids);
        self.step(|booth| review::remove(booth, self.id(), &ids)).map(|_| ())
    }

    /// Completes the session and sends `done`. A link for one use is used up by it.
    pub fn done(&self) -> Result<End, ConnectError> {
        self.step(|booth| end::done(booth, self.id()))
    }

    /// Leaves the session.
    pub fn cancel(&self) -> Result<End, ConnectError> {
        self.step(|booth| end::cancel(booth, self.id()))
    }

    /// Lets the session fail.
    pub fn fail(&self, failure: Failure) -> Result<End, ConnectError> {
        self.step(|booth| end::fail(booth, self.id(), failure == Failure::Timeout))
    }

    fn step<T>(&self, work: impl FnOnce(&mut Booth<'_>) -> T) -> T {
        booth::step(&self.simulator, Moment::of(&self.simulator.context.clock), work).0
    }
}

fn owned<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    texts.into_iter().map(ToOwned::to_owned).collect()
}
