//! Ids as flags.

use std::str::FromStr;

use finicity_connect::{ConsumerId, CustomerId, InstitutionId, InvalidValue};

use crate::ask::{Ask, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct CustomerArg {
    /// Finicity's id of the customer
    #[arg(long, value_name = "ID")]
    customer_id: Option<String>,
}

impl CustomerArg {
    pub(super) fn read(self, ask: Ask) -> Result<CustomerId, Failure> {
        let wanted = Wanted { flag: "--customer-id", question: "Finicity's id of the customer" };
        id(self.customer_id, wanted, ask)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ConsumerArg {
    /// Finicity's id of the consumer
    #[arg(long, value_name = "ID")]
    consumer_id: Option<String>,
}

impl ConsumerArg {
    pub(super) fn read(self, ask: Ask) -> Result<ConsumerId, Failure> {
        let wanted = Wanted { flag: "--consumer-id", question: "Finicity's id of the consumer" };
        id(self.consumer_id, wanted, ask)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct InstitutionArg {
    /// The institution's number; search-institutions shows it
    #[arg(long, value_name = "NUMBER")]
    institution_id: Option<String>,
}

impl InstitutionArg {
    pub(super) fn read(self, ask: Ask) -> Result<InstitutionId, Failure> {
        let wanted = Wanted { flag: "--institution-id", question: "The institution's number" };
        ask.value(self.institution_id, wanted, |text| {
            let rule = InvalidValue::new("institution id", "must be a number");
            text.trim().parse().map(InstitutionId::new).map_err(|_| rule)
        })
    }
}

/// An id that has to be there.
pub(super) fn id<T: FromStr<Err = InvalidValue>>(
    given: Option<String>,
    wanted: Wanted,
    ask: Ask,
) -> Result<T, Failure> {
    ask.value(given, wanted, |text| text.trim().parse())
}
