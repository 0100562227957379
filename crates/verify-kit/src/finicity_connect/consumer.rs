//! The personal data of a consumer, as flags and as lines.

use finicity_connect::models::{Consumer, ContactPhone};
use finicity_connect::{Contact, DateOfBirth, Email, Identity, Ssn};

use super::Session;
use super::new_customer::optional;
use crate::ask::{Guarded, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct ConsumerArgs {
    /// First name
    #[arg(long, value_name = "NAME")]
    pub(super) first_name: Option<String>,
    /// Last name
    #[arg(long, value_name = "NAME")]
    pub(super) last_name: Option<String>,
    /// A suffix of the name, for instance Jr
    #[arg(long, value_name = "TEXT")]
    pub(super) suffix: Option<String>,
    /// State, in two capital letters
    #[arg(long, value_name = "ST")]
    pub(super) state: Option<String>,
    /// Street and number
    #[arg(long, value_name = "TEXT")]
    pub(super) address: Option<String>,
    /// City
    #[arg(long, value_name = "TEXT")]
    pub(super) city: Option<String>,
    /// ZIP code
    #[arg(long, value_name = "ZIP")]
    pub(super) zip: Option<String>,
    /// Birth date: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Social Security number, for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "SSN", conflicts_with = "ssn_stdin")]
    ssn: Option<String>,
    /// Read the Social Security number from stdin, after the credentials if they come from there, too
    #[arg(long)]
    ssn_stdin: bool,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Phone number, at most 15 characters
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
}

const BIRTH_DATE: Wanted = Wanted { flag: "--birth-date", question: "Birth date (YYYY-MM-DD)" };
const EMAIL: Wanted = Wanted { flag: "--email", question: "E-mail address" };
const SSN: Wanted = Wanted { flag: "--ssn", question: "Social Security number" };

impl ConsumerArgs {
    /// By what the person is known, as far as it was given.
    pub(super) fn given_identity(&self, session: &Session) -> Result<Option<Identity>, Failure> {
        let birthday = optional(BIRTH_DATE.flag, self.birth_date.as_deref(), DateOfBirth::new)?;
        Ok(match (self.given_ssn(session)?, birthday) {
            (Some(ssn), Some(birthday)) => Some(Identity::Both { ssn, birthday }),
            (Some(ssn), None) => Some(ssn.into()),
            (None, Some(birthday)) => Some(birthday.into()),
            (None, None) => None,
        })
    }

    /// By what the person is known; without anything the birth date is asked for.
    pub(super) fn identity(&self, session: &Session) -> Result<Identity, Failure> {
        match self.given_identity(session)? {
            Some(identity) => Ok(identity),
            None => session.ask.value(None, BIRTH_DATE, DateOfBirth::new).map(Identity::from),
        }
    }

    /// How the person is reached, as far as it was given.
    pub(super) fn given_contact(&self) -> Result<Option<Contact>, Failure> {
        let phone = optional("--phone", self.phone.as_deref(), ContactPhone::new)?;
        Ok(match (phone, optional(EMAIL.flag, self.email.as_deref(), Email::new)?) {
            (Some(phone), Some(email)) => Some(Contact::Both { phone, email }),
            (Some(phone), None) => Some(phone.into()),
            (None, Some(email)) => Some(email.into()),
            (None, None) => None,
        })
    }

    /// How the person is reached; without anything the e-mail address is asked for.
    pub(super) fn contact(&self, session: &Session) -> Result<Contact, Failure> {
        match self.given_contact()? {
            Some(contact) => Ok(contact),
            None => session.ask.value(None, EMAIL, Email::new).map(Contact::from),
        }
    }

    fn given_ssn(&self, session: &Session) -> Result<Option<Ssn>, Failure> {
        if self.ssn.is_none() && !self.ssn_stdin {
            return Ok(None);
        }
        let guarded =
            Guarded { wanted: SSN, given: self.ssn.as_deref(), stdin: ("--ssn-stdin", self.ssn_stdin) };
        session.ask.guarded(guarded, session.is_live(), Ssn::new).map(Some)
    }
}

/// Puts the details of a person into either of the two requests; they have the same setters, and no trait for them.
macro_rules! with_details {
    ($request:expr, $args:expr) => {{
        let (mut request, args) = ($request, &$args);
        if let Some(suffix) = &args.suffix {
            request = request.suffix(suffix);
        }
        if let Some(address) = &args.address {
            request = request.address(address);
        }
        if let Some(city) = &args.city {
            request = request.city(city);
        }
        if let Some(zip) = &args.zip {
            request = request.zip(zip);
        }
        request
    }};
}
pub(super) use with_details;

/// Who it is.
pub(super) fn lines(consumer: &Consumer) -> Vec<String> {
    let text =
        |value: &Option<finicity_connect::Pii<String>>| value.as_ref().map(|value| value.expose().clone());
    let joined = |parts: &[&Option<finicity_connect::Pii<String>>]| {
        let parts: Vec<String> = parts.iter().filter_map(|part| text(part)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let born = consumer.birthday.as_ref().and_then(finicity_connect::models::Birthday::date_of_birth);
    let facts = [
        ("consumer id", Some(consumer.id.as_str().to_owned())),
        ("customer id", consumer.customer_id.as_ref().map(|id| id.as_str().to_owned())),
        ("name", joined(&[&consumer.first_name, &consumer.last_name, &consumer.suffix])),
        ("address", joined(&[&consumer.address, &consumer.city, &consumer.state, &consumer.zip])),
        ("birth date", born.map(|born| born.expose().to_owned())),
        ("SSN ends in", text(&consumer.ssn_last_four)),
        ("phone", text(&consumer.phone)),
        ("e-mail", text(&consumer.email)),
    ];
    facts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect()
}
