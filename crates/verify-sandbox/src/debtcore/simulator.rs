//! One tenant's DebtCore.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::choices::{DebtCoreChoices, choice_table};
use super::endpoints::{ENDPOINTS, OTHER, TOKEN};
use super::record::View;
use super::state::{Credentials, State};
use super::{API, PATH, auth, codes, dialect, entra, execute, handle, lookup};
use crate::control::route::CHOICE_TABLE;
use crate::control::route::{Described, Param, needs};
use crate::control::{Command, Problem};
use crate::engine::call::Call;
use crate::engine::lock;
use crate::engine::moment::Moment;
use crate::engine::provider::{Answering, Host, Lookup, Operation, Provider, Refusal};
use crate::engine::rng::Rng;
use crate::engine::wire::Answer;
use crate::spinwheel;
use crate::state::{self, Put};
use crate::tenant::Context;

const HOSTS: &[Host] = &[Host { segment: "debtcore", role: API }];

/// Keys of string fields whose values come from a list.
const ENUM_FIELDS: &[&str] = &[
    "status",
    "verificationType",
    "verificationSource",
    "source",
    "reportStatus",
    "fileStatus",
    "accountType",
    "portfolioType",
    "creditorType",
    "debtType",
    "ecoaCode",
    "modelName",
    "sourceType",
];

const CONTACT: Param = needs("reqOrgContactId", "contact-1", "the contact");

/// Its own part of the control API.
pub(crate) const CONTROL_ROUTES: &[Described] = &[
    Described::get("contacts", "the contacts there are, those of the REST side included").answers(r#"{"contacts": [{"reqOrgContactId": "contact-1", "userId": "1c1a4f5e-2222-4222-8222-222222222222", "phoneNumber|null": "+12025550140", "verified": true, "userVerificationId": "v", "reports": 1}]}"#),
    Described::get("reports", "the reports that were pulled").answers(r#"{"reports": [{"creditReportId": "r", "reqOrgContactId": "contact-1", "source": "SPINWHEEL", "ready": true, "debts": 5}]}"#),
    Described::get("kba-answers", "the right answers of a contact's open questions")
        .query(&[CONTACT])
        .answers(r#"{"answers": [{"questionId": "q", "answerId": "a", "text": "Specimen Road"}]}"#),
    Described::get("logins", "how many times a client's id and secret were checked").answers(r#"{"logins": 1}"#),
    Described::post("expire-tokens", "let every token expire now"),
    Described::post("revoke-tokens", "take every token back"),
    Described::get("choice-table", "the choices with question, default and options").answers(CHOICE_TABLE),
];

#[derive(Debug)]
pub(crate) struct Simulator {
    pub(crate) context: Context,
    pub(crate) credentials: Credentials,
    pub(crate) state: Mutex<State>,
    pub(crate) choices: Mutex<DebtCoreChoices>,
    /// Who was verified, and what they owe.
    pub(crate) spinwheel: Arc<spinwheel::Simulator>,
}

impl Simulator {
    pub(crate) fn new(context: Context, spinwheel: Arc<spinwheel::Simulator>) -> Self {
        let credentials = Credentials::new(context.seed, &context.tenant);
        let state = Mutex::new(State::new(context.seed, &context.tenant));
        Self { credentials, state, choices: Mutex::default(), spinwheel, context }
    }

    /// What precedes `/{tenant id}/oauth2/…`.
    pub(crate) fn authority(&self) -> String {
        format!("{}/debtcore", self.context.base_url)
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("{}{PATH}", self.authority())
    }

    pub(crate) fn view<'a>(&'a self, choices: &'a DebtCoreChoices) -> View<'a> {
        View { choices, org_id: &self.credentials.org_id, seed: self.context.seed }
    }

    /// The id of a person's verification.
    pub(crate) fn verification_id(&self, user_id: &str) -> String {
        Rng::new(self.context.seed, &[user_id, "verification"]).uuid()
    }

    fn answer(&self, operation: &'static Operation, call: &mut Call) -> Answer {
        let choices = lock(&self.choices).clone();
        if operation.name == TOKEN.name {
            return entra::answer(self, &choices, call);
        }
        let let_in = auth::check(&lock(&self.state), &choices, call);
        match let_in {
            Ok(()) => execute::answer(self, &choices, call),
            Err(answer) => answer,
        }
    }
}

impl Provider for Simulator {
    fn name(&self) -> &'static str {
        "debtcore"
    }

    fn hosts(&self) -> &'static [Host] {
        HOSTS
    }

    fn operations(&self) -> &'static [&'static Operation] {
        static OPERATIONS: std::sync::OnceLock<Vec<&Operation>> = std::sync::OnceLock::new();
        OPERATIONS.get_or_init(|| {
            let fields = ENDPOINTS.iter().map(|endpoint| &endpoint.operation);
            [&TOKEN].into_iter().chain(fields).chain([&OTHER]).collect()
        })
    }

    fn lookup(&self, row: &'static Operation) -> Option<Lookup> {
        (row.name != TOKEN.name).then_some(lookup::find as Lookup)
    }

    fn handle<'a>(&'a self, operation: &'static Operation, call: &'a mut Call) -> Answering<'a> {
        Box::pin(async move { self.answer(operation, call) })
    }

    fn refuse(&self, refusal: &Refusal<'_>) -> Answer {
        match refusal {
            Refusal::OtherMethod(operation) if operation.name == TOKEN.name => {
                entra::refuse(refusal, self.context.seed, Moment::of(&self.context.clock))
            }
            _ => dialect::refuse(&lock(&self.choices), refusal),
        }
    }

    fn refuse_call(&self, operation: &'static Operation, refusal: &Refusal<'_>) -> Answer {
        let is_entra =
            matches!(refusal, Refusal::Token(name) if entra::ERRORS.iter().any(|error| error.name == *name));
        if operation.name == TOKEN.name || is_entra {
            return entra::refuse(refusal, self.context.seed, Moment::of(&self.context.clock));
        }
        self.refuse(refusal)
    }

    fn tokens(&self) -> Vec<&'static str> {
        let codes = codes::CODES.iter().map(|code| code.name);
        codes.chain(entra::ERRORS.iter().map(|error| error.name)).collect()
    }

    fn enum_fields(&self) -> &'static [&'static str] {
        ENUM_FIELDS
    }

    fn events(&self) -> &'static [&'static str] {
        &[]
    }

    fn reset(&self) {
        *lock(&self.state) = State::new(self.context.seed, &self.context.tenant);
        *lock(&self.choices) = DebtCoreChoices::default();
    }

    fn save(&self) -> Value {
        state::saved(&*lock(&self.choices), &*lock(&self.state))
    }

    fn read(&self, saved: Value) -> Result<Put<'_>, String> {
        let (choices, state): (DebtCoreChoices, State) = state::read(saved)?;
        Ok(Box::new(move || {
            *lock(&self.choices) = choices;
            *lock(&self.state) = state;
        }))
    }

    fn credentials(&self) -> Value {
        json!({
            "endpoint": self.endpoint(),
            "authority": self.authority(),
            "tenant_id": self.credentials.tenant_id,
            "client_id": self.credentials.client_id,
            "client_secret": self.credentials.client_secret,
            "scope": self.credentials.scope(),
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
            ("GET", ["choice-table"]) => Some(Ok(json!({"choices": choice_table()}))),
            _ => handle::control(self, path, command),
        }
    }
}
