//! A postal address, as flags.

use dots_users::Address;

use crate::ask::{self, Ask, Wanted};
use crate::dots_users::page::checked;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Address")]
pub(super) struct AddressArgs {
    /// Street and number
    #[arg(long, value_name = "TEXT")]
    street: Option<String>,
    /// A second line
    #[arg(long, value_name = "TEXT")]
    line_2: Option<String>,
    /// A third line, which tax forms do not have
    #[arg(long, value_name = "TEXT")]
    line_3: Option<String>,
    /// City
    #[arg(long, value_name = "TEXT")]
    city: Option<String>,
    /// State or region; in the United States two letters
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// Postcode or ZIP code
    #[arg(long, value_name = "CODE")]
    postcode: Option<String>,
    /// Country in two letters, for instance US
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
}

impl AddressArgs {
    /// The address; one with a state has to have it.
    pub(super) fn read(self, asks: Ask, with_state: bool) -> Result<Address, Failure> {
        let text = |given: Option<String>, flag, question, what| {
            asks.value(given, Wanted { flag, question }, ask::text(what))
        };
        let street = text(self.street, "--street", "Street and number", "street")?;
        let city = text(self.city, "--city", "City", "city")?;
        let state = match self.state {
            None if !with_state => None,
            given => Some(text(given, "--state", "State or region", "state")?),
        };
        let postcode = text(self.postcode, "--postcode", "Postcode", "postcode")?;
        let country = text(self.country, "--country", "Country (two letters)", "country")?;
        let mut address = checked("--country", Address::new(&street, &city, &postcode, &country))?;
        if let Some(state) = state {
            address = checked("--state", address.state(&state))?;
        }
        if let Some(line) = self.line_2 {
            address = checked("--line-2", address.line_2(&line))?;
        }
        if let Some(line) = self.line_3 {
            address = checked("--line-3", address.line_3(&line))?;
        }
        Ok(address)
    }
}
