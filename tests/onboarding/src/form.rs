//! What a browser sends with a form.

use std::collections::BTreeMap;
use std::fmt;

use percent_encoding::percent_decode_str;
use spinwheel_connect::{DateOfBirth, Email, InvalidValue, PhoneNumber, Subject, Timestamp};

/// The fields by name, as they were typed.
#[derive(Clone, Default)]
pub(crate) struct Form(BTreeMap<String, String>);

impl Form {
    pub(crate) fn read(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let decoded =
            |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(name, value)| (decoded(name), decoded(value))).collect())
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// Who wants to be verified. What is wrong is named, never repeated.
    pub(crate) fn subject(&self, person: &str, now: Timestamp) -> Result<Subject, InvalidValue> {
        let mut subject = Subject::new();
        subject.phone_number = Some(PhoneNumber::new(self.get("phone"))?);
        subject.date_of_birth = Some(DateOfBirth::new(self.get("birth_date"))?);
        subject.email = Some(Email::new(self.get("email"))?);
        subject.first_name = Some(self.get("first_name").into());
        subject.last_name = Some(self.get("last_name").into());
        subject.reference = Some(person.into());
        subject.consented_at = Some(now);
        Ok(subject)
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({} fields)", self.0.len())
    }
}
