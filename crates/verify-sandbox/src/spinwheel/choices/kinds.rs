//! The options of those choices that are more than a number.

use crate::choices::options;

options! {
    /// The type of `sms.codeExpiresAt`.
    CodeExpiresAt {
        /// A number: milliseconds since 1970.
        EpochMilliseconds,
        /// A number: seconds since 1970.
        EpochSeconds,
        /// Text: ISO 8601 in UTC.
        IsoText,
    }

    /// Whether a second published form of a path is served.
    OtherPath {
        /// Served.
        Accept,
        /// 404.
        NotFound,
    }

    /// The verify path the guide prints, without a user id.
    GuidePath {
        /// 404 in the envelope, and a journal entry that explains.
        NotFound,
        /// Served; `userId` is read from the body.
        Accept,
    }

    /// What wrong codes are counted by.
    AttemptScope {
        /// Each connection has its own count.
        Connection,
        /// All connections of a phone number share one.
        PhoneNumber,
    }

    /// Which codes are right.
    CodeSource {
        /// Only the one in the text message.
        Generated,
        /// That one, and `000000`.
        GeneratedOrZeros,
    }

    /// A known `extUserId` or `userId` with another phone number or birth date.
    ExtUserIdReuse {
        /// 409 once the person behind it is connected; before that the input was merely corrected.
        ConflictOnceConnected,
        /// 409 always.
        Conflict,
        /// The user is kept and gets the new phone number and birth date.
        Silent,
    }

    /// A verification when the code has been used already.
    VerifyAgain {
        /// `EXPIRED`: a code is good for one verification.
        Expired,
        /// The answer of the first time.
        SameAnswer,
    }

    /// What a webhook's body holds besides `webhookId`, `eventType` and `userId`.
    WebhookPayload {
        /// `extUserId` when the user has one, and `data` where there is something to say.
        WithExtUserId,
        /// Nothing.
        Minimal,
    }

    /// Both `userId` and `extUserId`.
    BothIds {
        /// 400.
        Refuse,
        /// `userId` counts.
        UserIdWins,
    }

    /// Neither `userId` nor `extUserId`.
    NeitherId {
        /// 400.
        Refuse,
        /// A user without `extUserId` comes into being.
        NewUser,
    }

    /// `data` of an error.
    FailureData {
        /// Not there.
        Absent,
        /// `null`.
        Null,
        /// `{}`.
        EmptyObject,
    }

    /// Where the text of a 401 stands.
    AuthText {
        /// In `status.messages[0].desc`; `status.desc` is `Unauthorized`.
        Messages,
        /// In `status.desc`.
        Desc,
    }

    /// The body of the KBA answers.
    KbaAnswerBody {
        /// `{"answers": [{"questionId", "answerId"}]}`.
        AnswersField,
        /// `[{"questionId", "answerId"}]`.
        BareList,
    }

    /// The method of the KBA answers.
    KbaAnswerMethod {
        /// `PUT` only.
        Put,
        /// `PUT` and `POST`.
        PutOrPost,
    }

    /// `data` of an accepted report order.
    OrderAnswer {
        /// `userId`, `extUserId`, `connectionId`.
        Ids,
        /// `{}`.
        Empty,
    }

    /// `unmask` on the standard host.
    UnmaskOnStandard {
        /// 400.
        Refuse,
        /// Ignored.
        Ignore,
    }

    /// The user object of somebody who has not been verified.
    UnverifiedUser {
        /// 200, with the profile as far as the caller has sent it.
        SentProfile,
        /// 404 `USER_NOT_FOUND`.
        NotFound,
    }

    /// `creditReports[].connectionStatus.dataStatus`.
    DataStatus {
        /// The enum itself.
        Enum,
        /// `{"status", "updatedOn"}`.
        Object,
    }

    /// When `debtProfile` has the profile.
    DebtProfileAnswer {
        /// In the answer.
        Synchronous,
        /// A while later, as with the oldest order path.
        Asynchronous,
    }

    /// An order that names neither report nor score.
    EmptyOrder {
        /// The report without a score.
        Report,
        /// The report and VantageScore 3.0.
        ReportAndScore,
    }

    /// A credit bureau.
    Bureau {
        /// Equifax.
        Equifax,
        /// TransUnion.
        TransUnion,
        /// Experian.
        Experian,
    }

    /// The day in "one order per user and day".
    OrderDay {
        /// The last 24 hours.
        Rolling,
        /// From midnight to midnight in UTC.
        CalendarUtc,
    }

    /// The body of the answer to a deletion.
    DeleteAnswer {
        /// `data` with `userId`.
        UserId,
        /// `data` is `{}`.
        EmptyObject,
        /// No body at all.
        NoBody,
    }

    /// A time in an answer.
    TimeForm {
        /// A number: milliseconds since 1970.
        EpochMilliseconds,
        /// Text: ISO 8601 in UTC.
        IsoText,
    }

    /// A liability refresh that comes too early.
    EarlyRefresh {
        /// 200, and a transaction that has failed.
        FailedTransaction,
        /// A refusal: `REFRESH_EXHAUSTED`.
        Refuse,
    }

    /// An `extRequestId` for the second time.
    RepeatedRequest {
        /// The transactions of the first time, as they stand now.
        SameTransaction,
        /// A refusal: `EXT_REQUEST_ID_USED`.
        Refuse,
        /// A new refresh, which takes the place of the older one.
        NewTransaction,
    }

    /// How the two sums without student loans are called.
    SummaryNames {
        /// `totalUnsecuredDebtAmountExcludingStudent`, `unsecuredDebtLiabilitiesCountExcludingStudent`.
        Long,
        /// `totalUnsecuredDebtExcludingStudent`, `unsecuredDebtExcludingStudentCount`.
        Short,
    }
}
