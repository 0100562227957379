//! Refusals a fault can ask for. `VALIDATION_ERROR`, `AUTH_FAIL` and `LOGIN_FAILED` are values of Signzy's bodies; the other
//! names are this sandbox's own, for what documents and public clients describe without a value.

use super::dialect::Form;

/// A refusal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) name: &'static str,
    pub(crate) status: u16,
    /// `reason`, where one is known.
    pub(crate) reason: Option<&'static str>,
    pub(crate) message: &'static str,
    pub(crate) form: Form,
}

const fn token(name: &'static str, status: u16, message: &'static str) -> Token {
    Token { name, status, reason: None, message, form: Form::Usual }
}

const fn invalid(name: &'static str, message: &'static str) -> Token {
    Token { reason: Some("VALIDATION_ERROR"), ..token(name, 400, message) }
}

/// All of them.
pub(crate) const TOKENS: &[Token] = &[
    invalid("VALIDATION_ERROR", "The request is not valid"),
    invalid("NUMBER_NOT_VALID", "The mobile number is not valid"),
    invalid("NUMBER_NOT_ALLOWED", "The mobile number is not allowed"),
    Token { reason: Some("AUTH_FAIL"), form: Form::Token, ..token("AUTH_FAIL", 401, "Unauthorized") },
    Token { form: Form::Login, ..token("LOGIN_FAILED", 401, "login failed") },
    Token { form: Form::Gateway, ..token("NOT_ENTITLED", 403, "You cannot consume this service") },
    token("OUT_OF_CREDIT", 403, "The credit of this account is used up"),
    token("REQUEST_LIMIT", 403, "The limit of requests is reached"),
    token("NOT_FOUND", 404, "There is no such request"),
    token("NUMBER_BLOCKED", 404, "The mobile number is blocked"),
    token("SOURCE_UNAVAILABLE", 409, "The source is not available, try again later"),
    token("MISSING_INPUT", 422, "An input is missing"),
    token("INTERNAL", 500, "Internal error"),
    token("DOWN", 502, "The service is being upgraded"),
    token("TIMEOUT", 504, "The service did not answer in time"),
];

pub(crate) fn find(name: &str) -> Option<&'static Token> {
    TOKENS.iter().find(|token| token.name == name)
}
