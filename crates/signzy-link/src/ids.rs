//! Identifiers of the Signzy API. Their form is not documented.

use verify_core::provider::id;

id! {
    /// A link that was sent. Together with the [`SessionId`] it asks for the result.
    pub struct RequestId
}

id! {
    /// The session of a link that was sent.
    pub struct SessionId
}

id! {
    /// A result.
    pub struct TransactionId
}
