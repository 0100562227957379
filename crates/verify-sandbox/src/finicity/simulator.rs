//! One tenant's Finicity.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::choices::{FinicityChoices, choice_table};
use super::connect::{self, Hook};
use super::desk::{Desk, Done, Endpoint, Wanted};
use super::dialect::{self, Trouble};
use super::endpoints::ENDPOINTS;
use super::state::State;
use super::{API, PAGE, auth, order, tokens};
use crate::control::route::CHOICE_TABLE;
use crate::control::route::{Described, Param, needs, takes};
use crate::control::{Command, Problem};
use crate::engine::call::Call;
use crate::engine::lock;
use crate::engine::moment::Moment;
use crate::engine::provider::{Answering, Host, Operation, Provider, Refusal};
use crate::engine::wire::Answer;
use crate::state::{self, Put};
use crate::tenant::Context;
use crate::webhooks::event::Tied;

const HOSTS: &[Host] =
    &[Host { segment: "finicity", role: API }, Host { segment: "finicity-connect", role: PAGE }];

/// Keys of string fields whose values come from a list.
const ENUM_FIELDS: &[&str] = &["type", "status", "currency", "eventType"];

const CUSTOMER: Param = needs("customerId", "1005061234", "the customer");
const BROKEN: [Param; 2] = [
    needs("loginId", "1007000001", "institutionLoginId of the sign-in"),
    takes("code", "103", "aggregation status code"),
];

/// Its own part of the control API.
pub(crate) const CONTROL_ROUTES: &[Described] = &[
    Described::get("customers", "the customers there are").answers(r#"{"customers": [{"id": "1005061234", "kind": "testing", "username": "customer-1", "consumer_id|null": "c", "accounts": 1}]}"#),
    Described::get("accounts", "the accounts of a customer").query(&[CUSTOMER]).answers(r#"{"accounts": [{"id": "5053000001", "customer_id": "1005061234", "institution_id": 101732,
            "institution_login_id": 1007000001, "kind": "savings", "name": "Savings", "status_code": 0}]}"#),
    Described::post("unlock", "unlock the partner's account after five wrong logins"),
    Described::post("expire-tokens", "let every token expire now"),
    Described::post("revoke-tokens", "take every token back"),
    Described::post("break-login", "break a sign-in, so that it needs a repair").query(&BROKEN),
    Described::get("choice-table", "the choices with question, default and options").answers(CHOICE_TABLE),
];

#[derive(Debug)]
pub(crate) struct Simulator {
    pub(crate) context: Context,
    pub(crate) state: Arc<Mutex<State>>,
    pub(crate) choices: Arc<Mutex<FinicityChoices>>,
}

impl Simulator {
    pub(crate) fn new(context: Context) -> Self {
        let state = Arc::new(Mutex::new(State::new(context.seed, &context.tenant)));
        Self { state, choices: Arc::default(), context }
    }

    pub(crate) fn base_url(&self, host: &str) -> String {
        format!("{}/{host}", self.context.base_url)
    }

