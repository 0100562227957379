//! The schema of a server.

use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Request};
use serde_json::{Value, json};
use verify_core::{BaseUrl, Clock, Exchange, ReqwestTransport, SystemClock, Transport};

use super::QUERY;
use crate::problem::{Outcome, Problem};

const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(45);

/// Asks a server.
pub(super) fn fetch(url: &str, headers: &[String]) -> Outcome<Value> {
    let base = url.parse::<BaseUrl>().map_err(|error| about_url(error.to_string()))?;
    let headers = parse(headers, &|name| std::env::var(name).ok())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| about_url(error.to_string()))?;
    let transport = ReqwestTransport::new(std::slice::from_ref(&base), CONNECT);
    let transport = transport.map_err(|error| about_url(error.to_string()))?;
    runtime.block_on(ask(&transport, &SystemClock, &base, headers))
}

async fn ask(
    transport: &dyn Transport,
    clock: &dyn Clock,
    url: &BaseUrl,
    headers: Vec<(HeaderName, HeaderValue)>,
) -> Outcome<Value> {
    let body = json!({ "query": QUERY, "operationName": "IntrospectionQuery", "variables": {} });
    let mut request = Request::post(url.as_str())
        .header(CONTENT_TYPE, "application/json")
        .header(ACCEPT, "application/json")
        .body(body.to_string().into())
        .map_err(|error| about_url(error.to_string()))?;
    request.headers_mut().extend(headers);
    let exchange = Exchange::new("introspect", false);
    let answer = tokio::select! {
        answer = transport.send(request, &exchange) => answer.map_err(|error| about_url(error.to_string()))?,
        () = clock.timeout(WHOLE) => return Err(about_url("no answer came in time".to_owned())),
    };
    serde_json::from_slice(answer.body())
        .map_err(|_| about_url(format!("the answer, of status {}, is not JSON", answer.status().as_u16())))
}

/// Why an answer holds no schema.
pub(super) fn why_none(answer: &Value) -> String {
    match answer.pointer("/errors/0/message").and_then(Value::as_str) {
        Some(message) => format!("the server refuses: {message}"),
        None => "the answer holds no schema".to_owned(),
    }
}

/// `Name: value`, where a word `$NAME` of the value stands for a variable of the environment.
fn parse(
    headers: &[String],
    variable: &dyn Fn(&str) -> Option<String>,
) -> Outcome<Vec<(HeaderName, HeaderValue)>> {
    let problem = |wrong: &str, todo: &str| Problem::with_argument("--header", wrong, todo);
    let form = || problem("is no header", "write it as `Name: value`, or `Name: Bearer $TOKEN`");
    let mut parsed = Vec::new();
    for header in headers {
        let (name, value) = header.split_once(':').ok_or_else(form)?;
        let mut words = Vec::new();
        for word in value.split_whitespace() {
            words.push(match word.strip_prefix('$') {
                Some(name) => variable(name).ok_or_else(|| {
                    problem(&format!("names {word}, which is not set"), "export the variable")
                })?,
                None => word.to_owned(),
            });
        }
        let name = name.trim().parse::<HeaderName>().map_err(|_| form())?;
        let mut value = words.join(" ").parse::<HeaderValue>().map_err(|_| form())?;
        value.set_sensitive(true);
        parsed.push((name, value));
    }
    Ok(parsed)
}

/// The address itself is left out: it may hold a secret.
fn about_url(wrong: String) -> Problem {
    Problem::with_argument("--url", wrong, "check the address and the headers, and that the server runs")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use verify_testkit::{ManualClock, Script};

    use super::{ask, fetch, parse, why_none};
    use crate::problem::Outcome;

    fn asked(script: &Script, headers: &[&str]) -> Outcome<Value> {
        let headers: Vec<_> = headers.iter().map(ToString::to_string).collect();
        let headers = parse(&headers, &|name| (name == "TOKEN").then(|| "s3cret".to_owned()))?;
        let url = "http://127.0.0.1:1/graphql".parse().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(ask(script, &ManualClock::frozen(), &url, headers))
    }

    #[test]
    fn posts_the_query_with_the_headers() {
        let script = Script::new();
        script.on("introspect").answer(200, "{\"data\":null}");
        let answer = asked(&script, &["Authorization: Bearer $TOKEN", "X-Two:  a  b"]).unwrap();
        assert_eq!(answer, json!({ "data": null }));
        let sent = script.last_request();
        let header = |name| sent.http().headers()[name].to_str().unwrap();
        assert_eq!(header("authorization"), "Bearer s3cret");
        assert_eq!(header("x-two"), "a b");
        assert_eq!(header("content-type"), "application/json");
        assert_eq!(sent.http().uri().path(), "/graphql");
        assert_eq!(sent.json()["operationName"], "IntrospectionQuery");
    }

    #[test]
    fn says_what_a_header_lacks() {
        let script = Script::new();
        let said = |headers: &[&str]| asked(&script, headers).unwrap_err().to_string();
        assert!(said(&["Authorization: $OTHER"]).contains("names $OTHER, which is not set → export"));
        assert!(said(&["no header"]).contains("write it as `Name: value`"));
        assert!(said(&["a b: c"]).contains("write it as `Name: value`"));
    }

    #[test]
    fn says_what_came_instead_of_a_schema() {
        let script = Script::new();
        script.on("introspect").answer(502, "<html>");
        let said = asked(&script, &[]).unwrap_err().to_string();
        assert!(said.contains("the answer, of status 502, is not JSON"), "{said}");
        let refused = json!({ "errors": [{ "message": "introspection is not allowed" }] });
        assert_eq!(why_none(&refused), "the server refuses: introspection is not allowed");
    }

    #[test]
    fn gives_up_when_no_answer_comes() {
        let clock = ManualClock::frozen();
        let script = Script::new().with_clock(&clock);
        script.on("introspect").never_answer();
        let url = "http://127.0.0.1:1/graphql".parse().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let said = runtime.block_on(ask(&script, &clock, &url, Vec::new())).unwrap_err().to_string();
        assert!(said.contains("no answer came in time"), "{said}");
    }

    #[test]
    fn refuses_plain_http_beyond_this_machine() {
        let said = fetch("http://api.example.com/graphql", &[]).unwrap_err().to_string();
        assert!(said.contains("http is for loopback addresses only"), "{said}");
    }
}
