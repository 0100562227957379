//! Identifiers of the Dots API.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use verify_core::provider::id;
use verify_core::{InvalidValue, Pii};

id! {
    /// A user; a UUID in what is documented.
    pub struct UserId
}

id! {
    /// One of an organization's apps; a UUID in what is documented.
    pub struct AppId
}

id! {
    /// The first half of a pair of keys. It is no secret: browsers may have it.
    pub struct ClientId
}

id! {
    /// A payout method of a user.
    pub struct PaymentMethodId
}

id! {
    /// A flow; a UUID in what is documented. Dots' links to flows are made of it alone, and whoever has the link can act as
    /// the user: so it is not printed.
    pub struct FlowId redacted
}

id! {
    /// A PDF form, as it was set up in Dots' dashboard.
    pub struct TemplateId
}

id! {
    /// A movement of money; a UUID in what is documented.
    pub struct TransferId
}

id! {
    /// A link with which somebody claims a payout; a UUID in what is documented.
    pub struct PayoutLinkId
}

id! {
    /// A webhook. The same whenever it is sent again: what tells duplicates.
    pub struct MessageId
}

/// A user's name on your platform: 1 to 50 letters, digits and hyphens. Dots refuses swear words and words it protects
/// ([`InvalidUsername`](crate::ErrorCode::InvalidUsername)). Letters of ASCII alone, which is our reading of "letters". Printed
/// redacted. (Source: the description of the API, and Dots' page of error codes.)
///
/// ```
/// use dots_users::Username;
///
/// assert!(Username::new("ada-lovelace-17").is_ok());
/// assert!(Username::new("ada lovelace").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Username(Pii<String>);

impl Username {
    /// Takes a name of this form.
    pub fn new(name: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        let name = name.into();
        let text = name.expose();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if (1..=50).contains(&text.len()) && text.bytes().all(allowed) {
            return Ok(Self(name));
        }
        Err(InvalidValue::new("username", "must be 1 to 50 letters, digits and hyphens"))
    }

    /// The name as it is sent.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Username(***)")
    }
}

impl FromStr for Username {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::new(text)
    }
}
