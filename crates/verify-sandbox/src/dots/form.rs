//! Reading the fields of a request by the published patterns: all problems are named at once, the first one gives the code.

use jiff::civil::Date;
use serde_json::Value;

use super::choices::{EmptyText, UnknownFields, ValidationCode};
use super::desk::Desk;
use super::dialect::Trouble;

/// The documented rails.
pub(crate) const RAILS: [&str; 8] =
    ["ach", "paypal", "venmo", "cash_app", "intl_bank", "airtm", "payoneer", "crypto"];

/// A form that is being read.
pub(crate) struct Form<'a, 'b> {
    pub(crate) desk: &'a mut Desk<'b>,
    problems: Vec<(&'static str, String)>,
}

impl<'a, 'b> Form<'a, 'b> {
    /// `known` are all the fields the operation has.
    pub(crate) fn new(desk: &'a mut Desk<'b>, known: &[&str]) -> Self {
        let mut form = Self { desk, problems: Vec::new() };
        let body = form.desk.call.fields.body().and_then(Value::as_object);
        let names = body.into_iter().flat_map(|body| body.keys());
        let unknown: Vec<_> = names.filter(|name| !known.contains(&name.as_str())).cloned().collect();
        form.refuse_unknown(&unknown);
        form
    }

    pub(crate) fn refuse_unknown(&mut self, unknown: &[String]) {
        if unknown.is_empty() {
            return;
        }
        self.desk.call.rests_on("unknown_fields");
        if self.desk.choices.unknown_fields == UnknownFields::Refuse {
            for name in unknown {
                self.problem(format!("{name} is not a field of this operation"));
            }
        }
    }

    pub(crate) fn problem(&mut self, problem: impl Into<String>) {
        self.problem_of("invalid-input", problem);
    }

    /// A problem that has a code of its own.
    pub(crate) fn problem_of(&mut self, code: &'static str, problem: impl Into<String>) {
        self.problems.push((code, problem.into()));
    }

    pub(crate) fn finish(self) -> Result<(), Trouble> {
        let Some((code, _)) = self.problems.first() else { return Ok(()) };
        self.desk.call.rests_on("validation_code");
        let code = match self.desk.choices.validation_code {
            ValidationCode::ByField => code,
            ValidationCode::InvalidInput => "invalid-input",
        };
        let texts: Vec<_> = self.problems.iter().map(|(_, text)| text.as_str()).collect();
        let what = texts.join("; ");
        let why = format!("The request is not valid: {what}.");
        Err(Trouble::token(self.desk.choices, code, why).saying(what))
    }

    pub(crate) fn field(&mut self, path: &str) -> Option<Value> {
        self.desk.call.fields.field(path)
    }

    /// Text that may be left out.
    pub(crate) fn optional(&mut self, path: &str, code: &'static str) -> Option<String> {
        let value = self.field(path)?;
        if !value.is_string() {
            self.problem_of(code, format!("{path} must be a string"));
        }
        value.as_str().map(str::to_owned)
    }

    /// Text that must be there, and pass; empty when it does not.
    pub(crate) fn text(
        &mut self,
        path: &str,
        code: &'static str,
        what: &str,
        passes: impl Fn(&str) -> bool,
    ) -> String {
        if self.field(path).is_none() {
            self.problem_of(code, format!("{path} is missing"));
            return String::new();
        }
        let Some(text) = self.optional(path, code) else { return String::new() };
        if !passes(&text) {
            self.problem_of(code, format!("{path} must be {what}"));
        }
        text
    }

    /// Text that must be there, of any length that is published: none is.
    pub(crate) fn filled(&mut self, path: &str) -> String {
        let text = self.text(path, "invalid-input", "text", |_| true);
        if text.trim().is_empty() && self.field(path).is_some_and(|value| value.is_string()) {
            self.desk.call.rests_on("empty_text");
            if self.desk.choices.empty_text == EmptyText::Refuse {
                self.problem(format!("{path} must not be empty"));
            }
        }
        text
    }

    /// Text that must be there, and one of these.
    pub(crate) fn one_of(&mut self, path: &str, options: &[&str]) -> String {
        let what = format!("one of {}", options.join(", "));
        self.text(path, "invalid-input", &what, |text| options.contains(&text))
    }

    /// An object that must be there, with these fields.
    pub(crate) fn only(&mut self, path: &str, known: &[&str]) {
        let Some(value) = self.desk.call.fields.peek(path) else {
            return self.problem(format!("{path} is missing"));
        };
        let Some(fields) = value.as_object() else {
            self.desk.call.fields.field(path);
            return self.problem(format!("{path} must be an object"));
        };
        let unknown = fields.keys().filter(|name| !known.contains(&name.as_str()));
        let unknown: Vec<_> = unknown.map(|name| format!("{path}.{name}")).collect();
        self.refuse_unknown(&unknown);
    }

    /// `null` is as good as nothing.
    pub(crate) fn flag_or_null(&mut self, path: &str) -> Option<bool> {
        if self.field(path).is_some_and(|value| value.is_null()) { None } else { self.flag(path) }
    }

    /// 1 to 50 characters.
    pub(crate) fn name(&mut self, path: &str) -> String {
        let passes = |text: &str| (1..=50).contains(&text.chars().count());
        self.text(path, "invalid-input", "1 to 50 characters", passes)
    }

    /// Decimal digits, at most so many.
    pub(crate) fn digits(&mut self, path: &str, most: usize) -> String {
        let passes =
            |text: &str| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        self.text(path, "invalid-phone-number", &format!("1 to {most} digits"), passes)
    }

    pub(crate) fn flag(&mut self, path: &str) -> Option<bool> {
        let value = self.field(path)?;
        if !value.is_boolean() {
            self.problem(format!("{path} must be true or false"));
        }
        value.as_bool()
    }

    /// A calendar date as `YYYY-MM-DD`.
    pub(crate) fn date(&mut self, path: &str) -> Option<String> {
        let text = self.optional(path, "invalid-input")?;
        if text.len() != 10 || text.parse::<Date>().is_err() {
            self.problem(format!("{path} must be a calendar date as YYYY-MM-DD"));
        }
        Some(text)
    }

    /// One of the rails.
    pub(crate) fn rail(&mut self, path: &str) -> Option<String> {
        let rail = self.optional(path, "invalid-input")?;
        if !RAILS.contains(&rail.as_str()) {
            self.problem(format!("{path} must be one of {}", RAILS.join(", ")));
        }
        Some(rail)
    }

    /// A list of rails, each at most once.
    pub(crate) fn rails(&mut self, path: &str) -> Option<Vec<String>> {
        let value = self.field(path)?;
        let items = value.as_array().map(|items| items.iter().map(Value::as_str).collect::<Vec<_>>());
        let Some(rails) = items.and_then(|items| items.into_iter().collect::<Option<Vec<_>>>()) else {
            self.problem(format!("{path} must be a list of rails"));
            return None;
        };
        for (index, rail) in rails.iter().enumerate() {
            if !RAILS.contains(rail) {
                self.problem(format!("{path}[{index}] must be one of {}", RAILS.join(", ")));
            }
            if rails[..index].contains(rail) {
                self.problem(format!("{path} has the same rail twice"));
            }
        }
        Some(rails.into_iter().map(str::to_owned).collect())
    }
}

/// One `@`, something before it, a domain with a dot after it, and no blanks.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let labels = || domain.split('.');
    !local.is_empty()
        && !domain.contains('@')
        && labels().count() > 1
        && labels().all(|label| !label.is_empty())
        && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
}
