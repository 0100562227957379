//! What a person must have agreed to.

use spinwheel_connect::END_USER_AGREEMENT;

use crate::output;

/// Says what the person must have agreed to.
pub(super) fn remind_of_consent() {
    output::talk(
        "Before this call the person must have seen Spinwheel's End User Agreement and agreed to it:",
    );
    output::talk(format_args!("  {END_USER_AGREEMENT}"));
}
