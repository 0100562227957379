//! Finicity's codes and what to do about each.

use verify_core::Error;
use verify_core::provider::{Provider, open_enum};

use crate::client::Finicity;

open_enum! {
    /// The code with which Finicity names the reason of a refusal. It arrives as a number or as text; here it is text.
    ///
    /// One code can stand for several reasons (`10010` for everything Connect finds wrong with a request); Finicity tells
    /// them apart in words alone, which are kept in [`Error::raw_body`]. Sources: OAS 1.42, Finicity's error page, its
    /// official tests.
    ///
    /// ```
    /// use finicity_connect::{Error, ErrorCode};
    ///
    /// fn is_known_customer(error: &Error) -> bool {
    ///     ErrorCode::of(error) == Some(ErrorCode::UsernameTaken)
    /// }
    /// ```
    pub enum ErrorCode {
        /// Partner id and partner secret do not fit.
        InvalidCredentials => "10001",
        /// A required value is missing.
        MissingParameter => "10005",
        /// Connect does not accept the request: a field is missing or wrong, the customer is unknown or another
        /// partner's, the experience is no GUID.
        InvalidRequest => "10010",
        /// The partner may not do this.
        NotAuthorized => "10021",
        /// The access token is not valid.
        InvalidToken => "10022",
        /// The access token has expired.
        ExpiredToken => "10023",
        /// There is no access token.
        MissingToken => "10024",
        /// The change changes nothing.
        NothingToUpdate => "10025",
        /// There is no app key.
        MissingAppKey => "10026",
        /// The app key is not valid, or does not reach this call.
        InvalidAppKey => "10027",
        /// A value does not have the form it needs; also an unknown consumer.
        InvalidFormat => "10100",
        /// The customer has a consumer already.
        ConsumerExists => "11000",
        /// The username is taken.
        UsernameTaken => "110002",
        /// The username is not formed as it has to be.
        UsernamePolicy => "110039",
        /// There is no such partner.
        PartnerNotFound => "12401",
        /// There is no such customer, account or institution.
        NotFound => "14001",
        /// The request is not acceptable.
        BadRequest => "14020",
        /// There is no such type of customer.
        InvalidCustomerType => "14016",
        /// The account is locked after five failed logins, or the credentials are bad. Only Finicity's support unlocks it.
        AccountLocked => "24302",
        /// The new partner secret is not formed as it has to be.
        SecretPolicy => "24437",
        /// The customer has no accounts of this institution login.
        UnknownInstitutionLogin => "38007",
        /// A list starts at 1.
        InvalidStart => "41003",
        /// A list has at least one entry.
        InvalidLimit => "41004",
        /// A name holds a character that is not allowed.
        InvalidCharacter => "45003",
        /// The institution did not accept the person's credentials (aggregation status code).
        InvalidInstitutionCredentials => "103",
        /// The person has to answer a challenge of the institution (aggregation status code).
        MissingChallengeAnswer => "185",
        /// The institution did not accept the answer to its challenge (aggregation status code).
        WrongChallengeAnswer => "187",
        /// The data is being fetched at the moment (aggregation status code).
        BeingAggregated => "325",
        /// The institution limits how often it is asked (aggregation status code).
        InstitutionRateLimit => "977",
    }
}

impl ErrorCode {
    /// The code of an error, if Finicity sent one.
    pub fn of(error: &Error) -> Option<Self> {
        error.code_of(Finicity::NAME)
    }

    /// What to do, for the error's line.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::InvalidCredentials => {
                "check partner id and partner secret; five failed logins lock the account"
            }
            Self::AccountLocked => {
                "the account may be locked after five failed logins: ask Finicity's support"
            }
            Self::MissingAppKey | Self::InvalidAppKey => {
                "check the app key, and that the plan includes this call"
            }
            Self::PartnerNotFound => "check the partner id",
            Self::NotAuthorized => "the plan may not include this call",
            Self::InvalidToken | Self::ExpiredToken => {
                "the access token was not accepted, not even a new one"
            }
            Self::MissingToken => "the access token was lost on its way: look for a proxy that drops headers",
            Self::InvalidRequest | Self::MissingParameter | Self::InvalidFormat | Self::BadRequest => {
                "the reason is in the raw body, which may hold personal data"
            }
            Self::ConsumerExists => "the customer has one: get it instead",
            Self::UsernameTaken => "choose another username, or list customers by this one",
            Self::UsernamePolicy => "use 6 to 255 letters, digits and ! @ . # $ % & * _ - +",
            Self::SecretPolicy => {
                "use 12 to 255 letters, digits and ! @ # $ % & * _ - +, at least one letter and one digit"
            }
            Self::NotFound | Self::UnknownInstitutionLogin => "check the ids",
            Self::InvalidCharacter => "leave special characters out of the name",
            Self::InvalidInstitutionCredentials
            | Self::MissingChallengeAnswer
            | Self::WrongChallengeAnswer => "let the person repair the connection with a fix link",
            Self::NothingToUpdate => "give at least one value to change",
            Self::InvalidCustomerType => "use active or testing",
            Self::InvalidStart | Self::InvalidLimit => "start at 1, and ask for 1 to 1000 entries",
            Self::BeingAggregated => "wait several minutes, then ask again",
            Self::InstitutionRateLimit => "wait before asking this institution again",
            Self::Unknown(_) => return None,
        })
    }
}
