//! Reading the fields of a request: all problems are named at once.

use serde_json::Value;

use super::choices::UnknownFields;
use super::desk::Desk;
use super::dialect::Trouble;

/// A form that is being read.
pub(crate) struct Form<'a, 'b> {
    pub(crate) desk: &'a mut Desk<'b>,
    problems: Vec<String>,
}

impl<'a, 'b> Form<'a, 'b> {
    /// `known` are all the fields the operation has.
    pub(crate) fn new(desk: &'a mut Desk<'b>, known: &[&str]) -> Self {
        let mut form = Self { desk, problems: Vec::new() };
        let unknown: Vec<_> = form.names().filter(|name| !known.contains(name)).map(str::to_owned).collect();
        form.refuse_unknown(&unknown);
        form
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let body = self.desk.call.fields.body().and_then(Value::as_object);
        body.into_iter().flat_map(|body| body.keys().map(String::as_str))
    }

    fn refuse_unknown(&mut self, unknown: &[String]) {
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
        self.problems.push(problem.into());
    }

    pub(crate) fn finish(self) -> Result<(), Trouble> {
        if self.problems.is_empty() {
            return Ok(());
        }
        Err(self.desk.invalid(self.problems.join("; ")))
    }

    /// Text that may be left out, but not empty.
    pub(crate) fn optional(&mut self, name: &str) -> Option<String> {
        let value = self.desk.call.fields.field(name)?;
        match value.as_str() {
            None => self.problem(format!("{name} must be a string")),
            Some(text) if text.trim().is_empty() => self.problem(format!("{name} is empty")),
            Some(_) => {}
        }
        value.as_str().map(str::to_owned)
    }

    /// Text that must be there; empty when it is not.
    pub(crate) fn required(&mut self, name: &str) -> String {
        if self.desk.call.fields.field(name).is_none() {
            let other = self.names().find(|other| other.eq_ignore_ascii_case(name));
            let hint = other.map_or_else(String::new, |other| format!(" ({other} is another name)"));
            self.problem(format!("{name} is missing{hint}"));
            return String::new();
        }
        self.optional(name).unwrap_or_default()
    }

    /// Required text about which something else can be wrong.
    pub(crate) fn checked(&mut self, name: &str, problem: impl Fn(&str) -> Option<String>) -> String {
        let text = self.required(name);
        let found = if text.trim().is_empty() { None } else { problem(&text) };
        if let Some(problem) = found {
            self.problem(format!("{name} {problem}"));
        }
        text
    }
}
