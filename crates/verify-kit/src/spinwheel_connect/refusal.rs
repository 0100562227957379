//! What to do about a refusal, as commands.

use spinwheel_connect::{Error, NextStep};

use super::access::KEY_VARIABLE;

pub(super) fn next_step(error: &Error) -> String {
    if is_about_a_token(error) {
        return format!(
            "check the network token, which may have expired, and that {KEY_VARIABLE} is of the partner it was made for"
        );
    }
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

/// Whether a 401 is about the network token: Spinwheel answers so where it is not this partner's, or has expired.
fn is_about_a_token(error: &Error) -> bool {
    error.operation() == Some("connect_network_token")
        && error.status().is_some_and(|status| status.as_u16() == 401)
}

/// Where to look when nobody knows whether a call took effect.
pub(super) fn look_first(error: &Error) -> &'static str {
    match error.operation() {
        Some("refresh_liabilities") => "with liability-refresh-status",
        Some("subscribe_new_liabilities") => "with new-liability-subscriptions",
        Some("subscribe_debt_profile_refresh") => "with debt-profile-subscriptions",
        Some("connect_sms") => "with retrieve-user, or ask the person whether a text came",
        _ => "with retrieve-user",
    }
}

/// Whether a 403 is about what the partner may do rather than about the key: Spinwheel's support has to enable
/// pre-verified connections, and what one without them gets is not documented.
pub(super) fn may_not_be_enabled(error: &Error) -> bool {
    error.operation().is_some_and(|operation| operation.starts_with("connect_preverified"))
        && error.status().is_some_and(|status| status.as_u16() == 403)
}
