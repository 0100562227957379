//! Where a person lives.

use verify_core::Pii;

/// A postal address in the United States.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    // The provider's word.
    #[allow(clippy::struct_field_names)]
    pub(crate) address_line1: Pii<String>,
    // As above.
    #[allow(clippy::struct_field_names)]
    pub(crate) address_line2: Option<Pii<String>>,
    pub(crate) city: Pii<String>,
    pub(crate) state: Pii<String>,
    pub(crate) zip: Pii<String>,
    pub(crate) zip_extension: Option<Pii<String>>,
}

impl Address {
    /// Street and number, city, state in two letters, ZIP code of five digits.
    pub fn new(
        address_line1: impl Into<Pii<String>>,
        city: impl Into<Pii<String>>,
        state: impl Into<Pii<String>>,
        zip: impl Into<Pii<String>>,
    ) -> Self {
        Self {
            address_line1: address_line1.into(),
            address_line2: None,
            city: city.into(),
            state: state.into(),
            zip: zip.into(),
            zip_extension: None,
        }
    }

    /// Adds a second line, for instance the apartment.
    #[must_use]
    pub fn address_line2(mut self, line: impl Into<Pii<String>>) -> Self {
        self.address_line2 = Some(line.into());
        self
    }

    /// Adds the four digits behind the ZIP code. For questions they are sent by themselves; to pull a report they follow the ZIP
    /// code without a hyphen, as in the page's example (ours).
    #[must_use]
    pub fn zip_extension(mut self, digits: impl Into<Pii<String>>) -> Self {
        self.zip_extension = Some(digits.into());
        self
    }

    /// The ZIP code with its extension.
    pub(crate) fn whole_zip(&self) -> Pii<String> {
        let extension = self.zip_extension.as_ref().map_or("", |digits| digits.expose());
        Pii::new([self.zip.expose(), extension].concat())
    }
}
