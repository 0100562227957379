//! Who a person is, as flags: for questions, and for a person the application knows completely.

use spinwheel_connect::{Address, DateOfBirth, Ssn};

use super::Session;
use super::connect_sms::BIRTH_DATE;
use crate::ask::{self, Guarded, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
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
    #[command(flatten)]
    ssn: SsnArgs,
    /// Street and number
    #[arg(long, value_name = "TEXT")]
    street: Option<String>,
    /// City
    #[arg(long, value_name = "TEXT")]
    city: Option<String>,
    /// State, in two capital letters
    #[arg(long, value_name = "ST")]
    state: Option<String>,
    /// ZIP code, five digits
    #[arg(long, value_name = "ZIP")]
    zip: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct SsnArgs {
    /// Social Security number, for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "SSN", conflicts_with = "ssn_stdin")]
    ssn: Option<String>,
    /// Read the Social Security number from stdin, after the secret key if that comes from there, too
    #[arg(long)]
    ssn_stdin: bool,
}

/// What all of it comes to.
pub(super) struct Person {
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) date_of_birth: DateOfBirth,
    pub(super) ssn: Ssn,
    pub(super) address: Address,
}

const SSN: Wanted = Wanted { flag: "--ssn", question: "Social Security number" };

impl PersonArgs {
    pub(super) fn read(self, session: &Session) -> Result<Person, Failure> {
        let asks = session.ask;
        let text = |given: Option<String>, flag, question, what| {
            asks.value(given, Wanted { flag, question }, ask::text(what))
        };
        let first_name = text(self.first_name, "--first-name", "First name", "first name")?;
        let last_name = text(self.last_name, "--last-name", "Last name", "last name")?;
        let date_of_birth = asks.value(self.birth_date, BIRTH_DATE, DateOfBirth::new)?;
        let ssn = self.ssn.read(session)?;
        let street = text(self.street, "--street", "Street and number", "street")?;
        let city = text(self.city, "--city", "City", "city")?;
        let state = text(self.state, "--state", "State (two letters)", "state")?;
        let zip = text(self.zip, "--zip", "ZIP code", "ZIP code")?;
        let address = Address::new(street, city, state, zip);
        Ok(Person { first_name, last_name, date_of_birth, ssn, address })
    }
}

impl SsnArgs {
    pub(super) fn read(self, session: &Session) -> Result<Ssn, Failure> {
        let guarded = Guarded { wanted: SSN, given: self.ssn, stdin: ("--ssn-stdin", self.ssn_stdin) };
        session.ask.guarded(guarded, session.is_live(), Ssn::new)
    }
}
