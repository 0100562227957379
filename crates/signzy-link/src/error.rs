//! Signzy's codes and what to do about each.

use verify_core::Error;
use verify_core::provider::{Provider, open_enum};

use crate::client::Signzy;

open_enum! {
    /// The code with which Signzy names the reason of a refusal (`reason`, or `code` at the login).
    ///
    /// Signzy publishes no list; these are the ones that were seen. Many refusals come with a status and words alone: decide by
    /// [`Error::kind`] then. (Source: Signzy's pages "Change Signature Type" and "Customer Login", clients of its other
    /// products.)
    ///
    /// ```
    /// use signzy_link::{Error, ErrorCode};
    ///
    /// fn is_about_the_input(error: &Error) -> bool {
    ///     ErrorCode::of(error) == Some(ErrorCode::ValidationError)
    /// }
    /// ```
    pub enum ErrorCode {
        /// Something in the request is not valid.
        ValidationError => "VALIDATION_ERROR",
        /// The token was not accepted, **or** the consumer has not finished: Signzy's products use it for both.
        AuthFail => "AUTH_FAIL",
        /// Username or password is wrong.
        LoginFailed => "LOGIN_FAILED",
    }
}

impl ErrorCode {
    /// The code of an error, if Signzy sent one.
    pub fn of(error: &Error) -> Option<Self> {
        error.code_of(Signzy::NAME)
    }

    /// What to do, for the error's line.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::ValidationError => "the reason is in the raw body, which may hold personal data",
            Self::AuthFail => {
                "the token was not accepted, or the consumer has not finished: Signzy says the same for both"
            }
            Self::LoginFailed => "check username and password",
            Self::Unknown(_) => return None,
        })
    }
}
