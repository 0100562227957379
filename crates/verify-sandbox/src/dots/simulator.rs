//! One tenant's Dots.

use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::auth::{self, Credentials};
use super::choices::{DotsChoices, choice_table};
use super::compliance::special_tins;
use super::desk::{Desk, Endpoint};
use super::dialect::{self, Trouble};
use super::endpoints::ENDPOINTS;
use super::people::special_numbers;
use super::state::State;
use super::webhook::{self, EVENTS, Endpoint as WebhookEndpoint};
use super::{API, PAGE, handle, hosted, tokens};
use crate::control::route::CHOICE_TABLE;
use crate::control::route::{Described, Param, needs};
use crate::control::{Command, Problem};
use crate::engine::call::Call;
use crate::engine::lock;
use crate::engine::provider::{Answering, Host, Operation, Provider, Refusal};
use crate::engine::rng::Rng;
use crate::engine::wire::Answer;
use crate::state::{self, Put};
use crate::tenant::Context;
use crate::webhooks::event::Tied;

const HOSTS: &[Host] = &[Host { segment: "dots", role: API }, Host { segment: "dots-flow", role: PAGE }];

/// Keys of string fields whose values come from a list.
const ENUM_FIELDS: &[&str] = &[
    "status",
    "default_payout_method",
    "tax_id_verification",
    "ofac_status",
    "platform",
    "account_type",
    "entity_type",
];

const USER: Param = needs("userId", "1c1a4f5e-2222-4222-8222-222222222222", "the user");
const STATUS: [Param; 2] =
    [USER, needs("status", "in_review", "verified, unverified, in_review or disabled")];
const METHOD: [Param; 2] = [USER, needs("rail", "paypal", "the rail")];

/// Its own part of the control API.
pub(crate) const CONTROL_ROUTES: &[Described] = &[
    Described::get("users", "the users there are").answers(r#"{"users": [{"id": "1c1a4f5e-2222-4222-8222-222222222222", "first_name": "Ada", "last_name": "Example", "email": "ada@example.com", "country_code": "1",
            "phone_number": "2025550140", "username": "user-1", "status": "verified", "metadata|any": null, "tokens_sent": 1,
            "token_attempts": 1, "app_id|null": "app", "user_ip|null": "192.0.2.1"}]}"#),
    Described::get("flows", "the flows there are, with the links of their pages").answers(r#"{"flows": [{"id": "f", "link": "http://127.0.0.1:8700/default/dots-flow/flow/f", "user_id|null": "1c1a4f5e-2222-4222-8222-222222222222",
            "steps": ["compliance"], "completed_steps": ["compliance"], "metadata|any": null}]}"#),
    Described::post("set-status", "give a user another status").query(&STATUS),
    Described::post("connect-payout-method", "connect a payout method of a user").query(&METHOD),
    Described::get("special-numbers", "phone numbers with which something goes wrong").answers(r#"{"special_numbers": [{"country_code": "1", "phone_number": "2025550101", "code|null": "invalid-phone-number", "what": "No user is created."}]}"#),
    Described::get("special-tins", "tax numbers with which something goes wrong").answers(r#"{"special_tins": [{"tin": "000000001", "what": "It does not match."}]}"#),
    Described::get("choice-table", "the choices with question, default and options").answers(CHOICE_TABLE),
];

/// Clones are the same one.
#[derive(Debug, Clone)]
pub(crate) struct Simulator {
    pub(crate) context: Context,
    pub(crate) credentials: Credentials,
    pub(crate) state: Arc<Mutex<State>>,
    pub(crate) choices: Arc<Mutex<DotsChoices>>,
    /// Where webhooks go.
    pub(crate) endpoint: WebhookEndpoint,
}

/// Of a saved state: what the API knows, and the endpoint of webhooks.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved<S> {
    api: S,
    webhook: Value,
}

impl Simulator {
    pub(crate) fn new(context: Context) -> Self {
        let mut rng = Rng::new(context.seed, &[&context.tenant, "dots", "key"]);
        let credentials = Credentials {
            client_id: format!("pk_dev_{}", rng.hex(32)),
            api_key: format!("sk_dev_{}", rng.hex(32)),
        };
        let state = Arc::new(Mutex::new(State::new(context.seed, &context.tenant)));
        let endpoint = WebhookEndpoint::new(context.seed, &context.tenant);
        Self { credentials, state, choices: Arc::default(), endpoint, context }
    }

