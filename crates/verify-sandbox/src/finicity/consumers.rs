//! Consumers: how they are read, kept and shown.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::choices::{ConsumerState, Enforcement};
use super::desk::{Desk, seconds};
use super::dialect::Trouble;
use super::form::{Form, is_digits};
use super::state::Consumer;

/// Documented: what a new consumer must have.
const REQUIRED: &[&str] = &["firstName", "lastName", "state"];
const OPTIONAL: &[&str] = &["address", "city", "zip", "suffix"];

/// Reads the fields of a consumer over what is known already.
pub(crate) fn read(
    desk: &mut Desk<'_>,
    known: Map<String, Value>,
    new: bool,
) -> Result<Map<String, Value>, Trouble> {
    let mut record = known;
    let mut form = Form::new(desk);
    for name in REQUIRED {
        let value = if new { Some(form.text(name)) } else { form.optional(name) };
        keep(&mut record, name, value);
    }
    state(&mut form);
    for name in OPTIONAL {
        let value = form.optional(name);
        keep(&mut record, name, value);
    }
    let (ssn, phone, email) = (ssn(&mut form), phone(&mut form), email(&mut form));
    keep(&mut record, "ssn", ssn);
    keep(&mut record, "phone", phone);
    keep(&mut record, "email", email);
    if let Some(birthday) = birthday(&mut form) {
        record.insert("birthday".to_owned(), birthday);
    }
    if let Some(end_user) = end_user(&mut form) {
        record.insert("endUser".to_owned(), end_user);
    }
    either(&mut form, &record, "ssn", "birthday");
    either(&mut form, &record, "phone", "email");
    form.finish()?;
    Ok(record)
}

fn keep(record: &mut Map<String, Value>, name: &str, value: Option<String>) {
    if let Some(value) = value {
        record.insert(name.to_owned(), json!(value));
    }
}

/// Two letters, when the choice says so. (It was read before; what is no text is refused there.)
fn state(form: &mut Form<'_, '_>) {
    let sent = form.desk.call.fields.peek("state").and_then(Value::as_str);
    let is_short = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if sent.is_none_or(|text| text.trim().is_empty() || is_short(text)) {
        return;
    }
    form.desk.call.rests_on("consumer_state");
    if form.desk.choices.consumer_state == ConsumerState::TwoLetters {
        let why = "state is not two letters. The message is ours.";
        let message = "Invalid format for field consumer.state.  Required format is 2 letters.";
        form.fail(Trouble::plain(400, "10100", message, why));
    }
}

/// Nine digits, hyphens or not; the last four are kept.
fn ssn(form: &mut Form<'_, '_>) -> Option<String> {
    let digits = form.optional("ssn")?.replace('-', "");
    if !is_digits(&digits, 9) {
        form.fail(Trouble::token("10100_SSN", "ssn has not nine digits."));
        return None;
    }
    digits.get(5..).map(str::to_owned)
}

fn phone(form: &mut Form<'_, '_>) -> Option<String> {
    let phone = form.optional("phone")?;
    let of_phones = |byte: u8| byte.is_ascii_digit() || b"+-(). ".contains(&byte);
    if phone.len() > 15 || !phone.bytes().all(of_phones) {
        form.fail(Trouble::token("10100_PHONE", "phone is no number of at most 15 characters."));
    }
    Some(phone)
}

fn email(form: &mut Form<'_, '_>) -> Option<String> {
    let email = form.optional("email")?;
    let parts = email.split_once('@');
    if parts.is_none_or(|(name, host)| name.is_empty() || host.is_empty() || email.contains(' ')) {
        form.fail(Trouble::token("10100_EMAIL", "email is no address."));
    }
    Some(email)
}

fn birthday(form: &mut Form<'_, '_>) -> Option<Value> {
    if !form.object("birthday") {
        return None;
    }
    let mut part = |name: &str| {
        let path = format!("birthday.{name}");
        let number = form.number(&path);
        if number.is_none() {
            form.missing(&path);
        }
        number
    };
    let (year, month, day) = (part("year")?, part("month")?, part("dayOfMonth")?);
    let date = (i16::try_from(year).ok(), i8::try_from(month).ok(), i8::try_from(day).ok());
    let (Some(y), Some(m), Some(d)) = date else {
        form.wrong("birthday", "is no date");
        return None;
    };
    if Date::new(y, m, d).is_err() {
        form.wrong("birthday", "is no date");
    }
    Some(json!({"year": year, "month": month, "dayOfMonth": day}))
}

fn end_user(form: &mut Form<'_, '_>) -> Option<Value> {
    if !form.object("endUser") {
        return None;
    }
    let mut kept = Map::new();
    for name in ["name", "address", "city", "state", "zip", "phone"] {
        let value = form.text(&format!("endUser.{name}"));
        keep(&mut kept, name, Some(value));
    }
    for name in ["email", "url"] {
        let value = form.optional(&format!("endUser.{name}"));
        keep(&mut kept, name, value);
    }
    Some(kept.into())
}

/// One of the two must be there.
fn either(form: &mut Form<'_, '_>, record: &Map<String, Value>, one: &str, other: &str) {
    if record.contains_key(one) || record.contains_key(other) {
        return;
    }
    form.desk.call.rests_on("consumer_either_or");
    if form.desk.choices.consumer_either_or == Enforcement::Refuse {
        form.missing(&format!("{one} or {other}"));
    }
}

/// The consumer in the path, or `10100`.
pub(crate) fn find<'a>(desk: &'a mut Desk<'_>) -> Result<&'a mut Consumer, Trouble> {
    let id = desk.call.param("consumerId").unwrap_or_default();
    let message = format!("Cannot find consumer with id {id}.");
    let missing = Trouble::token("10100", format!("There is no consumer {id:?}.")).saying(message);
    desk.state.consumers.get_mut(id).ok_or(missing)
}

/// As it is read: of the social security number the last four digits, the customer's id as a number.
pub(crate) fn record(consumer: &Consumer) -> Value {
    let mut record = consumer.record.clone();
    record.insert("id".to_owned(), json!(consumer.id));
    record.insert("customerId".to_owned(), as_number(&consumer.customer_id));
    record.insert("createdDate".to_owned(), json!(seconds(consumer.created)));
    record.into()
}

/// The customer's id, as the consumer calls write it.
pub(crate) fn as_number(customer_id: &str) -> Value {
    customer_id.parse::<u64>().map_or_else(|_| json!(customer_id), |number| json!(number))
}
