//! What is asked of a bureau: a report, a score, or both.

use serde::Serialize;

use super::{Bureau, ReportType, ScoreModel};

/// Report and score, each with the bureau it is to come from. Without either, the partner's settings decide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Ask {
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_report: Option<Report>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_score: Option<Score>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    #[serde(rename = "type")]
    kind: ReportType,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_bureau: Option<Bureau>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Score {
    model: ScoreModel,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_bureau: Option<Bureau>,
}

impl Ask {
    /// Asks for a report.
    pub(crate) fn report(mut self, kind: ReportType, source_bureau: Option<Bureau>) -> Self {
        self.credit_report = Some(Report { kind, source_bureau });
        self
    }

    /// Asks for a score.
    pub(crate) fn score(mut self, model: ScoreModel, source_bureau: Option<Bureau>) -> Self {
        self.credit_score = Some(Score { model, source_bureau });
        self
    }
}
