//! Reading the fields of a request, strictly: the first problem is the one that is answered, as the real service does it.

use serde_json::Value;

use super::choices::{IdType, MissingField, WrongType};
use super::desk::{Access, Desk};
use super::dialect::Trouble;

/// A form that is being read.
pub(crate) struct Form<'a, 'b> {
    pub(crate) desk: &'a mut Desk<'b>,
    trouble: Option<Trouble>,
    /// For the journal: what was accepted and does not do what one may think.
    pub(crate) notes: Vec<String>,
}

impl<'a, 'b> Form<'a, 'b> {
    pub(crate) fn new(desk: &'a mut Desk<'b>) -> Self {
        Self { desk, trouble: None, notes: Vec::new() }
    }

    pub(crate) fn fail(&mut self, trouble: Trouble) {
        self.trouble.get_or_insert(trouble);
    }

    pub(crate) fn finish(self) -> Result<Vec<String>, Trouble> {
        self.trouble.map_or(Ok(self.notes), Err)
    }

    /// A refusal of a value, in the call's dialect.
    pub(crate) fn wrong(&mut self, path: &str, what: &str) {
        let why = format!("{path} {what}.");
        if self.desk.access != Access::Connect {
            return self.fail(Trouble::bad_request(why));
        }
        self.desk.call.rests_on("wrong_value");
        let trouble = match self.desk.choices.wrong_value {
            WrongType::Named => Trouble::connect(400, "10010", format!("\"{path}\" {what}"), why),
            WrongType::BadRequest => Trouble::token("14020_CONNECT", why),
        };
        self.fail(trouble);
    }

    pub(crate) fn missing(&mut self, path: &str) {
        let why = format!("{path} is missing.");
        if self.desk.access != Access::Connect {
            let name = path.rsplit('.').next().unwrap_or(path);
            return self.fail(Trouble::token("10005", why).saying(format!("Missing parameter ({name})")));
        }
        self.desk.call.rests_on("missing_field");
        let trouble = match self.desk.choices.missing_field {
            MissingField::IsRequired => {
                Trouble::token("10010", why).saying(format!("\"{path}\" is required"))
            }
            MissingField::MissingParameter => {
                Trouble::token("10005_CONNECT", why).saying(format!("Missing parameter ({path})"))
            }
        };
        self.fail(trouble);
    }

    /// A field that must be there; says so when it is not.
    fn there(&mut self, path: &str) -> bool {
        if self.desk.call.fields.field(path).is_none() {
            self.missing(path);
            return false;
        }
        true
    }

    /// Text that may be left out.
    pub(crate) fn optional(&mut self, path: &str) -> Option<String> {
        match self.desk.call.fields.field(path)? {
            Value::String(text) if text.trim().is_empty() => {
                self.wrong(path, "is not allowed to be empty");
                None
            }
            Value::String(text) => Some(text),
            _ => {
                self.wrong(path, "must be a string");
                None
            }
        }
    }

    /// Text that must be there; empty when it is not.
    pub(crate) fn text(&mut self, path: &str) -> String {
        if self.there(path) { self.optional(path).unwrap_or_default() } else { String::new() }
    }

    pub(crate) fn flag(&mut self, path: &str) -> Option<bool> {
        let value = self.desk.call.fields.field(path)?;
        if !value.is_boolean() {
            self.wrong(path, "must be a boolean");
        }
        value.as_bool()
    }

    /// A whole number that is not negative.
    pub(crate) fn number(&mut self, path: &str) -> Option<u64> {
        let value = self.desk.call.fields.field(path)?;
        if value.as_u64().is_none() {
            self.wrong(path, "must be a number");
        }
        value.as_u64()
    }

    /// An object of any content.
    pub(crate) fn free(&mut self, path: &str) -> Option<Value> {
        let value = self.desk.call.fields.field(path)?;
        if !value.is_object() {
            self.wrong(path, "must be of type object");
        }
        Some(value).filter(Value::is_object)
    }

    /// Whether an object is there, without reading what is in it; anything else is a problem.
    pub(crate) fn object(&mut self, path: &str) -> bool {
        match self.desk.call.fields.peek(path) {
            None => false,
            Some(Value::Object(_)) => true,
            Some(_) => {
                self.desk.call.fields.field(path);
                self.wrong(path, "must be of type object");
                false
            }
        }
    }

    /// How many items a list has, when it is there.
    pub(crate) fn optional_list(&mut self, path: &str) -> Option<usize> {
        let count = self.desk.call.fields.peek(path)?.as_array().map(Vec::len);
        if count.is_none() {
            self.desk.call.fields.field(path);
            self.wrong(path, "must be an array");
        }
        count
    }

    /// The same, and it must be there.
    pub(crate) fn list(&mut self, path: &str) -> usize {
        if self.desk.call.fields.peek(path).is_none() {
            self.missing(path);
        }
        self.optional_list(path).unwrap_or(0)
    }

    /// A number that the other document has as text: digits either way.
    pub(crate) fn number_id(&mut self, path: &str, kind: IdType, choice: &'static str) -> Option<u64> {
        match self.desk.call.fields.field(path)? {
            Value::String(text) if kind == IdType::Either => {
                self.desk.call.rests_on(choice);
                let number = text.parse().ok();
                if number.is_none() {
                    self.wrong(path, "must be a number");
                }
                number
            }
            _ => self.number(path),
        }
    }

    /// Seconds since 1970, negative before, that the other document has as text.
    pub(crate) fn seconds(&mut self, path: &str, kind: IdType, choice: &'static str) {
        let Some(value) = self.desk.call.fields.field(path) else { return };
        let fits = match &value {
            Value::String(text) if kind == IdType::Either => {
                self.desk.call.rests_on(choice);
                text.parse::<i64>().is_ok()
            }
            value => value.as_i64().is_some(),
        };
        if !fits {
            self.wrong(path, "must be a number");
        }
    }

    /// Text that the other document has as a number.
    pub(crate) fn text_id(&mut self, path: &str, kind: IdType, choice: &'static str) -> String {
        match self.desk.call.fields.peek(path).cloned() {
            Some(Value::Number(number)) if kind == IdType::Either => {
                self.desk.call.fields.field(path);
                self.desk.call.rests_on(choice);
                number.to_string()
            }
            _ => self.text(path),
        }
    }
}

/// Whether it has the form of a GUID: 8-4-4-4-12 hexadecimal digits.
pub(crate) fn is_guid(text: &str) -> bool {
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

pub(crate) fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}
