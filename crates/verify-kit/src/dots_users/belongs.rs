//! Flags that belong to one choice of several.

use crate::exit::Failure;

/// Refuses what was given and would not be sent.
pub(super) fn refuse_others(choice: &str, others: &[(&'static str, bool)]) -> Result<(), Failure> {
    match others.iter().find(|(_, given)| *given) {
        Some((flag, _)) => Err(Failure::usage(format!("{flag} does not go with {choice}"))),
        None => Ok(()),
    }
}
