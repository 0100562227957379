//! The error codes of the documents, as tokens a fault can ask for. No document says which status comes with which code.

use std::collections::BTreeMap;

/// A documented error code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) code: &'static str,
    /// Ours: the default of the choice `code_status`.
    pub(crate) status: u16,
    /// Ours.
    pub(crate) message: &'static str,
}

const fn token(code: &'static str, status: u16, message: &'static str) -> Token {
    Token { code, status, message }
}

/// All of them.
pub(crate) const TOKENS: &[Token] = &[
    token("auth-email-already-exists", 403, "This email is already in use."),
    token("auth-username-already-exists", 400, "This username is already in use."),
    token("invalid-input", 400, "The input is not valid."),
    token("invalid-ssn", 400, "The social security number is not valid."),
    token("invalid-username", 400, "The username is not valid."),
    token("invalid-phone-number", 400, "The phone number is not valid."),
    token("invalid-email", 400, "The email is not valid."),
    token("invalid-phone-number-voip", 400, "The phone number is a VoIP number."),
    token("invalid-phone-number-landline", 400, "The phone number is a landline."),
    token("invalid-invoice-requested-information", 400, "The requested information is not valid."),
    token("invalid-invoice-breakdown", 400, "The breakdown is not valid."),
    token("invalid-invoice-item", 400, "The item is not valid."),
    token("invalid-invoice-item-total", 400, "The total of an item is not valid."),
    token("invalid-transaction", 400, "The transaction is not valid."),
    token("transaction-insufficient-funds", 400, "The funds are not sufficient."),
    token("user-info-missing", 400, "Information about the user is missing."),
    token("user-info-missing-cash-app", 400, "The user's Cash App is missing."),
    token("user-info-missing-contact", 400, "The user's contact is missing."),
    token("user-info-missing-card", 400, "The user's card is missing."),
    token("app-info-missing", 400, "Information about the app is missing."),
    token("service-unavailable", 503, "The service is not available."),
    token("resource-busy", 409, "Earlier requests are still running."),
    token("no_such_resource", 404, "User not found"),
];

pub(crate) fn find(code: &str) -> Option<&'static Token> {
    TOKENS.iter().find(|token| token.code == code)
}

pub(crate) fn default_statuses() -> BTreeMap<String, u16> {
    TOKENS.iter().map(|token| (token.code.to_owned(), token.status)).collect()
}
