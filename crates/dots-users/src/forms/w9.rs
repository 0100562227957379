//! The form W-9: people and companies in the United States.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use verify_core::{DateOfBirth, InvalidValue, Pii, Ssn};

use super::Address;
use crate::accounts::filled;
use crate::models::EntityType;

/// The number by which the tax authority of the United States knows a company (EIN); nine digits on the wire. Printed redacted.
///
/// ```
/// use dots_users::Ein;
///
/// let ein = Ein::new("00-1234567")?;
/// assert_eq!(ein.expose(), "001234567");
/// assert!(Ein::new("00-123456").is_err());
/// # Ok::<(), dots_users::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Ein(Pii<String>);

impl Ein {
    /// Takes `001234567` or `00-1234567`. Which numbers were ever issued is not checked here.
    pub fn new(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let digits = match text.split_once('-') {
            Some((prefix, rest)) if prefix.len() == 2 => [prefix, rest].concat(),
            _ => text.to_owned(),
        };
        if digits.len() == 9 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(Pii::new(digits)));
        }
        Err(InvalidValue::new("EIN", "must be nine digits, or written as 2-7 digits with a hyphen"))
    }

    /// The number in its wire form.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for Ein {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ein(***)")
    }
}

impl FromStr for Ein {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::new(text)
    }
}

/// The form W-9, filled in.
///
/// ```
/// use dots_users::{Address, DateOfBirth, Ein, Ssn, W9Form};
///
/// let address = Address::us("1 Example Way", "Spencer", "IA", "51368")?;
/// let (ssn, born) = (Ssn::new("900-12-3456")?, DateOfBirth::new("1990-01-31")?);
/// let person = W9Form::individual(ssn, born, address.clone())?.name("Ada", "Lovelace")?;
/// let company = W9Form::business("Ada's Engines", Ein::new("00-1234567")?, address)?;
/// # Ok::<(), dots_users::InvalidValue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct W9Form {
    entity_type: EntityType,
    #[serde(skip_serializing_if = "Option::is_none")]
    business_name: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_of_birth: Option<DateOfBirth>,
    tin: Tin,
    address: Address,
}

/// The tax id: which one it is, its holder decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Tin {
    Person(Ssn),
    Company(Ein),
}

impl W9Form {
    /// Of a person. The address must have a state and at most two lines. By an unpublished correction of Dots the
    /// [name](Self::name) is needed too: give it.
    pub fn individual(ssn: Ssn, born: DateOfBirth, address: Address) -> Result<Self, InvalidValue> {
        let form = Self::new(EntityType::Individual, Tin::Person(ssn), address)?;
        Ok(Self { date_of_birth: Some(born), ..form })
    }

    /// Of a company, by its legal name. The address must have a state and at most two lines.
    ///
    /// Whether Dots takes it without a birth date is open: the description of the API lists one as required in every W-9, and
    /// says next to it that those of people need it. Where it is refused, [give one](Self::date_of_birth).
    pub fn business(
        legal_name: impl Into<Pii<String>>,
        ein: Ein,
        address: Address,
    ) -> Result<Self, InvalidValue> {
        let name = filled(legal_name, InvalidValue::new("business_name", "must not be empty"))?;
        let form = Self::new(EntityType::Business, Tin::Company(ein), address)?;
        Ok(Self { business_name: Some(name), ..form })
    }

    fn new(entity_type: EntityType, tin: Tin, address: Address) -> Result<Self, InvalidValue> {
        let address = address.with_state()?.for_tax_form()?;
        let (business_name, first_name, last_name, date_of_birth) = (None, None, None, None);
        Ok(Self { entity_type, business_name, first_name, last_name, date_of_birth, tin, address })
    }

    /// Adds the person's given name and family name.
    pub fn name(
        mut self,
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
    ) -> Result<Self, InvalidValue> {
        self.first_name = Some(filled(first_name, InvalidValue::new("first_name", "must not be empty"))?);
        self.last_name = Some(filled(last_name, InvalidValue::new("last_name", "must not be empty"))?);
        Ok(self)
    }

    /// Adds a birth date to the form of a company. Whose, Dots does not say.
    #[must_use]
    pub fn date_of_birth(mut self, born: DateOfBirth) -> Self {
        self.date_of_birth = Some(born);
        self
    }
}
