//! DebtCore's codes and what to do about each.

use verify_core::Error;
use verify_core::provider::{Provider, open_enum};

use crate::NextStep;
use crate::client::DebtCore;

open_enum! {
    /// The code with which a refusal names its reason: of DebtCore, of the GraphQL framework before it, or of the token endpoint.
    ///
    /// Where DebtCore puts its three codes is not documented; here they are read where GraphQL has them,
    /// `errors[].extensions.code`. What an operation itself reports, in its payload, comes without a code: as a
    /// [`Consent`](crate::Consent), or as an error of the kind [`Refused`](crate::ErrorKind::Refused) without one.
    /// Sources: DebtCore's pages for the first three; Apollo Server's list of built-in codes, version 3 to 5; RFC 6749 and
    /// Microsoft's list for the token endpoint.
    ///
    /// ```
    /// use spinwheel_gql::{Error, ErrorCode};
    ///
    /// fn is_unknown(error: &Error) -> bool {
    ///     ErrorCode::of(error) == Some(ErrorCode::NotFound)
    /// }
    /// ```
    pub enum ErrorCode {
        /// The input is not valid.
        ValidationError => "VALIDATION_ERROR",
        /// The access token is not valid or has expired.
        Unauthorized => "UNAUTHORIZED",
        /// There is no such thing.
        NotFound => "NOT_FOUND",
        /// Framework: the access token is missing, not valid or has expired.
        Unauthenticated => "UNAUTHENTICATED",
        /// Framework: the application may not do this.
        Forbidden => "FORBIDDEN",
        /// Framework: a variable does not fit the schema.
        BadUserInput => "BAD_USER_INPUT",
        /// Framework: the document is no GraphQL.
        GraphqlParseFailed => "GRAPHQL_PARSE_FAILED",
        /// Framework: the document does not fit the schema.
        GraphqlValidationFailed => "GRAPHQL_VALIDATION_FAILED",
        /// Framework: the document does not have the operation.
        OperationResolutionFailure => "OPERATION_RESOLUTION_FAILURE",
        /// Framework: the HTTP request is not acceptable.
        BadRequest => "BAD_REQUEST",
        /// Framework: it was asked for a document it does not keep. This crate sends whole documents.
        PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
        /// Framework: it keeps no documents. This crate sends whole documents.
        PersistedQueryNotSupported => "PERSISTED_QUERY_NOT_SUPPORTED",
        /// Framework: DebtCore failed. Counts as a failure whatever the HTTP status: the call may have had its effect.
        InternalServerError => "INTERNAL_SERVER_ERROR",
        /// Token endpoint: client id and client secret do not fit, or the secret has expired.
        InvalidClient => "invalid_client",
        /// Token endpoint: the application is not known in this directory, or may not do this.
        UnauthorizedClient => "unauthorized_client",
        /// Token endpoint: what the client was to be let in with is not valid.
        InvalidGrant => "invalid_grant",
        /// Token endpoint: the request is not acceptable; for instance there is no such directory.
        InvalidRequest => "invalid_request",
        /// Token endpoint: the scope is not valid.
        InvalidScope => "invalid_scope",
        /// Token endpoint: there is nothing of the scope's name.
        InvalidResource => "invalid_resource",
        /// Token endpoint: it does not let anybody in this way.
        UnsupportedGrantType => "unsupported_grant_type",
        /// Token endpoint: too busy at the moment. Counts as a failure whatever the HTTP status.
        TemporarilyUnavailable => "temporarily_unavailable",
    }
}

impl ErrorCode {
    /// The code of an error, if one was sent.
    pub fn of(error: &Error) -> Option<Self> {
        error.code_of(DebtCore::NAME)
    }

    /// What the application does next; the same for DebtCore's codes and for those of the framework that mean the same.
    pub fn next_step(&self) -> NextStep {
        match self {
            Self::ValidationError | Self::BadUserInput => NextStep::CorrectInput,
            Self::NotFound => NextStep::CheckIds,
            Self::Unauthorized
            | Self::Unauthenticated
            | Self::Forbidden
            | Self::InvalidClient
            | Self::UnauthorizedClient
            | Self::InvalidGrant
            | Self::InvalidRequest
            | Self::InvalidScope
            | Self::InvalidResource
            | Self::UnsupportedGrantType => NextStep::FixConfiguration,
            Self::InternalServerError | Self::TemporarilyUnavailable => NextStep::TryAgain,
            Self::GraphqlParseFailed
            | Self::GraphqlValidationFailed
            | Self::OperationResolutionFailure
            | Self::BadRequest
            | Self::PersistedQueryNotFound
            | Self::PersistedQueryNotSupported
            | Self::Unknown(_) => NextStep::AskSupport,
        }
    }

    /// Whether it says that the access token was not accepted, and that nothing was done.
    pub(crate) fn is_about_the_token(&self) -> bool {
        matches!(self, Self::Unauthorized | Self::Unauthenticated)
    }

    /// Whether it says that the token endpoint does not let this client in, and will not the next time either.
    pub(crate) fn condemns_the_client(&self) -> bool {
        matches!(self, Self::InvalidClient | Self::UnauthorizedClient | Self::InvalidGrant)
    }

    /// What to do, for the error's line.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::ValidationError | Self::BadUserInput => {
                "the reason is in the raw body, which may hold personal data"
            }
            Self::Unauthorized | Self::Unauthenticated => {
                "the access token was not accepted, not even a new one where one can be fetched"
            }
            Self::Forbidden => "the account may not include this call",
            Self::NotFound => "check the ids, and the environment they belong to",
            Self::GraphqlParseFailed | Self::GraphqlValidationFailed | Self::OperationResolutionFailure => {
                "the provider's schema and this version do not agree: look for a newer one"
            }
            Self::BadRequest | Self::PersistedQueryNotFound | Self::PersistedQueryNotSupported => {
                "look for a proxy that changes requests"
            }
            Self::InternalServerError | Self::TemporarilyUnavailable => "try again later",
            Self::InvalidClient => "check client id and client secret, which may have expired",
            Self::UnauthorizedClient => "check the client id and the tenant id",
            Self::InvalidRequest => "check the tenant id",
            Self::InvalidScope | Self::InvalidResource => {
                "check the scope: api://, the app id of the environment, /.default"
            }
            Self::InvalidGrant | Self::UnsupportedGrantType => "check the authority",
            Self::Unknown(_) => return None,
        })
    }
}
