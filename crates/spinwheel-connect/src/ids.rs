//! Identifiers of the Spinwheel API.

use serde::Serialize;
use verify_core::provider::{Parts, id};

id! {
    /// A Spinwheel user; a UUID in what was seen.
    pub struct UserId
}

id! {
    /// The application's own id of a user, unique to one real person. Printed redacted: it may be an e-mail address.
    pub struct ExtUserId redacted
}

id! {
    /// One connection of a user.
    pub struct ConnectionId
}

id! {
    /// A question of a KBA session.
    pub struct QuestionId
}

id! {
    /// An offered answer to a question of a KBA session. Printed redacted: the right one is a personal fact.
    pub struct AnswerId redacted
}

id! {
    /// A debt; ids are unique within their [`LiabilityKind`](crate::LiabilityKind).
    pub struct LiabilityId
}

id! {
    /// A credit report.
    pub struct CreditReportId
}

id! {
    /// One delivery of a webhook, for recognising duplicates.
    pub struct WebhookId
}

id! {
    /// A subscription to updates of a user.
    pub struct SubscriptionId
}

id! {
    /// The application's own name for a refresh of debts, a UUID.
    pub struct ExtRequestId
}

id! {
    /// The refresh of one debt.
    pub struct RefreshTransactionId
}

/// Names a user by either id: Spinwheel's, or the application's own.
///
/// A first connection goes by [`ExtUserId`]; connecting an existing user again goes by [`UserId`]
/// (source: Spinwheel's reference, "Connect with SMS").
///
/// Written as the one field it is: `userId` or `extUserId`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum UserKey {
    /// Spinwheel's id.
    UserId(UserId),
    /// The application's id.
    ExtUserId(ExtUserId),
}

impl UserKey {
    pub(crate) fn write_query(&self, parts: &mut Parts) {
        match self {
            Self::UserId(id) => parts.query("userId", id.as_str()),
            Self::ExtUserId(id) => parts.query("extUserId", id.as_str()),
        }
    }
}

impl From<UserId> for UserKey {
    fn from(id: UserId) -> Self {
        Self::UserId(id)
    }
}

impl From<ExtUserId> for UserKey {
    fn from(id: ExtUserId) -> Self {
        Self::ExtUserId(id)
    }
}
