//! Who a person is, as flags: for questions and for the bureaus that do not go by a contact id alone.

use spinwheel_gql::{Address, DateOfBirth, Ssn};

use super::Session;
use crate::ask::{self, Ask, Guarded, Wanted};
use crate::exit::Failure;

pub(super) const BIRTH_DATE: Wanted = Wanted { flag: "--birth-date", question: "Birth date (YYYY-MM-DD)" };
const SSN: Wanted = Wanted { flag: "--ssn", question: "Social Security number" };

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The person")]
pub(super) struct PersonArgs {
    /// First name
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
    /// Birth date: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Social Security number, for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "SSN", conflicts_with = "ssn_stdin")]
    ssn: Option<String>,
    /// Read the Social Security number from stdin, after the credentials if they come from there, too
    #[arg(long)]
    ssn_stdin: bool,
    /// Street and number
    #[arg(long, value_name = "TEXT")]
    street: Option<String>,
    /// A second line, for instance the apartment
    #[arg(long, value_name = "TEXT")]
    line_2: Option<String>,
    /// City
    #[arg(long, value_name = "TEXT")]
    city: Option<String>,
    /// State, in two capital letters
    #[arg(long, value_name = "ST")]
    state: Option<String>,
    /// ZIP code, five digits
    #[arg(long, value_name = "ZIP")]
    zip: Option<String>,
    /// The four digits behind the ZIP code
    #[arg(long, value_name = "DIGITS")]
    zip_extension: Option<String>,
}

impl PersonArgs {
    /// The flags that were given.
    pub(super) fn given(&self) -> Vec<&'static str> {
        let flags = [
            ("--first-name", self.first_name.is_some()),
            ("--last-name", self.last_name.is_some()),
            ("--birth-date", self.birth_date.is_some()),
            ("--ssn", self.ssn.is_some()),
            ("--ssn-stdin", self.ssn_stdin),
            ("--street", self.street.is_some()),
            ("--line-2", self.line_2.is_some()),
            ("--city", self.city.is_some()),
            ("--state", self.state.is_some()),
            ("--zip", self.zip.is_some()),
            ("--zip-extension", self.zip_extension.is_some()),
        ];
        flags.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag).collect()
    }

    /// First name, last name, address.
    pub(super) fn name_and_address(&mut self, asks: Ask) -> Result<(String, String, Address), Failure> {
        let text = |given: &mut Option<String>, flag, question, what| {
            asks.value(given.take(), Wanted { flag, question }, ask::text(what))
        };
        let first = text(&mut self.first_name, "--first-name", "First name", "first name")?;
        let last = text(&mut self.last_name, "--last-name", "Last name", "last name")?;
        let street = text(&mut self.street, "--street", "Street and number", "street")?;
        let city = text(&mut self.city, "--city", "City", "city")?;
        let state = text(&mut self.state, "--state", "State (two letters)", "state")?;
        let zip = text(&mut self.zip, "--zip", "ZIP code", "ZIP code")?;
        let mut address = Address::new(street, city, state, zip);
        if let Some(line) = self.line_2.take() {
            address = address.address_line2(line);
        }
        if let Some(digits) = self.zip_extension.take() {
            address = address.zip_extension(digits);
        }
        Ok((first, last, address))
    }

    pub(super) fn birth_date(&mut self, asks: Ask) -> Result<DateOfBirth, Failure> {
        asks.value(self.birth_date.take(), BIRTH_DATE, DateOfBirth::new)
    }

    /// The same where it may be left out.
    pub(super) fn birth_date_if_given(&mut self, asks: Ask) -> Result<Option<DateOfBirth>, Failure> {
        if self.birth_date.is_none() {
            return Ok(None);
        }
        self.birth_date(asks).map(Some)
    }

    pub(super) fn ssn(&mut self, session: &Session) -> Result<Ssn, Failure> {
        let stdin = ("--ssn-stdin", std::mem::take(&mut self.ssn_stdin));
        let guarded = Guarded { wanted: SSN, given: self.ssn.take(), stdin };
        session.ask.guarded(guarded, session.is_live(), Ssn::new)
    }

    /// The same where it may be left out.
    pub(super) fn ssn_if_given(&mut self, session: &Session) -> Result<Option<Ssn>, Failure> {
        if self.ssn.is_none() && !self.ssn_stdin {
            return Ok(None);
        }
        self.ssn(session).map(Some)
    }
}
