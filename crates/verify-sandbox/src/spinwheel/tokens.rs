//! The error tokens of the documents.

use std::collections::BTreeMap;

/// An error token in `status.desc`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) name: &'static str,
    /// The HTTP status; documented for `INVALID_NUMBER` and the tokens of reports, else ours.
    pub(crate) status: u16,
    /// Our wording of what the documents say.
    pub(crate) text: &'static str,
}

const fn token(name: &'static str, status: u16, text: &'static str) -> Token {
    Token { name, status, text }
}

/// All of them.
pub(crate) const TOKENS: &[Token] = &[
    token("INVALID_NUMBER", 400, "The phone number is not valid."),
    token("UNSUPPORTED_COUNTRY_CODE", 400, "The phone number belongs to a region that is not served."),
    token("UNSUPPORTED_NUMBER", 400, "The phone number is not supported."),
    token("MAX_ATTEMPTS_REACHED", 429, "Too many attempts. Wait 5 minutes and send a new code."),
    token("TOO_MANY_VERIFICATIONS", 429, "The phone number is blocked for 24 hours."),
    token("EXPIRED", 400, "The code has expired."),
    token("INCORRECT", 400, "The code is incorrect."),
    token("FAILED_ELIGIBILITY", 400, "The user is below the verification threshold."),
    token("FAILED_IDENTIFICATION", 400, "No identity was found for the phone number and date of birth."),
    token(
        "FAILED_IDENTIFICATION_INFO_MISMATCH",
        400,
        "The date of birth or the phone number does not agree.",
    ),
    token("TOO_MANY_REQUESTS", 429, "Too many verifications for this phone number in a short time."),
    token("USER_NOT_FOUND", 404, "There is no such user."),
    token("USER_NOT_CONNECTED", 400, "The user is not connected."),
    token("FRAUDULENT_REPORT", 400, "The report is marked as fraudulent."),
    token("FROZEN_REPORT", 400, "The user has frozen the report."),
    token("LOCKED_REPORT", 400, "The user has locked the report."),
    token("MANUAL_FILE", 400, "The file is handled manually."),
    token("MANUAL_REVIEW_REQUIRED", 400, "The file needs a manual review."),
    token("INVALID_SCORE_MODEL", 400, "The score model is not supported by the bureau."),
    token("CREDIT_REPORT_NOT_FOUND", 404, "The bureau has no report."),
    token("REFERRED_FILE", 409, "The file was referred."),
    token("BUREAU_SOURCE_CONFLICT", 409, "The user was connected through another bureau."),
    token("DAILY_USER_REQUEST_LIMIT_REACHED", 429, "The daily limit of this user has been reached."),
];

/// Refusals that are documented without a token, or not at all; the names are this sandbox's.
pub(crate) const OWN_TOKENS: &[Token] = &[
    token("PARTNER_NOT_ENABLED", 403, "The partner is not enabled for this operation."),
    token("NETWORK_CONFIGURATION_MISSING", 400, "The partner has no network configuration."),
    token("NETWORK_TOKEN_INVALID", 401, "The network token is not the partner's."),
    token("NETWORK_TOKEN_EXPIRED", 401, "The network token has expired."),
    token("NETWORK_ACCESS_DISABLED", 403, "Network access is disabled."),
    token("NETWORK_TOKEN_NOT_FOUND", 404, "There is no such network token."),
    token("NETWORK_TOKEN_NOT_ACCEPTABLE", 406, "The network token is not acceptable for user creation."),
    token("NETWORK_USER_CONFLICT", 409, "The network token conflicts with an existing user."),
    token("NETWORK_INTERNAL_ERROR", 500, "Internal error."),
    token("LIABILITY_NOT_FOUND", 404, "The user has no such liability."),
    token("REFRESH_NOT_FOUND", 404, "There is no refresh with this extRequestId."),
    token("REFRESH_EXHAUSTED", 400, "The liability cannot be refreshed yet."),
    token("EXT_REQUEST_ID_USED", 409, "The extRequestId was used before."),
    token("SUBSCRIPTION_EXISTS", 409, "The user has such a subscription."),
    token("SUBSCRIPTION_NOT_FOUND", 404, "There is no such subscription."),
];

pub(crate) fn find(name: &str) -> Option<&'static Token> {
    TOKENS.iter().chain(OWN_TOKENS).find(|token| token.name == name)
}

pub(crate) fn default_statuses() -> BTreeMap<String, u16> {
    TOKENS.iter().map(|token| (token.name.to_owned(), token.status)).collect()
}

pub(crate) fn own_statuses() -> BTreeMap<String, u16> {
    OWN_TOKENS.iter().map(|token| (token.name.to_owned(), token.status)).collect()
}

pub(crate) fn own_descs() -> BTreeMap<String, String> {
    OWN_TOKENS.iter().map(|token| (token.name.to_owned(), token.name.to_owned())).collect()
}
