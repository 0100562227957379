//! Income that was paid elsewhere.

use verify_core::InvalidValue;
use verify_core::provider::{answer, open_enum};

use super::Cents;

open_enum! {
    /// A form of the United States' tax authority.
    pub enum TaxForm {
        /// For work.
        Nec => "1099-NEC",
        /// For payments by card and through networks.
        K => "1099-K",
    }
}

answer! {
    /// What a user was paid outside of Dots in the current calendar year. The form must be the one that the app files.
    ///
    /// Make one to be sent with [`nec`](Self::nec) or [`k`](Self::k).
    pub struct Adjustment1099 {
        /// The year, which must be the current one.
        year: Option<u16> => "year",
        /// For which form.
        form: Option<TaxForm> => "form",
        /// The amount, for [`TaxForm::Nec`].
        amount: Option<Cents> => "amount",
        /// The amounts by month, for [`TaxForm::K`].
        monthly_amounts: Option<MonthlyAmounts> => "monthly_amounts",
        /// The number of payments, for [`TaxForm::K`].
        transaction_count: Option<u32> => "transaction_count",
    }
}

answer! {
    /// Amounts by month.
    pub struct MonthlyAmounts {
        /// In January.
        january: Option<Cents> => "january",
        /// In February.
        february: Option<Cents> => "february",
        /// In March.
        march: Option<Cents> => "march",
        /// In April.
        april: Option<Cents> => "april",
        /// In May.
        may: Option<Cents> => "may",
        /// In June.
        june: Option<Cents> => "june",
        /// In July.
        july: Option<Cents> => "july",
        /// In August.
        august: Option<Cents> => "august",
        /// In September.
        september: Option<Cents> => "september",
        /// In October.
        october: Option<Cents> => "october",
        /// In November.
        november: Option<Cents> => "november",
        /// In December.
        december: Option<Cents> => "december",
    }
}

impl MonthlyAmounts {
    /// The twelve months, where all are there.
    pub fn months(&self) -> Option<[Cents; 12]> {
        Some([
            self.january?,
            self.february?,
            self.march?,
            self.april?,
            self.may?,
            self.june?,
            self.july?,
            self.august?,
            self.september?,
            self.october?,
            self.november?,
            self.december?,
        ])
    }
}

impl From<[Cents; 12]> for MonthlyAmounts {
    fn from(months: [Cents; 12]) -> Self {
        let [
            january,
            february,
            march,
            april,
            may,
            june,
            july,
            august,
            september,
            october,
            november,
            december,
        ] = months.map(Some);
        Self {
            january,
            february,
            march,
            april,
            may,
            june,
            july,
            august,
            september,
            october,
            november,
            december,
        }
    }
}

impl Adjustment1099 {
    /// For work: the amount of the year, at least one cent.
    ///
    /// ```
    /// use dots_users::{Adjustment1099, Cents};
    ///
    /// let adjustment = Adjustment1099::nec(2026, Cents::new(10_000))?;
    /// assert!(Adjustment1099::nec(2026, Cents::new(0)).is_err());
    /// # assert_eq!(adjustment.year, Some(2026));
    /// # Ok::<(), dots_users::InvalidValue>(())
    /// ```
    pub fn nec(year: u16, amount: Cents) -> Result<Self, InvalidValue> {
        let form = Some(TaxForm::Nec);
        Self { year: Some(year), form, amount: Some(amount), ..Self::new() }.checked()
    }

    /// For payments by card and through networks: the amounts from January to December, and the number of payments, if it is
    /// to be told; at least one then.
    pub fn k(year: u16, months: [Cents; 12], transaction_count: Option<u32>) -> Result<Self, InvalidValue> {
        let (form, monthly_amounts) = (Some(TaxForm::K), Some(months.into()));
        Self { year: Some(year), form, monthly_amounts, transaction_count, ..Self::new() }.checked()
    }

    /// Itself, if it has the form in which Dots takes it. That the year is the current one is left to Dots.
    pub(crate) fn checked(self) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue = InvalidValue::new(
            "1099_adjustment",
            "must have a year and either an amount of at least one cent (1099-NEC) or an amount for each month and, if any, \
             a count of at least one (1099-K)",
        );
        let nec = self.form == Some(TaxForm::Nec)
            && self.amount >= Some(Cents::new(1))
            && self.monthly_amounts.is_none()
            && self.transaction_count.is_none();
        let k = self.form == Some(TaxForm::K)
            && self.amount.is_none()
            && self.monthly_amounts.as_ref().is_some_and(|amounts| amounts.months().is_some())
            && self.transaction_count != Some(0);
        if self.year.is_some() && (nec || k) { Ok(self) } else { Err(RULE) }
    }
}
