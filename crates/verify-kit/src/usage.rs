//! Reading the command line. What was typed wrongly may be a secret in the wrong place, so no message repeats it.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, Parser};

use crate::cli::{Cli, Command};
use crate::output;
use crate::provider::data;

const HIDDEN: &str = "(not shown)";

/// The command, or the exit code when help was printed or there is no such command.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, ExitCode> {
    let args = match data::expand(args.into_iter().collect(), &Cli::command()) {
        Ok(args) => args,
        Err(failure) => {
            output::complain(&failure);
            return Err(failure.exit_code());
        }
    };
    match Cli::try_parse_from(args) {
        Ok(cli) => Ok(cli.command),
        Err(error) => {
            let error = without_values(error);
            // A reader who has left misses the help; there is nobody to tell.
            let _ = error.print();
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            Err(ExitCode::from(code))
        }
    }
}

fn without_values(mut error: clap::Error) -> clap::Error {
    let hidden = || ContextValue::String(HIDDEN.to_owned());
    if error.get(ContextKind::InvalidValue).is_some() && error.kind() != ErrorKind::InvalidSubcommand {
        error.insert(ContextKind::InvalidValue, hidden());
    }
    for kind in [ContextKind::InvalidArg, ContextKind::InvalidSubcommand] {
        let odd = match error.get(kind) {
            Some(ContextValue::String(name)) => !is_name(name),
            _ => false,
        };
        if odd {
            error.insert(kind, hidden());
            error.insert(ContextKind::Suggested, ContextValue::None);
        }
    }
    error
}

/// Whether it is the name of a flag or a command, with a placeholder at most, or a placeholder.
fn is_name(text: &str) -> bool {
    let placeholder = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    if placeholder.is_some_and(|name| name.chars().all(|letter| letter.is_ascii_uppercase())) {
        return true;
    }
    let name = text.split([' ', '=']).next().unwrap_or_default();
    let is_flag = name.starts_with('-');
    let plain = name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    let rest = &text[name.len()..];
    let rest_is_placeholder = rest.is_empty() || rest.starts_with(" <") || rest.starts_with(" [<");
    plain && rest_is_placeholder && (is_flag || name.len() <= 24)
}
