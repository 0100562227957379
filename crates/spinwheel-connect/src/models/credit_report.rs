//! Credit reports.

use verify_core::provider::serde::de::MapAccess;
use verify_core::provider::{Lenient, Scalar, answer, open_enum};
use verify_core::{Amount, Pii, Timestamp};

use super::PostalAddress;
use crate::CreditReportId;

answer! {
    /// A credit report.
    pub struct CreditReport {
        /// Its id.
        id: Option<CreditReportId> => "id",
        /// The bureau it comes from.
        source_bureau: Option<Bureau> => "sourceBureau",
        /// Its kind.
        report_type: Option<ReportType> => "type",
        /// The person as the bureau has them.
        profile: Option<ReportProfile> => "profile",
        /// Who asked the bureau about the person.
        inquiries: Vec<Inquiry> => "inquiries",
        /// Scores.
        credit_score_details: Vec<CreditScore> => "creditScoreDetails",
        /// Figures the bureau works out.
        credit_attributes: Vec<CreditAttribute> => "creditAttributes",
        /// Debts taken together.
        summary: Option<CreditReportSummary> => "summary",
        /// Whether the report is there. Not the same as the status of a connection, though the name is.
        connection_status: Option<ReportStatus> => "connectionStatus",
        /// When it last changed; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
        /// When it was fetched; the unit is inferred.
        created_on: Option<Timestamp> => "createdOn",
    }
}

open_enum! {
    /// A credit bureau.
    pub enum Bureau {
        /// Equifax.
        Equifax => "Equifax",
        /// TransUnion.
        TransUnion => "TransUnion",
        /// Experian.
        Experian => "Experian",
    }
}

open_enum! {
    /// A kind of credit report.
    pub enum ReportType {
        /// The whole report of one bureau.
        OneBureauFull => "1_BUREAU.FULL",
    }
}

open_enum! {
    /// How a score is worked out.
    pub enum ScoreModel {
        /// VantageScore 3.0.
        VantageScore3 => "VANTAGE_SCORE_3_0",
        /// FICO Score 4.
        FicoScore4 => "FICO_SCORE_4",
        /// FICO Score 8.
        FicoScore8 => "FICO_SCORE_8",
    }
}

answer! {
    /// The person as a bureau has them.
    pub struct ReportProfile {
        /// Given name.
        first_name: Option<Pii<String>> => "firstName",
        /// Middle name.
        middle_name: Option<Pii<String>> => "middleName",
        /// Family name.
        last_name: Option<Pii<String>> => "lastName",
        /// Names from earlier.
        former_names: Vec<Pii<String>> => "formerNames",
        /// As the bureau has it.
        date_of_birth: Option<Pii<String>> => "dateOfBirth",
        /// Masked.
        ssn: Option<Pii<String>> => "ssn",
        /// A score.
        credit_score: Option<Pii<u32>> => "creditScore",
        /// The model of the score.
        score_model: Option<ScoreModel> => "model" | "modelName",
        /// Where the person lives or has lived.
        addresses: Vec<PostalAddress> => "addresses",
        /// Where the person works or has worked.
        employment_history: Vec<Employment> => "employmentHistory",
    }
}

answer! {
    /// A job. Only that the list exists is documented; its fields are read by the names other bureaus use.
    pub struct Employment {
        /// The employer.
        employer_name: Option<Pii<String>> => "employerName" | "name",
        /// What the person did there.
        position: Option<Pii<String>> => "position" | "occupation",
    }
}

answer! {
    /// Somebody asked the bureau about the person. Only that the list exists is documented.
    pub struct Inquiry {
        /// Who asked.
        name: Option<String> => "name" | "subscriberName",
        /// When.
        date: Option<String> => "date" | "inquiryDate",
    }
}

