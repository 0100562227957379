//! Telling the registered addresses what has happened.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde_json::{Value, json};

use super::choices::{SpinwheelChoices, WebhookPayload};
use super::desk::Desk;
use super::dialect::Trouble;
use super::state::User;
use crate::engine::json;
use crate::engine::moment::{Moment, millis};
use crate::tenant::Context;
use crate::webhooks::event::{Accepts, Event, Plan, Tie};

/// What is told about a user.
#[derive(Debug)]
pub(crate) struct Notice {
    name: &'static str,
    body: Value,
    void: Arc<AtomicBool>,
    tie: Tie,
}

impl Notice {
    /// `webhookId`, `eventType` and `userId`: what the published payload and, presumably, all others have.
    pub(crate) fn new(name: &'static str, user: &User) -> Self {
        let body = json!({"eventType": name, "userId": user.id});
        Self { name, body, void: Arc::clone(&user.gone), tie: Tie::new("spinwheel", user.id.clone()) }
    }

    /// A payload that is not published: with what the sandbox adds to it.
    pub(crate) fn invented(
        name: &'static str,
        user: &User,
        choices: &SpinwheelChoices,
        data: Option<Value>,
    ) -> Self {
        let mut notice = Self::new(name, user);
        if choices.webhook_payload == WebhookPayload::WithExtUserId {
            let ext_id = user.ext_id.as_ref().map(|ext_id| json!(ext_id));
            notice.body["data"] = data.unwrap_or_default();
            notice.body["extUserId"] = ext_id.unwrap_or_default();
            if let Some(fields) = notice.body.as_object_mut() {
                fields.retain(|_, value| !value.is_null());
            }
        }
        notice
    }

    pub(crate) fn with(mut self, field: &str, value: Value) -> Self {
        self.body[field] = value;
        self
    }

    /// Tells it after this time; `number` counts the webhooks of the tenant.
    pub(crate) fn send(
        mut self,
        number: &mut u64,
        choices: &SpinwheelChoices,
        context: &Context,
        now: Moment,
        after: Duration,
    ) {
        self.body["webhookId"] = json!(format!("{}-{number}", millis(now.wall + after)));
        *number += 1;
        let seconds = |seconds: &u64| Duration::from_secs(*seconds);
        let plan = Plan {
            pauses: choices.webhook_retry_schedule_seconds.iter().map(seconds).collect(),
            patience: Duration::from_secs(choices.webhook_patience_seconds),
            accepts: Accepts::Success,
        };
        let body = json::to_bytes(&self.body);
        context.webhooks.emit(Event { name: self.name, body, after, plan, void: self.void, tie: self.tie });
    }
}

/// Announces an event of a user after this time; `data` when the event has some.
pub(crate) fn announce(
    desk: &mut Desk<'_>,
    name: &'static str,
    user_id: &str,
    after: Duration,
    data: Option<Value>,
) -> Result<(), Trouble> {
    desk.call.rests_on("webhook_payload");
    let choices = desk.choices;
    let notice = Notice::invented(name, desk.user(user_id)?, choices, data);
    notice.send(&mut desk.state.webhooks, choices, desk.context, desk.call.now, after);
    Ok(())
}
