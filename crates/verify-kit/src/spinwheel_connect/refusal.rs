//! What to do about a refusal, as commands.

use spinwheel_connect::{Error, NextStep};

pub(super) fn next_step(error: &Error) -> String {
    match NextStep::of(error) {
        NextStep::RetryCode => "verify-sms-code again; a code takes five tries".to_owned(),
        NextStep::NewConnection => "connect-sms, which texts a new code".to_owned(),
        NextStep::UseKba => "start-kba".to_owned(),
        NextStep::CorrectInput => "correct what the person entered, then start again".to_owned(),
        NextStep::WaitThenNewConnection(wait) => {
            format!("wait {} minutes, then connect-sms", wait.as_secs() / 60)
        }
        NextStep::BlockedFor(wait) => format!("wait {} hours, or take another number", wait.as_secs() / 3600),
        NextStep::AskSupport => "correct what was sent".to_owned(),
        other => other.to_string(),
    }
}