answer! {
    /// A score.
    pub struct CreditScore {
        /// When it was reported.
        reported_date: Option<String> => "reportedDate",
        /// The score.
        credit_score: Option<Pii<u32>> => "creditScore",
        /// Its model.
        model: Option<ScoreModel> => "model",
        /// The bureau.
        source_bureau: Option<Bureau> => "sourceBureau",
        /// What moved it.
        factors: Vec<ScoreFactor> => "factors",
    }
}

answer! {
    /// What moved a score.
    pub struct ScoreFactor {
        /// The bureau's code.
        code: Option<String> => "code",
        /// In words.
        description: Option<String> => "description",
    }
}

answer! {
    /// A figure the bureau works out.
    pub struct CreditAttribute {
        /// What it is.
        description: Option<String> => "description",
        /// How much.
        value: Option<String> => "value",
    }
}

answer! {
    /// Debts taken together.
    pub struct CreditReportSummary {
        /// Owed with something behind it.
        total_secured_debt_amount: Option<Amount> => "totalSecuredDebtAmount",
        /// How many such debts.
        secured_debt_liabilities_count: Option<u32> => "securedDebtLiabilitiesCount",
        /// Owed with nothing behind it.
        total_unsecured_debt_amount: Option<Amount> => "totalUnsecuredDebtAmount",
        /// How many such debts.
        unsecured_debt_liabilities_count: Option<u32> => "unsecuredDebtLiabilitiesCount",
        /// Owed, and Spinwheel does not know which.
        total_unknown_debt_amount: Option<Amount> => "totalUnknownDebtAmount" | "totalUnknowDebtAmount",
        /// How many such debts.
        unknown_debt_liabilities_count: Option<u32> => "unknownDebtLiabilitiesCount",
        /// Owed with nothing behind it, student loans left out.
        total_unsecured_debt_amount_excluding_student: Option<Amount> =>
            "totalUnsecuredDebtAmountExcludingStudent" | "totalUnsecuredDebtExcludingStudent",
        /// How many such debts.
        unsecured_debt_liabilities_count_excluding_student: Option<u32> =>
            "unsecuredDebtLiabilitiesCountExcludingStudent" | "unsecuredDebtExcludingStudentCount",
    }
}

answer! {
    /// Whether a report is there. Source: Spinwheel's page on debt profile statuses.
    pub struct ReportStatus {
        /// 2000 completed, 2001 in progress, 5000 failed.
        status_code: Option<u32> => "statusCode",
        /// The same as a word.
        data_status: Option<ReportDataStatus> => "dataStatus",
        /// In words; the only thing that tells the failures apart.
        description: Option<String> => "description",
    }
}

impl ReportStatus {
    /// The state, from the number, or from the word where there is no number.
    pub fn state(&self) -> Option<DataStatus> {
        match self.status_code {
            Some(2000) => Some(DataStatus::Completed),
            Some(2001) => Some(DataStatus::InProgress),
            Some(5000) => Some(DataStatus::Error),
            _ => self.data_status.as_ref()?.status.clone(),
        }
    }
}

open_enum! {
    /// The state of a report.
    pub enum DataStatus {
        /// It is there.
        Completed => "COMPLETED",
        /// It is being fetched.
        InProgress => "IN_PROGRESS",
        /// It could not be fetched.
        Error => "ERROR",
    }
}

/// The state of a report as a word. Spinwheel's page shows the word itself, an SDK an object around it; both are read.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ReportDataStatus {
    /// The word.
    pub status: Option<DataStatus>,
    /// As of when; the unit is inferred.
    pub updated_on: Option<Timestamp>,
}

answer! {
    /// The form with an object around the word.
    struct AsObject {
        /// The word.
        status: Option<DataStatus> => "status",
        /// As of when.
        updated_on: Option<Timestamp> => "updatedOn",
    }
}

impl Lenient for ReportDataStatus {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        DataStatus::from_scalar(scalar).map(|status| Self { status: Some(status), updated_on: None })
    }

    fn from_object<'de, A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
        let both = |AsObject { status, updated_on }| Self { status, updated_on };
        Ok(AsObject::from_object(object)?.map(both))
    }
}
