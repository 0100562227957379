//! What is done in Svix's portal, and events that no call causes.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::News;
use super::events;
use crate::control::route::{Described, Param, needs};
use crate::control::{Command, Problem};
use crate::dots::Dots;
use crate::dots::happening::Happening;
use crate::dots::simulator::Simulator;
use crate::engine::lock;
use crate::engine::moment::Moment;
use crate::webhooks::WebhookError;
use crate::webhooks::target::is_reachable;

const ENDPOINT: &str = r#"{"url|null": "http://127.0.0.1:8080/hook", "secret": "whsec_", "disabled": false}"#;
const EVENT: Param = needs("event", "transfer.updated", "the name of the event");
const VERIFIED: Param = needs("userId", "1c1a4f5e-2222-4222-8222-222222222222", "the user");
const MERGED: [Param; 2] = [
    needs("oldUserId", "1c1a4f5e-2222-4222-8222-222222222222", "who is unknown from now on"),
    needs("newUserId", "2d2b5a6f-3333-4333-8333-333333333333", "who stays"),
];

/// Method, path and what it does.
pub(crate) const CONTROL_ROUTES: &[Described] = &[
    Described::get("webhook", "the endpoint of webhooks: address, secret, whether it is disabled")
        .answers(ENDPOINT),
    Described::post("webhook", "add the endpoint, as in Svix's portal; null takes it away")
        .body(r#"{"url|null": "http://127.0.0.1:8080/hook"}"#)
        .answers(ENDPOINT),
    Described::post("webhook/enable", "switch it on again after five days of failures").answers(ENDPOINT),
    Described::post("webhook/rotate-secret", "make a new secret; the old one signs along for a while")
        .answers(ENDPOINT),
    Described::post("webhook/emit", "send an event with these fields")
        .query(&[EVENT])
        .body(r#"{"*transfer_id|any": "0190d7e1-2222-4222-8222-222222222222"}"#)
        .answers(r#"{"id": "msg_0"}"#),
    Described::post("verify-identity", "verify a user's identity, as a check of documents would")
        .query(&[VERIFIED]),
    Described::post("merge-users", "merge two users").query(&MERGED),
];

/// Webhooks. They are delivered as Svix does it: three headers, any 2xx within 15 s is a success, a redirect is none; else
/// repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h of the sandbox's clock. The log, waiting for an event and sending
/// one again are at [`Tenant::webhooks`](crate::Tenant::webhooks).
impl Dots {
    /// The secret of the endpoint: `whsec_` and base64. Synthetic, and the same in every run with the same seed.
    pub fn webhook_secret(&self) -> String {
        self.0.endpoint.secret()
    }

    /// The address of the endpoint; `None` when there is none.
    pub fn webhook_url(&self) -> Option<String> {
        self.0.endpoint.url()
    }

    /// Adds the endpoint, or gives it another address; from now on it gets every event. Stands for Svix's portal: Dots has no
    /// route for it. Only addresses on this machine. What is still on its way to the address so far is given up.
    pub fn set_webhook_url(&self, url: &str) -> Result<(), WebhookError> {
        set_url(&self.0, url)
    }

    /// Takes the endpoint away: nothing is sent any more, what is on its way included.
    pub fn remove_webhook_url(&self) {
        self.0.endpoint.set_url(None);
    }

    /// Whether failures alone for five days have disabled the endpoint. As Svix says it, the days are counted once deliveries
    /// have failed at least twelve hours apart within a day; a success ends the count.
    pub fn is_webhook_disabled(&self) -> bool {
        self.0.endpoint.is_disabled()
    }

    /// Switches the endpoint on again. What was given up is not sent by itself:
    /// [`resend`](crate::Webhooks::resend) does that.
    pub fn enable_webhook(&self) {
        self.0.endpoint.enable();
    }

    /// Makes a new secret and returns it. The one so far signs along, with a signature of its own, for as long as the choice
    /// `webhook_secret_overlap_seconds` says.
    pub fn rotate_webhook_secret(&self) -> String {
        rotate_secret(&self.0)
    }

    /// Sends an event of the registry or of the published page with these fields, and returns the message's id. The fields
    /// are not checked; `event` among them replaces the name in the body. An event Dots does not have is an error.
    ///
    /// ```no_run
    /// # fn example(dots: verify_sandbox::Dots) -> Result<(), verify_sandbox::WebhookError> {
    /// let fields = [("transfer_id".to_owned(), "0190d7e1-2222-4222-8222-222222222222".into())];
    /// let id = dots.emit_webhook("transfer.updated", fields.into_iter().collect())?;
    /// assert!(id.starts_with("msg_"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn emit_webhook(&self, event: &str, fields: Map<String, Value>) -> Result<String, WebhookError> {
        emit(&self.0, event, fields)
    }

    /// Verifies a user's identity, as a check of documents would: `compliance.id_verified` is true from now on. Sends
    /// `user.updated.id_verified`, in the spelling the choice `id_verified_event` has. False when there is no such user.
    pub fn verify_identity(&self, user_id: &str) -> bool {
        verify_identity(&self.0, user_id)
    }

    /// Merges two users, as Dots does with two records of one person: the old one is unknown from now on, the new one stays
    /// as it is, and gets the flows of the old one: our choice, nothing is documented. Sends `user.updated.user_merged`. False
    /// when there is no such user, or both are the same.
    pub fn merge_users(&self, old_user_id: &str, new_user_id: &str) -> bool {
        merge(&self.0, old_user_id, new_user_id)
    }
}

fn set_url(simulator: &Simulator, url: &str) -> Result<(), WebhookError> {
    if !is_reachable(url) {
        return Err(WebhookError::NotLoopback(url.to_owned()));
    }
    simulator.endpoint.set_url(Some(url.to_owned()));
    Ok(())
}

fn rotate_secret(simulator: &Simulator) -> String {
    let overlap = Duration::from_secs(lock(&simulator.choices).webhook_secret_overlap_seconds);
    let now = Moment::of(&simulator.context.clock).mono;
    simulator.endpoint.rotate(now.saturating_add(overlap))
}

fn emit(simulator: &Simulator, event: &str, fields: Map<String, Value>) -> Result<String, WebhookError> {
    let name = events::find(event).ok_or_else(|| WebhookError::UnknownEvent {
        name: event.to_owned(),
        known: events::EVENTS.to_vec(),
    })?;
    Ok(simulator.tell(News::verbatim(name, fields)))
}

fn verify_identity(simulator: &Simulator, user_id: &str) -> bool {
    {
        let mut state = lock(&simulator.state);
        let Some(user) = state.user(user_id) else { return false };
        user.compliance.id_verified = true;
        state.happenings.push(Happening::IdVerified { user_id: user_id.to_owned() });
    }
    simulator.tell_happenings();
    true
}

fn merge(simulator: &Simulator, old: &str, new: &str) -> bool {
    let news = {
        let mut state = lock(&simulator.state);
        if old == new || state.user(old).is_none() {
            return false;
        }
        let Some(news) = state.user(new).map(|user| News::merged(old, user)) else { return false };
        state.users.retain(|user| user.id != old);
        state.hand_over(old, new);
        news
    };
    simulator.tell(news);
    true
}

/// The parts of the control API that do what the handle does.
pub(crate) fn control(
    simulator: &Simulator,
    path: &[&str],
    command: &Command<'_>,
) -> Option<Result<Value, Problem>> {
    Some(match (command.method, path) {
        ("GET", ["webhook"]) => Ok(show(simulator)),
        ("POST", ["webhook"]) => add(simulator, command),
        ("POST", ["webhook", "enable"]) => {
            simulator.endpoint.enable();
            Ok(show(simulator))
        }
        ("POST", ["webhook", "rotate-secret"]) => {
            rotate_secret(simulator);
            Ok(show(simulator))
        }
        ("POST", ["webhook", "emit"]) => emit_one(simulator, command),
        ("POST", ["verify-identity"]) => verify_one(simulator, command),
        ("POST", ["merge-users"]) => merge_two(simulator, command),
        _ => return None,
    })
}

fn show(simulator: &Simulator) -> Value {
    let endpoint = &simulator.endpoint;
    json!({"url": endpoint.url(), "secret": endpoint.secret(), "disabled": endpoint.is_disabled()})
}

fn add(simulator: &Simulator, command: &Command<'_>) -> Result<Value, Problem> {
    let what = r#"send {"url": "http://127.0.0.1:8080/hook"}, or {"url": null} for no endpoint"#;
    let body = command.json()?;
    match body.get("url") {
        Some(Value::Null) => simulator.endpoint.set_url(None),
        Some(Value::String(url)) => {
            set_url(simulator, url).map_err(|error| Problem::bad(error.to_string(), what))?;
        }
        _ => return Err(Problem::bad("url is missing, or no text", what)),
    }
    Ok(show(simulator))
}

fn emit_one(simulator: &Simulator, command: &Command<'_>) -> Result<Value, Problem> {
    let what = "add ?event= with the name of an event, and send its fields as a JSON object";
    let name = command.query.get("event").ok_or_else(|| Problem::bad("event is missing", what))?;
    let Value::Object(fields) = command.json()? else { return Err(Problem::bad("no JSON object", what)) };
    let id = emit(simulator, name, fields).map_err(|error| Problem::bad(error.to_string(), what))?;
    Ok(json!({"id": id}))
}

fn verify_one(simulator: &Simulator, command: &Command<'_>) -> Result<Value, Problem> {
    let what = "add ?userId= with the id of a user";
    let known = verify_identity(simulator, command.query.get("userId").unwrap_or_default());
    if known { Ok(json!({})) } else { Err(Problem::not_found("there is no such user", what)) }
}

fn merge_two(simulator: &Simulator, command: &Command<'_>) -> Result<Value, Problem> {
    let what = "add ?oldUserId= and &newUserId= with the ids of two users";
    let id = |name: &str| command.query.get(name).unwrap_or_default();
    if merge(simulator, id("oldUserId"), id("newUserId")) {
        Ok(json!({}))
    } else {
        Err(Problem::not_found("there are no such two users", what))
    }
}
