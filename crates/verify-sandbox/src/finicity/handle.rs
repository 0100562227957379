//! Finicity in Rust: address, credentials, choices, customers, and what can be done to them.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::choices::FinicityChoices;
use super::simulator::Simulator;
use super::state::{Customer, Login, State};
use crate::control::{Command, Problem};
use crate::engine::lock;
use crate::engine::moment::Moment;

/// A handle to the simulated Finicity of a tenant. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Finicity(pub(crate) Arc<Simulator>);

/// A customer of the simulated Finicity, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CustomerSummary {
    /// Finicity's id.
    pub id: String,
    /// The caller's name for the customer.
    pub username: String,
    /// `testing` or `active`.
    pub kind: &'static str,
    /// The consumer, when there is one.
    pub consumer_id: Option<String>,
    /// How many accounts were added.
    pub accounts: usize,
}

/// An account that a customer has added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AccountSummary {
    /// Finicity's id.
    pub id: String,
    /// The customer who added it.
    pub customer_id: String,
    /// The institution.
    pub institution_id: u64,
    /// The sign-in it came with.
    pub institution_login_id: u64,
    /// The account's name.
    pub name: String,
    /// `checking`, `savings`, …
    pub kind: String,
    /// 0, or the aggregation status code of a broken sign-in.
    pub status_code: u32,
}

impl Finicity {
    pub(crate) fn new(simulator: Arc<Simulator>) -> Self {
        Self(simulator)
    }

    /// The host for the partner's server.
    pub fn base_url(&self) -> String {
        self.0.base_url("finicity")
    }

    /// The host of the hosted page; links begin with it.
    pub fn connect_url(&self) -> String {
        self.0.base_url("finicity-connect")
    }

    /// The partner's id. Synthetic, and the same in every run with the same seed.
    pub fn partner_id(&self) -> String {
        lock(&self.0.state).partner.id.clone()
    }

    /// The partner's secret as it is now: a rotation changes it. Synthetic.
    pub fn partner_secret(&self) -> String {
        lock(&self.0.state).partner.secret.clone()
    }

    /// The `Finicity-App-Key`. Synthetic.
    pub fn app_key(&self) -> String {
        lock(&self.0.state).partner.app_key.clone()
    }

    /// Lets every token expire now; calls with one are answered `10023`.
    pub fn expire_tokens(&self) {
        expire_tokens(&self.0);
    }

    /// Takes every token back; calls with one are answered `10022`.
    pub fn revoke_tokens(&self) {
        revoke_tokens(&self.0);
    }

    /// Opens the account again, as support would after five wrong logins.
    pub fn unlock(&self) {
        unlock(&self.0);
    }

    /// Whether five wrong logins have locked the account.
    pub fn is_locked(&self) -> bool {
        lock(&self.0.state).partner.locked
    }

    /// How many times a partner's id and secret were checked, right or wrong: authentications and rotations.
    pub fn logins(&self) -> u64 {
        lock(&self.0.state).partner.logins
    }

    /// The wrong logins that count towards the lock.
    pub fn wrong_logins(&self) -> u32 {
        lock(&self.0.state).partner.failed_logins
    }

    /// The customers there are, by id.
    pub fn customers(&self) -> Vec<CustomerSummary> {
        customers(&self.0)
    }

    /// The accounts of a customer, in the order they are shown.
    pub fn accounts(&self, customer_id: &str) -> Vec<AccountSummary> {
        accounts(&self.0, customer_id)
    }

    /// Breaks a sign-in: its accounts carry this aggregation status code (103, 185, …) until a `fix` session repairs it.
    /// 0 repairs it at once. The sign-in is its number, or a client's id of it. False when there is none.
    pub fn break_login(&self, institution_login_id: impl std::fmt::Display, code: u32) -> bool {
        let id = institution_login_id.to_string().parse();
        id.is_ok_and(|id| break_login(&self.0, id, code))
    }

    /// How it behaves where the documents are silent.
    pub fn choices(&self) -> FinicityChoices {
        lock(&self.0.choices).clone()
    }

    /// Replaces all choices.
    pub fn set_choices(&self, choices: FinicityChoices) {
        *lock(&self.0.choices) = choices;
    }

    /// Changes some choices.
    pub fn choose(&self, change: impl FnOnce(&mut FinicityChoices)) {
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

fn unlock(simulator: &Simulator) {
    let partner = &mut lock(&simulator.state).partner;
    partner.locked = false;
    partner.failed_logins = 0;
}

fn break_login(simulator: &Simulator, id: u64, code: u32) -> bool {
    let mut state = lock(&simulator.state);
    let login = state.logins.get_mut(&id);
    login.map(|login| login.status_code = code).is_some()
}

pub(crate) fn customers(simulator: &Simulator) -> Vec<CustomerSummary> {
    let state = lock(&simulator.state);
    state.customers.values().map(|customer| customer_summary(&state, customer)).collect()
}

fn customer_summary(state: &State, customer: &Customer) -> CustomerSummary {
    CustomerSummary {
        id: customer.id.clone(),
        username: customer.username.clone(),
        kind: customer.kind.as_str(),
        consumer_id: state.consumer_of(&customer.id).map(|consumer| consumer.id.clone()),
        accounts: state.logins_of(&customer.id).map(|login| login.accounts.len()).sum(),
    }
}

fn accounts(simulator: &Simulator, customer_id: &str) -> Vec<AccountSummary> {
    lock(&simulator.state).logins_of(customer_id).flat_map(account_summaries).collect()
}

fn account_summaries(login: &Login) -> impl Iterator<Item = AccountSummary> {
    login.accounts.iter().map(|account| AccountSummary {
        id: account.id.clone(),
        customer_id: login.customer_id.clone(),
        institution_id: login.institution_id,
        institution_login_id: login.id,
        name: account.name.clone(),
        kind: account.kind.clone(),
        status_code: login.status_code,
    })
}

/// The parts of the control API that do what the handle does.
pub(crate) fn control(
    simulator: &Simulator,
    path: &[&str],
    command: &Command<'_>,
) -> Option<Result<Value, Problem>> {
    match (command.method, path) {
        ("GET", ["accounts"]) => Some(accounts_of(simulator, command)),
        ("POST", ["unlock"]) => Some(Ok(done(simulator, unlock))),
        ("POST", ["expire-tokens"]) => Some(Ok(done(simulator, expire_tokens))),
        ("POST", ["revoke-tokens"]) => Some(Ok(done(simulator, revoke_tokens))),
        ("POST", ["break-login"]) => Some(break_one(simulator, command)),
        _ => None,
    }
}

fn done(simulator: &Simulator, act: fn(&Simulator)) -> Value {
    act(simulator);
    json!({})
}

fn accounts_of(simulator: &Simulator, command: &Command<'_>) -> Result<Value, Problem> {
    let what = "add ?customerId= with the id of a customer; GET customers lists them";
    let id = command.query.get("customerId").ok_or_else(|| Problem::bad("customerId is missing", what))?;
    Ok(json!({"accounts": accounts(simulator, id)}))
}

fn break_one(simulator: &Simulator, command: &Command<'_>) -> Result<Value, Problem> {
    let what =
        "add ?loginId= with an institutionLoginId and &code= with an aggregation status code such as 103";
    let (id, code) = (command.query.number("loginId", 0)?, command.query.number("code", 103)?);
    if break_login(simulator, id, code) {
        Ok(json!({}))
    } else {
        Err(Problem::not_found(format!("there is no sign-in {id}"), what))
    }
}
