//! What is being done, for those who wait for it.

use std::io::{self, Write};

/// Told each step that may take long, as it begins.
pub(crate) type Tell<'a> = &'a dyn Fn(&str);

/// On standard error, so that what a chore found can be read by others; where nobody reads it is lost.
pub(crate) fn on_stderr(step: &str) {
    let _ = writeln!(io::stderr(), "… {step}");
}
