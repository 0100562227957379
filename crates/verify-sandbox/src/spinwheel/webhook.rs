//! Telling the registered addresses that a report is there.

use std::time::Duration;

use serde_json::json;

use super::choices::WebhookPayload;
use super::desk::Desk;
use crate::engine::json;
use crate::engine::moment::millis;
use crate::webhooks::{Event, Plan};

/// Announces an event of a user after this time.
pub(crate) fn announce(
    desk: &mut Desk<'_>,
    name: &'static str,
    user_id: &str,
    ext_id: Option<&str>,
    after: Duration,
) {
    desk.call.rests_on("webhook_payload");
    let number = desk.state.webhooks;
    desk.state.webhooks += 1;
    let due = desk.call.now.wall + after;
    let mut body = json!({
        "webhookId": format!("{}-{number}", millis(due)),
        "eventType": name,
        "userId": user_id,
    });
    if let (WebhookPayload::WithExtUserId, Some(ext_id)) = (desk.choices.webhook_payload, ext_id) {
        body["extUserId"] = json!(ext_id);
    }
    let plan = Plan {
        retries: desk.choices.webhook_retries,
        pause: Duration::from_secs(desk.choices.webhook_retry_seconds),
        patience: Duration::from_secs(desk.choices.webhook_patience_seconds),
    };
    desk.context.webhooks.emit(Event { name, body: json::to_bytes(&body), after, plan });
}
