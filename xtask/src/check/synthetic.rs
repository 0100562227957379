//! Telling invented personal data from what could be somebody's.

use regex::Regex;
use serde_json::Value;

use super::pattern;
use crate::problem::Outcome;

/// A number with separators between its parts, or in the international form.
const PHONE: &str = r"\+\d{8,15}\b|(?:\+?\b1[-. ])?(?:\(\d{3}\) ?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b";
/// Ten digits that could be a number of the North American plan, alone or after the country code.
const BARE_PHONE: &str = r"\b1?[2-9]\d{2}[2-9]\d{6}\b";
const EMAIL: &str = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+";
const SSN: &str = r"\b\d{3}-\d{2}-\d{4}\b|\b\d{9}\b";

/// A value that is not recognisably invented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suspect {
    /// The value.
    pub(crate) value: String,
    /// What it looks like.
    pub(crate) what: &'static str,
    /// What to take instead.
    pub(crate) todo: &'static str,
}

/// How one kind of personal data looks.
struct Rule {
    pattern: Regex,
    is_invented: fn(&str) -> bool,
    what: &'static str,
    todo: &'static str,
}

impl Rule {
    fn new(
        pattern: &str,
        is_invented: fn(&str) -> bool,
        what: &'static str,
        todo: &'static str,
    ) -> Outcome<Self> {
        Ok(Self { pattern: pattern::compile(pattern)?, is_invented, what, todo })
    }
}

/// All kinds of personal data that are looked for.
pub(crate) struct Rules(Vec<Rule>);

impl Rules {
    /// Compiles the patterns.
    pub(crate) fn new() -> Outcome<Self> {
        const FICTION: &str = "take one of the form (area) 555-01XX";
        Ok(Self(vec![
            Rule::new(PHONE, is_fictional_phone, "a phone number", FICTION)?,
            Rule::new(BARE_PHONE, is_fictional_phone, "a phone number", FICTION)?,
            Rule::new(
                EMAIL,
                is_reserved_email,
                "an e-mail address",
                "take one at example.com, .org or .net",
            )?,
            Rule::new(
                SSN,
                is_unissued_ssn,
                "a Social Security number",
                "take one that begins with 000, 666 or 9",
            )?,
        ]))
    }

    /// Looks at a text.
    pub(crate) fn in_text(&self, text: &str) -> Vec<Suspect> {
        let mut found: Vec<Suspect> = Vec::new();
        for Rule { pattern, is_invented, what, todo } in &self.0 {
            let values = pattern.find_iter(text).map(|value| value.as_str().to_owned());
            for value in values.filter(|value| !is_invented(value)) {
                if !found.iter().any(|known| known.value.contains(&value)) {
                    found.push(Suspect { value, what, todo });
                }
            }
        }
        found
    }

    /// Looks at all strings of a JSON value, and at numbers under names that promise a phone number or an SSN.
    pub(crate) fn in_json(&self, value: &Value) -> Vec<Suspect> {
        let mut found = Vec::new();
        self.walk("", value, &mut found);
        found
    }

    fn walk(&self, key: &str, value: &Value, found: &mut Vec<Suspect>) {
        match value {
            Value::String(text) => found.extend(self.in_text(text)),
            Value::Number(number) if is_personal(key) => found.extend(self.in_text(&number.to_string())),
            Value::Array(items) => items.iter().for_each(|item| self.walk(key, item, found)),
            Value::Object(fields) => fields.iter().for_each(|(key, value)| self.walk(key, value, found)),
            _ => {}
        }
    }
}

fn is_personal(key: &str) -> bool {
    let key = key.to_lowercase();
    ["phone", "mobile", "ssn", "social"].iter().any(|word| key.contains(word))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The numbers 555-0100 to 555-0199 of each area are kept for fiction.
fn is_fictional_phone(text: &str) -> bool {
    let digits = digits(text);
    let national = if digits.len() == 11 { digits.strip_prefix('1') } else { Some(digits.as_str()) };
    national.is_some_and(|national| national.len() == 10 && national[3..].starts_with("55501"))
}

fn is_reserved_email(text: &str) -> bool {
    text.rsplit_once('@')
        .is_some_and(|(_, domain)| ["example.com", "example.org", "example.net"].contains(&domain))
}

/// Area numbers 000, 666 and 900 to 999 are never issued.
fn is_unissued_ssn(text: &str) -> bool {
    let digits = digits(text);
    digits.starts_with("000") || digits.starts_with("666") || digits.starts_with('9')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Rules;

    fn suspects(text: &str) -> Vec<String> {
        Rules::new().unwrap().in_text(text).into_iter().map(|suspect| suspect.value).collect()
    }

    #[test]
    fn phone_numbers() {
        for invented in ["+12025550143", "2025550143", "(202) 555-0143", "202-555-0143", "1 202 555 0199"] {
            assert_eq!(suspects(invented), Vec::<String>::new(), "{invented}");
        }
        for real in
            ["+12125551234", "2125551234", "12125551234", "(212) 555-1234", "212-345-6789", "+447911123456"]
        {
            assert_eq!(suspects(real), [real], "{real}");
        }
        for other in ["1768478402", "1768478402000", "5f0c2a4e-0000-4000-8000-000000000001", "2026-01-15"] {
            assert_eq!(suspects(other), Vec::<String>::new(), "{other}");
        }
    }

    #[test]
    fn e_mail_addresses() {
        assert_eq!(suspects("aldo@example.com b@example.org"), Vec::<String>::new());
        assert_eq!(
            suspects("<aldo@corp.com>, x@example.com.evil.io"),
            ["aldo@corp.com", "x@example.com.evil.io"]
        );
    }

    #[test]
    fn social_security_numbers() {
        for invented in ["900-00-0001", "666121234", "000-12-3456", "12345678", "1234567890"] {
            assert_eq!(suspects(invented), Vec::<String>::new(), "{invented}");
        }
        assert_eq!(suspects("is 123-45-6789."), ["123-45-6789"]);
        assert_eq!(suspects("123456789"), ["123456789"]);
    }

    #[test]
    fn numbers_count_under_personal_names_only() {
        let in_json = |value| Rules::new().unwrap().in_json(&value);
        assert_eq!(in_json(json!({ "updatedOn": 2_125_551_234_i64, "id": 123_456_789 })), []);
        assert_eq!(in_json(json!({ "a": [{ "phoneNumber": 2_125_551_234_i64 }] })).len(), 1);
        assert_eq!(in_json(json!({ "a": { "ssn": 123_456_789 } })).len(), 1);
    }
}
