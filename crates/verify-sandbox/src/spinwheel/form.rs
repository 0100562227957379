//! Reading the fields of a request, strictly: all problems are named at once.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::choices::{BothIds, NeitherId, SpinwheelChoices};
use super::desk::Desk;
use super::dialect::Trouble;

/// Who a call is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    UserId(String),
    ExtUserId(String),
    Nobody,
}

/// A form that is being read.
pub(crate) struct Form<'a, 'b> {
    desk: &'a mut Desk<'b>,
    problems: Vec<String>,
}

impl<'a, 'b> Form<'a, 'b> {
    pub(crate) fn new(desk: &'a mut Desk<'b>) -> Self {
        let mut form = Self { desk, problems: Vec::new() };
        if form.desk.call.fields.body().is_some_and(|body| !body.is_object()) {
            form.problem("the body must be an object");
        }
        form
    }

    pub(crate) fn problem(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }

    pub(crate) fn finish(self) -> Result<(), Trouble> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Trouble::invalid(self.desk.choices, self.problems))
        }
    }

    /// Text that may be left out.
    pub(crate) fn optional(&mut self, path: &str) -> Option<String> {
        match self.desk.call.fields.field(path)? {
            Value::String(text) if text.trim().is_empty() => self.reject(path, "must not be empty"),
            Value::String(text) => Some(text),
            Value::Null => self.reject(path, "must not be null"),
            _ => self.reject(path, "must be a string"),
        }
    }

    fn reject(&mut self, path: &str, what: &str) -> Option<String> {
        self.problem(format!("{path} {what}"));
        None
    }

    /// Text that must be there; empty when it is not.
    pub(crate) fn text(&mut self, path: &str) -> String {
        if self.desk.call.fields.field(path).is_none() {
            self.problem(format!("{path} is missing"));
            return String::new();
        }
        self.optional(path).unwrap_or_default()
    }

    /// A calendar date in the past, as `YYYY-MM-DD`.
    pub(crate) fn birth_date(&mut self) -> String {
        let text = self.text("dateOfBirth");
        if text.is_empty() {
            return text;
        }
        let date = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
        match date {
            Some(date) => self.check_age(date),
            None => self.problem("dateOfBirth must be a calendar date as YYYY-MM-DD"),
        }
        text
    }

    fn check_age(&mut self, born: Date) {
        let now = Timestamp::try_from(self.desk.call.now.wall).unwrap_or_default();
        let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
        if born > today {
            return self.problem("dateOfBirth lies in the future");
        }
        let years = self.desk.choices.minimum_age;
        let grown = i16::try_from(years).ok().and_then(|years| born.year().checked_add(years));
        let birthday = grown.map(|year| (year, born.month(), born.day()));
        if years > 0 && birthday.is_none_or(|birthday| birthday > (today.year(), today.month(), today.day()))
        {
            self.desk.call.rests_on("minimum_age");
            self.problem(format!("dateOfBirth is that of a person younger than {years}"));
        }
    }

    /// `userId` or `extUserId`, one of them.
    pub(crate) fn who(&mut self) -> Who {
        let (user_id, ext_id) = (self.optional("userId"), self.optional("extUserId"));
        self.check_length(ext_id.as_deref());
        match (user_id, ext_id) {
            (Some(id), Some(_)) => {
                self.desk.call.rests_on("both_ids");
                if self.desk.choices.both_ids == BothIds::Refuse {
                    self.problem("give userId or extUserId, not both");
                }
                Who::UserId(id)
            }
            (Some(id), None) => Who::UserId(id),
            (None, Some(id)) => Who::ExtUserId(id),
            (None, None) => {
                self.desk.call.rests_on("neither_id");
                if self.desk.choices.neither_id == NeitherId::Refuse {
                    self.problem("userId or extUserId is missing");
                }
                Who::Nobody
            }
        }
    }

    fn check_length(&mut self, ext_id: Option<&str>) {
        let longest = self.desk.choices.ext_user_id_length;
        if ext_id.is_some_and(|id| id.chars().count() > longest) {
            self.desk.call.rests_on("ext_user_id_length");
            self.problem(format!("extUserId is longer than {longest} characters"));
        }
    }

    /// The consent object; only its time is known.
    pub(crate) fn audit(&mut self) {
        match self.desk.call.fields.body().and_then(|body| body.get("audit")) {
            None => {}
            Some(Value::Object(_)) => {
                let time = self.optional("audit.consentTimestamp");
                if time.is_some_and(|time| time.parse::<Timestamp>().is_err()) {
                    self.problem("audit.consentTimestamp must be a time such as 2026-01-15T12:00:00.000Z");
                }
            }
            Some(_) => self.problem("audit must be an object"),
        }
    }

    /// What the phone number is worth: `None` when it can get a text message, else a token and why.
    pub(crate) fn phone_trouble(number: &str) -> Option<(&'static str, &'static str)> {
        let digits = number.strip_prefix('+').unwrap_or_default();
        let is_e164 = (8..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_e164 {
            return Some(("INVALID_NUMBER", "The phone number is not in E.164 form."));
        }
        let Some(national) = digits.strip_prefix('1') else {
            return Some(("UNSUPPORTED_COUNTRY_CODE", "The phone number does not begin with +1."));
        };
        let national = national.as_bytes();
        if national.len() != 10 || national[0] < b'2' || national[3] < b'2' {
            return Some(("INVALID_NUMBER", "It is no number of the North American plan."));
        }
        None
    }
}

/// The one of two ids a query names.
pub(crate) fn who_in_query(desk: &mut Desk<'_>) -> Result<Who, Trouble> {
    let choices: &SpinwheelChoices = desk.choices;
    let user_id = desk.call.fields.query("userId").into_iter().next().filter(|id| !id.is_empty());
    let ext_id = desk.call.fields.query("extUserId").into_iter().next().filter(|id| !id.is_empty());
    match (user_id, ext_id) {
        (Some(_), Some(_)) if choices.both_ids == BothIds::Refuse => {
            desk.call.rests_on("both_ids");
            Err(desk.invalid("give userId or extUserId, not both"))
        }
        (Some(id), _) => Ok(Who::UserId(id)),
        (None, Some(id)) => Ok(Who::ExtUserId(id)),
        (None, None) => Err(desk.invalid("userId or extUserId is missing in the query")),
    }
}
