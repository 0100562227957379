//! The address in the text message. Only a POST acts, so that previews and scanners of links do not use them up.

use std::net::IpAddr;

use http::{HeaderValue, header};

use super::super::API;
use super::super::choices::SignzyChoices;
use super::super::simulator::Simulator;
use super::super::state::State;
use super::error::LinkError;
use super::open::{self, OpenedBy};
use super::page::{self, Problem};
use crate::engine::call::Call;
use crate::engine::lock;
use crate::engine::provider::{Operation, Route};
use crate::engine::route::query_pairs;
use crate::engine::wire::Answer;

const TEMPLATE: &str = "/link/{oneTimeId}";

static SHOW: Operation = Operation {
    name: "signzy.link_page",
    routes: &[Route { method: "GET", template: TEMPLATE }, Route { method: "HEAD", template: TEMPLATE }],
    hosts: &[API],
};

static OPEN: Operation = Operation {
    name: "signzy.open_link",
    routes: &[Route { method: "POST", template: TEMPLATE }],
    hosts: &[API],
};

/// The operations of a browser.
pub(crate) static OPERATIONS: &[&Operation] = &[&SHOW, &OPEN];

/// Answers a request of a browser; `None` when the operation is none of its.
pub(crate) fn answer(
    simulator: &Simulator,
    operation: &'static Operation,
    call: &mut Call,
) -> Option<Answer> {
    let choices = lock(&simulator.choices).clone();
    let mut state = lock(&simulator.state);
    let answer = match operation.name {
        name if name == SHOW.name => show(&mut state, &choices, call),
        name if name == OPEN.name => act(&mut state, &choices, call),
        _ => return None,
    };
    Some(page::guarded(answer))
}

fn show(state: &mut State, choices: &SignzyChoices, call: &mut Call) -> Answer {
    let now = call.now;
    let Some(link) = state.by_one_time_id(call.param("oneTimeId").unwrap_or_default()) else {
        return over(LinkError::Unknown, choices, call);
    };
    match open::preview(link, now) {
        Ok(()) => {
            let why = "A preview: the page, and nothing is changed. Only a POST opens the link.";
            Answer::other(200, page::TYPE, page::landing(link, None), why)
        }
        Err(error) => over(error, choices, call),
    }
}

fn act(state: &mut State, choices: &SignzyChoices, call: &mut Call) -> Answer {
    let id = call.param("oneTimeId").unwrap_or_default().to_owned();
    let pairs = query_pairs(&String::from_utf8_lossy(&call.body));
    let given = |name: &str| {
        let found = pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    let ip = given("ip").map(str::parse::<IpAddr>).transpose();
    let (Some(by), Ok(ip)) = (given("as").and_then(OpenedBy::parse), &ip) else {
        let problem = match given("ip") {
            Some(text) if ip.is_err() => Problem::NoAddress(text),
            _ => Problem::NoWay,
        };
        return wrong_form(state, choices, call, &id, problem);
    };
    match open::open(state, choices, call.now, &id, (by, *ip)) {
        Ok(url) => {
            call.rests_on("vfp_parameter");
            redirect(&url, format!("The link is used now ({}); the phone goes to targetUrl.", by.as_str()))
        }
        Err(error) => over(error, choices, call),
    }
}

fn redirect(url: &str, why: String) -> Answer {
    let mut answer = Answer::other(303, page::TYPE, "", why);
    // Only what fits into a header is taken as a targetUrl.
    answer.headers.extend(HeaderValue::from_str(url).ok().map(|url| (header::LOCATION, url)));
    answer
}

/// The page again, with what is wrong; nothing is changed.
fn wrong_form(
    state: &mut State,
    choices: &SignzyChoices,
    call: &mut Call,
    id: &str,
    problem: Problem<'_>,
) -> Answer {
    let why = match problem {
        Problem::NoAddress(_) => "The field ip is no IP address; nothing is changed.",
        Problem::NoWay => "The field as is not carrier, wifi or other-device; nothing is changed.",
    };
    let found = state.by_one_time_id(id).ok_or(LinkError::Unknown);
    match found.and_then(|link| open::check(link, call.now).map(|()| link)) {
        Ok(link) => Answer::other(400, page::TYPE, page::landing(link, Some(problem)), why),
        Err(error) => over(error, choices, call),
    }
}

fn over(error: LinkError, choices: &SignzyChoices, call: &mut Call) -> Answer {
    let status = if error == LinkError::Unknown {
        404
    } else {
        call.rests_on("over_page_status");
        choices.over_page_status
    };
    Answer::other(status, page::TYPE, page::over(error), format!("Nothing is changed: {error}."))
}
