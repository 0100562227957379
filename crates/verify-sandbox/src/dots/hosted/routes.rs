//! The host of the hosted page: the page itself, and the steps it makes. Only a POST changes anything, so that previews and
//! scanners of links do not use them up.

use http::header;

use super::super::PAGE;
use super::super::desk::Desk;
use super::super::simulator::Simulator;
use super::error::FlowError;
use super::verbs::{self, Verb};
use super::view::FlowView;
use crate::engine::call::Call;
use crate::engine::lock;
use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;

const HTML: &str = include_str!("../page/index.html");
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Name, type and text of what the page loads.
const ASSETS: [(&str, &str, &str); 6] = [
    ("flow.css", "text/css; charset=utf-8", include_str!("../page/flow.css")),
    ("flow.js", SCRIPT, include_str!("../page/flow.js")),
    ("screen.js", SCRIPT, include_str!("../page/screen.js")),
    ("tax.js", SCRIPT, include_str!("../page/tax.js")),
    ("payouts.js", SCRIPT, include_str!("../page/payouts.js")),
    ("styles.js", SCRIPT, include_str!("../page/styles.js")),
];

/// Frames are not restricted: applications embed the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
                      base-uri 'none'; form-action 'none'";

macro_rules! operations {
    ($($constant:ident: $name:literal, $method:literal $template:literal;)*) => {
        $(
            static $constant: Operation = Operation {
                name: concat!("dots.", $name),
                routes: &[Route { method: $method, template: $template }],
                hosts: &[PAGE],
            };
        )*

        /// The operations of the page's host.
        pub(crate) static OPERATIONS: &[&Operation] = &[$(&$constant),*];
    };
}

operations! {
    SHOW: "page", "GET" "/flow/{flow_id}";
    ASSET: "page_asset", "GET" "/flow/assets/{file}";
    OPEN: "page_open", "POST" "/flow/{flow_id}/sessions";
    PERSON: "page_person", "POST" "/flow/{flow_id}/sessions/{session_id}/person";
    SEND_CODE: "page_send_code", "POST" "/flow/{flow_id}/sessions/{session_id}/send-code";
    VERIFY: "page_verify", "POST" "/flow/{flow_id}/sessions/{session_id}/verify";
    START_OVER: "page_start_over", "POST" "/flow/{flow_id}/sessions/{session_id}/start-over";
    COMPLIANCE: "page_compliance", "POST" "/flow/{flow_id}/sessions/{session_id}/compliance";
    PAYOUT_METHOD: "page_payout_method", "POST" "/flow/{flow_id}/sessions/{session_id}/payout-method";
    PAYOUTS: "page_payouts", "POST" "/flow/{flow_id}/sessions/{session_id}/payouts";
    IDENTITY: "page_identity", "POST" "/flow/{flow_id}/sessions/{session_id}/identity";
    CONTINUE: "page_continue", "POST" "/flow/{flow_id}/sessions/{session_id}/continue";
}

/// Answers a request of the page's host.
pub(crate) fn answer(simulator: &Simulator, operation: &'static Operation, call: &mut Call) -> Answer {
    let answer = if std::ptr::eq(operation, &raw const SHOW) {
        page(call)
    } else if std::ptr::eq(operation, &raw const ASSET) {
        asset(call.param("file").unwrap_or_default())
    } else {
        let segment = operation.routes.first().and_then(|route| route.template.rsplit('/').next());
        match segment.and_then(Verb::find) {
            Some(verb) => made(verb, act(simulator, call, verb)),
            None => {
                Answer::new(404, FlowError::unknown("a session has no such step").body(), "No such step.")
            }
        }
    };
    answer.header(header::CACHE_CONTROL, "no-store").header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
}

fn page(call: &mut Call) -> Answer {
    // The script reads them, as the documents have it.
    let styled = !call.fields.query("styles").is_empty();
    let why = if styled {
        "The page; its script applies what it knows of ?styles=."
    } else {
        "The page; what the flow is at is asked for by a POST."
    };
    Answer::other(200, "text/html; charset=utf-8", HTML, why).header(header::CONTENT_SECURITY_POLICY, POLICY)
}

fn asset(file: &str) -> Answer {
    if let Some((_, kind, text)) = ASSETS.iter().find(|(name, _, _)| *name == file) {
        return Answer::other(200, kind, *text, "A file of the page.");
    }
    let error = FlowError::unknown("the page has no such file");
    Answer::new(404, error.body(), "The page has no such file.")
}

/// Does it, whoever asks for it.
pub(super) fn act(simulator: &Simulator, call: &mut Call, verb: Verb) -> Result<FlowView, FlowError> {
    let choices = lock(&simulator.choices).clone();
    let mut state = lock(&simulator.state);
    let mut desk = Desk { state: &mut state, choices: &choices, call, context: &simulator.context };
    verbs::run(&mut desk, verb)
}

fn made(verb: Verb, outcome: Result<FlowView, FlowError>) -> Answer {
    match outcome {
        Ok(view) => {
            let (status, why) = match verb {
                Verb::Open => (201, "The flow was opened."),
                _ => (200, "The step was made."),
            };
            Answer::new(status, serde_json::to_value(view).unwrap_or_default(), why)
        }
        Err(error) => {
            Answer::new(error.kind().status(), error.body(), format!("The step was refused: {error}"))
        }
    }
}
