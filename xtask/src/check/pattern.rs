//! Regular expressions that say so when they are wrong.

use regex::Regex;

use crate::problem::{Outcome, Problem};

/// Compiles a pattern of a check; a check whose pattern is wrong must not pass.
pub(crate) fn compile(pattern: &str) -> Outcome<Regex> {
    Regex::new(pattern).map_err(|error| {
        Problem::new("xtask/src/check", 1, format!("a pattern is wrong: {error}"), "mend the pattern")
    })
}
