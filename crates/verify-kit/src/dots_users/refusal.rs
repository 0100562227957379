//! What to do about an error, as commands.

use dots_users::{Error, ErrorCode};

pub(super) fn next_step(error: &Error) -> Option<&'static str> {
    Some(match ErrorCode::of(error)? {
        ErrorCode::NoSuchResource if error.operation() == Some("retrieve_flow") => {
            "list-flows, which shows the ids there are"
        }
        ErrorCode::NoSuchResource => "list-users, which shows the ids there are",
        ErrorCode::InvalidPhoneNumberVoip | ErrorCode::InvalidPhoneNumberLandline => {
            "create-user with the number of a mobile phone"
        }
        ErrorCode::InvalidPhoneNumber | ErrorCode::InvalidEmail | ErrorCode::InvalidSsn => {
            "correct what the person entered, then start again"
        }
        ErrorCode::EmailAlreadyExists => {
            "list-users, which shows who is there, or take another e-mail address"
        }
        ErrorCode::UsernameAlreadyExists | ErrorCode::InvalidUsername => {
            "take another username, or leave --username out"
        }
        ErrorCode::InvalidInput => "correct what was sent",
        _ => return None,
    })
}

/// Where to look when nobody knows whether a call took effect.
pub(super) fn look_first(error: &Error) -> &'static str {
    match error.operation() {
        Some("create_user") => {
            "look first, with list-users; in production create-user finds the user who has the number, elsewhere it may \
             make a second one"
        }
        Some("send_verification_token") => "ask the person first whether a text or a call came",
        Some("put_payout_method") => "look first, with list-payout-methods",
        _ => "look first, with retrieve-user",
    }
}
