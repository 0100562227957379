//! What is asked of a bureau, as flags: a report, a score, or both.

use clap::ValueEnum;
use spinwheel_connect::models::{Bureau, ScoreModel};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What to ask for; without any of it, your settings at Spinwheel decide")]
pub(super) struct BureauArgs {
    /// The full report
    #[arg(long)]
    pub(super) report: bool,
    /// The bureau it is to come from
    #[arg(long, value_name = "BUREAU", value_enum, requires = "report")]
    pub(super) report_bureau: Option<From>,
    /// A score, by this model
    #[arg(long, value_name = "MODEL", value_enum)]
    pub(super) score: Option<Model>,
    /// The bureau it is to come from
    #[arg(long, value_name = "BUREAU", value_enum, requires = "score")]
    pub(super) score_bureau: Option<From>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
    Equifax,
    Transunion,
    Experian,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Model {
    #[value(name = "vantage-score-3")]
    VantageScore3,
    #[value(name = "fico-score-4")]
    FicoScore4,
    #[value(name = "fico-score-8")]
    FicoScore8,
}

impl From {
    pub(super) fn bureau(self) -> Bureau {
        match self {
            Self::Equifax => Bureau::Equifax,
            Self::Transunion => Bureau::TransUnion,
            Self::Experian => Bureau::Experian,
        }
    }
}

impl Model {
    pub(super) fn model(self) -> ScoreModel {
        match self {
            Self::VantageScore3 => ScoreModel::VantageScore3,
            Self::FicoScore4 => ScoreModel::FicoScore4,
            Self::FicoScore8 => ScoreModel::FicoScore8,
        }
    }
}

/// Puts it into either of the two requests; they have the same setters, and no trait for them.
macro_rules! asking_for {
    ($request:expr, $wanted:expr) => {{
        let (mut request, wanted) = ($request, $wanted);
        if wanted.report {
            request = request.report(wanted.report_bureau.map(|from| from.bureau()));
        }
        if let Some(score) = wanted.score {
            request = request.score(score.model(), wanted.score_bureau.map(|from| from.bureau()));
        }
        request
    }};
}
pub(super) use asking_for;
