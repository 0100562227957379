//! One tenant's Spinwheel.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use verify_core::Clock;

use super::choices::{SpinwheelChoices, choice_table};
use super::desk::{Body, Desk, Endpoint};
use super::dialect::{self, Trouble};
use super::endpoints::ENDPOINTS;
use super::state::State;
use super::subscriptions::{self, Subscription};
use super::{SECURE, STANDARD, auth, people, tokens};
use crate::control::route::CHOICE_TABLE;
use crate::control::route::{Described, Param, needs};
use crate::control::{Command, Problem, Query};
use crate::engine::call::Call;
use crate::engine::lock;
use crate::engine::moment::Moment;
use crate::engine::provider::{Answering, Host, Operation, Provider, Refusal};
use crate::engine::rng::Rng;
use crate::engine::wire::Answer;
use crate::state::{self, Put};
use crate::tenant::Context;
use crate::webhooks::event::Tied;

const HOSTS: &[Host] =
    &[Host { segment: "spinwheel", role: STANDARD }, Host { segment: "spinwheel-secure", role: SECURE }];

/// The events of the documents, all generations.
const EVENTS: &[&str] = &[
    "USER_LIABILITIES_CONNECTED",
    "USER_LIABILITIES_CONNECTION_FAILED",
    "USER_CREDIT_PROFILE_TRANSACTION",
    "USER_CREDIT_PROFILE_TRANSACTION_FAILED",
    "REFRESH_TRANSACTION_STATUS",
    "NEW_LIABILITIES_REPORTED",
];

/// Keys of string fields whose values come from a list.
const ENUM_FIELDS: &[&str] = &[
    "connectionStatus",
    "dataStatus",
    "status",
    "availability",
    "debtType",
    "liabilitySubtype",
    "accountOwnershipType",
    "accountType",
    "termsFrequency",
    "overduePeriod",
    "loanType",
    "limitType",
    "sourceBureau",
    "residencyType",
    "type",
    "model",
    "refreshTransactionStatus",
    "subscriptionType",
    "refreshFrequency",
];

const USER: Param = needs("userId", "1c1a4f5e-2222-4222-8222-222222222222", "the user");

