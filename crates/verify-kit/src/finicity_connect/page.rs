//! Parts of long lists.

use finicity_connect::InvalidValue;

use crate::ask::broken_rule;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct PageArgs {
    /// Where the part begins, from 1
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub(super) start: Option<u32>,
    /// How many at most, up to 1000
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub(super) limit: Option<u32>,
}

/// In place of clap's own parser, whose message repeats the number.
fn number(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "must be a number")
}

impl PageArgs {
    /// Names the flag that broke a rule.
    pub(super) fn checked<T>(flag: &str, set: Result<T, InvalidValue>) -> Result<T, Failure> {
        set.map_err(|invalid| broken_rule(flag, &invalid))
    }

    /// What is not shown.
    pub(super) fn note(shown: usize, found: Option<u32>, more: Option<bool>) -> Option<String> {
        let found = found.map_or_else(String::new, |found| format!(" of {found}"));
        (shown == 0 || more == Some(true))
            .then(|| format!("{shown}{found} shown; --start and --limit choose the part"))
    }
}
