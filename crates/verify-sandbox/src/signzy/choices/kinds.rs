//! The options of those choices that are more than a number.

use crate::choices::options;

options! {
    /// The JSON type of `ttl`.
    TtlType {
        /// `1209600`.
        Number,
        /// `"1209600"`.
        Text,
    }

    /// The tokens that are good.
    AcceptedTokens {
        /// Those of logins, and the static one.
        Both,
        /// The static one.
        StaticOnly,
        /// Those of logins.
        LoginOnly,
    }

    /// What the account may do.
    Account {
        /// Everything.
        Active,
        /// Nothing: the gateway answers 403 to every call with a token.
        NotEntitled,
        /// It can send no more links: 403. Results can be asked for.
        OutOfCredit,
    }

    /// The body of an error.
    ErrorShape {
        /// `{"error": {"name", "message", "status", "reason", "type", "statusCode"}}`.
        SendLink,
        /// The same keys without `error` around them, and without `status`.
        Flat,
        /// `{"error": {"statusCode", "name", "message"}}`.
        LoopBack,
        /// `{"error": {"name", "status", "message"}}`.
        Old,
        /// `{"message"}`.
        Gateway,
        /// A proxy's page.
        Html,
        /// As `send_link`, but `message` is JSON as text; 400 becomes 422.
        Nested,
    }

    /// The JSON type of `statusCode`.
    StatusCodeType {
        /// `400`.
        Number,
        /// `"400"`.
        Text,
    }

    /// A field that is not documented.
    UnknownFields {
        /// It is not read; the journal lists it.
        Ignore,
        /// The request is refused.
        Refuse,
    }

    /// The addresses that are taken as `targetUrl`.
    TargetUrlRules {
        /// `http://` and `https://`.
        Web,
        /// `https://`.
        HttpsOnly,
        /// As Prove's newer API documents it: at most 128 characters, letters, digits and `-._+=/:?`.
        ProveLimits,
    }

    /// The letters of `countryCode`.
    CountryCodeCase {
        /// `US` and `CA`.
        Exact,
        /// Also `us` and `ca`.
        Any,
    }

    /// A Canadian area code with `US`, or another one with `CA`.
    CountryMismatch {
        /// The request is refused.
        Refuse,
        /// The link is sent.
        Accept,
    }

    /// A link for a number that is no mobile one.
    UnsuitedNumber {
        /// The request is refused; no text message is sent.
        Refuse,
        /// The link is sent; the status call tells the line type.
        Accept,
    }

    /// The place of the link in `customSms`.
    CustomSmsLink {
        /// After the text.
        Appended,
        /// In the place of `<link>`; after the text when there is none.
        Marker,
    }

    /// What stands around the fields of a success.
    Envelope {
        /// Nothing.
        Flat,
        /// `{"result": {…}}`.
        Result,
        /// `{"response": {…}}`.
        Response,
    }

    /// The form of ids.
    IdForm {
        /// A UUID.
        Uuid,
        /// 24 hexadecimal digits.
        Hex,
        /// Base64 with `+`, `/` and `=`: it has to be escaped in a path.
        Base64,
    }

    /// The status call before the link was used.
    Pending {
        /// 200 with `LinkClicked: false`.
        NotClicked,
        /// 401 with the reason `AUTH_FAIL`, where `error_shape` has a place for one.
        AuthFail,
        /// 401 whose message says that it is not completed.
        NotCompleted,
        /// 404.
        NotFound,
    }

    /// The status call after the link ran out.
    Expired {
        /// 200 with `LinkClicked: false`.
        NotClicked,
        /// 404.
        NotFound,
    }

    /// The status call for a used link after the window.
    LatePoll {
        /// The result.
        Kept,
        /// As for a link that ran out unused.
        AsExpired,
    }

    /// The status call for ids that do not belong to a link.
    NoSuchPair {
        /// 404.
        NotFound,
        /// 401 with the reason `AUTH_FAIL`, where `error_shape` has a place for one.
        AuthFail,
        /// 400 with the reason `VALIDATION_ERROR`.
        BadRequest,
        /// 200 with `LinkClicked: false`.
        NotClicked,
    }

    /// The other fields beside `LinkClicked: false`.
    UnclickedFields {
        /// They are not there, but for `SessionId`.
        Absent,
        /// They are `null`, but for `SessionId`.
        Null,
        /// What is known without a click is there.
        Known,
    }

    /// How `PhoneMatch` is written.
    PhoneMatchForm {
        /// `"true"`, `"false"`, `"indeterminate"`.
        Text,
        /// `true`, `false`, `null`.
        Boolean,
        /// It is not there.
        Missing,
    }

    /// When `IpAddressMatch` is there.
    IpMatchForm {
        /// When the link was sent with `sourceIp`.
        WithSourceIp,
        /// Always: `false` without `sourceIp`.
        Always,
        /// Never.
        Missing,
    }

    /// How `PhoneNumber` is written.
    PhoneNumberForm {
        /// `2025550140`.
        National,
        /// `12025550140`.
        WithCountryCode,
        /// `+12025550140`.
        E164,
    }

    /// How `CountryCode` is written.
    CountryCodeForm {
        /// `US`, `CA`.
        Letters,
        /// `1`.
        Numeric,
    }
}
