//! Spinwheel in Rust: addresses, key, choices, users.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::json;

use super::choices::SpinwheelChoices;
use super::data::{self, Unmask, View};
use super::kba::Quiz;
use super::simulator::Simulator;
use super::state::{State, User};
use super::subscriptions;
use super::webhook::Notice;
use crate::engine::lock;
use crate::engine::moment::Moment;

/// A handle to the simulated Spinwheel of a tenant. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Spinwheel(Arc<Simulator>);

/// A user of the simulated Spinwheel, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UserSummary {
    /// Spinwheel's id.
    pub user_id: String,
    /// The caller's id.
    pub ext_user_id: Option<String>,
    /// The phone number, when one was given.
    pub phone_number: Option<String>,
    /// The birth date.
    pub date_of_birth: String,
    /// How many connections were started by text message.
    pub connections: usize,
    /// Whether the person is connected, by text message, KBA, pre-verified or with a network token.
    pub verified: bool,
    /// How many reports were ordered, or pulled by a subscription.
    pub orders: usize,
    /// Whether the liabilities are there.
    pub liabilities_ready: bool,
}

/// The right answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct KbaAnswer {
    /// The question.
    pub question_id: String,
    /// The option that is right.
    pub answer_id: String,
    /// Its text.
    pub text: String,
}

/// A liability that was reported after the first report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewLiability {
    /// The user who owes.
    pub user_id: String,
    /// The card.
    pub credit_card_id: String,
    /// Its name.
    pub display_name: String,
    /// The subscription that is told; `None` when there is none.
    pub subscription_id: Option<String>,
}

impl Spinwheel {
    pub(crate) fn new(simulator: Arc<Simulator>) -> Self {
        Self(simulator)
    }

    /// The standard host: text messages, reports, users.
    pub fn base_url(&self) -> String {
        self.0.base_url("spinwheel")
    }

    /// The secure host: KBA, pre-verified profiles, unmasked users.
    pub fn secure_base_url(&self) -> String {
        self.0.base_url("spinwheel-secure")
    }

    /// The tenant's secret key: synthetic, derived from the seed and the tenant's name. Any other key is refused.
    pub fn api_key(&self) -> String {
        self.0.api_key.clone()
    }

    /// How it behaves where the documents are silent.
    pub fn choices(&self) -> SpinwheelChoices {
        lock(&self.0.choices).clone()
    }

    /// Changes that, from the next request on.
    pub fn set_choices(&self, choices: SpinwheelChoices) {
        *lock(&self.0.choices) = choices;
    }

    /// Changes some of it, from the next request on.
    ///
    /// ```no_run
    /// # fn example(spinwheel: verify_sandbox::Spinwheel) {
    /// spinwheel.choose(|choices| choices.connect_status = 200);
    /// # }
    /// ```
    pub fn choose(&self, change: impl FnOnce(&mut SpinwheelChoices)) {
        change(&mut lock(&self.0.choices));
    }

    /// The users there are, oldest first.
    pub fn users(&self) -> Vec<UserSummary> {
        users(&self.0)
    }

    /// The right answers of the user's open questions; `None` when there are none.
    pub fn kba_answers(&self, user_id: &str) -> Option<Vec<KbaAnswer>> {
        kba_answers(&self.0, user_id)
    }

    /// Lets a new card of the user be reported: it appears on the user (together with the first report when there is
    /// none yet), and `NEW_LIABILITIES_REPORTED` is sent when there is a subscription. `None` when there is no such user.
    pub fn report_new_liability(&self, user_id: &str) -> Option<NewLiability> {
        report_new_liability(&self.0, user_id)
    }
}

pub(crate) fn report_new_liability(simulator: &Simulator, user_id: &str) -> Option<NewLiability> {
    let choices = lock(&simulator.choices).clone();
    let (context, now) = (&simulator.context, Moment::of(&simulator.context.clock));
    let mut state = lock(&simulator.state);
    subscriptions::catch_up(&mut state, &choices, context, now);
    let State { users, webhooks, .. } = &mut *state;
    let user = users.get_mut(user_id)?;
    user.reported += 1;
    user.updated = now.wall;
    let view = View { choices: &choices, now, seed: context.seed, unmask: Unmask::default() };
    let card = data::newest_card(user, view)?;
    let text = |name: &str| card[name].as_str().unwrap_or_default().to_owned();
    let mut reported = NewLiability {
        user_id: user.id.clone(),
        credit_card_id: text("creditCardId"),
        display_name: text("displayName"),
        subscription_id: None,
    };
    let told = user.subscriptions.iter().find(|subscription| subscription.pulls.is_none());
    if let Some(subscription) = told {
        reported.subscription_id = Some(subscription.id.clone());
        Notice::new("NEW_LIABILITIES_REPORTED", user)
            .with("subscriptionId", json!(subscription.id))
            .with("data", json!({"creditCards": [card]}))
            .send(webhooks, &choices, context, now, Duration::ZERO);
    }
    Some(reported)
}

pub(crate) fn users(simulator: &Simulator) -> Vec<UserSummary> {
    let choices = lock(&simulator.choices).clone();
    let now = Moment::of(&simulator.context.clock);
    let mut state = lock(&simulator.state);
    subscriptions::catch_up(&mut state, &choices, &simulator.context, now);
    let mut users: Vec<_> = state.users.values().collect();
    users.sort_by_key(|user| user.number);
    users.into_iter().map(|user| summary(user, now)).collect()
}

fn summary(user: &User, now: Moment) -> UserSummary {
    UserSummary {
        user_id: user.id.clone(),
        ext_user_id: user.ext_id.clone(),
        phone_number: user.phone.clone(),
        date_of_birth: user.birth_date.clone(),
        connections: user.connections.len(),
        verified: user.verified.is_some(),
        orders: user.orders.len(),
        liabilities_ready: user.report(now.mono).is_some(),
    }
}

pub(crate) fn kba_answers(simulator: &Simulator, user_id: &str) -> Option<Vec<KbaAnswer>> {
    let state = lock(&simulator.state);
    let quiz = state.users.get(user_id)?.quiz.as_ref()?;
    Some(quiz.right_answers())
}

/// The questions that somebody is asked: all of one set.
pub(crate) fn quiz(simulator: &Simulator, question_ids: &[String]) -> Option<Quiz> {
    let state = lock(&simulator.state);
    let mut asked = state.users.values().filter_map(|user| user.quiz.as_ref());
    asked.find(|quiz| quiz.asks(question_ids)).cloned()
}
