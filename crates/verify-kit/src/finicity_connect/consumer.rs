//! The personal data of a consumer, as flags and as lines.

use finicity_connect::models::{Consumer, ContactPhone};
use finicity_connect::{Contact, DateOfBirth, Email, Identity, Ssn};

use super::Session;
use crate::ask::{Guarded, Wanted, optional};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Name and address")]
pub(super) struct WhoArgs {
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
}

/// By what the person is known.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Known by birth date, Social Security number or both")]
pub(super) struct IdentityArgs {
    /// Birth date: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Social Security number, for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "SSN", conflicts_with = "ssn_stdin")]
    ssn: Option<String>,
    /// Read the Social Security number from stdin, after the credentials if they come from there, too
    #[arg(long)]
    ssn_stdin: bool,
}

/// How the person is reached.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reached by e-mail, phone or both")]
pub(super) struct ContactArgs {
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

impl WhoArgs {
    /// Whether nothing was given.
    pub(super) fn is_empty(&self) -> bool {
        let names = [&self.first_name, &self.last_name, &self.suffix];
        let places = [&self.state, &self.address, &self.city, &self.zip];
        names.into_iter().chain(places).all(Option::is_none)
    }
}

impl IdentityArgs {
    /// Whether nothing was given.
    pub(super) fn is_empty(&self) -> bool {
        self.birth_date.is_none() && self.ssn.is_none() && !self.ssn_stdin
    }

    /// By what the person is known, as far as it was given.
    pub(super) fn given(self, session: &Session) -> Result<Option<Identity>, Failure> {
        let birthday = optional(BIRTH_DATE.flag, self.birth_date.as_deref(), DateOfBirth::new)?;
        let mut ssn = None;
        if self.ssn.is_some() || self.ssn_stdin {
            let guarded = Guarded { wanted: SSN, given: self.ssn, stdin: ("--ssn-stdin", self.ssn_stdin) };
            ssn = Some(session.ask.guarded(guarded, session.is_live(), Ssn::new)?);
        }
        Ok(match (ssn, birthday) {
            (Some(ssn), Some(birthday)) => Some(Identity::Both { ssn, birthday }),
            (Some(ssn), None) => Some(ssn.into()),
            (None, Some(birthday)) => Some(birthday.into()),
            (None, None) => None,
        })
    }

    /// The same; without anything the birth date is asked for.
    pub(super) fn read(self, session: &Session) -> Result<Identity, Failure> {
        match self.given(session)? {
            Some(identity) => Ok(identity),
            None if session.ask.is_terminal() => {
                session.ask.value(None, BIRTH_DATE, DateOfBirth::new).map(Identity::from)
            }
            None => Err(Failure::usage("give --birth-date or --ssn-stdin (or both)")),
        }
    }
}

impl ContactArgs {
    /// Whether nothing was given.
    pub(super) fn is_empty(&self) -> bool {
        self.email.is_none() && self.phone.is_none()
    }

    /// How the person is reached, as far as it was given.
    pub(super) fn given(&self) -> Result<Option<Contact>, Failure> {
        let phone = optional("--phone", self.phone.as_deref(), ContactPhone::new)?;
        Ok(match (phone, optional(EMAIL.flag, self.email.as_deref(), Email::new)?) {
            (Some(phone), Some(email)) => Some(Contact::Both { phone, email }),
            (Some(phone), None) => Some(phone.into()),
            (None, Some(email)) => Some(email.into()),
            (None, None) => None,
        })
    }

    /// The same; without anything the e-mail address is asked for.
    pub(super) fn read(self, session: &Session) -> Result<Contact, Failure> {
        match self.given()? {
            Some(contact) => Ok(contact),
            None if session.ask.is_terminal() => {
                session.ask.value(None, EMAIL, Email::new).map(Contact::from)
            }
            None => Err(Failure::usage("give --email or --phone (or both)")),
        }
    }
}

/// Puts the details of a person into either of the two requests; they have the same setters, and no trait for them.
macro_rules! with_details {
    ($request:expr, $who:expr) => {{
        let mut request = $request;
        if let Some(suffix) = &$who.suffix {
            request = request.suffix(suffix);
        }
        if let Some(address) = &$who.address {
            request = request.address(address);
        }
        if let Some(city) = &$who.city {
            request = request.city(city);
        }
        if let Some(zip) = &$who.zip {
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
