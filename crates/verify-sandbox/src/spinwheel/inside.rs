//! Spinwheel used from inside the sandbox, by a provider that wraps it: the same operations and the same users, without
//! HTTP, key and envelope.

use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Value, json};

use super::choices::KbaAnswerBody;
use super::data::File;
use super::dialect::Trouble;
use super::endpoints::ENDPOINTS;
use super::report::Model;
use super::state::{Order, User, Verified};
use super::subscriptions;
use super::{Simulator, tokens};
use crate::engine::call::Call;
use crate::engine::fields::Fields;
use crate::engine::lock;
use crate::engine::moment::Moment;
use crate::engine::wire::Content;

/// A call without HTTP.
#[derive(Debug)]
pub(crate) struct Inside<'a> {
    /// The operation of Spinwheel.
    pub(crate) operation: &'static str,
    /// The operation that is called from outside: text messages are noted under it.
    pub(crate) on_behalf_of: &'static str,
    /// The user in the path, where the operation has one.
    pub(crate) user: Option<&'a str>,
    pub(crate) body: Value,
    /// The body of the call from outside.
    pub(crate) cause: Bytes,
    pub(crate) now: Moment,
}

/// Why Spinwheel refuses.
#[derive(Debug)]
pub(crate) struct Refused {
    /// The documented token; `None` when something is wrong with the form of the input.
    pub(crate) token: Option<String>,
    /// Spinwheel's texts.
    pub(crate) text: String,
    pub(crate) why: String,
}

/// What comes back.
#[derive(Debug)]
pub(crate) struct Told {
    /// `data` of the envelope.
    pub(crate) data: Result<Value, Refused>,
    /// The choices it rests on, those about the envelope left out.
    pub(crate) choices: Vec<&'static str>,
}

/// Choices that say nothing to somebody who does not see the envelope.
const ENVELOPE: &[&str] = &[
    "connect_status",
    "verify_status",
    "kba_start_status",
    "kba_answer_status",
    "kba_answer_body",
    "kba_answers_in_response",
    "order_status",
    "token_status",
    "own_token_status",
    "own_token_desc",
    "conflict_status",
    "conflict_desc",
    "validation_status",
    "validation_desc",
    "failure_data",
    "connection_status_before_verify",
    "code_expires_at",
    "data_status",
    "summary_names",
];

/// How far somebody's verification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// A code was sent, or questions were asked.
    Asked,
    /// The last code was wrong; there are tries left.
    WrongCode,
    /// The code has run out.
    TooLate,
    /// No tries are left.
    Locked,
    /// The code was right, the person was not; or the answers were wrong.
    Refused,
    Passed,
}

/// What Spinwheel knows of somebody.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) user_id: String,
    pub(crate) phase: Phase,
    /// `SMS` or `KBA`, when it was or is one of them.
    pub(crate) way: Option<&'static str>,
    pub(crate) verified_at: Option<SystemTime>,
    pub(crate) asked_at: Option<SystemTime>,
}

/// The newest order of a user.
#[derive(Debug, Clone)]
pub(crate) struct Ordered {
    pub(crate) order: Order,
    pub(crate) file: File,
    pub(crate) score: Option<u16>,
}

impl Simulator {
    /// Carries out an operation.
    pub(crate) fn inside(&self, asked: Inside<'_>) -> Told {
        let choices = lock(&self.choices).clone();
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.operation.name == asked.operation);
        let Some((endpoint, route)) =
            endpoint.and_then(|found| Some((found, found.operation.routes.first()?)))
        else {
            let why = format!("Spinwheel has no operation {}.", asked.operation);
            let refused = Refused { token: None, text: why.clone(), why };
            return Told { data: Err(refused), choices: Vec::new() };
        };
        let mut call = Call::new(asked.now, route, HeaderMap::new());
        call.params.extend(asked.user.map(|id| ("userId", id.to_owned())));
        call.fields = Fields::new(Some(asked.body), Vec::new());
        call.body = asked.cause;
        let ran = self.run(endpoint, &choices, &mut call, asked.on_behalf_of, None);
        let data = ran.map(|answer| data_of(answer.content)).map_err(|trouble| {
            let is_form = trouble.desc == choices.validation_desc;
            refused(trouble, is_form)
        });
        let choices = call.choices().iter().copied().filter(|name| !ENVELOPE.contains(name)).collect();
        Told { data, choices }
    }

    /// The answers to questions in the form that is expected at the moment.
    pub(crate) fn kba_body(&self, answers: Vec<Value>) -> Value {
        match lock(&self.choices).kba_answer_body {
            KbaAnswerBody::AnswersField => json!({"answers": answers}),
            KbaAnswerBody::BareList => answers.into(),
        }
    }

    /// What is known of the user with this id of the caller's.
    pub(crate) fn standing(&self, ext_id: &str, now: Moment) -> Option<Standing> {
        let state = lock(&self.state);
        state.by_ext_id(ext_id).map(|user| standing(user, now))
    }

    /// What the bureau knows of a user.
    pub(crate) fn file(&self, user_id: &str) -> Option<File> {
        lock(&self.state).users.get(user_id).map(File::of)
    }

    /// The newest order of a user, and what the bureau knows.
    pub(crate) fn newest_order(&self, user_id: &str, now: Moment) -> Option<Ordered> {
        let choices = lock(&self.choices).clone();
        let mut state = lock(&self.state);
        subscriptions::catch_up(&mut state, &choices, &self.context, now);
        let user = state.users.get(user_id)?;
        let order = user.orders.last()?.clone();
        let file = File::of(user);
        let score = order.wanted.model.map(|model: Model| model.score(file.score));
        Some(Ordered { order, file, score })
    }
}

fn data_of(content: Content) -> Value {
    match content {
        Content::Json(mut envelope) => envelope["data"].take(),
        Content::Other(..) => Value::Null,
    }
}

fn refused(trouble: Trouble, is_form: bool) -> Refused {
    // What is not in the list of tokens is this sandbox's own, and as good as a token.
    let token = (!is_form).then(|| trouble.desc.clone());
    let text = trouble.messages.join("; ");
    let known = tokens::find(&trouble.desc).map(|token| token.text);
    Refused {
        token,
        text: if text.is_empty() { known.unwrap_or_default().to_owned() } else { text },
        why: trouble.why,
    }
}

fn standing(user: &User, now: Moment) -> Standing {
    let (phase, by_text) = phase(user, now);
    let way = match user.verified {
        Some(Verified::ByText) => Some("SMS"),
        Some(Verified::ByKba) => Some("KBA"),
        Some(_) => None,
        None => Some(if by_text { "SMS" } else { "KBA" }),
    };
    Standing { user_id: user.id.clone(), phase, way, verified_at: user.verified_at, asked_at: user.asked_at }
}

/// Where it stands, and whether the newest attempt is one by text message.
fn phase(user: &User, now: Moment) -> (Phase, bool) {
    let newest = user.connections.last().filter(|last| last.id == user.connection_id || user.quiz.is_none());
    if user.verified.is_some() {
        return (Phase::Passed, newest.is_some());
    }
    let Some(connection) = newest else {
        let answered = user.quiz.as_ref().is_some_and(|quiz| quiz.used);
        return (if answered { Phase::Refused } else { Phase::Asked }, false);
    };
    let phase = if connection.used {
        Phase::Refused
    } else if connection.tries.is_spent() {
        Phase::Locked
    } else if now.mono >= connection.expires {
        Phase::TooLate
    } else if connection.tries.wrong > 0 {
        Phase::WrongCode
    } else {
        Phase::Asked
    };
    (phase, true)
}
