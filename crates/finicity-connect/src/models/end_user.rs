//! For whom a partner resells.

use serde::Serialize;
use verify_core::provider::answer;
use verify_core::{Email, Pii};

use super::ContactPhone;

/// The company for which a partner gets a report, where that is not the partner itself (resellers). Source: OAS 1.42,
/// `ConsumerEndUser`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndUser {
    /// Its name.
    pub name: Pii<String>,
    /// Street and number.
    pub address: Pii<String>,
    /// City.
    pub city: Pii<String>,
    /// State, in two letters.
    pub state: Pii<String>,
    /// ZIP code.
    pub zip: Pii<String>,
    /// Phone number.
    pub phone: ContactPhone,
    /// E-mail address, if it is to be known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// Web site, if it is to be known; sent as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Pii<String>>,
}

answer! {
    /// An [`EndUser`] as Finicity has it; nothing is checked.
    pub struct ConsumerEndUser {
        /// Its name.
        name: Option<Pii<String>> => "name",
        /// Street and number.
        address: Option<Pii<String>> => "address",
        /// City.
        city: Option<Pii<String>> => "city",
        /// State, in two letters.
        state: Option<Pii<String>> => "state",
        /// ZIP code.
        zip: Option<Pii<String>> => "zip",
        /// Phone number.
        phone: Option<Pii<String>> => "phone",
        /// E-mail address.
        email: Option<Pii<String>> => "email",
        /// Web site.
        url: Option<Pii<String>> => "url",
    }
}
