//! `kbaQuestions`: asks what only the right person can answer.

use serde_json::{Value, json};

use super::operation;
use crate::debtcore::desk::{Desk, Done, Endpoint, Handled};

pub(super) static ENDPOINT: Endpoint =
    Endpoint { operation: operation("debtcore.kba_questions"), field: "kbaQuestions", run };

fn run(desk: &mut Desk<'_>) -> Handled {
    let body = body(desk);
    desk.finish()?;
    let mut told = desk.spinwheel("spinwheel.start_kba", None, body)?;
    let questions = told["kba"]["questions"].take();
    let why = "Questions were asked; the right answers are on the handle and the control API.";
    Ok(Done::data(json!({"questions": questions}), why))
}

fn body(desk: &mut Desk<'_>) -> Value {
    let zip = desk.zip("input.zip");
    // Spinwheel takes five digits; the rest of nine is an extension of its own.
    let (zip, extension) = zip.split_at_checked(5).unwrap_or((&zip, ""));
    let mut address = json!({
        "addressLine1": desk.text("input.addressLine1"),
        "city": desk.text("input.city"),
        "state": desk.home_state("input.state"),
        "zip": zip,
    });
    let extension = extension.trim_start_matches('-');
    if !extension.is_empty() {
        address["zipExtension"] = json!(extension);
    }
    for part in ["addressLine2", "zipExtension"] {
        if let Some(text) = desk.optional(&format!("input.{part}")) {
            address[part] = json!(text);
        }
    }
    json!({
        "firstName": desk.text("input.firstName"),
        "lastName": desk.text("input.lastName"),
        "dateOfBirth": desk.date("input.dateOfBirth"),
        "ssn": desk.ssn("input.ssn"),
        "address": address,
        "extUserId": desk.text("input.reqOrgContactId"),
    })
}
