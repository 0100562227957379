//! Dots' codes and what to do about each.

use verify_core::Error;
use verify_core::provider::{Provider, open_enum};

use crate::client::Dots;

open_enum! {
    /// The code with which Dots names the reason of a refusal (`error_code`).
    ///
    /// Which HTTP status comes with a code is not documented, and a refusal may come without one: decide by the code, then
    /// by [`Error::kind`]. No code is documented for a wrong token; see [`Verification`](crate::Verification). Source: Dots'
    /// page of error codes; `no_such_resource` from its guide to batches.
    ///
    /// ```
    /// use dots_users::{Error, ErrorCode};
    ///
    /// fn is_no_mobile(error: &Error) -> bool {
    ///     matches!(
    ///         ErrorCode::of(error),
    ///         Some(ErrorCode::InvalidPhoneNumberVoip | ErrorCode::InvalidPhoneNumberLandline)
    ///     )
    /// }
    /// ```
    pub enum ErrorCode {
        /// Another user has the e-mail address.
        EmailAlreadyExists => "auth-email-already-exists",
        /// Another user has the username.
        UsernameAlreadyExists => "auth-username-already-exists",
        /// Something in the input is not valid.
        InvalidInput => "invalid-input",
        /// The Social Security number is not valid.
        InvalidSsn => "invalid-ssn",
        /// The username is not formed as it has to be, or holds a word that is not allowed.
        InvalidUsername => "invalid-username",
        /// The phone number is not valid.
        InvalidPhoneNumber => "invalid-phone-number",
        /// The e-mail address is not valid.
        InvalidEmail => "invalid-email",
        /// The phone number is one of internet telephony, which is not allowed.
        InvalidPhoneNumberVoip => "invalid-phone-number-voip",
        /// The phone number is a landline, which is not allowed.
        InvalidPhoneNumberLandline => "invalid-phone-number-landline",
        /// The information that an invoice asks for is not valid.
        InvalidInvoiceRequestedInformation => "invalid-invoice-requested-information",
        /// The breakdown of an invoice is not valid.
        InvalidInvoiceBreakdown => "invalid-invoice-breakdown",
        /// An item of an invoice is not valid.
        InvalidInvoiceItem => "invalid-invoice-item",
        /// The totals of an invoice are not right.
        InvalidInvoiceItemTotal => "invalid-invoice-item-total",
        /// The transaction is not valid.
        InvalidTransaction => "invalid-transaction",
        /// There is not enough money in the wallet.
        InsufficientFunds => "transaction-insufficient-funds",
        /// The user's information is incomplete or not valid.
        UserInfoMissing => "user-info-missing",
        /// The user has no Cash App account.
        UserInfoMissingCashApp => "user-info-missing-cash-app",
        /// The user has no contact information.
        UserInfoMissingContact => "user-info-missing-contact",
        /// The user has no card.
        UserInfoMissingCard => "user-info-missing-card",
        /// The app's information is incomplete or not valid.
        AppInfoMissing => "app-info-missing",
        /// A service that Dots needs was not there. Counts as a failure of Dots whatever the HTTP status: the call may have had
        /// its effect.
        ServiceUnavailable => "service-unavailable",
        /// Earlier requests for the same thing are still at work. Counts as a request to slow down.
        ResourceBusy => "resource-busy",
        /// There is no such thing, for instance no such user.
        NoSuchResource => "no_such_resource",
    }
}

impl ErrorCode {
    /// The code of an error, if Dots sent one.
    pub fn of(error: &Error) -> Option<Self> {
        error.code_of(Dots::NAME)
    }

    /// What to do, for the error's line.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::EmailAlreadyExists => "let the person enter another e-mail address",
            Self::UsernameAlreadyExists => "choose another username, or none",
            Self::InvalidUsername => {
                "use 1 to 50 letters, digits and hyphens, without swear words; or no username"
            }
            Self::InvalidPhoneNumber => "let the person correct the phone number",
            Self::InvalidPhoneNumberVoip | Self::InvalidPhoneNumberLandline => {
                "ask for the number of a mobile phone"
            }
            Self::InvalidEmail => "let the person correct the e-mail address",
            Self::InvalidSsn => "let the person correct the Social Security number",
            Self::InvalidInput
            | Self::InvalidInvoiceRequestedInformation
            | Self::InvalidInvoiceBreakdown
            | Self::InvalidInvoiceItem
            | Self::InvalidInvoiceItemTotal
            | Self::InvalidTransaction => "the reason is in the raw body, which may hold personal data",
            Self::InsufficientFunds => "put money into the wallet",
            Self::UserInfoMissing
            | Self::UserInfoMissingCashApp
            | Self::UserInfoMissingContact
            | Self::UserInfoMissingCard => "let the person complete their information",
            Self::AppInfoMissing => "complete the app's information in Dots' dashboard",
            Self::ServiceUnavailable => "try again later",
            Self::ResourceBusy => "wait for earlier requests to end",
            Self::NoSuchResource => "check the ids, and the environment and app they belong to",
            Self::Unknown(_) => return None,
        })
    }
}
