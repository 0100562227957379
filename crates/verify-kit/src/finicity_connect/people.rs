//! The people of a joint application, as flags.

use finicity_connect::{Borrower, ConsumerId, CustomerId, InvalidValue};

use crate::ask::{Ask, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct PeopleArgs {
    /// The first applicant: customer and consumer, by their ids
    #[arg(long, value_name = "CUSTOMER=CONSUMER")]
    primary: Option<String>,
    /// The one who applies with them
    #[arg(long, value_name = "CUSTOMER=CONSUMER")]
    joint: Option<String>,
}

/// Both of them.
pub(super) struct People {
    pub(super) primary: (CustomerId, ConsumerId),
    pub(super) joint: (CustomerId, ConsumerId),
}

impl PeopleArgs {
    pub(super) fn read(self, ask: Ask) -> Result<People, Failure> {
        let wanted = Wanted { flag: "--primary", question: "First applicant (CUSTOMER=CONSUMER)" };
        let primary = ask.value(self.primary, wanted, person)?;
        let wanted = Wanted { flag: "--joint", question: "Second applicant (CUSTOMER=CONSUMER)" };
        Ok(People { primary, joint: ask.value(self.joint, wanted, person)? })
    }
}

impl People {
    pub(super) fn borrowers(&self) -> [Borrower; 2] {
        let ((customer, consumer), (other, others)) = (self.primary.clone(), self.joint.clone());
        [Borrower::primary(customer, consumer), Borrower::joint(other, others)]
    }
}

fn person(text: &str) -> Result<(CustomerId, ConsumerId), InvalidValue> {
    let rule = InvalidValue::new("applicant", "must be CUSTOMER=CONSUMER, both by Finicity's ids");
    let (customer, consumer) = text.trim().split_once('=').ok_or(rule)?;
    Ok((customer.parse().map_err(|_| rule)?, consumer.parse().map_err(|_| rule)?))
}
