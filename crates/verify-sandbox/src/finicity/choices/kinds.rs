//! The options of those choices that are more than a number.

use crate::choices::options;

options! {
    /// Which wrong logins lock the account.
    FailedLogins {
        /// Five in a row: a right login starts the count over.
        Consecutive,
        /// Five in all, until somebody unlocks.
        Total,
    }

    /// The type of `code` in errors outside Connect.
    CodeType {
        /// A number for the codes that were seen so from the live service (10001, 11000, 12401, 14001), text for the rest.
        SeenLive,
        /// Text, except where the official description has a number (12401).
        Documented,
        /// A number everywhere.
        Numbers,
    }

    /// A login with a `partnerId` that does not exist.
    UnknownPartner {
        /// 404 `12401` "partner not found".
        NotFound,
        /// 401 `10001` "Invalid credentials".
        InvalidCredentials,
    }

    /// The envelope of `12401`.
    PartnerNotFoundBody {
        /// `{"code", "message"}`, as in the example.
        Plain,
        /// `{"Errors": {"Error": [{"code", "message"}]}}`, as in the schema that is named.
        ErrorsList,
    }

    /// The body of the 401 for a wrong `Finicity-App-Key`.
    InvalidKeyBody {
        /// `text/plain`.
        PlainText,
        /// JSON with the code `10027`.
        Json,
    }

    /// Which errors of the Connect calls come in Connect's own envelope, with `status`, `user_message` and `tags`.
    ConnectEnvelope {
        /// `10010` and `10022`, the ones that are documented so; the others are `{"code", "message"}`.
        AsInExamples,
        /// All but those about the app key.
        Always,
    }

    /// What the partner has signed up for.
    Plan {
        /// Everything.
        Production,
        /// Testing customers only: active ones are refused as the live service does it.
        TestDrive,
    }

    /// The type of a date.
    DateType {
        /// Text holding seconds since 1970.
        Text,
        /// A number: seconds since 1970.
        Number,
    }

    /// A limit above the largest.
    LargeLimit {
        /// The largest is taken.
        Clamp,
        /// 400 `14020`.
        Refuse,
    }

    /// A requirement whose enforcement is not certain.
    Enforcement {
        /// Refused.
        Refuse,
        /// Accepted.
        Accept,
    }

    /// A requirement whose enforcement is not certain, and which the official test ignores.
    LenientEnforcement {
        /// Accepted.
        Accept,
        /// Refused.
        Refuse,
    }

    /// Which texts are the state of a consumer.
    ConsumerState {
        /// Every one.
        Any,
        /// Two letters, `UT`; others are refused with 400 `10100`, whose message is ours.
        TwoLetters,
    }

    /// How a missing field is named on the Connect calls.
    MissingField {
        /// `10010` `"partnerId" is required`.
        IsRequired,
        /// `10005` `Missing parameter (partnerId)`.
        MissingParameter,
    }

    /// A value of another type or form than documented, on the Connect calls.
    WrongType {
        /// `10010` `"partnerId" must be a string`.
        Named,
        /// `14020` `Bad request.`
        BadRequest,
    }

    /// The message for a customer who does not exist, on the Connect calls.
    UnknownCustomer {
        /// `Customer ID does not exist or does not belong to this partner`.
        Documented,
        /// `Request failed with status code 404 GET /aggregation/v1/customers/1234`.
        SeenLive,
    }

    /// A customer who does not exist, on `generate/fix`.
    UnknownCustomerOfFix {
        /// 404 `14001` "Customer not found."
        NotFound,
        /// As on the other Connect calls.
        AsElsewhere,
    }

    /// The type of a value that one document has as a number and another as text.
    IdType {
        /// Both.
        Either,
        /// The type of the official description alone.
        Documented,
    }

    /// Who has to be among the borrowers.
    Borrowers {
        /// One primary and one joint borrower.
        OneOfEach,
        /// At least one, of whatever type.
        AtLeastOne,
    }

    /// A webhook address that is not on this machine.
    UnreachableWebhook {
        /// The call fails as it does for an address that does not answer.
        Refuse,
        /// There is no ping, and no event is sent.
        Skip,
    }

    /// A refresh while a sign-in is broken.
    BrokenRefresh {
        /// HTTP 500 with the aggregation status code.
        ServerError,
        /// 200, and the accounts carry the aggregation status code.
        AccountStatus,
    }

    /// When a webhook that was not acknowledged is sent again.
    WebhookRetries {
        /// After 12 ms, 72 ms, 432 ms, 2.6 s, 15.6 s and 93 s, then hourly, for three days.
        Growing,
        /// Five tries within five minutes, then once a day for three days.
        FiveThenDaily,
        /// Not at all.
        Never,
    }

    /// Which answers acknowledge a webhook; the ping takes every 2xx.
    Acknowledged {
        /// 200 alone.
        Status200,
        /// Every 2xx.
        AnySuccess,
    }

    /// Webhooks for `application/xml`, whose shape is not documented.
    XmlWebhook {
        /// The ping fails, and with it the call.
        Refuse,
        /// JSON under the content type that was asked for.
        JsonAllTheSame,
    }

    /// Which secret signs webhooks during the grace period of a rotation.
    GraceSecret {
        /// The new one.
        New,
        /// The old one, until the grace period is over.
        Old,
    }

    /// When the next webhook of a session is sent.
    WebhookOrder {
        /// Once the first attempt of the one before has ended.
        InOrder,
        /// At once.
        AtOnce,
    }

    /// `payload` of the events whose payload is not known.
    OwnPayload {
        /// `institutionId`.
        WithInstitution,
        /// Nothing.
        Empty,
    }

    /// A fix link of a sign-in that works.
    NothingToRepair {
        /// The session ends at once with reason `error` and code 201.
        Error201,
        /// The person can sign in all the same.
        SignIn,
    }

    /// A user the test institutions do not have.
    OtherSignIns {
        /// The sign-in fails with 103.
        Refuse,
        /// The sign-in succeeds.
        Accept,
    }

    /// The same user signs in at the same institution again.
    SameSignIn {
        /// The sign-in and its accounts keep their ids.
        SameLogin,
        /// Everything is new.
        NewLogin,
    }

    /// `reportData` of a session that made no reports.
    EmptyReportData {
        /// `null`.
        Null,
        /// `[]`.
        EmptyList,
    }
}
