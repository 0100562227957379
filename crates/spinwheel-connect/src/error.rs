//! Spinwheel's tokens and what to do about each.

use std::fmt;
use std::time::Duration;

use verify_core::provider::{Provider, open_enum};
use verify_core::{Effect, Error, ErrorKind};

use crate::client::Spinwheel;

open_enum! {
    /// The token with which Spinwheel names the reason of a refusal (`status.desc`).
    ///
    /// The HTTP status that comes with a token is mostly undocumented: decide by the token.
    /// Source: Spinwheel's reference pages and its UI prompts for Connect SMS and Debt Profile. The tokens marked
    /// "Report" are documented for the debt profile alone; older ways to order a report have no published list.
    ///
    /// ```
    /// use spinwheel_connect::{Error, ErrorCode, NextStep};
    ///
    /// fn ask_again(error: &Error) -> bool {
    ///     ErrorCode::of(error).is_some_and(|code| code.next_step() == NextStep::RetryCode)
    /// }
    /// ```
    pub enum ErrorCode {
        /// Connect: the phone number is not valid. Next step: [`CorrectInput`](NextStep::CorrectInput).
        InvalidNumber => "INVALID_NUMBER",
        /// Connect: the number belongs to a region that is not served. Next step: [`CorrectInput`](NextStep::CorrectInput).
        UnsupportedCountryCode => "UNSUPPORTED_COUNTRY_CODE",
        /// The number cannot be used for SMS. Next step: [`UseKba`](NextStep::UseKba).
        UnsupportedNumber => "UNSUPPORTED_NUMBER",
        /// Connect and verify: more than 5 attempts. Next step: [`WaitThenNewConnection`](NextStep::WaitThenNewConnection).
        MaxAttemptsReached => "MAX_ATTEMPTS_REACHED",
        /// Connect: the number is blocked for 24 hours. Next step: [`BlockedFor`](NextStep::BlockedFor).
        TooManyVerifications => "TOO_MANY_VERIFICATIONS",
        /// Verify: too many verifications of one number in a short time. Next step: [`Wait`](NextStep::Wait).
        TooManyRequests => "TOO_MANY_REQUESTS",
        /// Verify: the code is older than its 5 minutes. Next step: [`NewConnection`](NextStep::NewConnection).
        Expired => "EXPIRED",
        /// Verify: the code is wrong. Next step: [`RetryCode`](NextStep::RetryCode).
        Incorrect => "INCORRECT",
        /// Verify: the code was right, but the person is below the verification threshold. Next step: [`UseKba`](NextStep::UseKba).
        FailedEligibility => "FAILED_ELIGIBILITY",
        /// Verify: the code was right, but nobody is known by this phone number and birth date. Next step: [`UseKba`](NextStep::UseKba).
        FailedIdentification => "FAILED_IDENTIFICATION",
        /// Verify: the code was right, but the phone number and the birth date do not agree. Next step: [`CorrectInput`](NextStep::CorrectInput).
        FailedIdentificationInfoMismatch => "FAILED_IDENTIFICATION_INFO_MISMATCH",
        /// There is no such user. Next step: [`CheckIds`](NextStep::CheckIds).
        UserNotFound => "USER_NOT_FOUND",
        /// Report: the user is not connected yet. Next step: [`NewConnection`](NextStep::NewConnection).
        UserNotConnected => "USER_NOT_CONNECTED",
        /// Report: the bureau suspects fraud. Next step: [`GiveUp`](NextStep::GiveUp).
        FraudulentReport => "FRAUDULENT_REPORT",
        /// Report: the person has frozen their credit file. Next step: [`UnfreezeReport`](NextStep::UnfreezeReport).
        FrozenReport => "FROZEN_REPORT",
        /// Report: the person has locked their credit file. Next step: [`UnlockReport`](NextStep::UnlockReport).
        LockedReport => "LOCKED_REPORT",
        /// Report: the bureau keeps this file by hand. Next step: [`GiveUp`](NextStep::GiveUp).
        ManualFile => "MANUAL_FILE",
        /// Report: the bureau wants to look at it by hand. Next step: [`GiveUp`](NextStep::GiveUp).
        ManualReviewRequired => "MANUAL_REVIEW_REQUIRED",
        /// Report: the score model does not go with the bureau, or is not enabled. Next step: [`ChangeRequest`](NextStep::ChangeRequest).
        InvalidScoreModel => "INVALID_SCORE_MODEL",
        /// Report: the bureau has no file of this person; another one may. Next step: [`ChangeRequest`](NextStep::ChangeRequest).
        CreditReportNotFound => "CREDIT_REPORT_NOT_FOUND",
        /// Report: the bureau refers the file elsewhere. Next step: [`GiveUp`](NextStep::GiveUp).
        ReferredFile => "REFERRED_FILE",
        /// Report: the user is tied to another bureau. Next step: [`ChangeRequest`](NextStep::ChangeRequest).
        BureauSourceConflict => "BUREAU_SOURCE_CONFLICT",
        /// Report: one report a day and user, and today's is used up. Next step: [`TryNextDay`](NextStep::TryNextDay).
        DailyUserRequestLimitReached => "DAILY_USER_REQUEST_LIMIT_REACHED",
    }
}

impl ErrorCode {
    /// The token of an error, if Spinwheel sent one.
    pub fn of(error: &Error) -> Option<Self> {
        error.code_of(Spinwheel::NAME)
    }