    /// As documented, it ends in `/api`.
    pub(crate) fn base_url(&self) -> String {
        format!("{}/dots/api", self.context.base_url)
    }

    fn answer(&self, operation: &'static Operation, call: &mut Call) -> Answer {
        let choices = lock(&self.choices).clone();
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.operation.name == operation.name);
        let Some(endpoint) = endpoint else {
            return dialect::refuse(&choices, &Refusal::NoSuchPath("No operation has this path."));
        };
        self.serve(endpoint, &choices, call).unwrap_or_else(|trouble| {
            trouble.note_choices(call);
            trouble.into_answer(&choices)
        })
    }

    fn serve(&self, endpoint: &Endpoint, choices: &DotsChoices, call: &mut Call) -> Result<Answer, Trouble> {
        auth::check(&self.credentials, choices, call)?;
        let mut state = lock(&self.state);
        let mut desk = Desk { state: &mut state, choices, call, context: &self.context };
        desk.check_body(endpoint.body)?;
        (endpoint.run)(&mut desk)
    }
}

impl Provider for Simulator {
    fn name(&self) -> &'static str {
        "dots"
    }

    fn hosts(&self) -> &'static [Host] {
        HOSTS
    }

    fn operations(&self) -> &'static [&'static Operation] {
        static OPERATIONS: std::sync::OnceLock<Vec<&Operation>> = std::sync::OnceLock::new();
        OPERATIONS.get_or_init(|| {
            let api = ENDPOINTS.iter().map(|endpoint| &endpoint.operation);
            api.chain(hosted::OPERATIONS.iter().copied()).collect()
        })
    }

    fn handle<'a>(&'a self, operation: &'static Operation, call: &'a mut Call) -> Answering<'a> {
        Box::pin(async move {
            let answer = if operation.hosts.contains(&PAGE) {
                hosted::answer(self, operation, call)
            } else {
                self.answer(operation, call)
            };
            self.tell_happenings().iter().for_each(|choice| call.rests_on(choice));
            answer
        })
    }

    fn refuse(&self, refusal: &Refusal<'_>) -> Answer {
        dialect::refuse(&lock(&self.choices), refusal)
    }

    fn tokens(&self) -> Vec<&'static str> {
        tokens::TOKENS.iter().map(|token| token.code).collect()
    }

    fn enum_fields(&self) -> &'static [&'static str] {
        ENUM_FIELDS
    }

    fn events(&self) -> &'static [&'static str] {
        &EVENTS
    }

    fn registrable_events(&self) -> &'static [&'static str] {
        // The endpoint is added with `set_webhook_url`: it has a secret.
        &[]
    }

    fn reset(&self) {
        *lock(&self.state) = State::new(self.context.seed, &self.context.tenant);
        *lock(&self.choices) = DotsChoices::default();
        self.endpoint.reset(self.context.seed, &self.context.tenant);
    }

    fn save(&self) -> Value {
        let state = Saved { api: &*lock(&self.state), webhook: self.endpoint.save() };
        state::saved(&*lock(&self.choices), &state)
    }

    fn read(&self, saved: Value) -> Result<Put<'_>, String> {
        let (choices, Saved { api, webhook }): (DotsChoices, Saved<State>) = state::read(saved)?;
        let endpoint = WebhookEndpoint::read(webhook).map_err(|error| state::plain(&error))?;
        Ok(Box::new(move || {
            *lock(&self.choices) = choices;
            *lock(&self.state) = api;
            self.endpoint.put(endpoint);
        }))
    }

    fn tied(&self, key: &str) -> Tied {
        webhook::tied(self, key)
    }

    fn resume(&self) {
        self.resume_tax_checks();
    }

    fn credentials(&self) -> Value {
        json!({
            "base_url": self.base_url(),
            "client_id": self.credentials.client_id,
            "api_key": self.credentials.api_key,
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
        let answer = match (command.method, path) {
            ("GET", ["special-numbers"]) => Some(Ok(json!({"special_numbers": special_numbers()}))),
            ("GET", ["special-tins"]) => Some(Ok(json!({"special_tins": special_tins()}))),
            ("GET", ["choice-table"]) => Some(Ok(json!({"choices": choice_table()}))),
            _ => handle::control(self, path, command)
                .or_else(|| hosted::control(self, path, command))
                .or_else(|| webhook::control(self, path, command)),
        };
        self.tell_happenings();
        answer
    }
}