    async fn answer(&self, operation: &'static Operation, call: &mut Call) -> Answer {
        let choices = lock(&self.choices).clone();
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.operation.name == operation.name);
        let Some(endpoint) = endpoint else {
            return dialect::refuse(&choices, &Refusal::NoSuchPath("No operation has this path."));
        };
        let done = match self.serve(endpoint, &choices, call) {
            Ok(Done::Answer(answer)) => Ok(answer),
            Ok(Done::Link(wanted)) => self.make_link(*wanted, &choices, call).await,
            Err(trouble) => Err(trouble),
        };
        done.unwrap_or_else(|trouble| {
            trouble.note_choices(call);
            trouble.into_answer(&choices)
        })
    }

    fn serve(
        &self,
        endpoint: &Endpoint,
        choices: &FinicityChoices,
        call: &mut Call,
    ) -> Result<Done, Trouble> {
        let mut state = lock(&self.state);
        auth::check(&state, choices, endpoint.access, call)?;
        let mut desk = Desk { state: &mut state, choices, call, access: endpoint.access };
        desk.check_body(endpoint.body)?;
        (endpoint.run)(&mut desk)
    }

    /// Tries the webhook without holding the state, then makes the link and sends it.
    async fn make_link(
        &self,
        wanted: Wanted,
        choices: &FinicityChoices,
        call: &mut Call,
    ) -> Result<Answer, Trouble> {
        if let Some(hook) = order::hook_to_try(&wanted.order, choices, call)? {
            self.try_webhook(hook, choices, call).await?;
        }
        let now = Moment::of(&self.context.clock);
        let link = connect::issue(&mut lock(&self.state), choices, &self.context, now, wanted.order);
        Ok(order::deliver(&self.context, now, &link.url, wanted.mail.as_ref(), &wanted.notes, call))
    }

    async fn try_webhook(
        &self,
        hook: &Hook,
        choices: &FinicityChoices,
        call: &mut Call,
    ) -> Result<(), Trouble> {
        let secret = {
            let partner = &lock(&self.state).partner;
            if partner.is_in_grace(call.now.mono) {
                call.rests_on("webhook_grace_secret");
            }
            connect::signing_secret(partner, choices, call.now.mono).to_owned()
        };
        let tried = connect::ping(&self.context, choices, &secret, hook).await;
        tried.map_err(|why| order::webhook_refused(choices, call, &why))
    }
}

impl Provider for Simulator {
    fn name(&self) -> &'static str {
        "finicity"
    }

    fn hosts(&self) -> &'static [Host] {
        HOSTS
    }

    fn operations(&self) -> &'static [&'static Operation] {
        static OPERATIONS: std::sync::OnceLock<Vec<&Operation>> = std::sync::OnceLock::new();
        OPERATIONS.get_or_init(|| {
            let api = ENDPOINTS.iter().map(|endpoint| &endpoint.operation);
            api.chain(connect::OPERATIONS.iter().copied()).collect()
        })
    }

    fn handle<'a>(&'a self, operation: &'static Operation, call: &'a mut Call) -> Answering<'a> {
        if operation.hosts.contains(&PAGE) {
            return Box::pin(async move { connect::answer(self, operation, call) });
        }
        Box::pin(self.answer(operation, call))
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
        connect::EVENTS
    }

    /// Addresses for webhooks come with links: there is no event that an address could be registered for.
    fn registrable_events(&self) -> &'static [&'static str] {
        &[]
    }

    fn reset(&self) {
        *lock(&self.state) = State::new(self.context.seed, &self.context.tenant);
        *lock(&self.choices) = FinicityChoices::default();
    }

    fn save(&self) -> Value {
        state::saved(&*lock(&self.choices), &*lock(&self.state))
    }

    fn read(&self, saved: Value) -> Result<Put<'_>, String> {
        let (choices, state): (FinicityChoices, State) = state::read(saved)?;
        Ok(Box::new(move || {
            *lock(&self.choices) = choices;
            *lock(&self.state) = state;
        }))
    }

    fn tied(&self, key: &str) -> Tied {
        connect::tied(self, key)
    }

    fn credentials(&self) -> Value {
        let state = lock(&self.state);
        json!({
            "base_url": self.base_url("finicity"),
            "connect_url": self.base_url("finicity-connect"),
            "partner_id": state.partner.id,
            "partner_secret": state.partner.secret,
            "app_key": state.partner.app_key,
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
            ("GET", ["customers"]) => Some(Ok(json!({"customers": super::handle::customers(self)}))),
            ("GET", ["choice-table"]) => Some(Ok(json!({"choices": choice_table()}))),
            _ => {
                super::handle::control(self, path, command).or_else(|| connect::control(self, path, command))
            }
        }
    }
}
