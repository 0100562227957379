//! `1099_adjustment`: one of two forms, without any other key.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::choices::FilingType;
use super::form::Form;

const PATH: &str = "1099_adjustment";
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The form the choice `filing_type` names.
pub(crate) fn form_name(filing: FilingType) -> &'static str {
    match filing {
        FilingType::Nec => "1099-NEC",
        FilingType::K => "1099-K",
    }
}

/// The adjustment, when it is there.
pub(crate) fn read(form: &mut Form<'_, '_>) -> Option<Value> {
    let given = form.field(PATH)?;
    let Some(fields) = given.as_object() else {
        form.problem(format!("{PATH} must be an object"));
        return None;
    };
    check_year(form, fields);
    let name = fields.get("form").and_then(Value::as_str).unwrap_or_default();
    let filed = form_name(form.desk.choices.filing_type);
    form.desk.call.rests_on("filing_type");
    let keys: &[&str] = match name {
        "1099-NEC" => {
            check_amount(form, fields, "amount", 1);
            &["year", "form", "amount"]
        }
        "1099-K" => {
            check_months(form, fields);
            if fields.contains_key("transaction_count") {
                check_amount(form, fields, "transaction_count", 1);
            }
            &["year", "form", "monthly_amounts", "transaction_count"]
        }
        _ => {
            form.problem(format!("{PATH}.form must be 1099-NEC or 1099-K"));
            return None;
        }
    };
    if name != filed {
        form.problem(format!("{PATH}.form must be {filed}, which this app files"));
    }
    no_other(form, fields, PATH, keys);
    Some(json!(fields))
}

fn check_year(form: &mut Form<'_, '_>, fields: &Map<String, Value>) {
    let now = Timestamp::try_from(form.desk.call.now.wall).unwrap_or_default();
    let year = now.to_zoned(jiff::tz::TimeZone::UTC).year();
    if fields.get("year").and_then(Value::as_i64) != Some(i64::from(year)) {
        form.problem(format!("{PATH}.year must be the current year, {year}"));
    }
}

fn check_amount(form: &mut Form<'_, '_>, fields: &Map<String, Value>, key: &str, least: u64) {
    if fields.get(key).and_then(Value::as_u64).is_none_or(|amount| amount < least) {
        form.problem(format!("{PATH}.{key} must be a whole number from {least}"));
    }
}

fn check_months(form: &mut Form<'_, '_>, fields: &Map<String, Value>) {
    let Some(months) = fields.get("monthly_amounts").and_then(Value::as_object) else {
        return form.problem(format!("{PATH}.monthly_amounts must be an object"));
    };
    for month in MONTHS {
        if months.get(month).and_then(Value::as_u64).is_none() {
            form.problem(format!("{PATH}.monthly_amounts.{month} must be a whole number of cents"));
        }
    }
    no_other(form, months, &format!("{PATH}.monthly_amounts"), &MONTHS);
}

fn no_other(form: &mut Form<'_, '_>, fields: &Map<String, Value>, path: &str, keys: &[&str]) {
    for name in fields.keys().filter(|name| !keys.contains(&name.as_str())) {
        form.problem(format!("{path}.{name} is not a field of this form"));
    }
}
