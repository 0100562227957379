//! The host of the hosted page: the page itself, and the steps it makes. Only a POST changes anything, so that previews and
//! scanners of links do not use them up.

use http::header;
use serde_json::Value;

use super::super::PAGE;
use super::super::simulator::Simulator;
use super::booth::{self, Booth};
use super::error::{ConnectError, ConnectErrorKind};
use super::verbs;
use crate::engine::call::Call;
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

const HTML: &str = include_str!("../page/index.html");
const SCRIPT: &str = include_str!("../page/connect.js");
const STYLE: &str = include_str!("../page/connect.css");

/// Frames are not restricted: applications embed the page.
const OWN_FILES_ONLY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                              img-src data:; base-uri 'none'; form-action 'none'";

macro_rules! operations {
    ($($constant:ident: $name:literal, [$($method:literal $template:literal),*];)*) => {
        $(
            static $constant: Operation = Operation {
                name: concat!("finicity.", $name),
                routes: &[$(Route { method: $method, template: $template }),*],
                hosts: &[PAGE],
            };
        )*

        /// The operations of the page's host.
        pub(crate) static OPERATIONS: &[&Operation] = &[$(&$constant),*];
    };
}

operations! {
    SHOW: "page", ["GET" "", "GET" "/"];
    ASSET: "page_asset", ["GET" "/assets/{file}"];
    OPEN: "page_open", ["POST" "/sessions"];
    SEARCH: "page_search", ["POST" "/sessions/{sessionId}/search"];
    CHOOSE: "page_institution", ["POST" "/sessions/{sessionId}/institution"];
    SIGN_IN: "page_sign_in", ["POST" "/sessions/{sessionId}/sign-in"];
    MFA: "page_mfa", ["POST" "/sessions/{sessionId}/mfa"];
    ADD: "page_accounts", ["POST" "/sessions/{sessionId}/accounts"];
    REMOVE: "page_remove_accounts", ["POST" "/sessions/{sessionId}/remove-accounts"];
    DONE: "page_done", ["POST" "/sessions/{sessionId}/done"];
    CANCEL: "page_cancel", ["POST" "/sessions/{sessionId}/cancel"];
    FAIL: "page_error", ["POST" "/sessions/{sessionId}/error"];
}

/// Answers a request of the page's host.
pub(crate) fn answer(simulator: &Simulator, operation: &'static Operation, call: &mut Call) -> Answer {
    let answer = if std::ptr::eq(operation, &raw const SHOW) {
        page()
    } else if std::ptr::eq(operation, &raw const ASSET) {
        asset(call.param("file").unwrap_or_default())
    } else {
        act(simulator, operation, call)
    };
    answer.header(header::CACHE_CONTROL, "no-store").header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
}

fn page() -> Answer {
    Answer::other(
        200,
        "text/html; charset=utf-8",
        HTML,
        "The page; what the link opens is asked for by a POST.",
    )
    .header(header::CONTENT_SECURITY_POLICY, policy(HTML))
}

/// The page states its own policy, with the hashes of what stands in it.
fn policy(html: &'static str) -> &'static str {
    let stated = html.split_once("http-equiv=\"Content-Security-Policy\" content=\"");
    stated.and_then(|(_, rest)| rest.split_once('"')).map_or(OWN_FILES_ONLY, |(policy, _)| policy)
}

fn asset(file: &str) -> Answer {
    match file {
        "connect.js" => Answer::other(200, "text/javascript; charset=utf-8", SCRIPT, "The page's script."),
        "connect.css" => Answer::other(200, "text/css; charset=utf-8", STYLE, "The page's style."),
        _ => {
            let error = ConnectError::new(ConnectErrorKind::Unknown, "the page has no such file");
            Answer::new(404, error.body(), "The page has no such file.")
        }
    }
}

fn act(simulator: &Simulator, operation: &'static Operation, call: &mut Call) -> Answer {
    let body = call.fields.whole().unwrap_or(Value::Null);
    let opens = std::ptr::eq(operation, &raw const OPEN);
    let id = call.param("sessionId").unwrap_or_default().to_owned();
    let verb = operation.routes.first().and_then(|route| route.template.rsplit('/').next());
    let work = |booth: &mut Booth<'_>| {
        if opens { Some(verbs::open(booth, &body)) } else { verbs::run(booth, &id, verb?, &body) }
    };
    let (outcome, choices) = booth::step(simulator, call.now, work);
    for choice in choices {
        call.rests_on(choice);
    }
    let no_verb = || Err(ConnectError::invalid("a session has no such step"));
    match outcome.unwrap_or_else(no_verb) {
        Ok(body) if opens => Answer::new(201, body, "A session of the link was started."),
        Ok(body) => Answer::new(200, body, "The step was made."),
        Err(error) => {
            Answer::new(error.kind().status(), error.body(), format!("The step was refused: {error}."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_has_the_policy_of_the_page() {
        let policy = policy(HTML);
        assert!(policy.contains("default-src 'none'") && !policy.contains("frame-ancestors"), "{policy}");
        assert_eq!(super::policy("<html>"), OWN_FILES_ONLY);
    }
}
