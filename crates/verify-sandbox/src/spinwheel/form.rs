//! Reading the fields of a request, strictly: all problems are named at once.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::choices::{BothIds, NeitherId, SpinwheelChoices};
use super::desk::Desk;
use super::dialect::Trouble;
use super::state::Address;

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

    /// A list as the whole body.
    pub(crate) fn of_list(desk: &'a mut Desk<'b>) -> Self {
        Self { desk, problems: Vec::new() }
    }

    /// The fields of the body, without reading them.
    pub(crate) fn top_level(&self) -> Vec<(String, Value)> {
        let fields = self.desk.call.fields.body().and_then(Value::as_object).into_iter().flatten();
        fields.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Whether an object is there; anything else is a problem.
    pub(crate) fn object(&mut self, path: &str) -> bool {
        match self.desk.call.fields.peek(path) {
            None => false,
            Some(Value::Object(fields)) => {
                if fields.is_empty() {
                    self.desk.call.fields.field(path);
                }
                true
            }
            Some(_) => {
                self.desk.call.fields.field(path);
                self.reject(path, "must be an object");
                false
            }
        }
    }

    /// How many items a list has, when it is there; an empty one is a problem. The root is the empty path.
    pub(crate) fn optional_list(&mut self, path: &str) -> usize {
        let count = self.desk.call.fields.peek(path).map(|list| list.as_array().map_or(0, Vec::len));
        if count == Some(0) {
            self.desk.call.fields.field(path);
            self.reject(
                if path.is_empty() { "the body" } else { path },
                "must be a list with something in it",
            );
        }
        count.unwrap_or(0)
    }

    /// The same, and it must be there.
    pub(crate) fn list(&mut self, path: &str) -> usize {
        if self.desk.call.fields.peek(path).is_none() {
            self.desk.call.fields.field(path);
            self.problem(format!("{path} is missing"));
        }
        self.optional_list(path)
    }

    /// One of these words.
    pub(crate) fn one_of(&mut self, path: &str, words: &[&str]) -> String {
        let text = self.text(path);
        self.check_word(path, &text, words);
        text
    }

    /// One of these words, or nothing.
    pub(crate) fn optional_one_of(&mut self, path: &str, words: &[&str]) -> Option<String> {
        let text = self.optional(path)?;
        self.check_word(path, &text, words);
        Some(text)
    }

    fn check_word(&mut self, path: &str, text: &str, words: &[&str]) {
        if !text.is_empty() && !words.contains(&text) {
            self.problem(format!("{path} must be one of {}", words.join(", ")));
        }
    }

    /// A number of decimal digits, as text.
    pub(crate) fn digits(&mut self, path: &str, count: usize, what: &str) -> String {
        let text = self.text(path);
        if !text.is_empty() && !is_digits(&text, count) {
            self.problem(format!("{path} must be {what}"));
        }
        text
    }

    /// An address with what is required of it.
    pub(crate) fn address(&mut self, prefix: &str) -> Address {
        let address = Address {
            line1: self.text(&format!("{prefix}.addressLine1")),
            city: self.text(&format!("{prefix}.city")),
            state: self.text(&format!("{prefix}.state")),
            zip: self.text(&format!("{prefix}.zip")),
        };
        // Known parts of an address that change nothing here; read, so that the journal does not call them unread.
        for part in ["addressLine2", "zipExtension"] {
            self.optional(&format!("{prefix}.{part}"));
        }
        let is_state =
            address.state.len() == 2 && address.state.bytes().all(|byte| byte.is_ascii_uppercase());
        if !address.state.is_empty() && !is_state {
            self.problem(format!("{prefix}.state must be two capital letters"));
        }
        if !address.zip.is_empty() && !is_digits(&address.zip, 5) {
            self.problem(format!("{prefix}.zip must be five digits"));
        }
        address
    }

    /// A calendar date as `YYYY-MM-DD`.
    pub(crate) fn date(&mut self, path: &str) -> Option<Date> {
        let text = self.text(path);
        if text.is_empty() {
            return None;
        }
        let date = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
        if date.is_none() {
            self.problem(format!("{path} must be a calendar date as YYYY-MM-DD"));
        }
        date
    }

    /// A calendar date in the past, as `YYYY-MM-DD`.
    pub(crate) fn birth_date(&mut self) -> String {
        let Some(date) = self.date("dateOfBirth") else { return String::new() };
        self.check_age(date);
        date.to_string()
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

    /// The caller's own id, where no other will do.
    pub(crate) fn ext_id(&mut self) -> String {
        let ext_id = self.text("extUserId");
        self.check_length(Some(&ext_id));
        ext_id
    }

    /// An id in the usual form: 8-4-4-4-12 hexadecimal digits.
    pub(crate) fn uuid(&mut self, path: &str) -> String {
        let text = self.text(path);
        let lengths: Vec<_> = text.split('-').map(str::len).collect();
        let is_hex = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
        if !text.is_empty() && (lengths != [8, 4, 4, 4, 12] || !is_hex) {
            self.problem(format!("{path} must be a UUID"));
        }
        text
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

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
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
