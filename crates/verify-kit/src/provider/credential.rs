//! Credentials before they are used.

use verify_core::Secret;

use crate::exit::Failure;

/// A credential that cannot be sent is a matter of credentials, not of the client's settings.
pub(crate) fn sendable(what: &str, credential: Secret) -> Result<Secret, Failure> {
    if !credential.expose().is_empty() && credential.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(credential);
    }
    Err(Failure::credentials(format!(
        "the {what} is empty or has a space, a line break or a character outside ASCII"
    )))
}
