//! A postal address.

use serde::Serialize;
use verify_core::{InvalidValue, Pii};

use crate::accounts::filled;

/// A postal address.
///
/// ```
/// use dots_users::Address;
///
/// let here = Address::us("1 Example Way", "Spencer", "IA", "51368")?.line_2("Apartment 2")?;
/// let abroad = Address::new("2 Example Street", "Lisboa", "1000-001", "PT")?;
/// assert!(Address::us("1 Example Way", "Spencer", "Iowa", "51368").is_err());
/// # Ok::<(), dots_users::InvalidValue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Address {
    line_1: Pii<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line_2: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line_3: Option<Pii<String>>,
    city: Pii<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<Pii<String>>,
    country: Pii<String>,
    postcode: Pii<String>,
}

impl Address {
    /// Anywhere: street and house, city, postcode, country in two letters (ISO 3166).
    pub fn new(
        line_1: impl Into<Pii<String>>,
        city: impl Into<Pii<String>>,
        postcode: impl Into<Pii<String>>,
        country: impl Into<Pii<String>>,
    ) -> Result<Self, InvalidValue> {
        Ok(Self {
            line_1: filled(line_1, InvalidValue::new("line_1", "must not be empty"))?,
            line_2: None,
            line_3: None,
            city: filled(city, InvalidValue::new("city", "must not be empty"))?,
            state: None,
            country: two_letters(country, COUNTRY)?,
            postcode: filled(postcode, InvalidValue::new("postcode", "must not be empty"))?,
        })
    }

    /// In the United States: street and house, city, state in two letters, ZIP code.
    pub fn us(
        line_1: impl Into<Pii<String>>,
        city: impl Into<Pii<String>>,
        state: impl Into<Pii<String>>,
        postcode: impl Into<Pii<String>>,
    ) -> Result<Self, InvalidValue> {
        Self::new(line_1, city, postcode, "US")?.state(state)
    }

    /// Adds a second line.
    pub fn line_2(mut self, line: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        self.line_2 = Some(filled(line, InvalidValue::new("line_2", "must not be empty"))?);
        Ok(self)
    }

    /// Adds a third line, which tax forms do not have.
    pub fn line_3(mut self, line: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        self.line_3 = Some(filled(line, InvalidValue::new("line_3", "must not be empty"))?);
        Ok(self)
    }

    /// Adds the state or region: two letters in the United States, any text elsewhere.
    pub fn state(mut self, state: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        self.state = Some(if self.country.expose() == "US" {
            two_letters(state, InvalidValue::new("state", "must be two letters in the United States"))?
        } else {
            filled(state, InvalidValue::new("state", "must not be empty"))?
        });
        Ok(self)
    }

    /// Itself, if it has a state.
    pub(crate) fn with_state(self) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue = InvalidValue::new("address", "must have a state or region");
        if self.state.is_some() { Ok(self) } else { Err(RULE) }
    }

    /// Itself, if a tax form can hold it.
    pub(crate) fn for_tax_form(self) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue = InvalidValue::new("address", "has at most two lines in a tax form");
        if self.line_3.is_none() { Ok(self) } else { Err(RULE) }
    }
}

/// What a country is written in.
pub(crate) const COUNTRY: InvalidValue =
    InvalidValue::new("country", "must be its two letters by ISO 3166, for instance US");

/// Two letters of ASCII, made capital ones.
pub(crate) fn two_letters(
    text: impl Into<Pii<String>>,
    rule: InvalidValue,
) -> Result<Pii<String>, InvalidValue> {
    let text = text.into();
    let text = text.expose().trim();
    let fine = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    fine.then(|| Pii::new(text.to_ascii_uppercase())).ok_or(rule)
}
