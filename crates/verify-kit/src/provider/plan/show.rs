//! A planned request as people and programs read it, redacted.

use http::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};

use super::recorder::{Planned, Recorded};
use super::shown::Shown;
use super::wire_json::Json;
use crate::exit::Failure;
use crate::output;
use crate::provider::Act;

/// What is known besides the request.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    pub(super) provider: &'static str,
    pub(super) shown: Shown,
    pub(super) basic: Option<[&'static str; 2]>,
    pub(super) live: bool,
    pub(super) repeats: bool,
}

/// Prints the lines.
pub(super) fn lines(recorded: &Recorded, about: About) -> Result<(), Failure> {
    let call = &recorded.call;
    output::out(format_args!("{} {}", call.method, about.shown.url(&call.url)))?;
    for (name, value) in Shown::headers(&call.headers, about.basic) {
        output::out(format_args!("{name}: {value}"))?;
    }
    let Some(body) = body(call, about.shown) else { return Ok(()) };
    output::out("")?;
    output::out(pretty(&body)?)
}

/// Prints one object.
pub(super) fn object(recorded: &Recorded, about: About) -> Result<(), Failure> {
    let Recorded { act, login, call } = recorded;
    let headers: Map<String, Value> = Shown::headers(&call.headers, about.basic)
        .into_iter()
        .map(|(name, value)| (name, value.into()))
        .collect();
    let login =
        login.as_ref().map(|login| json!({"method": login.method, "url": about.shown.url(&login.url)}));
    let fields = [
        ("dry_run", json!(true)),
        ("provider", json!(about.provider)),
        ("operation", json!(call.operation)),
        ("effect", json!(act.map(Act::does))),
        ("live", json!(about.live)),
        ("repeats", json!(about.repeats)),
        ("login", json!(login)),
        ("method", json!(call.method)),
        ("url", json!(about.shown.url(&call.url))),
        ("headers", Value::Object(headers)),
    ];
    let mut object: Vec<(String, Json)> = Vec::new();
    for (name, value) in fields {
        object.push((name.to_owned(), serde_json::from_value(value).map_err(unwritable)?));
    }
    object.push(("body".to_owned(), body(call, about.shown).unwrap_or(Json::Null)));
    output::json(&Json::Object(object))
}

/// What the call would do, and that it did not.
pub(super) fn say_what_it_does(recorded: &Recorded, about: About) {
    if let Some(login) = &recorded.login {
        let url = about.shown.url(&login.url);
        output::talk(format_args!("A login comes first: {} {url}", login.method));
    }
    if about.repeats {
        output::talk("This request is made again and again, until what is waited for is there.");
    }
    let act =
        recorded.act.map_or_else(|| "the call".to_owned(), |act| format!("{} {}", act.name(), act.does()));
    output::talk(format_args!("Nothing was sent. In earnest {act}."));
}

fn body(request: &Planned, shown: Shown) -> Option<Json> {
    let text = std::str::from_utf8(&request.body).ok().filter(|text| !text.is_empty())?;
    let kind = request.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    Some(match serde_json::from_str(text) {
        _ if kind.starts_with("application/x-www-form-urlencoded") => shown.form(text),
        Ok(json) => shown.body(json),
        Err(_) => Json::text("[redacted]"),
    })
}

fn pretty(body: &Json) -> Result<String, Failure> {
    serde_json::to_string_pretty(body).map_err(unwritable)
}

fn unwritable(_: serde_json::Error) -> Failure {
    Failure::failed("the request cannot be written as JSON")
}
