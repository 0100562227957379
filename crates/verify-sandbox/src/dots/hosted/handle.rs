//! The page of a flow without a browser.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Value, json};

use super::super::handle::Dots;
use super::super::simulator::Simulator;
use super::error::{FlowError, FlowErrorKind};
use super::routes::{self, OPERATIONS};
use super::verbs::Verb;
use super::view::FlowView;
use crate::engine::call::Call;
use crate::engine::fields::Fields;
use crate::engine::lock;
use crate::engine::moment::Moment;

/// Somebody who has the page of a flow open. Each step is done when it returns; webhooks arrive later.
#[derive(Debug)]
pub struct FlowSession {
    simulator: Arc<Simulator>,
    flow_id: String,
    session_id: String,
    codes: AtomicU64,
}

/// What the page asks a newcomer for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Person {
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The e-mail.
    pub email: String,
    /// The country code, without plus sign.
    pub country_code: String,
    /// The national number, digits only.
    pub phone_number: String,
}

impl Person {
    /// Somebody with this number in the US or Canada: ten digits.
    pub fn new(phone_number: &str) -> Self {
        Self {
            first_name: "Riley".to_owned(),
            last_name: "Example".to_owned(),
            email: format!("riley.{phone_number}@example.com"),
            country_code: "1".to_owned(),
            phone_number: phone_number.to_owned(),
        }
    }

    /// With this name.
    #[must_use]
    pub fn named(mut self, first_name: &str, last_name: &str) -> Self {
        first_name.clone_into(&mut self.first_name);
        last_name.clone_into(&mut self.last_name);
        self
    }

    /// With this e-mail.
    #[must_use]
    pub fn with_email(mut self, email: &str) -> Self {
        email.clone_into(&mut self.email);
        self
    }

    /// With this country code.
    #[must_use]
    pub fn in_country(mut self, country_code: &str) -> Self {
        country_code.clone_into(&mut self.country_code);
        self
    }
}

/// Flows.
impl Dots {
    /// Opens the page of a flow, as a browser would that was given its `link`. The flow is its id, or its link. Nothing is
    /// sent, and nothing is used up.
    pub fn flow(&self, id_or_link: &str) -> Result<FlowSession, FlowError> {
        let last = id_or_link.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let flow_id = last.rsplit('/').next().unwrap_or_default().to_owned();
        let view = act(&self.0, &flow_id, "", Verb::Open, &json!({}))?;
        let simulator = Arc::clone(&self.0);
        Ok(FlowSession { simulator, flow_id, session_id: view.session_id, codes: AtomicU64::new(0) })
    }

    /// What the links of flows begin with.
    pub fn flow_link_base(&self) -> String {
        format!("{}/dots-flow/flow/", self.0.context.base_url)
    }
}

impl FlowSession {
    /// The session's id.
    pub fn id(&self) -> &str {
        &self.session_id
    }

    /// The flow's id.
    pub fn flow_id(&self) -> &str {
        &self.flow_id
    }

    /// Where the flow is now, in a session of its own: opens it once more, and so sees what a reload would show to somebody
    /// who is not signed in by a code.
    pub fn reopened(&self) -> Result<FlowView, FlowError> {
        act(&self.simulator, &self.flow_id, "", Verb::Open, &json!({}))
    }

    /// Gives phone number, name and e-mail, in a flow without a user. Sends a text message with a code.
    pub fn introduce(&self, person: &Person) -> Result<FlowView, FlowError> {
        let body = json!({
            "first_name": person.first_name, "last_name": person.last_name, "email": person.email,
            "country_code": person.country_code, "phone_number": person.phone_number,
        });
        self.step(Verb::Person, &body)
    }

    /// Has a code sent to the user of the flow, or another one to whoever was introduced. Sends a text message.
    pub fn send_code(&self) -> Result<FlowView, FlowError> {
        let attempt = self.codes.fetch_add(1, Ordering::Relaxed) + 1;
        self.step(Verb::SendCode, &json!({"attempt": attempt}))
    }

    /// Enters a code. The right one signs in, verifies the phone number and, in a flow without a user, creates the user or
    /// finds the one with this number.
    pub fn enter_code(&self, code: &str) -> Result<FlowView, FlowError> {
        self.step(Verb::Verify, &json!({"token": code}))
    }

    /// Goes back to the phone number.
    pub fn start_over(&self) -> Result<FlowView, FlowError> {
        self.step(Verb::StartOver, &json!({}))
    }

    /// Hands in a tax form in the step `compliance`: `{"w9": {…}}` or `{"w8ben": {…}}`, with the fields of the API.
    pub fn submit_compliance(&self, form: &Value) -> Result<FlowView, FlowError> {
        self.step(Verb::Compliance, form)
    }

    /// Connects a payout method in the step `manage-payouts`, with the fields of the API: `{"platform": "paypal", "email": …}`.
    pub fn add_payout_method(&self, method: &Value) -> Result<FlowView, FlowError> {
        self.step(Verb::PayoutMethod, method)
    }

    /// Saves the step `manage-payouts`: the default rail and whether payouts are made by themselves; `None` leaves it as it is.
    pub fn save_payouts(
        &self,
        default_rail: Option<&str>,
        auto_payout: Option<bool>,
    ) -> Result<FlowView, FlowError> {
        let mut body = json!({});
        if let Some(rail) = default_rail {
            body["default_payout_method"] = json!(rail);
        }
        if let Some(auto_payout) = auto_payout {
            body["auto_payout_enabled"] = json!(auto_payout);
        }
        self.step(Verb::Payouts, &body)
    }

    /// Provides documents in the step `id-verification`, which pass or do not. A failure is an error, and the step stays.
    pub fn provide_documents(&self, pass: bool) -> Result<FlowView, FlowError> {
        self.step(Verb::Identity, &json!({"documents": if pass { "pass" } else { "fail" }}))
    }

    /// Goes on in the step `redirect`, and in steps of which nothing is simulated.
    pub fn go_on(&self) -> Result<FlowView, FlowError> {
        self.step(Verb::Continue, &json!({}))
    }

    /// Leaves the page. The flow stays as it is, and can be opened again.
    pub fn cancel(self) {
        lock(&self.simulator.state).sessions.remove(&self.session_id);
    }

    fn step(&self, verb: Verb, body: &Value) -> Result<FlowView, FlowError> {
        act(&self.simulator, &self.flow_id, &self.session_id, verb, body)
    }
}

/// Does what the page's request with this body would do.
pub(super) fn act(
    simulator: &Simulator,
    flow_id: &str,
    session_id: &str,
    verb: Verb,
    body: &Value,
) -> Result<FlowView, FlowError> {
    let operation = OPERATIONS.iter().find(|operation| operation.name == verb.operation());
    let route = operation.and_then(|operation| operation.routes.first());
    let route = route.ok_or_else(|| FlowError::new(FlowErrorKind::Invalid, "there is no such step"))?;
    let mut call = Call::new(Moment::of(&simulator.context.clock), route, HeaderMap::new());
    call.params = vec![("flow_id", flow_id.to_owned()), ("session_id", session_id.to_owned())];
    call.body = Bytes::from(body.to_string());
    call.fields = Fields::new(Some(body.clone()), Vec::new());
    let outcome = routes::act(simulator, &mut call, verb);
    simulator.tell_happenings();
    outcome
}
