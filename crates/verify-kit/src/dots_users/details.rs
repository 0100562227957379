//! What can be said about a user at any time, as flags.

use dots_users::models::Adjustment1099;
use dots_users::{DateOfBirth, InvalidValue, Rail};
use serde_json::Value;

use crate::ask::optional;
use crate::exit::Failure;

/// The ways to pay out that Dots has.
pub(super) const RAILS: [&str; 8] =
    ["ach", "paypal", "venmo", "cash_app", "intl_bank", "airtm", "payoneer", "crypto"];

#[derive(Debug, clap::Args)]
pub(super) struct DetailArgs {
    /// Birth date: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Data of your own, which is stored with the user: JSON
    #[arg(long, value_name = "JSON")]
    metadata: Option<String>,
    /// What the user was paid elsewhere this year: JSON, for instance {"year":2026,"form":"1099-NEC","amount":10000}
    #[arg(long = "adjustment-1099", value_name = "JSON")]
    adjustment: Option<String>,
    /// A way to pay out that the user is not offered; once for each
    #[arg(long = "exclude", value_name = "RAIL", value_parser = RAILS)]
    pub(super) excluded: Vec<String>,
}

impl DetailArgs {
    /// Whether nothing was given.
    pub(super) fn is_empty(&self) -> bool {
        let texts = [&self.birth_date, &self.metadata, &self.adjustment];
        texts.into_iter().all(Option::is_none) && self.excluded.is_empty()
    }

    pub(super) fn birth_date(&self) -> Result<Option<DateOfBirth>, Failure> {
        optional("--birth-date", self.birth_date.as_deref(), DateOfBirth::new)
    }

    pub(super) fn metadata(&self) -> Result<Option<Value>, Failure> {
        json("--metadata", self.metadata.as_deref())
    }

    pub(super) fn adjustment(&self) -> Result<Option<Adjustment1099>, Failure> {
        json("--adjustment-1099", self.adjustment.as_deref())
    }

    pub(super) fn rails(&self) -> Vec<Rail> {
        self.excluded.iter().map(|rail| Rail::from(rail.as_str())).collect()
    }
}

/// JSON of a certain form.
pub(super) fn json<T: serde::de::DeserializeOwned>(
    flag: &str,
    given: Option<&str>,
) -> Result<Option<T>, Failure> {
    let rule = InvalidValue::new("value", "must be JSON, as the help shows it");
    optional(flag, given, |text| serde_json::from_str(text).map_err(|_| rule))
}

/// Puts the details into either of the two requests; they have the same setters, and no trait for them.
macro_rules! with_details {
    ($request:expr, $args:expr) => {{
        use $crate::dots_users::page::checked;
        let mut request = $request;
        if let Some(date) = $args.birth_date()? {
            request = request.date_of_birth(date);
        }
        if let Some(data) = $args.metadata()? {
            request = checked("--metadata", request.metadata(data))?;
        }
        if let Some(adjustment) = $args.adjustment()? {
            request = checked("--adjustment-1099", request.adjustment_1099(adjustment))?;
        }
        if !$args.excluded.is_empty() {
            request = checked("--exclude", request.payout_options_exclude_list($args.rails()))?;
        }
        request
    }};
}
pub(super) use with_details;
