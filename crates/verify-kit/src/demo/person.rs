//! The one consumer who goes through everything that goes well.

use verify_core::{DateOfBirth, PhoneNumber};

/// Whom the simulated bureau knows by which birth date; the last one is anybody else. Held by a test, since the person
/// is to have one name everywhere.
const NAMES: [(&str, &str, &str); 7] = [
    ("1990-01-01", "Aldo", "Cherry"),
    ("1990-03-01", "Melissa", "Singh"),
    ("1990-04-10", "Janice", "Meyers"),
    ("1990-04-12", "Nolan", "Fixture"),
    ("1990-06-10", "Sal", "Monella"),
    ("1990-10-08", "Terrance", "Dactyl"),
    ("", "Christy", "Jenoval"),
];

/// Who goes through all that goes well.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) first_name: &'static str,
    pub(crate) last_name: &'static str,
    pub(crate) email: String,
    pub(crate) phone: PhoneNumber,
    pub(crate) birth_date: DateOfBirth,
    /// The reader chose phone or birth date: a provider may well refuse this person.
    pub(crate) own: bool,
}

impl Person {
    /// What the application calls the person, at every provider that asks for such an id.
    pub(crate) const ID: &'static str = "customer-1";

    pub(crate) fn new(phone: PhoneNumber, birth_date: DateOfBirth, own: bool) -> Self {
        let born = birth_date.expose();
        let known = NAMES.iter().find(|(date, ..)| *date == born).or(NAMES.last());
        let (first_name, last_name) = known.map_or(("", ""), |(_, first, last)| (*first, *last));
        let email = format!("{}.{}@example.com", first_name.to_lowercase(), last_name.to_lowercase());
        Self { first_name, last_name, email, phone, birth_date, own }
    }

    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Phone and birth date in words; what the reader chose is not repeated.
    pub(crate) fn facts(&self) -> String {
        if self.own {
            return "the phone number and the birth date you chose".to_owned();
        }
        format!("phone {}, born {}", self.phone.expose(), self.birth_date.expose())
    }
}