/// Its own part of the control API.
pub(crate) const CONTROL_ROUTES: &[Described] = &[
    Described::get("users", "the users there are").answers(r#"{"users": [{"user_id": "1c1a4f5e-2222-4222-8222-222222222222", "ext_user_id|null": "me", "phone_number|null": "+12025550140", "date_of_birth": "1990-01-01", "verified": true, "connections": 1, "orders": 1, "liabilities_ready": true}]}"#),
    Described::get("kba-answers", "the right answers of a user's open questions")
        .query(&[USER])
        .answers(r#"{"answers": [{"questionId": "q", "answerId": "a", "text": "Specimen Road"}]}"#),
    Described::post("report-new-liability", "let a new liability of a user be reported")
        .query(&[USER])
        .answers(r#"{"reported": {"userId": "1c1a4f5e-2222-4222-8222-222222222222", "creditCardId": "c", "displayName": "Mock Everyday Card", "subscriptionId|null": "s"}}"#),
    Described::get("special-people", "numbers, dates and network tokens with which something goes wrong")
        .answers(r#"{"special_people": [{"key|any": {"phone": "+12025550101"}, "step": "connect", "token|null": "INVALID_NUMBER", "what": "No text message is sent."}]}"#),
    Described::get("choice-table", "the choices with question, default and options").answers(CHOICE_TABLE),
];

#[derive(Debug)]
pub(crate) struct Simulator {
    pub(crate) context: Context,
    pub(crate) api_key: String,
    pub(crate) state: Arc<Mutex<State>>,
    pub(crate) choices: Arc<Mutex<SpinwheelChoices>>,
}

impl Simulator {
    pub(crate) fn new(context: Context) -> Self {
        let key = Rng::new(context.seed, &[&context.tenant, "spinwheel", "key"]).hex(32);
        let state = Arc::new(Mutex::new(fresh(&context)));
        Self { api_key: format!("sandbox-spinwheel-{key}"), state, choices: Arc::default(), context }
    }

    pub(crate) fn base_url(&self, host: &str) -> String {
        format!("{}/{host}", self.context.base_url)
    }

    fn answer(&self, operation: &'static Operation, call: &mut Call) -> Answer {
        let choices = lock(&self.choices).clone();
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.operation.name == operation.name);
        let Some(endpoint) = endpoint else {
            return dialect::refuse(&choices, &Refusal::NoSuchPath("No operation has this path."));
        };
        match self.serve(endpoint, &choices, call) {
            Ok(answer) => answer,
            Err(trouble) => {
                trouble.note_choices(&choices, call);
                trouble.into_answer(&choices)
            }
        }
    }

    fn serve(
        &self,
        endpoint: &Endpoint,
        choices: &SpinwheelChoices,
        call: &mut Call,
    ) -> Result<Answer, Trouble> {
        auth::check(&self.api_key, choices, call)?;
        self.run(endpoint, choices, call, endpoint.operation.name, Some(endpoint.body))
    }

    /// Carries out an operation for somebody who was let in. `checked` is what the body has to be on the wire.
    pub(super) fn run(
        &self,
        endpoint: &Endpoint,
        choices: &SpinwheelChoices,
        call: &mut Call,
        operation: &'static str,
        checked: Option<Body>,
    ) -> Result<Answer, Trouble> {
        let mut state = lock(&self.state);
        subscriptions::catch_up(&mut state, choices, &self.context, call.now);
        let context = &self.context;
        let mut desk = Desk { state: &mut state, choices, call, context, operation, subscribed: None };
        if let Some(wanted) = checked {
            desk.check_body(wanted)?;
        }
        let answer = (endpoint.run)(&mut desk);
        if let Some(id) = desk.subscribed {
            self.watch(id);
        }
        answer
    }

    /// Carries out the pulls of a subscription when they fall due, until it ends.
    fn watch(&self, id: String) {
        let (state, choices) = (Arc::clone(&self.state), Arc::clone(&self.choices));
        let context = self.context.clone();
        self.context.tasks.spawn(async move {
            loop {
                let now = Moment::of(&context.clock);
                let current = lock(&choices).clone();
                let next = {
                    let mut state = lock(&state);
                    subscriptions::catch_up(&mut state, &current, &context, now);
                    let mut all = state.users.values().flat_map(|user| &user.subscriptions);
                    all.find(|subscription| subscription.id == id).and_then(Subscription::next_due)
                };
                let Some(next) = next else { return };
                context.clock.timeout(next.saturating_sub(now.mono)).await;
            }
        });
    }
}

fn fresh(context: &Context) -> State {
    State::new(Rng::new(context.seed, &[&context.tenant, "spinwheel"]))
}

impl Provider for Simulator {
    fn name(&self) -> &'static str {
        "spinwheel"
    }

    fn hosts(&self) -> &'static [Host] {
        HOSTS
    }

    fn operations(&self) -> &'static [&'static Operation] {
        static OPERATIONS: std::sync::OnceLock<Vec<&Operation>> = std::sync::OnceLock::new();
        OPERATIONS.get_or_init(|| ENDPOINTS.iter().map(|endpoint| &endpoint.operation).collect())
    }

    fn handle<'a>(&'a self, operation: &'static Operation, call: &'a mut Call) -> Answering<'a> {
        Box::pin(async move { self.answer(operation, call) })
    }

    fn refuse(&self, refusal: &Refusal<'_>) -> Answer {
        dialect::refuse(&lock(&self.choices), refusal)
    }

    fn tokens(&self) -> Vec<&'static str> {
        tokens::TOKENS.iter().chain(tokens::OWN_TOKENS).map(|token| token.name).collect()
    }

    fn enum_fields(&self) -> &'static [&'static str] {
        ENUM_FIELDS
    }

    fn events(&self) -> &'static [&'static str] {
        EVENTS
    }

    fn reset(&self) {
        *lock(&self.state) = fresh(&self.context);
        *lock(&self.choices) = SpinwheelChoices::default();
    }

    fn save(&self) -> Value {
        state::saved(&*lock(&self.choices), &*lock(&self.state))
    }

    fn read(&self, saved: Value) -> Result<Put<'_>, String> {
        let (choices, state): (SpinwheelChoices, State) = state::read(saved)?;
        Ok(Box::new(move || {
            *lock(&self.choices) = choices;
            *lock(&self.state) = state;
        }))
    }

    fn tied(&self, key: &str) -> Tied {
        let state = lock(&self.state);
        // Of somebody who is gone nothing is told; it is not saved, either.
        let void = state.users.get(key).map(|user| Arc::clone(&user.gone));
        Tied { void: void.unwrap_or_default(), ..Tied::default() }
    }

    fn resume(&self) {
        let ids: Vec<_> = {
            let state = lock(&self.state);
            let all = state.users.values().flat_map(|user| &user.subscriptions);
            all.filter(|one| one.next_due().is_some()).map(|one| one.id.clone()).collect()
        };
        for id in ids {
            self.watch(id);
        }
    }

    fn credentials(&self) -> Value {
        json!({
            "base_url": self.base_url("spinwheel"),
            "secure_base_url": self.base_url("spinwheel-secure"),
            "secret_key": self.api_key,
        })
    }

    fn choices(&self) -> Value {
        serde_json::to_value(&*lock(&self.choices)).unwrap_or_default()
    }

    fn set_choices(&self, choices: Value) -> Result<(), String> {
        let choices = serde_json::from_value(choices).map_err(|error| error.to_string())?;
        *lock(&self.choices) = choices;
        Ok(())
    }

    fn control(&self, path: &[&str], command: &Command<'_>) -> Option<Result<Value, Problem>> {
        match (command.method, path) {
            ("POST", ["report-new-liability"]) => Some(self.report_new_liability(&command.query)),
            ("GET", ["users"]) => Some(Ok(json!({"users": super::handle::users(self)}))),
            ("GET", ["special-people"]) => Some(Ok(json!({"special_people": people::special_people()}))),
            ("GET", ["choice-table"]) => Some(Ok(json!({"choices": choice_table()}))),
            ("GET", ["kba-answers"]) => Some(self.kba_answers(&command.query)),
            _ => None,
        }
    }
}

impl Simulator {
    fn report_new_liability(&self, query: &Query) -> Result<Value, Problem> {
        let what = "add ?userId= with the id of a user; GET users lists them";
        let id = query.get("userId").ok_or_else(|| Problem::bad("userId is missing", what))?;
        let reported = super::handle::report_new_liability(self, id);
        let reported = reported.ok_or_else(|| Problem::not_found("there is no such user", what))?;
        Ok(json!({"reported": reported}))
    }

    fn kba_answers(&self, query: &Query) -> Result<Value, Problem> {
        let what = "add ?userId= with the id from the answer to the KBA start";
        let id = query.get("userId").ok_or_else(|| Problem::bad("userId is missing", what))?;
        let answers = super::handle::kba_answers(self, id);
        let answers = answers.ok_or_else(|| Problem::not_found("this user has no open questions", what))?;
        Ok(json!({"answers": answers}))
    }
}
