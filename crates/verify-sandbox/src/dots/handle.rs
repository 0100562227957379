//! Dots in Rust: address, credentials, choices, users, and what can be done to them.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::choices::DotsChoices;
use super::flows::{self, Flow, FlowStep};
use super::form::RAILS;
use super::happening::Happening;
use super::methods;
use super::simulator::Simulator;
use super::state::{State, User, UserStatus};
use crate::control::{Command, Problem};
use crate::engine::lock;

/// A handle to the simulated Dots of a tenant. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Dots(pub(crate) Arc<Simulator>);

/// A user of the simulated Dots, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UserSummary {
    /// Dots's id.
    pub id: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The e-mail.
    pub email: String,
    /// The country code, without plus sign.
    pub country_code: String,
    /// The national number.
    pub phone_number: String,
    /// The username that was asked for, or a random one.
    pub username: String,
    /// The status.
    pub status: UserStatus,
    /// What the caller has stored with the user; `None` when nothing was given.
    pub metadata: Option<Value>,
    /// How many verification tokens were sent.
    pub tokens_sent: usize,
    /// How many tokens were compared, right or wrong.
    pub token_attempts: u64,
    /// `Api-App-Id` of the creation.
    pub app_id: Option<String>,
    /// `Dots-User-IP` of the creation.
    pub user_ip: Option<String>,
}

/// A flow of the simulated Dots, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FlowSummary {
    /// Dots's id.
    pub id: String,
    /// The address of its page.
    pub link: String,
    /// Its user; `None` until somebody has confirmed a phone number.
    pub user_id: Option<String>,
    /// Its steps.
    pub steps: Vec<String>,
    /// Those that are completed: the first ones.
    pub completed_steps: Vec<String>,
    /// What the caller has stored with the flow.
    pub metadata: Option<Value>,
}

impl Dots {
    pub(crate) fn new(simulator: Arc<Simulator>) -> Self {
        Self(simulator)
    }

    /// What `/v2/users` is appended to; it ends in `/api`.
    pub fn base_url(&self) -> String {
        self.0.base_url()
    }

    /// The client id. Synthetic, derived from the seed and the tenant's name.
    pub fn client_id(&self) -> String {
        self.0.credentials.client_id.clone()
    }

    /// The API key. Synthetic as well; any other is refused.
    pub fn api_key(&self) -> String {
        self.0.credentials.api_key.clone()
    }

    /// The users there are, oldest first.
    pub fn users(&self) -> Vec<UserSummary> {
        users(&self.0)
    }

    /// The flows there are, oldest first.
    pub fn flows(&self) -> Vec<FlowSummary> {
        flows(&self.0)
    }

    /// How many tokens of this user were compared, right or wrong; `None` when there is no such user.
    pub fn token_attempts(&self, user_id: &str) -> Option<u64> {
        lock(&self.0.state).user(user_id).map(|user| user.attempts)
    }

    /// Gives a user another status, as Dots would after a review. False when there is no such user.
    pub fn set_status(&self, user_id: &str, status: UserStatus) -> bool {
        let known = set_status(&self.0, user_id, status);
        self.0.tell_happenings();
        known
    }

    /// Connects a payout method, such as `paypal`, as the user would: only a connected one can be made the default. False
    /// when there is no such user or no such rail.
    pub fn connect_payout_method(&self, user_id: &str, rail: &str) -> bool {
        let known = connect_payout_method(&self.0, user_id, rail);
        self.0.tell_happenings();
        known
    }

    /// How it behaves where the documents are silent.
    pub fn choices(&self) -> DotsChoices {
        lock(&self.0.choices).clone()
    }

    /// Replaces all choices.
    pub fn set_choices(&self, choices: DotsChoices) {
        *lock(&self.0.choices) = choices;
    }

    /// Changes some choices, from the next request on.
    ///
    /// ```no_run
    /// # fn example(dots: verify_sandbox::Dots) {
    /// dots.choose(|choices| choices.create_status = 200);
    /// # }
    /// ```
    pub fn choose(&self, change: impl FnOnce(&mut DotsChoices)) {
        change(&mut lock(&self.0.choices));
    }
}

