//! How a connection without a texted code is shown.

use spinwheel_connect::Connection;

use super::{Session, verify_sms_code};
use crate::exit::Failure;

/// Shows it, and the next command where the person is connected.
pub(super) fn show(session: &Session, connection: &Connection) -> Result<(), Failure> {
    session.show(connection, &verify_sms_code::lines(connection))?;
    if let Some(user) = connection.user_id.as_ref().filter(|_| connection.is_connected()) {
        session.suggest(format_args!("order-credit-report --user-id {}", user.as_str()));
    }
    Ok(())
}
