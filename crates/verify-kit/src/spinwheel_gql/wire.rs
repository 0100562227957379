//! How the requests look on the wire, for `--data`: what the variables are called.

use serde_json::{Value, json};

use crate::exit::Failure;
use crate::provider::{Fields, Wire, fields};

pub(crate) const WIRE: Wire = Wire {
    names: &[
        ("reqOrgContactId", "contact-id"),
        ("phoneNumber", "phone"),
        ("dateOfBirth", "birth-date"),
        ("dob", "birth-date"),
        ("verificationCode", "code"),
        ("addressLine1", "street"),
        ("addressLine2", "line-2"),
        ("creditReportSource", "source"),
        ("creditReportId", "report-id"),
        ("where.reqOrgContactId", "contact-id"),
        ("where.source", "source"),
        ("where.creditReportIds", "report-id"),
    ],
    own: &["grant_type", "client_id", "client_secret", "scope"],
    reshape,
    lists: &[],
};

fn reshape(all: &mut Fields, _: &str) -> Result<(), Failure> {
    fields::joined(all, "answers", ["questionId", "answerId"], "answer")?;
    order(all)
}

/// There is one order among the flags, by the time.
fn order(all: &mut Fields) -> Result<(), Failure> {
    let Some(Value::Array(order)) = all.get("order") else { return Ok(()) };
    let word = match order.as_slice() {
        [only] if *only == json!({"field": "createdAt", "direction": "ASC"}) => "oldest-first",
        [only] if *only == json!({"field": "createdAt", "direction": "DESC"}) => "newest-first",
        _ => return Err(Failure::usage("--data: order must be by createdAt alone, ASC or DESC")),
    };
    all.insert("order".to_owned(), Value::String(word.to_owned()));
    Ok(())
}
