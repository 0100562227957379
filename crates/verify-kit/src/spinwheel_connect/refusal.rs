//! From an error of the client to an exit code and a next step.

use spinwheel_connect::{Error, ErrorKind, NextStep};

use super::target::KEY_VARIABLE;
use crate::exit::Failure;

/// The error's own line never holds a value; the next step names commands.
pub(super) fn explain(error: &Error) -> Failure {
    let line = error.to_string();
    if error.may_have_acted() {
        return Failure::unknown(line).next(
            "do not simply run it again: look first, with retrieve-user, or ask the person whether a text came",
        );
    }
    match error.kind() {
        ErrorKind::InvalidInput => Failure::usage(line),
        ErrorKind::Credentials => Failure::credentials(line).next(format!(
            "check that {KEY_VARIABLE} is the secret key of this environment (keys of sandbox and production differ)"
        )),
        ErrorKind::Refused | ErrorKind::Throttled => {
            Failure::refused(line).next(command(NextStep::of(error)))
        }
        ErrorKind::Connection => {
            Failure::failed(line).next("check the network; a sandbox is started with `verify-kit sandbox up`")
        }
        _ => Failure::failed(line),
    }
}

fn command(step: NextStep) -> String {
    match step {
        NextStep::RetryCode => "verify-sms-code again; a code takes five tries".to_owned(),
        NextStep::NewConnection => "connect-sms, which texts a new code".to_owned(),
        NextStep::UseKba => "start-kba".to_owned(),
        NextStep::CorrectInput => "correct what the person entered, then start again".to_owned(),
        NextStep::WaitThenNewConnection(wait) => {
            format!("wait {} minutes, then connect-sms", wait.as_secs() / 60)
        }
        NextStep::BlockedFor(wait) => format!("wait {} hours, or take another number", wait.as_secs() / 3600),
        NextStep::AskSupport => "correct what was sent; a sandbox says why in its journal".to_owned(),
        other => other.to_string(),
    }
}
