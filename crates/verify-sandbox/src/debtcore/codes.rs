//! The codes of errors: documented ones, the framework's, and Entra's.

/// A code a fault can ask for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Code {
    pub(crate) name: &'static str,
    /// Our wording.
    pub(crate) text: &'static str,
}

const fn code(name: &'static str, text: &'static str) -> Code {
    Code { name, text }
}

pub(crate) const VALIDATION_ERROR: &str = "VALIDATION_ERROR";
pub(crate) const NOT_FOUND: &str = "NOT_FOUND";
pub(crate) const UNAUTHORIZED: &str = "UNAUTHORIZED";
pub(crate) const UNAUTHENTICATED: &str = "UNAUTHENTICATED";
pub(crate) const BAD_REQUEST: &str = "BAD_REQUEST";
pub(crate) const BAD_USER_INPUT: &str = "BAD_USER_INPUT";
pub(crate) const PARSE_FAILED: &str = "GRAPHQL_PARSE_FAILED";
pub(crate) const VALIDATION_FAILED: &str = "GRAPHQL_VALIDATION_FAILED";
pub(crate) const NO_OPERATION: &str = "OPERATION_RESOLUTION_FAILURE";
pub(crate) const INTERNAL: &str = "INTERNAL_SERVER_ERROR";

/// Of GraphQL: the documented three, then those of the framework the API seems to run on.
pub(crate) const CODES: &[Code] = &[
    code(VALIDATION_ERROR, "The input is not valid."),
    code(UNAUTHORIZED, "The token is missing, not valid, or has expired."),
    code(NOT_FOUND, "There is no such resource."),
    code(UNAUTHENTICATED, "The token is missing, not valid, or has expired."),
    code(BAD_REQUEST, "The request is no GraphQL request."),
    code(BAD_USER_INPUT, "A variable has a value of another type."),
    code(PARSE_FAILED, "The document is no GraphQL."),
    code(VALIDATION_FAILED, "The document does not fit the schema."),
    code(NO_OPERATION, "The operation to execute is not clear."),
    code(INTERNAL, "Something went wrong."),
];

pub(crate) fn find(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}
