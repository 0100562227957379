//! A planned request as a script for `sh` that sends the same with curl.

use http::header::{AUTHORIZATION, CONTENT_TYPE};

use super::blank::{Piece, TOKEN, pieces};
use super::recorder::{Planned, Recorded};
use super::sh::{quoted, word};

/// Writes a value as it stands between the quotes of JSON.
const JSON: &str = r#"json() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }"#;

/// What a script needs to know of a provider.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialect {
    /// The field of a login's answer that has the token.
    pub(super) token: &'static str,
    /// The variables with user name and password.
    pub(super) basic: Option<[&'static str; 2]>,
}

/// The script; `what` is its first line, after the `#`.
pub(super) fn script(recorded: &Recorded, what: &str, dialect: Dialect) -> String {
    let requests: Vec<&Planned> = recorded.login.iter().chain([&recorded.call]).collect();
    let variables = variables(&requests, dialect);
    let mut lines = vec!["#!/bin/sh".to_owned(), format!("# {what}"), "set -eu".to_owned()];
    lines.extend(variables.iter().map(|name| format!(": \"${{{name}:?}}\"")));
    if requests.iter().any(|request| !is_form(request) && has_variables(&text(request))) {
        lines.push(JSON.to_owned());
    }
    lines.push(String::new());
    if let Some(login) = &recorded.login {
        let find = format!("s/.*\"{}\" *: *\"\\([^\"]*\\)\".*/\\1/p", dialect.token);
        lines.push(format!("{TOKEN}=$("));
        lines.push(format!("{} |\n  sed -n {}", call(login, dialect), quoted(&find)));
        lines.push(")".to_owned());
        lines.push(format!("[ -n \"${TOKEN}\" ] || {{ echo 'The login gave no token.' >&2; exit 1; }}"));
        lines.push(String::new());
    }
    lines.push(call(&recorded.call, dialect));
    lines.join("\n")
}

/// The names of all that comes from the environment, in the order in which it is needed.
pub(super) fn variables(requests: &[&Planned], dialect: Dialect) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if name != TOKEN && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    for request in requests {
        let headers = request.headers.values().filter_map(|value| value.to_str().ok());
        let texts = [request.url.as_str()].into_iter().chain(headers);
        let body = text(request);
        for piece in texts.chain([body.as_str()]).flat_map(pieces) {
            if let Piece::Variable(name) = piece {
                add(name);
            }
        }
        if is_basic(request) {
            dialect.basic.into_iter().flatten().for_each(&mut add);
        }
    }
    names
}

fn call(request: &Planned, dialect: Dialect) -> String {
    let mut arguments = vec![
        format!("curl --silent --show-error --request {}", request.method),
        format!("--url {}", word(&request.url)),
    ];
    if let (true, Some([name, password])) = (is_basic(request), dialect.basic) {
        arguments.push(format!("--user \"${name}:${password}\""));
    }
    let mut headers: Vec<(&str, &str)> = request
        .headers
        .iter()
        .filter(|(name, _)| !(is_basic(request) && **name == AUTHORIZATION))
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect();
    headers.sort_unstable();
    arguments.extend(
        headers.iter().map(|(name, value)| format!("--header {}", word(&format!("{name}: {value}")))),
    );
    let (input, body) = body(request);
    arguments.extend(body);
    format!("{input}{}", arguments.join(" \\\n  "))
}

/// What is piped into curl, and the arguments for the body. Secrets are piped: arguments can be seen by others.
fn body(request: &Planned) -> (String, Vec<String>) {
    let text = text(request);
    if text.is_empty() {
        return (String::new(), Vec::new());
    }
    if is_form(request) {
        return form(&text);
    }
    if has_variables(&text) {
        let parts = pieces(&text).into_iter().map(|piece| match piece {
            Piece::Text(text) => quoted(text),
            Piece::Variable(name) => format!("\"$(json \"${name}\")\""),
        });
        let input = format!("printf '%s' {} |\n", parts.collect::<String>());
        return (input, vec!["--data-binary @-".to_owned()]);
    }
    (String::new(), vec![format!("--data-raw {}", quoted(&text))])
}

/// One secret is piped; what else comes from the environment is none.
fn form(body: &str) -> (String, Vec<String>) {
    let mut input = String::new();
    let mut arguments = Vec::new();
    for field in body.split('&') {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        arguments.push(match pieces(value).as_slice() {
            [Piece::Variable(variable)] if variable.ends_with("_SECRET") && input.is_empty() => {
                input = format!("printf '%s' \"${variable}\" |\n");
                format!("--data-urlencode {name}@-")
            }
            [Piece::Variable(variable)] => format!("--data-urlencode \"{name}=${variable}\""),
            _ => format!("--data-raw {}", quoted(field)),
        });
    }
    (input, arguments)
}

fn text(request: &Planned) -> String {
    String::from_utf8_lossy(&request.body).into_owned()
}

fn has_variables(text: &str) -> bool {
    pieces(text).iter().any(|piece| matches!(piece, Piece::Variable(_)))
}

fn is_form(request: &Planned) -> bool {
    let kind = request.headers.get(CONTENT_TYPE).map(http::HeaderValue::as_bytes);
    kind.is_some_and(|kind| kind.starts_with(b"application/x-www-form-urlencoded"))
}

fn is_basic(request: &Planned) -> bool {
    request.headers.get(AUTHORIZATION).is_some_and(|value| value.as_bytes().starts_with(b"Basic "))
}
