//! What an operation works with.

use jiff::civil::Date;
use serde_json::Value;

use super::args::Args;
use super::choices::DebtCoreChoices;
use super::dialect::Trouble;
use super::simulator::Simulator;
use super::state::State;
use crate::engine::call::Call;
use crate::engine::provider::Operation;

/// One file under `endpoints/`.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) operation: Operation,
    /// The field of `Query` or `Mutation`.
    pub(crate) field: &'static str,
    pub(crate) run: fn(&mut Desk<'_>) -> Handled,
}

/// What an operation that was carried out answers.
#[derive(Debug)]
pub(crate) enum Done {
    /// `data` of the payload, and one sentence for the journal.
    Data(Value, String),
    /// `null` instead of a payload.
    Null(String),
}

impl Done {
    pub(crate) fn data(data: Value, why: impl Into<String>) -> Self {
        Self::Data(data, why.into())
    }
}

pub(crate) type Handled = Result<Done, Trouble>;

/// One field of a request, and everything it may look at and change.
pub(crate) struct Desk<'a> {
    pub(crate) simulator: &'a Simulator,
    pub(crate) state: &'a mut State,
    pub(crate) choices: &'a DebtCoreChoices,
    pub(crate) call: &'a mut Call,
    pub(crate) operation: &'static str,
    pub(crate) args: Args<'a>,
    /// What is wrong with the input so far.
    problems: Vec<String>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(
        (simulator, choices): (&'a Simulator, &'a DebtCoreChoices),
        state: &'a mut State,
        call: &'a mut Call,
        operation: &'static str,
        args: Args<'a>,
    ) -> Self {
        Self { simulator, state, choices, call, operation, args, problems: Vec::new() }
    }

    pub(crate) fn get(&mut self, path: &str) -> Option<Value> {
        self.args.get(self.call, path)
    }

    /// Notes what is wrong with the value at this path.
    pub(crate) fn problem(&mut self, path: &str, value: &Value, what: &str) {
        self.call.rests_on("echo_input");
        let name = path.rsplit('.').next().unwrap_or_default();
        let told = if self.choices.echo_input {
            format!("Invalid value {value} at \"{path}\"; {name} {what}")
        } else {
            format!("{name} {what}")
        };
        self.problems.push(told);
    }

    pub(crate) fn finish(&mut self) -> Result<(), Trouble> {
        let problems = std::mem::take(&mut self.problems);
        if problems.is_empty() { Ok(()) } else { Err(Trouble::invalid(problems)) }
    }

    /// Text that may be left out. Blank text is a problem.
    pub(crate) fn optional(&mut self, path: &str) -> Option<String> {
        let value = self.get(path)?;
        let text = value.as_str()?.to_owned();
        if text.trim().is_empty() {
            self.problem(path, &value, "must not be empty");
            return None;
        }
        Some(text)
    }

    /// Text that has to be there; empty when it is not.
    pub(crate) fn text(&mut self, path: &str) -> String {
        if self.get(path).is_some() {
            return self.optional(path).unwrap_or_default();
        }
        self.problem(path, &Value::Null, "is missing");
        String::new()
    }

    fn hold(&mut self, path: &str, text: &str, holds: bool, what: &str) {
        if !text.is_empty() && !holds {
            self.problem(path, &Value::from(text), what);
        }
    }

    /// A calendar date as `yyyy-mm-dd`.
    pub(crate) fn date(&mut self, path: &str) -> String {
        let text = self.text(path);
        let is_date = text.len() == 10 && text.parse::<Date>().is_ok();
        self.hold(path, &text, is_date, "must be a calendar date as yyyy-mm-dd");
        text
    }

    /// A number in E.164 form.
    pub(crate) fn phone(&mut self, path: &str) -> String {
        let text = self.text(path);
        let digits = text.strip_prefix('+').unwrap_or_default();
        let is_e164 = (8..=15).contains(&digits.len()) && !digits.starts_with('0') && is_digits(digits);
        self.hold(path, &text, is_e164, "must be a phone number in E.164 form");
        text
    }

    /// Nine digits.
    pub(crate) fn ssn(&mut self, path: &str) -> String {
        let text = self.text(path);
        self.hold(path, &text, text.len() == 9 && is_digits(&text), "must be nine digits without hyphens");
        text
    }

    /// Two capital letters.
    pub(crate) fn home_state(&mut self, path: &str) -> String {
        let text = self.text(path);
        let is_state = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        self.hold_address(path, &text, is_state, "must be two capital letters");
        text
    }

    /// Five digits, or nine.
    pub(crate) fn zip(&mut self, path: &str) -> String {
        let text = self.text(path);
        let is_zip = matches!(text.len(), 5 | 9) && is_digits(&text);
        self.hold_address(path, &text, is_zip, "must be five digits, or nine");
        text
    }

    fn hold_address(&mut self, path: &str, text: &str, holds: bool, what: &str) {
        self.call.rests_on("strict_address");
        self.hold(path, text, holds || !self.choices.strict_address, what);
    }

    /// A number that is not negative.
    pub(crate) fn count(&mut self, path: &str) -> Option<usize> {
        let value = self.get(path)?;
        let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.problem(path, &value, "must not be negative");
        }
        count
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
