//! From an error of a client to an exit code and a next step.

use verify_core::{Error, ErrorKind, Phase};

use super::Provider;
use crate::exit::{Answered, Failure};

/// The error's own line never holds a value; the next step names commands.
pub(crate) fn explain<P: Provider>(error: &Error) -> Failure {
    answered::<P>(explained::<P>(error), error)
}

/// Remembers to what the provider said no, for those who can find out why.
pub(crate) fn answered<P: Provider>(failure: Failure, error: &Error) -> Failure {
    if error.status().is_none() {
        return failure;
    }
    let operation = match error.phase() {
        Some(Phase::Authenticating) => Some(P::LOGIN),
        _ => error.operation(),
    };
    match operation {
        Some(operation) => failure.answered(Answered { operation, body: error.raw_body().cloned() }),
        None => failure,
    }
}

fn explained<P: Provider>(error: &Error) -> Failure {
    let line = error.to_string();
    if error.may_have_acted() {
        return Failure::unknown(line).next(P::look_first(error));
    }
    match error.kind() {
        ErrorKind::InvalidInput => Failure::usage(line),
        ErrorKind::Credentials => Failure::credentials(line).next(P::check_credentials(error)),
        ErrorKind::Refused | ErrorKind::Throttled => {
            let refused = Failure::refused(line);
            match P::after_refusal(error) {
                Some(step) => refused.next(step),
                None => refused,
            }
        }
        ErrorKind::Connection => {
            Failure::failed(line).next("check the network; a sandbox is started with `verify-kit sandbox up`")
        }
        _ => Failure::failed(line),
    }
}
