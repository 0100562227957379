//! What to do about an error, as commands.

use signzy_link::{Error, ErrorCode};

pub(super) fn next_step(error: &Error) -> Option<&'static str> {
    if ErrorCode::of(error) == Some(ErrorCode::ValidationError) {
        return Some("correct phone number, country or target URL, then send-link again");
    }
    Some(match (error.operation(), error.status()?.as_u16()) {
        (Some("check_link"), 404) => "check both ids: send-link printed them, and they belong together",
        (Some("send_link"), 404) => "check the path of Send Link; or take another phone number",
        (Some("send_link"), 400 | 422) => "take another phone number: not every one can get a link",
        (_, 409) => "try again later",
        _ => return None,
    })
}

/// Where to look when nobody knows whether a call took effect.
pub(super) fn look_first(error: &Error) -> &'static str {
    match error.operation() {
        Some("send_link") => "ask the person first whether a text came",
        _ => "look first, with check-link",
    }
}
