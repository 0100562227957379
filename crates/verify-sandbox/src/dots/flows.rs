//! Flows: their steps as they are asked for, and how answers show them.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::choices::{DotsChoices, FlowShape, FlowTimes, MissingOption, OnboardStep, OtherSteps};
use super::form::Form;
use crate::engine::call::Call;
use crate::tenant::Context;

/// In the guide, not in the schema.
pub(crate) const ONBOARD: &str = "onboard";
/// Steps the page of the sandbox has screens of its own for.
const OWN: [&str; 4] = ["compliance", "manage-payouts", "id-verification", "redirect"];
/// Steps that have a button that stands for all of them.
const SIMULATED: [&str; 4] = ["manage-payments", "payout", "background-check", "pdf-form-fill"];

/// A step, with its options.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct FlowStep {
    pub(crate) name: String,
    #[serde(with = "crate::state::text")]
    options: Map<String, Value>,
}

impl FlowStep {
    fn flag(&self, name: &str) -> Option<bool> {
        self.options.get(name).and_then(Value::as_bool)
    }

    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.flag(name).unwrap_or(false)
    }

    /// Documented to be on.
    pub(crate) fn offers_auto_payout(&self) -> bool {
        self.flag("auto_payout_enabled").unwrap_or(true)
    }

    pub(crate) fn redirect_url(&self) -> Option<&str> {
        self.options.get("redirect_url").and_then(Value::as_str)
    }
}

/// A flow.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Flow {
    pub(crate) id: String,
    pub(crate) created: SystemTime,
    pub(crate) updated: SystemTime,
    /// The creation, on the monotonic clock.
    #[serde(with = "crate::state::time")]
    pub(crate) began: Duration,
    pub(crate) user_id: Option<String>,
    /// The request named the user.
    pub(crate) of_known_user: bool,
    pub(crate) require_auth: bool,
    pub(crate) hide_dashboard: bool,
    pub(crate) steps: Vec<FlowStep>,
    /// How many of the steps are completed: they are made in order.
    pub(crate) completed: usize,
    #[serde(with = "crate::state::text")]
    pub(crate) metadata: Option<Value>,
}

impl Flow {
    /// The step that is to be made.
    pub(crate) fn step(&self) -> Option<&FlowStep> {
        self.steps.get(self.completed)
    }

    pub(crate) fn completed_steps(&self) -> &[FlowStep] {
        self.steps.get(..self.completed).unwrap_or_default()
    }

    /// The step made last.
    pub(crate) fn last(&self) -> Option<&FlowStep> {
        self.steps.get(self.completed.checked_sub(1)?)
    }
}

/// The address of the hosted page.
pub(crate) fn link(context: &Context, id: &str) -> String {
    format!("{}/dots-flow/flow/{id}", context.base_url)
}

/// As answers show it.
pub(crate) fn record(flow: &Flow, choices: &DotsChoices, context: &Context, call: &mut Call) -> Value {
    call.rests_on("flow_shape");
    call.rests_on("flow_times");
    let names = |steps: &[FlowStep]| steps.iter().map(|step| step.name.clone()).collect::<Vec<_>>();
    let mut shown = json!({
        "id": flow.id,
        "created": time(flow.created, choices),
        "user_id": flow.user_id,
        "steps": names(&flow.steps),
        "completed_steps": names(flow.completed_steps()),
        "link": link(context, &flow.id),
    });
    if choices.flow_shape != FlowShape::Overview {
        shown["metadata"] = json!(flow.metadata);
    }
    if choices.flow_shape != FlowShape::Schema {
        shown["payout_link_id"] = Value::Null;
    }
    if choices.flow_shape == FlowShape::Overview {
        shown["updated"] = json!(time(flow.updated, choices));
    }
    shown
}

fn time(at: SystemTime, choices: &DotsChoices) -> String {
    let stamp = Timestamp::try_from(at).unwrap_or_default();
    match choices.flow_times {
        FlowTimes::WithoutOffset => stamp.strftime("%Y-%m-%dT%H:%M:%S%.6f").to_string(),
        FlowTimes::Utc => stamp.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
    }
}

