//! Links over the control API: the same that [`super::SentLink`] does.

use std::net::IpAddr;

use serde_json::{Value, json};

use super::super::phone::LineType;
use super::super::simulator::Simulator;
use super::error::LinkError;
use super::open::OpenedBy;
use super::sent;
use crate::control::{Command, Problem};

type Outcome = Result<Value, Problem>;

/// Answers; `None` when there is no such path.
pub(crate) fn control(simulator: &Simulator, path: &[&str], command: &Command<'_>) -> Option<Outcome> {
    match (command.method, path) {
        ("GET", ["links"]) => Some(Ok(json!({"links": sent::links(simulator)}))),
        ("POST", ["open-link"]) => Some(open(simulator, command)),
        ("POST", ["preview-link"]) => Some(preview(simulator, command)),
        ("POST", ["set-line-type"]) => Some(set_line_type(simulator, command)),
        _ => None,
    }
}

/// Which link is meant.
fn link(simulator: &Simulator, command: &Command<'_>) -> Result<String, Problem> {
    let what = "add ?requestId= with what Send Link answered; GET links lists them";
    let id = command.query.get("requestId").ok_or_else(|| Problem::bad("requestId is missing", what))?;
    let found = sent::one_time_id(simulator, |link| link.request_id == id);
    found.ok_or_else(|| Problem::not_found("there is no such link", what))
}

fn refused(error: LinkError) -> Problem {
    let status = if error == LinkError::Unknown { 404 } else { 410 };
    Problem::new(status, error.to_string(), "send a new link; GET links shows what became of this one")
}

fn open(simulator: &Simulator, command: &Command<'_>) -> Outcome {
    let what =
        "add &as= with carrier, wifi or other-device, and &ip= with the device's address if it matters";
    let link = link(simulator, command)?;
    let by = command.query.get("as").and_then(OpenedBy::parse);
    let by = by.ok_or_else(|| Problem::bad("as is missing or unknown", what))?;
    let ip = command.query.get("ip").map(str::parse::<IpAddr>).transpose();
    let ip = ip.map_err(|_| Problem::bad("ip is no IP address", what))?;
    let redirect = sent::open(simulator, &link, by, ip).map_err(refused)?;
    Ok(json!({"redirect": redirect}))
}

fn preview(simulator: &Simulator, command: &Command<'_>) -> Outcome {
    sent::preview(simulator, &link(simulator, command)?).map_err(refused)?;
    Ok(json!({}))
}

fn set_line_type(simulator: &Simulator, command: &Command<'_>) -> Outcome {
    let what = "add &lineType= with Mobile, Landline, FixedVoIP or NonFixedVoIP";
    let link = link(simulator, command)?;
    let line_type = command.query.get("lineType").and_then(LineType::parse);
    let line_type = line_type.ok_or_else(|| Problem::bad("lineType is missing or unknown", what))?;
    sent::set_line_type(simulator, &link, line_type).map_err(refused)?;
    Ok(json!({}))
}
