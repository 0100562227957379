//! Parts of long lists.

use crate::ask::broken_rule;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct PageArgs {
    /// How many at most, from 1 to 100
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub(super) limit: Option<u32>,
    /// The part behind this one, by its id
    #[arg(long, value_name = "ID", conflicts_with = "ending_before")]
    pub(super) starting_after: Option<String>,
    /// The part in front of this one, by its id
    #[arg(long, value_name = "ID")]
    pub(super) ending_before: Option<String>,
}

/// In place of clap's own parser, whose message repeats the number.
fn number(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "must be a number")
}

/// Names the flag that broke a rule.
pub(super) fn checked<T>(flag: &str, set: Result<T, dots_users::InvalidValue>) -> Result<T, Failure> {
    set.map_err(|invalid| broken_rule(flag, &invalid))
}

/// What is not shown.
pub(super) fn note(last: Option<&str>, more: Option<bool>) -> Option<String> {
    let last = last.filter(|_| more == Some(true))?;
    Some(format!("There are more: --starting-after {last}"))
}
