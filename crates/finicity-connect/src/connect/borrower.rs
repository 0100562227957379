//! The people of a joint application.

use serde::Serialize;

use super::ConsumerInfo;
use crate::{ConsumerId, CustomerId};

/// One of the people who apply together. How many there may be is not documented; Finicity's own test has one of each type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Borrower {
    customer_id: CustomerId,
    consumer_id: ConsumerId,
    r#type: BorrowerType,
    #[serde(skip_serializing_if = "Option::is_none")]
    optional_consumer_info: Option<ConsumerInfo>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum BorrowerType {
    Primary,
    JointBorrower,
}

impl Borrower {
    /// The first applicant.
    pub fn primary(customer_id: CustomerId, consumer_id: ConsumerId) -> Self {
        Self { customer_id, consumer_id, r#type: BorrowerType::Primary, optional_consumer_info: None }
    }

    /// The one who applies with them.
    pub fn joint(customer_id: CustomerId, consumer_id: ConsumerId) -> Self {
        Self { r#type: BorrowerType::JointBorrower, ..Self::primary(customer_id, consumer_id) }
    }

    /// Adds what is known about the person.
    #[must_use]
    pub fn optional_consumer_info(mut self, info: ConsumerInfo) -> Self {
        self.optional_consumer_info = Some(info);
        self
    }
}
