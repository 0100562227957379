//! Whether a person is verified and has consented.

use verify_core::Timestamp;
use verify_core::provider::{Lenient as _, Scalar, Unreadable, answer, open_enum};

use super::{FromWire, id, open, text};
use crate::generated::user_verification as wire;
use crate::{CreditReportUserId, ReqOrgContactId, ReqOrgId, UserVerificationId};

answer! {
    /// How the verification of a person stands.
    pub struct UserVerification {
        /// The verification; [`PullCreditReport::array_equifax_kba`](crate::PullCreditReport::array_equifax_kba) takes it.
        id: Option<UserVerificationId> => "id",
        /// Your id of the person.
        req_org_contact_id: Option<ReqOrgContactId> => "reqOrgContactId",
        /// The person at the bureau, or at the one who resells its reports.
        credit_report_user_id: Option<CreditReportUserId> => "creditReportUserId",
        /// Your organization.
        req_org_id: Option<ReqOrgId> => "reqOrgId",
        /// How it stands.
        status: Option<VerificationStatus> => "status",
        /// When the person was verified.
        verification_date: Option<Timestamp> => "verificationDate",
        /// When the person consented.
        user_consent_date: Option<Timestamp> => "userConsentDate",
        /// In which way.
        verification_type: Option<VerificationType> => "verificationType",
        /// Whose verification it is; `SPINWHEEL` in the example.
        verification_source: Option<String> => "verificationSource",
    }
}

impl UserVerification {
    /// Whether the person is verified and has consented. Only `PASSED` counts.
    pub fn is_passed(&self) -> bool {
        self.status == Some(VerificationStatus::Passed)
    }
}

open_enum! {
    /// How a verification stands. The first four are documented; the others are from the schema that a partner of the provider
    /// published.
    pub enum VerificationStatus {
        /// Nothing has been done yet.
        NotStarted => "NOT_STARTED",
        /// It is under way.
        InProgress => "IN_PROGRESS",
        /// The person is not verified.
        Failed => "FAILED",
        /// The person is verified and has consented.
        Passed => "PASSED",
        /// The request was not acceptable.
        BadRequest => "BAD_REQUEST",
        /// There are no questions for the person.
        UnableToGetKbaQuestions => "UNABLE_TO_GET_KBA_QUESTIONS",
        /// The text message could not be sent.
        UnableToSendSms => "UNABLE_TO_SEND_SMS",
        /// The person has to answer questions instead.
        RequiresKba => "REQUIRES_KBA",
        /// The code was too old.
        OtpExpired => "OTP_EXPIRED",
        /// The code was wrong.
        OtpIncorrect => "OTP_INCORRECT",
        /// Too many wrong codes; 5 minutes have to pass.
        RetryAfter5Min => "RETRY_AFTER_5MIN",
    }
}

open_enum! {
    /// In which way a person is verified.
    pub enum VerificationType {
        /// By a texted code.
        Sms => "SMS",
        /// By questions (knowledge-based authentication).
        Kba => "KBA",
    }
}

impl FromWire<wire::UserVerificationUserVerificationData> for UserVerification {
    fn from_wire(node: wire::UserVerificationUserVerificationData) -> Result<Self, Unreadable> {
        let wire::UserVerificationUserVerificationData {
            id: verification,
            req_org_contact_id,
            credit_report_user_id,
            req_org_id,
            status,
            verification_date,
            user_consent_date,
            verification_type,
            verification_source,
        } = node;
        let time = |text: Option<String>| Timestamp::from_scalar(Scalar::Text(&text?));
        Ok(Self {
            id: id(verification),
            req_org_contact_id: id(text(req_org_contact_id.as_ref())),
            credit_report_user_id: id(credit_report_user_id),
            req_org_id: id(req_org_id),
            status: open(status),
            verification_date: time(verification_date),
            user_consent_date: time(user_consent_date),
            verification_type: open(verification_type),
            verification_source,
        })
    }
}
