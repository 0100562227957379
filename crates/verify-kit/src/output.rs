//! Printing: results go to stdout, talk goes to stderr.
//!
//! Colours reach terminals only, and none of them where `NO_COLOR` is set. A reader who leaves early (`| head`) is no
//! error: what is left is not printed, and the command ends as it would have.

use std::fmt::Display;
use std::io::{self, Write};

use serde::Serialize;

use crate::exit::Failure;
use crate::style;

/// Prints a line of the result.
pub(crate) fn out(line: impl Display) -> Result<(), Failure> {
    written(anstream::stdout().lock(), |stdout| writeln!(stdout, "{line}"))
}

fn written<W: Write>(mut stdout: W, write: impl FnOnce(&mut W) -> io::Result<()>) -> Result<(), Failure> {
    match write(&mut stdout).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::failed(format!("stdout cannot be written: {}", error.kind())))
        }
        _ => Ok(()),
    }
}

/// Prints a piece of a result as it is; it may end within a letter.
pub(crate) fn piece(bytes: &[u8]) -> Result<(), Failure> {
    written(io::stdout().lock(), |stdout| stdout.write_all(bytes))
}

/// Prints a result as one line of JSON.
pub(crate) fn json(result: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(result);
    out(text.map_err(|_| Failure::failed("the answer cannot be written as JSON"))?)
}

/// Says something to the person at the terminal; where nobody listens it is lost.
pub(crate) fn talk(line: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// As one line of text that cannot steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// Asks something: the cursor stays on the line.
pub(crate) fn prompt(question: impl Display) {
    let mut stderr = anstream::stderr().lock();
    let _ = write!(stderr, "{question}: ").and_then(|()| stderr.flush());
}

/// Says why the command failed, and what to do.
pub(crate) fn complain(failure: &Failure) {
    let bad = style::BAD;
    talk(format_args!("{bad}error:{bad:#} {failure}"));
    if let Some(reason) = failure.reason_given() {
        talk(reason);
    }
    if let Some(next) = failure.next_step() {
        let name = style::LABEL;
        talk(format_args!(" {name}next:{name:#} {next}"));
    }
}
