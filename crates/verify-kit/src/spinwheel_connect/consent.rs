//! What a person must have agreed to.

use spinwheel_connect::{END_USER_AGREEMENT, InvalidValue, Timestamp};

use crate::ask::Wanted;
use crate::output;

pub(super) const CONSENT: Wanted = Wanted { flag: "--consent-timestamp", question: "Time of consent" };

/// Says what the person must have agreed to.
pub(super) fn remind_of_consent() {
    output::talk(
        "Before this call the person must have seen Spinwheel's End User Agreement and agreed to it:",
    );
    output::talk(format_args!("  {END_USER_AGREEMENT}"));
}

/// When the person agreed.
pub(super) fn agreed_at(text: &str) -> Result<Timestamp, InvalidValue> {
    let rule = InvalidValue::new("time of consent", "must be ISO 8601, for instance 2026-01-15T12:00:00Z");
    Timestamp::parse(text).ok_or(rule)
}
