//! Customers: whose accounts are connected.

use serde::Serialize;
use verify_core::provider::{answer, open_enum};
use verify_core::{Email, Pii, Timestamp};

use super::ContactPhone;
use crate::{ApplicationId, CustomerId, Username};

answer! {
    /// A customer that was just created.
    pub struct CreatedCustomer {
        required {
            /// Finicity's id of the customer; keep it, every other call needs it.
            id: CustomerId => "id",
        }
        /// The name the application gave them.
        username: Option<Username> => "username",
        /// When it was created; seconds since 1970 on the wire, as a number or as text.
        created_date: Option<Timestamp> => "createdDate",
    }
}

answer! {
    /// A customer. Source: OAS 1.42, `Customer`.
    pub struct Customer {
        required {
            /// Finicity's id of the customer.
            id: CustomerId => "id",
        }
        /// The name the application gave them.
        username: Option<Username> => "username",
        /// Given name.
        first_name: Option<Pii<String>> => "firstName",
        /// Family name.
        last_name: Option<Pii<String>> => "lastName",
        /// Phone number; not checked.
        phone: Option<Pii<String>> => "phone",
        /// E-mail address; not checked.
        email: Option<Pii<String>> => "email",
        /// Which institutions they reach.
        customer_type: Option<CustomerType> => "type",
        /// When they were created; seconds since 1970 on the wire, mostly as text.
        created_date: Option<Timestamp> => "createdDate",
        /// When they were last modified; seconds since 1970 on the wire, mostly as text.
        last_modified_date: Option<Timestamp> => "lastModifiedDate",
    }
}

open_enum! {
    /// Which institutions a customer reaches, and whether they are billed.
    pub enum CustomerType {
        /// Live institutions; billable.
        Active => "active",
        /// Test institutions alone; free.
        Testing => "testing",
    }
}

answer! {
    /// A part of the list of customers.
    pub struct CustomerPage {
        required {
            /// The customers.
            customers: Vec<Customer> => "customers",
        }
        /// How many there are in all.
        found: Option<u32> => "found",
        /// How many are in this part.
        displaying: Option<u32> => "displaying",
        /// Whether there are more behind this part.
        more_available: Option<bool> => "moreAvailable",
    }
}

/// The body with which a customer is created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewCustomer {
    pub(crate) username: Username,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first_name: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_name: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) application_id: Option<ApplicationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<ContactPhone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<Email>,
}

impl NewCustomer {
    pub(crate) fn new(username: Username) -> Self {
        Self { username, first_name: None, last_name: None, application_id: None, phone: None, email: None }
    }
}

/// Constructor and setters of the two requests that create a customer.
macro_rules! new_customer {
    ($request:ident) => {
        impl $request {
            /// Takes the application's own name of the customer, which no other customer may have.
            pub fn new(username: $crate::Username) -> Self {
                Self($crate::models::NewCustomer::new(username))
            }

            /// Adds the given name. Special characters can be refused
            /// ([`InvalidCharacter`](crate::ErrorCode::InvalidCharacter)).
            #[must_use]
            pub fn first_name(mut self, name: impl Into<verify_core::Pii<String>>) -> Self {
                self.0.first_name = Some(name.into());
                self
            }

            /// Adds the family name. Special characters can be refused
            /// ([`InvalidCharacter`](crate::ErrorCode::InvalidCharacter)).
            #[must_use]
            pub fn last_name(mut self, name: impl Into<verify_core::Pii<String>>) -> Self {
                self.0.last_name = Some(name.into());
                self
            }

            /// Says for which of the partner's registered applications the customer is; it cannot be changed later. Only for
            /// partners that have several.
            #[must_use]
            pub fn application_id(mut self, application: $crate::ApplicationId) -> Self {
                self.0.application_id = Some(application);
                self
            }

            /// Adds the phone number.
            #[must_use]
            pub fn phone(mut self, phone: $crate::models::ContactPhone) -> Self {
                self.0.phone = Some(phone);
                self
            }

            /// Adds the e-mail address.
            #[must_use]
            pub fn email(mut self, email: verify_core::Email) -> Self {
                self.0.email = Some(email);
                self
            }
        }
    };
}
pub(crate) use new_customer;
