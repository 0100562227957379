//! Consumers: what reports need to know about a customer.

use serde::Serialize;
use verify_core::provider::answer;
use verify_core::{Pii, Timestamp};

use super::{Birthday, ConsumerEndUser, EndUser};
use crate::{ConsumerId, CustomerId};

answer! {
    /// A consumer that was just created.
    pub struct CreatedConsumer {
        required {
            /// Finicity's id of the consumer; the calls that send e-mails need it.
            id: ConsumerId => "id",
        }
        /// Whose data it is.
        customer_id: Option<CustomerId> => "customerId",
        /// When it was created; seconds since 1970 on the wire.
        created_date: Option<Timestamp> => "createdDate",
    }
}

answer! {
    /// The personal data of a customer, as reports need it. Source: OAS 1.42, `Consumer`.
    pub struct Consumer {
        required {
            /// Finicity's id of the consumer.
            id: ConsumerId => "id",
        }
        /// Whose data it is.
        customer_id: Option<CustomerId> => "customerId",
        /// Given name.
        first_name: Option<Pii<String>> => "firstName",
        /// Family name.
        last_name: Option<Pii<String>> => "lastName",
        /// A suffix of the name, for instance `PhD`.
        suffix: Option<Pii<String>> => "suffix",
        /// Street and number.
        address: Option<Pii<String>> => "address",
        /// City.
        city: Option<Pii<String>> => "city",
        /// State, in two letters.
        state: Option<Pii<String>> => "state",
        /// ZIP code.
        zip: Option<Pii<String>> => "zip",
        /// Phone number; not checked.
        phone: Option<Pii<String>> => "phone",
        /// E-mail address; not checked.
        email: Option<Pii<String>> => "email",
        /// The last four digits of the Social Security number; the others are not given back.
        ssn_last_four: Option<Pii<String>> => "ssn",
        /// Birth date.
        birthday: Option<Birthday> => "birthday",
        /// For whom the partner resells.
        end_user: Option<ConsumerEndUser> => "endUser",
        /// When it was created; seconds since 1970 on the wire.
        created_date: Option<Timestamp> => "createdDate",
    }
}

/// What may be said of a consumer besides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConsumerDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) suffix: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) city: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) zip: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_user: Option<EndUser>,
}

/// The setters of these details: `consumer_details!(CreateConsumer: body.more)`, with the place where they are.
macro_rules! consumer_details {
    ($request:ident: $body:ident.$more:ident) => {
        impl $request {
            /// A suffix of the name, for instance `PhD`.
            #[must_use]
            pub fn suffix(mut self, suffix: impl Into<verify_core::Pii<String>>) -> Self {
                self.$body.$more.suffix = Some(suffix.into());
                self
            }

            /// Street and number.
            #[must_use]
            pub fn address(mut self, address: impl Into<verify_core::Pii<String>>) -> Self {
                self.$body.$more.address = Some(address.into());
                self
            }

            /// The city.
            #[must_use]
            pub fn city(mut self, city: impl Into<verify_core::Pii<String>>) -> Self {
                self.$body.$more.city = Some(city.into());
                self
            }

            /// The ZIP code.
            #[must_use]
            pub fn zip(mut self, zip: impl Into<verify_core::Pii<String>>) -> Self {
                self.$body.$more.zip = Some(zip.into());
                self
            }

            /// For whom the partner resells.
            #[must_use]
            pub fn end_user(mut self, end_user: $crate::models::EndUser) -> Self {
                self.$body.$more.end_user = Some(end_user);
                self
            }
        }
    };
}
pub(crate) use consumer_details;
