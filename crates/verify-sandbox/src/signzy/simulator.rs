//! One tenant's Signzy.

use std::sync::Mutex;

use serde_json::{Value, json};

use super::choices::{SignzyChoices, choice_table};
use super::desk::{Access, Desk, Endpoint};
use super::dialect::{self, Trouble};
use super::endpoints::ENDPOINTS;
use super::numbers::special_numbers;
use super::state::{Credentials, State};
use super::{API, LOGIN, SEND_LINK, auth, handle, link, tokens};
use crate::control::route::CHOICE_TABLE;
use crate::control::route::{Described, Param, needs, takes};
use crate::control::{Command, Problem};
use crate::engine::call::Call;
use crate::engine::lock;
use crate::engine::provider::{Answering, Host, Operation, Provider, Refusal};
use crate::engine::wire::Answer;
use crate::state::{self, Put};
use crate::tenant::Context;

const HOSTS: &[Host] = &[Host { segment: "signzy", role: API }];

/// Keys of string fields whose values come from a list.
const ENUM_FIELDS: &[&str] = &["LineType", "PhoneMatch", "CountryCode"];

const REQUEST: Param = needs("requestId", "1c1a4f5e", "what Send Link answered");
const OPENING: [Param; 3] = [
    REQUEST,
    needs("as", "carrier", "carrier, wifi or other-device"),
    takes("ip", "198.51.100.7", "the device's address"),
];
const LINE: [Param; 2] =
    [REQUEST, needs("lineType", "Mobile", "Mobile, Landline, FixedVoIP or NonFixedVoIP")];

/// Its own part of the control API.
pub(crate) const CONTROL_ROUTES: &[Described] = &[
    Described::get("links", "the links that were sent").answers(r#"{"links": [{"request_id": "r", "session_id": "s", "url": "http://127.0.0.1:8700/default/signzy/link/1",
            "phone_number": "+12025550140", "country_code": "US", "line_type": "Mobile", "target_url": "https://example.com/back",
            "source_ip|null": "192.0.2.44", "sent": "2026-01-15T12:00:00Z", "stage": "open", "previews": 0, "polls": 0,
            "opened_by|null": "carrier", "opened_from|null": "198.51.100.7", "opened?": "2026-01-15T12:00:00Z",
            "redirect|null": "https://example.com/back?vfp=1"}]}"#),
    Described::post("open-link", "open a link without a browser").query(&OPENING).answers(r#"{"redirect": "https://example.com/back?vfp=1"}"#),
    Described::post("preview-link", "look at a link as a preview does").query(&[REQUEST]),
    Described::post("set-line-type", "make the line of a link another one").query(&LINE),
    Described::post("expire-tokens", "let every token of a login run out now"),
    Described::post("revoke-tokens", "take every token of a login back"),
    Described::get("special-numbers", "phone numbers with which something goes wrong").answers(r#"{"special_numbers": [{"mobile_number": "2025550101", "line_type": "Mobile", "refusal|null": "NUMBER_NOT_VALID", "what": "No text message is sent."}]}"#),
    Described::get("choice-table", "the choices with question, default and options").answers(CHOICE_TABLE),
];

#[derive(Debug)]
pub(crate) struct Simulator {
    pub(crate) context: Context,
    pub(crate) credentials: Credentials,
    pub(crate) state: Mutex<State>,
    pub(crate) choices: Mutex<SignzyChoices>,
}

impl Simulator {
    pub(crate) fn new(context: Context) -> Self {
        let credentials = Credentials::new(context.seed, &context.tenant);
        let state = Mutex::new(State::new(context.seed, &context.tenant));
        Self { credentials, state, choices: Mutex::default(), context }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("{}/signzy", self.context.base_url)
    }

    fn answer(&self, operation: &'static Operation, call: &mut Call) -> Answer {
        if let Some(answer) = link::answer(self, operation, call) {
            return answer;
        }
        let choices = lock(&self.choices).clone();
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.operation.name == operation.name);
        let Some(endpoint) = endpoint else {
            return dialect::refuse(&choices, &Refusal::NoSuchPath("No operation has this path."));
        };
        self.serve(endpoint, &choices, call).unwrap_or_else(|trouble| {
            trouble.note_choices(&choices, call);
            trouble.into_answer(&choices)
        })
    }

    fn serve(
        &self,
        endpoint: &Endpoint,
        choices: &SignzyChoices,
        call: &mut Call,
    ) -> Result<Answer, Trouble> {
        let mut state = lock(&self.state);
        let (access, credentials) = (endpoint.access, &self.credentials);
        if access == Access::Token {
            auth::check(credentials, &state, choices, call)?;
        }
        let mut desk = Desk { state: &mut state, choices, call, context: &self.context, credentials, access };
        desk.check_body(endpoint.body)?;
        (endpoint.run)(&mut desk)
    }
}

impl Provider for Simulator {
    fn name(&self) -> &'static str {
        "signzy"
    }

    fn hosts(&self) -> &'static [Host] {
        HOSTS
    }

    fn operations(&self) -> &'static [&'static Operation] {
        static OPERATIONS: std::sync::OnceLock<Vec<&Operation>> = std::sync::OnceLock::new();
        OPERATIONS.get_or_init(|| {
            let api = ENDPOINTS.iter().map(|endpoint| &endpoint.operation);
            api.chain(link::OPERATIONS.iter().copied()).collect()
        })
    }

    fn handle<'a>(&'a self, operation: &'static Operation, call: &'a mut Call) -> Answering<'a> {
        Box::pin(async move { self.answer(operation, call) })
    }

    fn refuse(&self, refusal: &Refusal<'_>) -> Answer {
        dialect::refuse(&lock(&self.choices), refusal)
    }

    fn tokens(&self) -> Vec<&'static str> {
        tokens::TOKENS.iter().map(|token| token.name).collect()
    }

    fn enum_fields(&self) -> &'static [&'static str] {
        ENUM_FIELDS
    }

    fn events(&self) -> &'static [&'static str] {
        &[]
    }

    fn reset(&self) {
        *lock(&self.state) = State::new(self.context.seed, &self.context.tenant);
        *lock(&self.choices) = SignzyChoices::default();
    }

    fn save(&self) -> Value {
        state::saved(&*lock(&self.choices), &*lock(&self.state))
    }

    fn read(&self, saved: Value) -> Result<Put<'_>, String> {
        let (choices, state): (SignzyChoices, State) = state::read(saved)?;
        Ok(Box::new(move || {
            *lock(&self.choices) = choices;
            *lock(&self.state) = state;
        }))
    }

    fn credentials(&self) -> Value {
        json!({
            "base_url": self.base_url(),
            "login_path": LOGIN,
            "send_link_path": SEND_LINK,
            "username": self.credentials.username,
            "password": self.credentials.password,
            "token": self.credentials.static_token,
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
            ("GET", ["special-numbers"]) => Some(Ok(json!({"special_numbers": special_numbers()}))),
            ("GET", ["choice-table"]) => Some(Ok(json!({"choices": choice_table()}))),
            _ => handle::control(self, path, command).or_else(|| link::control(self, path, command)),
        }
    }
}
