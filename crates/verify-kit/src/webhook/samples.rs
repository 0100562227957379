//! Events as the providers send them: their published examples, captures, and what the facts say of the rest.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{SystemTime, UNIX_EPOCH};

use super::json_text::{Layout, Letters, Node, Numbers, Style};
use super::sender::Sender;
use crate::exit::Failure;
use crate::known;

const FINICITY: &str = include_str!("samples/finicity.json");
const DOTS: &str = include_str!("samples/dots.json");
const SPINWHEEL: &str = include_str!("samples/spinwheel.json");

/// Of Spinwheel one payload alone is published. Of these events nothing but type, user and the webhook's id is relied on.
const UNPUBLISHED: [&str; 7] = [
    "PLATFORM_PAYMENT_STATUS",
    "REFRESH_TRANSACTION_STATUS",
    "USER_CREDIT_PROFILE_TRANSACTION",
    "USER_CREDIT_PROFILE_TRANSACTION_FAILED",
    "USER_LIABILITIES_CONNECTED",
    "USER_LIABILITIES_CONNECTION_FAILED",
    "USER_PAYMENT_STATUS",
];

/// An event that can be sent.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    /// By which a duplicate is known; Finicity's ping has none.
    pub(super) id: Option<String>,
    node: Node,
}

impl Sample {
    /// The event of this name, as if it had happened now.
    pub(super) fn of(sender: Sender, event: &str, now: SystemTime) -> Result<Self, Failure> {
        let names = names(sender);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut node =
            find(sender, event).ok_or_else(|| known::unknown("--event", "event", event, &names))?;
        let id = match sender {
            Sender::FinicityConnect => {
                node.get("eventId").is_some().then(|| format!("{}-{}", millis(now), &random_hex()[..24]))
            }
            Sender::DotsUsers => Some(message_id()),
            Sender::SpinwheelConnect => Some(format!("{}-0", millis(now))),
        };
        if let (Some(field), Some(id)) = (id_field(sender), &id) {
            node.set(field, Some(Node::text(id)));
        }
        Ok(Self { id, node })
    }

    /// Puts the fields of this object in their places, `null` takes one away.
    pub(super) fn with(mut self, sender: Sender, data: &[u8]) -> Result<Self, Failure> {
        let bad = || Failure::usage("--data must be a JSON object: the fields that are to be set");
        let data: serde_json::Value = serde_json::from_slice(data).map_err(|_| bad())?;
        for (name, value) in data.as_object().ok_or_else(bad)? {
            let value = if value.is_null() { None } else { Some(Node::of(value).ok_or_else(bad)?) };
            self.node.set(name, value);
        }
        if let Some(field) = id_field(sender) {
            self.id = data_text(&self.node, field);
        }
        Ok(self)
    }

    /// As the providers write it: compact.
    pub(super) fn body(&self) -> Vec<u8> {
        self.node.write(Style::COMPACT).into_bytes()
    }

    /// The same, written anew by somebody else.
    pub(super) fn body_written_anew(&self) -> Vec<u8> {
        let style =
            Style { layout: Layout::Indented(2), letters: Letters::AsTheyAre, numbers: Numbers::AsTheyAre };
        self.node.write(style).into_bytes()
    }
}

/// The names of the events that there are.
pub(super) fn names(sender: Sender) -> Vec<String> {
    let mut names: Vec<String> = match Node::parse(file(sender)) {
        Some(Node::Object(events)) => {
            events.iter().map(|(name, _)| name.trim_matches('"').to_owned()).collect()
        }
        _ => Vec::new(),
    };
    if sender == Sender::SpinwheelConnect {
        names.extend(UNPUBLISHED.map(str::to_owned));
        names.sort_unstable();
    }
    names
}

fn find(sender: Sender, event: &str) -> Option<Node> {
    let all = Node::parse(file(sender))?;
    if let Some(node) = all.get(event) {
        return Some(node.clone());
    }
    let known = sender == Sender::SpinwheelConnect && UNPUBLISHED.contains(&event);
    known.then(|| {
        let mut node = Node::Object(Vec::new());
        let user = all.get("NEW_LIABILITIES_REPORTED").and_then(|sample| sample.get("userId")).cloned();
        node.set("webhookId", Some(Node::text("")));
        node.set("eventType", Some(Node::text(event)));
        node.set("userId", user);
        node
    })
}

fn file(sender: Sender) -> &'static str {
    match sender {
        Sender::FinicityConnect => FINICITY,
        Sender::DotsUsers => DOTS,
        Sender::SpinwheelConnect => SPINWHEEL,
    }
}

