//! What an application states about a verification of its own.

use serde::Serialize;
use verify_core::Timestamp;

/// How the application verified the person itself, and when the person agreed. Spinwheel keeps it as the trail of a
/// pre-verified connection.
///
/// Source: Spinwheel's guide "Connect API - Pre-verified" names the fields; their spelling and the types of
/// verification are known from an SDK.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerificationAudit {
    verification_date: Day,
    user_consent_date: Day,
    verification_type: VerificationType,
}

impl VerificationAudit {
    /// Both points in time are sent as their day in UTC.
    pub fn new(
        verification_type: VerificationType,
        verified_at: impl Into<Timestamp>,
        agreed_at: impl Into<Timestamp>,
    ) -> Self {
        let (verification_date, user_consent_date) = (Day::of(verified_at), Day::of(agreed_at));
        Self { verification_date, user_consent_date, verification_type }
    }
}

/// How an application verified a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum VerificationType {
    /// By a texted code.
    Sms,
    /// By a phone call.
    PhoneCall,
    /// By "know your customer" checks.
    Kyc,
    /// By a credit report.
    CreditReport,
}

/// A day in UTC, `YYYY-MM-DD` on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Day(String);

impl Day {
    pub(crate) fn of(time: impl Into<Timestamp>) -> Self {
        let mut text = time.into().to_string();
        text.truncate("2026-01-15".len());
        Self(text)
    }
}
