//! What has happened, and how a body says it.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::events;
use crate::dots::choices::{
    DotsChoices, IdVerifiedEvent, PhoneVerifiedEvent, WebhookEventKey, WebhookLevel, WebhookMetadata,
};
use crate::dots::happening::Happening;
use crate::dots::state::{State, User};

/// Something that has happened.
#[derive(Debug)]
pub(crate) struct News {
    name: &'static str,
    fields: Map<String, Value>,
    /// Of the object, when it has some.
    metadata: Option<Value>,
    /// Whether the event has such a field.
    has_metadata: bool,
    app_id: Option<String>,
    /// The fields are given as they are to be sent.
    verbatim: bool,
}

impl News {
    /// What is told of it; nothing when the user or the flow is gone meanwhile.
    pub(super) fn of(happening: &Happening, state: &State, choices: &DotsChoices) -> Option<Self> {
        let (name, user_id) = match happening {
            Happening::FlowUpdated { flow_id } => return Self::flow(flow_id, state),
            Happening::PhoneVerified { .. } if choices.phone_verified_event == PhoneVerifiedEvent::None => {
                return None;
            }
            Happening::PhoneVerified { user_id } | Happening::UserUpdated { user_id } => {
                ("user.updated", user_id)
            }
            Happening::PayoutMethod { user_id } => ("user.updated.payout_method", user_id),
            Happening::DefaultPayoutMethod { user_id } => {
                ("user.updated.default_payout_method_changed", user_id)
            }
            Happening::IdVerified { user_id } => ("user.updated.id_verified", user_id),
            // Told at its end.
            Happening::TaxIdHandedIn { .. } => return None,
        };
        let user = find_user(state, user_id)?;
        Some(Self::new(name, &[("user_id", user_id)], user.metadata.as_ref(), user.app_id.as_deref()))
    }

    fn flow(flow_id: &str, state: &State) -> Option<Self> {
        let flow = state.flows.iter().find(|flow| flow.id == flow_id)?;
        // The app of its user: that of the flow's own creation is not kept.
        let user = flow.user_id.as_ref().and_then(|user_id| find_user(state, user_id));
        let app_id = user.and_then(|user| user.app_id.as_deref());
        Some(Self::new("flow.updated", &[("flow_id", flow_id)], flow.metadata.as_ref(), app_id))
    }

    /// `user.updated.user_merged`. That `user_id` is the one that stays is not documented.
    pub(super) fn merged(old_user_id: &str, user: &User) -> Self {
        let ids = [("user_id", user.id.as_str()), ("old_user_id", old_user_id), ("new_user_id", &user.id)];
        Self::new("user.updated.user_merged", &ids, user.metadata.as_ref(), user.app_id.as_deref())
    }

    /// With these fields, whatever they are; `event` and `api_app_id` as for any other.
    pub(super) fn verbatim(name: &'static str, fields: Map<String, Value>) -> Self {
        Self { name, fields, metadata: None, has_metadata: false, app_id: None, verbatim: true }
    }

    fn new(name: &'static str, ids: &[(&str, &str)], metadata: Option<&Value>, app_id: Option<&str>) -> Self {
        let fields = ids.iter().map(|(key, id)| ((*key).to_owned(), json!(id))).collect();
        let (metadata, app_id) = (metadata.cloned(), app_id.map(str::to_owned));
        Self { name, fields, metadata, has_metadata: true, app_id, verbatim: false }
    }

    /// The event's name, and the body: compact JSON, flat.
    pub(super) fn into_body(self, choices: &DotsChoices) -> (&'static str, Bytes) {
        let name = match (self.name, choices.id_verified_event) {
            ("user.updated.id_verified", IdVerifiedEvent::IdeVerified) if !self.verbatim => {
                "user.updated.ide_verified"
            }
            (name, _) => name,
        };
        let mut body = Map::new();
        let says_its_name = match choices.webhook_event_key {
            WebhookEventKey::Always => true,
            WebhookEventKey::AsPublished => events::is_published_with_its_name(name),
        };
        if says_its_name {
            body.insert("event".to_owned(), json!(name));
        }
        if choices.webhook_level == WebhookLevel::Organization && events::has_app_id(name) {
            body.insert("api_app_id".to_owned(), json!(self.app_id));
        }
        let metadata = match choices.webhook_metadata {
            _ if !self.has_metadata => None,
            WebhookMetadata::WhenGiven => self.metadata,
            WebhookMetadata::Always => Some(self.metadata.unwrap_or(Value::Null)),
            WebhookMetadata::Never => None,
        };
        body.extend(metadata.map(|metadata| ("metadata".to_owned(), metadata)));
        // What is given verbatim has the last word, also about `event`.
        body.extend(self.fields);
        // Text keys and plain values can always be written.
        (name, serde_json::to_vec(&body).unwrap_or_default().into())
    }
}

/// Also one who is no longer of this app.
fn find_user<'a>(state: &'a State, id: &str) -> Option<&'a User> {
    state.users.iter().find(|user| user.id == id)
}
