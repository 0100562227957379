//! The operation table: one file each.

mod check_link;
mod login;
mod send_link;

use super::desk::Endpoint;

/// All operations. A new one is a file, its `mod` line and its entry here.
pub(crate) static ENDPOINTS: &[&Endpoint] = &[&login::ENDPOINT, &send_link::ENDPOINT, &check_link::ENDPOINT];
