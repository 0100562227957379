//! Finicity's codes and what to do about each.

use verify_core::Error;
use verify_core::provider::{Provider, open_enum};

use crate::NextStep;
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
        /// 10001: partner id and partner secret do not fit.
        InvalidCredentials => "10001",
        /// 10005: a required value is missing.
        MissingParameter => "10005",
        /// 10010: Connect does not accept the request: a field is missing or wrong, the customer is unknown or another
        /// partner's, the experience is no GUID.
        InvalidRequest => "10010",
        /// 10021: the partner may not do this.
        NotAuthorized => "10021",
        /// 10022: the access token is not valid.
        InvalidToken => "10022",
        /// 10023: the access token has expired.
        ExpiredToken => "10023",
        /// 10024: there is no access token.
        MissingToken => "10024",
        /// 10025: the change changes nothing.
        NothingToUpdate => "10025",
        /// 10026: there is no app key.
        MissingAppKey => "10026",
        /// 10027: the app key is not valid, or does not reach this call.
        InvalidAppKey => "10027",
        /// 10100: a value does not have the form it needs; also an unknown consumer.
        InvalidFormat => "10100",
        /// 11000: the customer has a consumer already.
        ConsumerExists => "11000",
        /// 110002: the username is taken.
        UsernameTaken => "110002",
        /// 110039: the username is not formed as it has to be.
        UsernamePolicy => "110039",
        /// 12401: there is no such partner.
        PartnerNotFound => "12401",
        /// 14001: there is no such customer, account or institution.
        NotFound => "14001",
        /// 14020: the request is not acceptable.
        BadRequest => "14020",
        /// 14016: there is no such type of customer.
        InvalidCustomerType => "14016",
        /// 24302: the account is locked after five failed logins, or the credentials are bad. Only Finicity's support unlocks it.
        AccountLocked => "24302",
        /// 24437: the new partner secret is not formed as it has to be.
        SecretPolicy => "24437",
        /// 38007: the customer has no accounts of this institution login.
        UnknownInstitutionLogin => "38007",
        /// 41003: a list starts at 1.
        InvalidStart => "41003",
        /// 41004: a list has at least one entry.
        InvalidLimit => "41004",
        /// 45003: a name holds a character that is not allowed.
        InvalidCharacter => "45003",
        /// 103: the institution did not accept the person's credentials (aggregation status code).
        InvalidInstitutionCredentials => "103",
        /// 185: the person has to answer a challenge of the institution (aggregation status code).
        MissingChallengeAnswer => "185",
        /// 187: the institution did not accept the answer to its challenge (aggregation status code).
        WrongChallengeAnswer => "187",
        /// 325: the data is being fetched at the moment (aggregation status code).
        BeingAggregated => "325",
        /// 977: the institution limits how often it is asked (aggregation status code).
        InstitutionRateLimit => "977",
    }
}

impl ErrorCode {
    /// What the application does next.
    pub fn next_step(&self) -> NextStep {
        match self {
            Self::InvalidInstitutionCredentials
            | Self::MissingChallengeAnswer
            | Self::WrongChallengeAnswer => NextStep::FixLink,
            Self::ConsumerExists | Self::UsernameTaken => NextStep::UseExisting,
            Self::UsernamePolicy | Self::SecretPolicy | Self::InvalidCharacter => NextStep::CorrectInput,
            Self::NotFound | Self::UnknownInstitutionLogin => NextStep::CheckIds,
            Self::BeingAggregated | Self::InstitutionRateLimit => NextStep::Wait,
            Self::MissingParameter
            | Self::InvalidRequest
            | Self::NothingToUpdate
            | Self::InvalidFormat
            | Self::InvalidCustomerType
            | Self::BadRequest
            | Self::InvalidStart
            | Self::InvalidLimit => NextStep::ChangeRequest,
            Self::InvalidCredentials
            | Self::NotAuthorized
            | Self::InvalidToken
            | Self::ExpiredToken
            | Self::MissingToken
            | Self::MissingAppKey
            | Self::InvalidAppKey
            | Self::PartnerNotFound => NextStep::FixConfiguration,
            Self::AccountLocked | Self::Unknown(_) => NextStep::AskSupport,
        }
    }

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