/// The field with the id by which a duplicate is known; of Dots it is in a header.
pub(super) fn id_field(sender: Sender) -> Option<&'static str> {
    match sender {
        Sender::FinicityConnect => Some("eventId"),
        Sender::DotsUsers => None,
        Sender::SpinwheelConnect => Some("webhookId"),
    }
}

fn data_text(node: &Node, field: &str) -> Option<String> {
    match node.get(field)? {
        Node::Text(raw) => serde_json::from_str(raw).ok(),
        Node::Plain(raw) => Some(raw.clone()),
        _ => None,
    }
}

/// `msg_` and letters, as those of Svix.
pub(super) fn message_id() -> String {
    format!("msg_{}", &random_hex()[..27])
}

fn millis(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis()
}

/// 32 digits that nobody has had before; nothing secret.
fn random_hex() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half())
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::UNIX_EPOCH;

    use serde_json::Value;

    use super::{Sample, names};
    use crate::webhook::sender::Sender;

    /// What the crate of the provider is tested with.
    fn samples_of(provider: &str) -> Vec<Value> {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(provider).join("tests/samples/webhook");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()).collect()
    }

    fn body(sender: Sender, event: &str) -> Value {
        serde_json::from_slice(&Sample::of(sender, event, UNIX_EPOCH).unwrap().body()).unwrap()
    }

    #[test]
    fn no_field_is_made_up() {
        let crates = [
            (Sender::FinicityConnect, "finicity-connect", Some("eventId"), &["invalidCredentials"][..]),
            (Sender::DotsUsers, "dots-users", None, &[]),
            (Sender::SpinwheelConnect, "spinwheel-connect", Some("webhookId"), &super::UNPUBLISHED),
        ];
        for (sender, provider, id, not_sampled) in crates {
            let without_id = |mut body: Value| {
                id.map(|id| body.as_object_mut().unwrap().remove(id));
                body
            };
            let known: Vec<Value> = samples_of(provider).into_iter().map(without_id).collect();
            for name in names(sender) {
                let sample = without_id(body(sender, &name));
                assert!(known.contains(&sample) || not_sampled.contains(&name.as_str()), "{name}");
            }
        }
    }

    #[test]
    fn what_no_sample_shows_has_only_what_is_known() {
        // The payload of the sandbox, which is that of `mfa`.
        let keys = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let (mfa, invalid) =
            (body(Sender::FinicityConnect, "mfa"), body(Sender::FinicityConnect, "invalidCredentials"));
        assert_eq!((keys(&mfa), &mfa["payload"]), (keys(&invalid), &invalid["payload"]));
        for event in super::UNPUBLISHED {
            assert_eq!(keys(&body(Sender::SpinwheelConnect, event)), ["eventType", "userId", "webhookId"]);
        }
    }

    #[test]
    fn each_is_an_event_of_its_crate() {
        for event in names(Sender::FinicityConnect) {
            let body = Sample::of(Sender::FinicityConnect, &event, UNIX_EPOCH).unwrap().body();
            assert_eq!(finicity_connect::webhook::Event::parse(&body).unwrap().event_type.as_str(), event);
        }
        for event in names(Sender::DotsUsers) {
            let body = Sample::of(Sender::DotsUsers, &event, UNIX_EPOCH).unwrap().body();
            let read = dots_users::webhook::Event::parse(&body).unwrap();
            assert_eq!(read.event_type.unwrap().as_str(), event);
            assert!(
                !matches!(read.payload, dots_users::webhook::Payload::Other(_))
                    || !event.starts_with("user.")
            );
        }
        for event in names(Sender::SpinwheelConnect) {
            let body = Sample::of(Sender::SpinwheelConnect, &event, UNIX_EPOCH).unwrap().body();
            assert_eq!(spinwheel_connect::webhook::Event::parse(&body).unwrap().event_type.as_str(), event);
        }
    }

    #[test]
    fn fields_can_be_set_and_each_event_is_a_new_one() {
        let sample = || Sample::of(Sender::FinicityConnect, "added", UNIX_EPOCH).unwrap();
        assert_ne!(sample().id, sample().id);
        assert_eq!(Sample::of(Sender::FinicityConnect, "ping", UNIX_EPOCH).unwrap().id, None);
        let data = br#"{"customerId":"42","eventId":"1-a","payload":null}"#;
        let sample = sample().with(Sender::FinicityConnect, data).unwrap();
        assert_eq!(sample.id.as_deref(), Some("1-a"));
        assert_eq!(sample.body(), br#"{"customerId":"42","eventType":"added","eventId":"1-a"}"#);
        assert!(sample.with(Sender::FinicityConnect, b"[]").is_err());
    }
}