/// `steps`, each a name or an object with options.
pub(crate) fn steps(form: &mut Form<'_, '_>) -> Vec<FlowStep> {
    let Some(given) = form.field("steps") else {
        form.problem("steps is missing");
        return Vec::new();
    };
    let Some(items) = given.as_array() else {
        form.problem("steps must be a list");
        return Vec::new();
    };
    for (index, item) in items.iter().enumerate() {
        if items[..index].contains(item) {
            form.problem(format!("steps[{index}] is in the list twice"));
        }
    }
    items.iter().enumerate().filter_map(|(index, item)| step(form, index, item)).collect()
}

fn step(form: &mut Form<'_, '_>, index: usize, item: &Value) -> Option<FlowStep> {
    let path = format!("steps[{index}]");
    let options = match item {
        Value::String(_) => Map::new(),
        Value::Object(fields) => fields.clone(),
        _ => {
            form.problem(format!("{path} must be a name or an object"));
            return None;
        }
    };
    let Some(name) = item.as_str().or_else(|| options.get("name")?.as_str()) else {
        form.problem(format!("{path}.name must be the name of a step"));
        return None;
    };
    check_name(form, &path, name);
    check_options(form, &path, &options);
    check_missing(form, &path, name, &options);
    Some(FlowStep { name: name.to_owned(), options })
}

fn check_name(form: &mut Form<'_, '_>, path: &str, name: &str) {
    let refused = if name == ONBOARD {
        form.desk.call.rests_on("onboard_step");
        form.desk.choices.onboard_step == OnboardStep::Refuse
    } else if SIMULATED.contains(&name) {
        form.desk.call.rests_on("other_steps");
        form.desk.choices.other_steps == OtherSteps::Refuse
    } else {
        !OWN.contains(&name)
    };
    if refused {
        form.problem(format!("{path} is not one of {}, {}", OWN.join(", "), SIMULATED.join(", ")));
    }
}

fn check_options(form: &mut Form<'_, '_>, path: &str, options: &Map<String, Value>) {
    let mut unknown = Vec::new();
    for (name, value) in options {
        let (fits, what) = match name.as_str() {
            "name" => (true, ""),
            "auto_payout_enabled"
            | "hide_continue_button"
            | "require_default_payout_method"
            | "require_auto_payout_method" => (value.is_boolean(), "true or false"),
            "redirect_url" => (value.as_str().is_some_and(is_redirect_url), "an address as published"),
            "template_id" => (value.is_string(), "a string"),
            "payout_fee_party" => (matches!(value.as_str(), Some("platform" | "user")), "platform or user"),
            _ => {
                unknown.push(format!("{path}.{name}"));
                continue;
            }
        };
        if !fits {
            form.problem(format!("{path}.{name} must be {what}"));
        }
    }
    form.refuse_unknown(&unknown);
}

fn check_missing(form: &mut Form<'_, '_>, path: &str, name: &str, options: &Map<String, Value>) {
    let needed = match name {
        "redirect" => "redirect_url",
        "pdf-form-fill" => "template_id",
        _ => return,
    };
    if options.contains_key(needed) {
        return;
    }
    form.desk.call.rests_on("missing_option");
    if form.desk.choices.missing_option == MissingOption::Refuse {
        form.problem(format!("{path}.{needed} is missing"));
    }
}

/// The published pattern: scheme, a host with a dot, and up to six letters or digits behind one of its dots.
fn is_redirect_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let of_host = |byte: &u8| byte.is_ascii_alphanumeric() || b"-@:%._+~#=".contains(byte);
    let host: Vec<u8> = rest.bytes().take_while(of_host).take(260).collect();
    let ends_a_word = |at: usize| {
        let is_word =
            |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        is_word(rest.as_bytes().get(at.wrapping_sub(1))) != is_word(rest.as_bytes().get(at))
    };
    let of_end = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    (1..host.len().min(257)).filter(|at| host[*at] == b'.').any(|dot| {
        let longest = (1..=6).take_while(|length| of_end(dot + length)).last().unwrap_or(0);
        (1..=longest).any(|length| ends_a_word(dot + length + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirect_urls_are_those_of_the_published_pattern() {
        for text in ["https://example.com", "http://www.example.com/a?b=c", "http://127.0.0.1:8080/done"] {
            assert!(is_redirect_url(text), "{text}");
        }
        for text in
            ["example.com", "ftp://example.com", "http://localhost:3000", "https://.com", "https://a."]
        {
            assert!(!is_redirect_url(text), "{text}");
        }
    }
}
