//! Identifiers of DebtCore, and of the login it stands behind.

use verify_core::provider::id;

id! {
    /// Your own id of the person, which ties the steps of a verification and the reports together (`reqOrgContactId`): DebtCore
    /// has no other key. Choose one that says nothing about the person. It is printed redacted.
    pub struct ReqOrgContactId redacted
}

id! {
    /// A credit report.
    pub struct CreditReportId
}

id! {
    /// A verification of a person.
    pub struct UserVerificationId
}

id! {
    /// The person at the bureau, or at the one who resells its reports.
    pub struct CreditReportUserId
}

id! {
    /// The calling organization.
    pub struct ReqOrgId
}

id! {
    /// A lead in DebtCore's own system.
    pub struct LeadId
}

id! {
    /// A debt in a report.
    pub struct DebtId
}

id! {
    /// A question of a session.
    pub struct QuestionId
}

id! {
    /// One of the answers to choose from.
    pub struct AnswerId
}

id! {
    /// The directory that the token endpoint belongs to; a UUID or a domain name. The provider's authentication page has it.
    pub struct TenantId
}

id! {
    /// The application that is registered in that directory; the account manager gives it out. It is no secret.
    pub struct ClientId
}
