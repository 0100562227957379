//! Signzy in Rust: address, credentials, choices, and what can be done to tokens.

use std::sync::Arc;

use serde_json::{Value, json};

use super::choices::SignzyChoices;
use super::simulator::Simulator;
use super::{LOGIN, SEND_LINK};
use crate::control::{Command, Problem};
use crate::engine::lock;
use crate::engine::moment::Moment;

/// A handle to the simulated Signzy of a tenant. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Signzy(pub(crate) Arc<Simulator>);

impl Signzy {
    pub(crate) fn new(simulator: Arc<Simulator>) -> Self {
        Self(simulator)
    }

    /// What the paths are appended to.
    pub fn base_url(&self) -> String {
        self.0.base_url()
    }

    /// Where to log in: `/sandbox/login`. The path is this sandbox's own; Signzy's is not public.
    pub fn login_path(&self) -> &'static str {
        LOGIN
    }

    /// Where to send a link: `/sandbox/send-link`. The path is this sandbox's own; Signzy's is not public.
    pub fn send_link_path(&self) -> &'static str {
        SEND_LINK
    }

    /// The username. Synthetic, and the same in every run with the same seed.
    pub fn username(&self) -> String {
        self.0.credentials.username.clone()
    }

    /// The password. Synthetic.
    pub fn password(&self) -> String {
        self.0.credentials.password.clone()
    }

    /// A token that needs no login and does not run out. Synthetic.
    pub fn static_token(&self) -> String {
        self.0.credentials.static_token.clone()
    }

    /// Lets every token of a login run out now. The static token stays good.
    pub fn expire_tokens(&self) {
        expire_tokens(&self.0);
    }

    /// Takes every token of a login back. The static token stays good.
    pub fn revoke_tokens(&self) {
        revoke_tokens(&self.0);
    }

    /// How many times username and password were checked, right or wrong.
    pub fn logins(&self) -> u64 {
        lock(&self.0.state).logins
    }

    /// How it behaves where the documents are silent.
    pub fn choices(&self) -> SignzyChoices {
        lock(&self.0.choices).clone()
    }

    /// Replaces all choices.
    pub fn set_choices(&self, choices: SignzyChoices) {
        *lock(&self.0.choices) = choices;
    }

    /// Changes some choices, from the next request on.
    ///
    /// ```no_run
    /// # fn example(signzy: verify_sandbox::Signzy) {
    /// use verify_sandbox::signzy::Pending;
    ///
    /// signzy.choose(|choices| choices.pending = Pending::AuthFail);
    /// # }
    /// ```
    pub fn choose(&self, change: impl FnOnce(&mut SignzyChoices)) {
        change(&mut lock(&self.0.choices));
    }
}

fn expire_tokens(simulator: &Simulator) {
    let now = Moment::of(&simulator.context.clock).mono;
    for token in &mut lock(&simulator.state).tokens {
        token.expires = token.expires.min(now);
    }
}

fn revoke_tokens(simulator: &Simulator) {
    for token in &mut lock(&simulator.state).tokens {
        token.revoked = true;
    }
}

/// The parts of the control API that do what the handle does.
pub(crate) fn control(
    simulator: &Simulator,
    path: &[&str],
    command: &Command<'_>,
) -> Option<Result<Value, Problem>> {
    match (command.method, path) {
        ("POST", ["expire-tokens"]) => expire_tokens(simulator),
        ("POST", ["revoke-tokens"]) => revoke_tokens(simulator),
        _ => return None,
    }
    Some(Ok(json!({})))
}
