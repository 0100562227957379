//! How the requests look on the wire, for `--data`.

use std::time::{Duration, UNIX_EPOCH};

use finicity_connect::Timestamp;
use serde_json::Value;

use crate::exit::Failure;
use crate::provider::{Fields, Wire, fields};

pub(crate) const WIRE: Wire = Wire {
    names: &[
        ("birthday", "birth-date"),
        ("email.to", "to"),
        ("email.from", "from"),
        ("email.subject", "subject"),
        ("email.firstName", "first-name"),
        ("email.supportPhone", "support-phone"),
        ("email.institutionName", "institution-name"),
        ("email.institutionAddress", "institution-address"),
        ("email.signature", "signature-line"),
        ("singleUseUrl", "single-use"),
        ("newPartnerSecret", "new-secret"),
    ],
    own: &["partnerId", "partnerSecret"],
    reshape,
    lists: &[],
};

fn reshape(all: &mut Fields, _: &str) -> Result<(), Failure> {
    birthday(all)?;
    from_date(all)?;
    borrowers(all)?;
    // What is not shown on the report cannot be said by a flag.
    fields::listed(all, "reportCustomFields", "report-field", |mut field| {
        let shown = fields::take(&mut field, "shown").is_none_or(|shown| shown == Value::Bool(true));
        let label = fields::scalar(&fields::take(&mut field, "label")?)?;
        let value = fields::scalar(&fields::take(&mut field, "value")?)?;
        (shown && field.is_empty()).then(|| format!("{label}={value}"))
    })?;
    if let Some(Value::Bool(immediate)) = fields::take_if(all, "immediate", Value::is_boolean) {
        all.insert("grace-period".to_owned(), Value::Bool(!immediate));
    }
    Ok(())
}

/// Three numbers, in place of a date.
fn birthday(all: &mut Fields) -> Result<(), Failure> {
    let Some(mut parts) = fields::take_object(all, "birthday") else { return Ok(()) };
    let mut number = |name| fields::take(&mut parts, name)?.as_u64();
    let (Some(year), Some(month), Some(day)) = (number("year"), number("month"), number("dayOfMonth")) else {
        return Err(Failure::usage("--data: birthday must have the numbers year, month and dayOfMonth"));
    };
    all.insert("birth-date".to_owned(), Value::String(format!("{year:04}-{month:02}-{day:02}")));
    Ok(())
}

/// Seconds since 1970, in place of a date.
fn from_date(all: &mut Fields) -> Result<(), Failure> {
    let Some(Value::Number(seconds)) = all.get("fromDate") else { return Ok(()) };
    let whole_day = seconds.as_u64().filter(|seconds| seconds % 86_400 == 0);
    let time = whole_day.and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
    let day = time.map(|time| Timestamp::from(time).to_string().chars().take(10).collect());
    let day = day.ok_or_else(|| Failure::usage("--data: fromDate must be the start of a day in UTC"))?;
    all.insert("fromDate".to_owned(), Value::String(day));
    Ok(())
}

/// Two people, each with a role.
fn borrowers(all: &mut Fields) -> Result<(), Failure> {
    let Some(people) = fields::take_list(all, "borrowers") else { return Ok(()) };
    let wrong = || {
        Failure::usage(
            "--data: borrowers must have customerId, consumerId and a type: primary or jointBorrower",
        )
    };
    for person in people {
        let Value::Object(mut person) = person else { return Err(wrong()) };
        let mut text = |name| fields::take_scalar(&mut person, name);
        let flag = match text("type").as_deref() {
            Some("primary") => "primary",
            Some("jointBorrower") => "joint",
            _ => return Err(wrong()),
        };
        let (Some(customer), Some(consumer)) = (text("customerId"), text("consumerId")) else {
            return Err(wrong());
        };
        if !person.is_empty() {
            return Err(wrong());
        }
        all.insert(flag.to_owned(), Value::String(format!("{customer}={consumer}")));
    }
    Ok(())
}