fn users(simulator: &Simulator) -> Vec<UserSummary> {
    let state = lock(&simulator.state);
    state.users.iter().filter(|user| !user.disconnected).map(summary).collect()
}

fn summary(user: &User) -> UserSummary {
    UserSummary {
        id: user.id.clone(),
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
        email: user.email.clone(),
        country_code: user.phone.country_code.clone(),
        phone_number: user.phone.number.clone(),
        username: user.username.clone(),
        status: user.status,
        metadata: user.metadata.clone(),
        tokens_sent: user.tokens.len(),
        token_attempts: user.attempts,
        app_id: user.app_id.clone(),
        user_ip: user.end_user_ip.clone(),
    }
}

fn flows(simulator: &Simulator) -> Vec<FlowSummary> {
    let names = |steps: &[FlowStep]| steps.iter().map(|step| step.name.clone()).collect();
    let one = |flow: &Flow| FlowSummary {
        id: flow.id.clone(),
        link: flows::link(&simulator.context, &flow.id),
        user_id: flow.user_id.clone(),
        steps: names(&flow.steps),
        completed_steps: names(flow.completed_steps()),
        metadata: flow.metadata.clone(),
    };
    lock(&simulator.state).flows.iter().map(one).collect()
}

fn set_status(simulator: &Simulator, user_id: &str, status: UserStatus) -> bool {
    let mut state = lock(&simulator.state);
    let known = state.user(user_id).map(|user| user.status = status).is_some();
    if known {
        state.happenings.push(Happening::UserUpdated { user_id: user_id.to_owned() });
    }
    known
}

fn connect_payout_method(simulator: &Simulator, user_id: &str, rail: &str) -> bool {
    let mut state = lock(&simulator.state);
    let State { users, rng, happenings, .. } = &mut *state;
    let user = users.iter_mut().find(|user| user.id == user_id && !user.disconnected);
    let Some(user) = user.filter(|_| RAILS.contains(&rail)) else { return false };
    if !user.has_rail(rail) {
        let method = methods::made_up(rng, user, rail);
        user.payout_methods.push(method);
        happenings.push(Happening::PayoutMethod { user_id: user_id.to_owned() });
    }
    true
}

/// The parts of the control API that do what the handle does.
pub(crate) fn control(
    simulator: &Simulator,
    path: &[&str],
    command: &Command<'_>,
) -> Option<Result<Value, Problem>> {
    match (command.method, path) {
        ("GET", ["users"]) => Some(Ok(json!({"users": users(simulator)}))),
        ("GET", ["flows"]) => Some(Ok(json!({"flows": flows(simulator)}))),
        ("POST", ["set-status"]) => Some(set_status_of(simulator, command)),
        ("POST", ["connect-payout-method"]) => Some(connect_payout_method_of(simulator, command)),
        _ => None,
    }
}

fn set_status_of(simulator: &Simulator, command: &Command<'_>) -> Result<Value, Problem> {
    let what =
        "add ?userId= with the id of a user, and &status= with verified, unverified, in_review or disabled";
    let status = command.query.get("status").and_then(UserStatus::parse);
    let status = status.ok_or_else(|| Problem::bad("status is missing or unknown", what))?;
    let id = command.query.get("userId").unwrap_or_default();
    let known = set_status(simulator, id, status);
    if known { Ok(json!({})) } else { Err(Problem::not_found("there is no such user", what)) }
}

fn connect_payout_method_of(simulator: &Simulator, command: &Command<'_>) -> Result<Value, Problem> {
    let what = "add ?userId= with the id of a user, and &rail= with a rail such as paypal";
    let id = command.query.get("userId").unwrap_or_default();
    let rail = command.query.get("rail").unwrap_or_default();
    let known = connect_payout_method(simulator, id, rail);
    if known { Ok(json!({})) } else { Err(Problem::not_found("there is no such user or rail", what)) }
}
