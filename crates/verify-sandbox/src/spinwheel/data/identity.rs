//! Name, number and addresses of a person.

use serde_json::{Value, json};

use super::personas;
use crate::spinwheel::state::{Address, Order, User};

/// As given by the caller, else as the sandbox knows the person.
pub(super) struct Identity<'a> {
    pub(super) first_name: &'a str,
    pub(super) middle_name: Option<&'a str>,
    pub(super) last_name: &'a str,
    pub(super) ssn: &'a str,
    pub(super) addresses: Vec<Value>,
}

impl<'a> Identity<'a> {
    pub(super) fn of(user: &'a User) -> Self {
        let address = |line1: &str, city: &str, state: &str, zip: &str| json!({"addressLine1": line1, "city": city, "state": state, "zip": zip});
        if let Some(given) = &user.given {
            let shown = |own: &'a Address| address(&own.line1, &own.city, &own.state, &own.zip);
            return Self {
                first_name: &given.first_name,
                middle_name: None,
                last_name: &given.last_name,
                ssn: &given.ssn,
                addresses: given.addresses.iter().map(shown).collect(),
            };
        }
        let persona = personas::find(&user.birth_date);
        Self {
            first_name: persona.first_name,
            middle_name: persona.middle_name,
            last_name: persona.last_name,
            ssn: persona.ssn,
            addresses: vec![address(persona.line1, persona.city, persona.state, persona.zip)],
        }
    }

    pub(super) fn last_four(&self) -> &'a str {
        self.ssn.get(self.ssn.len().saturating_sub(4)..).unwrap_or_default()
    }

    /// A reserved domain, whoever the person is.
    fn email(&self) -> String {
        let letters = |name: &str| {
            name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
        };
        format!("{}.{}@example.com", letters(self.first_name), letters(self.last_name))
    }
}

/// The last four digits of the social security number.
pub(crate) fn last_four(user: &User) -> &str {
    Identity::of(user).last_four()
}

/// The profile in answers to a verification; the birth date is called `dateOfBirth` there.
pub(crate) fn verified_profile(user: &User) -> Value {
    let identity = Identity::of(user);
    let mut profile = json!({
        "firstName": identity.first_name,
        "lastName": identity.last_name,
        "ssnLastFourDigits": identity.last_four(),
        "dateOfBirth": user.birth_date,
        "addresses": identity.addresses,
    });
    if let Some(middle_name) = identity.middle_name {
        profile["middleName"] = json!(middle_name);
    }
    if let Some(phone) = &user.phone {
        profile["phoneNumber"] = json!(phone);
    }
    profile
}

/// The profile of the user object, without the score.
pub(super) fn user_profile(user: &User, unmasked: bool) -> Value {
    let mut profile = json!({"dob": user.birth_date});
    if let Some(phone) = &user.phone {
        profile["phoneNumber"] = json!(phone);
    }
    // Before somebody is verified nothing is shown that the caller has not sent.
    if user.verified.is_none() {
        return profile;
    }
    let identity = Identity::of(user);
    profile["firstName"] = json!(identity.first_name);
    profile["lastName"] = json!(identity.last_name);
    profile["ssnLastFourDigits"] = json!(identity.last_four());
    if let Some(middle_name) = identity.middle_name {
        profile["middleName"] = json!(middle_name);
    }
    if unmasked {
        profile["ssn"] = json!(identity.ssn);
    }
    profile["emailAddress"] = json!(identity.email());
    profile["addresses"] = json!(identity.addresses);
    profile
}

/// The profile in a report, without the score.
pub(super) fn report_profile(user: &User, order: &Order) -> Value {
    let identity = Identity::of(user);
    let stamp = jiff::Timestamp::try_from(order.ready_wall).unwrap_or_default();
    let day = stamp.strftime("%Y-%m-%d").to_string();
    let mut addresses = identity.addresses.clone();
    for (index, address) in addresses.iter_mut().enumerate() {
        address["residencyType"] = json!(if index == 0 { "CURRENT" } else { "PREVIOUS" });
        address["reportedDate"] = json!(day);
        address["reportedDateWithFormat"] = json!({"value": day, "format": "YYYY-MM-DD"});
        address["firstReportedDateWithFormat"] = json!({"value": "2018", "format": "YYYY"});
    }
    json!({
        "firstName": identity.first_name,
        "middleName": identity.middle_name,
        "lastName": identity.last_name,
        "dateOfBirth": user.birth_date,
        "ssn": format!("XXXXX{}", identity.last_four()),
        "formerNames": [],
        "addresses": addresses,
        "employmentHistory": [],
        "reportedDate": day,
    })
}
