//! What a credit report says besides the debts.

use verify_core::Pii;
use verify_core::provider::{Unreadable, answer};

use super::{FromWire, items};
use crate::generated::credit_report as report;
use crate::generated::pull_credit_report as pull;

answer! {
    essential
    /// A bankruptcy on public record.
    pub struct PublicRecord {
        /// Which kind, in the bureau's code.
        bankruptcy_code: Option<Pii<String>> => "bankruptcyCode",
        /// When the person filed for it; the form is not documented.
        bankruptcy_date_filed: Option<Pii<String>> => "bankruptcyDateFiled",
        /// How it ended.
        bankruptcy_disposition_type: Option<Pii<String>> => "bankruptcyDispositionType",
    }
}

answer! {
    /// Another name the person goes by.
    pub struct AlternativeName {
        /// Given name.
        first_name: Option<Pii<String>> => "firstName",
        /// Family name.
        last_name: Option<Pii<String>> => "lastName",
        /// The whole name, where it was not taken apart.
        unparsed_name: Option<Pii<String>> => "unparsedName",
    }
}

answer! {
    /// A credit score.
    pub struct Score {
        /// The model it was made with.
        model_name: Option<Pii<String>> => "modelName",
        /// The score: a number as text.
        score_value: Option<Pii<String>> => "scoreValue",
        /// Which bureau's file it was made of.
        source_type: Option<String> => "sourceType",
        /// What lowered it.
        score_factors: Vec<ScoreFactor> => "scoreFactors",
    }
}

impl Score {
    /// The score as a number, if it is one.
    pub fn value(&self) -> Option<Pii<u32>> {
        self.score_value.as_ref()?.expose().trim().parse().ok().map(Pii::new)
    }
}

answer! {
    /// Something that lowered a score.
    pub struct ScoreFactor {
        /// The bureau's code.
        score_factor_code: Option<Pii<String>> => "scoreFactorCode",
        /// In words.
        score_factor_text: Option<Pii<String>> => "scoreFactorText",
    }
}

answer! {
    /// The file that DebtCore keeps of a report.
    pub struct FileMetadata {
        /// Its name.
        file_name: Option<Pii<String>> => "fileName",
        /// Its media type.
        content_type: Option<String> => "contentType",
        /// Its size in bytes, as text.
        file_size: Option<String> => "fileSize",
        /// What kind of file it is.
        kind: Option<String> => "type",
        /// When it was stored.
        upload_date: Option<String> => "uploadDate",
    }
}

/// The same for each of the generated types, which are alike.
macro_rules! public_record {
    ($($module:ident $node:ident)*) => {$(
        impl FromWire<$module::$node> for PublicRecord {
            fn from_wire(node: $module::$node) -> Result<Self, Unreadable> {
                let $module::$node { bankruptcy_code, bankruptcy_date_filed, bankruptcy_disposition_type } = node;
                let bankruptcy_code = Some(bankruptcy_code);
                Ok(Self { bankruptcy_code, bankruptcy_date_filed, bankruptcy_disposition_type })
            }
        }
    )*};
}

public_record! {
    report CreditReportCreditReportDataPublicRecords
    pull PullCreditReportPullCreditReportDataPublicRecords
}

impl FromWire<report::CreditReportCreditReportDataApplicantAlternativeNames> for AlternativeName {
    fn from_wire(
        node: report::CreditReportCreditReportDataApplicantAlternativeNames,
    ) -> Result<Self, Unreadable> {
        let report::CreditReportCreditReportDataApplicantAlternativeNames {
            first_name,
            last_name,
            unparsed_name,
        } = node;
        Ok(Self { first_name, last_name, unparsed_name })
    }
}

impl FromWire<report::CreditReportCreditReportDataScores> for Score {
    fn from_wire(node: report::CreditReportCreditReportDataScores) -> Result<Self, Unreadable> {
        let report::CreditReportCreditReportDataScores {
            model_name,
            score_value,
            source_type,
            score_factors,
        } = node;
        let score_factors = items(score_factors.unwrap_or_default())?;
        Ok(Self { model_name, score_value, source_type, score_factors })
    }
}

impl FromWire<report::CreditReportCreditReportDataScoresScoreFactors> for ScoreFactor {
    fn from_wire(node: report::CreditReportCreditReportDataScoresScoreFactors) -> Result<Self, Unreadable> {
        let report::CreditReportCreditReportDataScoresScoreFactors { score_factor_code, score_factor_text } =
            node;
        Ok(Self { score_factor_code, score_factor_text })
    }
}

impl FromWire<report::CreditReportCreditReportDataFileMetadata> for FileMetadata {
    fn from_wire(node: report::CreditReportCreditReportDataFileMetadata) -> Result<Self, Unreadable> {
        let report::CreditReportCreditReportDataFileMetadata {
            content_type,
            file_name,
            file_size,
            type_: kind,
            upload_date,
        } = node;
        Ok(Self { file_name, content_type, file_size, kind, upload_date })
    }
}
