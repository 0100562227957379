//! The options of those choices that are more than a number.

use crate::choices::options;

options! {
    /// How a call without a good token is answered.
    AuthBody {
        /// As GraphQL: `{"errors": [{"message": …, "extensions": {"code": …}}]}`.
        Graphql,
        /// `{"error": "invalid_token"}`, as a gateway might.
        Plain,
        /// Nothing.
        Empty,
    }

    /// Where a refusal of an operation stands.
    ErrorChannel {
        /// In the payload: `data.<operation>.errors[].message`.
        Payload,
        /// At the top level, with `extensions.code`.
        TopLevel,
        /// In both.
        Both,
    }

    /// What a refused operation's payload has for `data`.
    FailureData {
        /// `null`.
        Null,
        /// A message that says nothing, for the operations whose `data` is a message.
        Message,
    }

    /// What a carried out operation's payload has for `errors`.
    NoErrors {
        /// `null`, as in the examples.
        Null,
        /// An empty list.
        Empty,
        /// A list of one `null`.
        NullItem,
    }

    /// The words for a refusal that comes from Spinwheel.
    SpinwheelMessage {
        /// Spinwheel's text.
        Text,
        /// Its token.
        Token,
        /// Token and text.
        Both,
        /// A sentence that tells nothing.
        Generic,
    }

    /// What is said of a contact nobody has heard of.
    UnknownContact {
        /// A verification with the status `NOT_STARTED`.
        NotStarted,
        /// A refusal, `NOT_FOUND`.
        NotFound,
        /// `null` instead of the payload.
        Null,
    }

    /// The statuses of a verification.
    VerificationStatuses {
        /// The four that are documented.
        Four,
        /// With those that a partner's copy of the schema lists for text messages.
        Detailed,
    }

    /// The time of a consent; there is none before the verification passed.
    ConsentDate {
        /// When the code or the questions were asked for.
        Asked,
        /// When the person was verified.
        Verified,
    }

    /// Requests by GET.
    GetRequests {
        /// Refused.
        Refuse,
        /// Queries are executed; mutations are refused.
        Queries,
    }

    /// Bodies that are not `application/json`.
    OtherContentType {
        /// Refused, as a request that another site could forge.
        Refuse,
        /// Read all the same.
        Accept,
    }

    /// The type of a point in time.
    DateForm {
        /// ISO 8601 in UTC with milliseconds.
        Iso,
        /// Milliseconds since 1970.
        EpochMilliseconds,
    }

    /// In which fields `search` looks.
    SearchFields {
        /// Names, contact and source.
        NamesAndIds,
        /// The contact alone.
        Contact,
    }

    /// The order of reports.
    ListOrder {
        /// The newest report comes first.
        NewestFirst,
        /// The oldest report comes first.
        OldestFirst,
    }

    /// A cursor that no report has.
    UnknownCursor {
        /// `VALIDATION_ERROR`.
        Refuse,
        /// A page without reports.
        EmptyPage,
        /// As if there were no cursor.
        FirstPage,
    }

    /// Both ways to page at once.
    BothDirections {
        /// `VALIDATION_ERROR`.
        Refuse,
        /// `last` is left alone.
        FirstWins,
    }

    /// A report that the daily limit of Spinwheel forbids.
    PullPastLimit {
        /// Refused by the REST side's limit, as an order there.
        Refuse,
        /// The newest report comes back.
        SameReport,
    }
}
