//! The form W-8BEN: people outside of the United States.

use serde::Serialize;
use verify_core::provider::open_enum;
use verify_core::{DateOfBirth, Email, InvalidValue, Pii};

use super::Address;
use super::address::{COUNTRY, two_letters};
use crate::accounts::filled;

/// The countries whose citizens need not give a tax id (source: the description of the API).
const WITHOUT_TAX_ID: [&str; 5] = ["AU", "BM", "VG", "KY", "JP"];

/// Who signs a form. Making one says that this person has agreed to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    consent: bool,
    name: Pii<String>,
    email: Email,
}

impl Signature {
    /// By a person who consents to the disclosure of their information to the tax authority of the United States (IRS).
    pub fn with_consent(name: impl Into<Pii<String>>, email: Email) -> Result<Self, InvalidValue> {
        let name = filled(name, InvalidValue::new("name of the signature", "must not be empty"))?;
        Ok(Self { consent: true, name, email })
    }
}

open_enum! {
    /// What kind of income a tax treaty is claimed for.
    pub enum TreatyIncome {
        /// Interest.
        Interest => "interest1",
        /// Dividends.
        Dividends => "dividend6",
        /// Dividends that qualify for the direct dividend rate.
        DirectDividends => "dividend7",
        /// Pensions and annuities.
        Pensions => "pension15",
        /// Social Security.
        SocialSecurity => "socialSecurity",
        /// Royalties for industrial equipment.
        Equipment => "equipment10",
        /// Royalties for know-how and other industrial ones.
        KnowHow => "knowhow10",
        /// Royalties for patents.
        Patents => "patent10",
        /// Royalties for film and television.
        Film => "film11",
        /// Royalties for copyrights.
        Copyrights => "copyright12",
    }
}

/// A claim to a lower tax by a treaty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TaxTreaty {
    #[serde(rename = "tax_treaty_country")]
    country: Pii<String>,
    #[serde(rename = "tax_treaty_citation", skip_serializing_if = "Option::is_none")]
    citation: Option<Pii<String>>,
    #[serde(rename = "tax_treaty_rate", skip_serializing_if = "Option::is_none")]
    rate: Option<f64>,
    #[serde(rename = "tax_treaty_income_type", skip_serializing_if = "Option::is_none")]
    income: Option<TreatyIncome>,
    #[serde(rename = "tax_treaty_explanation", skip_serializing_if = "Option::is_none")]
    explanation: Option<Pii<String>>,
}

impl TaxTreaty {
    /// With this country, in two letters.
    pub fn new(country: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        let country = two_letters(country, COUNTRY)?;
        Ok(Self { country, citation: None, rate: None, income: None, explanation: None })
    }

    /// Adds article and paragraph.
    #[must_use]
    pub fn citation(mut self, citation: impl Into<Pii<String>>) -> Self {
        self.citation = Some(citation.into());
        self
    }

    /// Adds the rate that is claimed, as a part of one: 0.15 stands for 15 %.
    pub fn rate(mut self, rate: f64) -> Result<Self, InvalidValue> {
        if !(0.0..=1.0).contains(&rate) {
            return Err(InvalidValue::new("tax_treaty_rate", "must be 0 to 1: 0.15 stands for 15 %"));
        }
        self.rate = Some(rate);
        Ok(self)
    }

    /// Adds the kind of income.
    #[must_use]
    pub fn income(mut self, income: TreatyIncome) -> Self {
        self.income = Some(income);
        self
    }

    /// Adds an explanation.
    #[must_use]
    pub fn explanation(mut self, explanation: impl Into<Pii<String>>) -> Self {
        self.explanation = Some(explanation.into());
        self
    }
}

/// The form W-8BEN, filled in.
///
/// ```
/// use dots_users::{Address, DateOfBirth, Email, Signature, W8BenForm};
///
/// let address = Address::new("2 Example Street", "Lisboa", "1000-001", "PT")?;
/// let signature = Signature::with_consent("Ada Lovelace", Email::new("ada@example.com")?)?;
/// let born = DateOfBirth::new("1990-01-31")?;
/// let form = W8BenForm::new("Ada Lovelace", "PT", born, address, signature)?.foreign_tax_id("PT-900-17")?;
/// # Ok::<(), dots_users::InvalidValue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct W8BenForm {
    name: Pii<String>,
    citizenship_country: Pii<String>,
    date_of_birth: DateOfBirth,
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign_tax_id: Option<Pii<String>>,
    #[serde(flatten)]
    tax_treaty: Option<TaxTreaty>,
    address: Address,
    signature: Signature,
}

impl W8BenForm {
    /// Of a person: full name, country of citizenship in two letters, birth date, an address of at most two lines, signature.
    pub fn new(
        name: impl Into<Pii<String>>,
        citizenship_country: impl Into<Pii<String>>,
        born: DateOfBirth,
        address: Address,
        signature: Signature,
    ) -> Result<Self, InvalidValue> {
        const CITIZENSHIP: InvalidValue =
            InvalidValue::new("citizenship_country", "must be two letters by ISO 3166, for instance JP");
        Ok(Self {
            name: filled(name, InvalidValue::new("name", "must not be empty"))?,
            citizenship_country: two_letters(citizenship_country, CITIZENSHIP)?,
            date_of_birth: born,
            foreign_tax_id: None,
            tax_treaty: None,
            address: address.for_tax_form()?,
            signature,
        })
    }

    /// Adds the tax id of the country of residence. Only citizens of Australia, Bermuda, the British Virgin Islands, the
    /// Cayman Islands and Japan can do without.
    pub fn foreign_tax_id(mut self, id: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        self.foreign_tax_id = Some(filled(id, InvalidValue::new("foreign_tax_id", "must not be empty"))?);
        Ok(self)
    }

    /// Adds a claim to a lower tax.
    #[must_use]
    pub fn tax_treaty(mut self, treaty: TaxTreaty) -> Self {
        self.tax_treaty = Some(treaty);
        self
    }

    /// Itself, if it has the tax id it needs.
    pub(crate) fn checked(self) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue = InvalidValue::new(
            "foreign_tax_id",
            "must be there, unless the citizenship is AU, BM, VG, KY or JP",
        );
        let needless = WITHOUT_TAX_ID.contains(&self.citizenship_country.expose().as_str());
        if needless || self.foreign_tax_id.is_some() { Ok(self) } else { Err(RULE) }
    }
}