    /// What the application does next.
    pub fn next_step(&self) -> NextStep {
        match self {
            Self::Incorrect => NextStep::RetryCode,
            Self::Expired | Self::UserNotConnected => NextStep::NewConnection,
            Self::UnsupportedNumber | Self::FailedEligibility | Self::FailedIdentification => {
                NextStep::UseKba
            }
            Self::InvalidNumber | Self::UnsupportedCountryCode | Self::FailedIdentificationInfoMismatch => {
                NextStep::CorrectInput
            }
            Self::UserNotFound => NextStep::CheckIds,
            Self::MaxAttemptsReached => NextStep::WaitThenNewConnection(Duration::from_secs(5 * 60)),
            Self::TooManyVerifications => NextStep::BlockedFor(Duration::from_secs(24 * 3600)),
            Self::TooManyRequests => NextStep::Wait,
            Self::FrozenReport => NextStep::UnfreezeReport,
            Self::LockedReport => NextStep::UnlockReport,
            Self::DailyUserRequestLimitReached => NextStep::TryNextDay,
            Self::InvalidScoreModel | Self::BureauSourceConflict | Self::CreditReportNotFound => {
                NextStep::ChangeRequest
            }
            Self::FraudulentReport | Self::ManualFile | Self::ManualReviewRequired | Self::ReferredFile => {
                NextStep::GiveUp
            }
            Self::Unknown(_) => NextStep::AskSupport,
        }
    }

    pub(crate) fn is_throttle(&self) -> bool {
        matches!(
            self,
            Self::MaxAttemptsReached
                | Self::TooManyVerifications
                | Self::TooManyRequests
                | Self::DailyUserRequestLimitReached
        )
    }

    pub(crate) fn advice(&self) -> &'static str {
        match self {
            Self::InvalidNumber => "let the person correct the phone number",
            Self::UnsupportedCountryCode => "numbers of this region are not served: ask for another one",
            Self::FailedIdentificationInfoMismatch => "let the person correct phone number and birth date",
            Self::UserNotConnected => "connect the user first",
            other => other.next_step().text(),
        }
    }
}

/// What an application does about a refusal; see [`ErrorCode::next_step`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NextStep {
    /// Ask for the code again; it is still valid.
    RetryCode,
    /// Start a new connection, which texts a new code.
    NewConnection,
    /// Ask for name, address and SSN, and go on with [`StartKba`](crate::StartKba).
    UseKba,
    /// Let the person correct what they entered, then start again.
    CorrectInput,
    /// Wait for this long (5 minutes), then start a new connection.
    WaitThenNewConnection(Duration),
    /// The phone number is blocked for this long (24 hours).
    BlockedFor(Duration),
    /// Wait; Spinwheel does not say for how long.
    Wait,
    /// The person has to unfreeze their credit file at the bureau.
    UnfreezeReport,
    /// The person has to unlock their credit file at the bureau.
    UnlockReport,
    /// One report a day and user: try again tomorrow.
    TryNextDay,
    /// Ask for another bureau or score model.
    ChangeRequest,
    /// There will be no report for this person.
    GiveUp,
    /// The id is of another environment, or of a user who was deleted: a fault of the application, not of the person.
    CheckIds,
    /// The call may have had its effect: look before making it again.
    LookFirst,
    /// Nothing was done, or nothing that matters: the same call can be made again later.
    TryAgain,
    /// The client is not configured rightly, or its key is not accepted.
    FixConfiguration,
    /// A refusal this version does not know; what Spinwheel said is in [`Error::raw_body`].
    AskSupport,
}

impl NextStep {
    /// What to do about any error of this crate: the code's own step where there is one, else what follows from the kind
    /// of error and from whether the call may have had its effect.
    pub fn of(error: &Error) -> Self {
        let acts = error.effect().is_some_and(Effect::is_at_most_once);
        if acts && error.may_have_acted() {
            return Self::LookFirst;
        }
        if let Some(code) = ErrorCode::of(error) {
            return code.next_step();
        }
        match error.kind() {
            ErrorKind::InvalidInput => Self::CorrectInput,
            ErrorKind::Configuration | ErrorKind::Credentials => Self::FixConfiguration,
            ErrorKind::Throttled => Self::Wait,
            ErrorKind::Connection | ErrorKind::Interrupted | ErrorKind::Timeout | ErrorKind::Unavailable => {
                Self::TryAgain
            }
            _ => Self::AskSupport,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::RetryCode => "ask for the code again",
            Self::NewConnection => "start a new connection, which texts a new code",
            Self::UseKba => "go on with KBA",
            Self::CorrectInput => "let the person correct what they entered",
            Self::WaitThenNewConnection(_) => "wait 5 minutes, then start a new connection",
            Self::BlockedFor(_) => "the phone number is blocked for 24 hours",
            Self::Wait => "wait before trying again",
            Self::UnfreezeReport => "the person has to unfreeze their credit file at the bureau",
            Self::UnlockReport => "the person has to unlock their credit file at the bureau",
            Self::TryNextDay => "try again tomorrow: one report a day and user",
            Self::ChangeRequest => "ask for another bureau or score model",
            Self::GiveUp => "there will be no report for this person",
            Self::CheckIds => "check the user id and the environment it belongs to",
            Self::LookFirst => "look whether it took effect before calling again",
            Self::TryAgain => "try again later",
            Self::FixConfiguration => "check the client's addresses and its key",
            Self::AskSupport => "ask Spinwheel's support about the code",
        }
    }
}

impl fmt::Display for NextStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
