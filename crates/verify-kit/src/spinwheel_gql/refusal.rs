//! What to do about an error, as commands.

use spinwheel_gql::{Error, NextStep};

pub(super) fn next_step(error: &Error) -> Option<&'static str> {
    Some(match NextStep::of(error) {
        NextStep::CorrectInput => "correct what was sent",
        NextStep::CheckIds | NextStep::AskSupport => match error.operation()? {
            "pull_credit_report" => "user-verification, which tells whether the person has consented",
            "credit_report" => "credit-reports, which shows the ids there are",
            "verify_sms_code" | "send_kba_answers" | "user_verification" => {
                "check --contact-id: it is the one that the code or the questions were asked for"
            }
            _ => "correct what was sent",
        },
        NextStep::FixConfiguration => "check endpoint, tenant id, client id and scope: they belong together",
        NextStep::Wait => "wait before trying again",
        _ => return None,
    })
}

/// Where to look when nobody knows whether a call took effect.
pub(super) fn look_first(error: &Error) -> &'static str {
    match error.operation() {
        Some("send_sms_verification_code") => "ask the person first whether a text came",
        Some("pull_credit_report") => "look first, with credit-reports --contact-id",
        Some("kba_questions") => {
            "the questions are lost; ask for new ones only if the bureau may be asked again"
        }
        Some("fetch_token" | "credit_report" | "credit_reports") => "wait a moment; it only reads",
        _ => "look first, with user-verification",
    }
}
