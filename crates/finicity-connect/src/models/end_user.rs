//! For whom a partner resells.

use serde::Serialize;
use verify_core::provider::answer;
use verify_core::{Email, Pii};

use super::ContactPhone;

/// The company for which a partner gets a report, where that is not the partner itself (resellers). Source: OAS 1.42,
/// `ConsumerEndUser`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
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

impl EndUser {
    /// What Finicity requires: name, street and number, city, state in two letters, ZIP code, phone number.
    pub fn new(
        name: impl Into<Pii<String>>,
        address: impl Into<Pii<String>>,
        city: impl Into<Pii<String>>,
        state: impl Into<Pii<String>>,
        zip: impl Into<Pii<String>>,
        phone: ContactPhone,
    ) -> Self {
        let (name, address, city) = (name.into(), address.into(), city.into());
        Self { name, address, city, state: state.into(), zip: zip.into(), phone, email: None, url: None }
    }

    /// Adds the e-mail address.
    #[must_use]
    pub fn email(mut self, email: Email) -> Self {
        self.email = Some(email);
        self
    }

    /// Adds the web site; sent as given.
    #[must_use]
    pub fn url(mut self, url: impl Into<Pii<String>>) -> Self {
        self.url = Some(url.into());
        self
    }
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
