//! The bureaus, and through whom: as words of a flag.

use clap::ValueEnum;
use spinwheel_gql::CreditReportSource;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Source {
    Spinwheel,
    CrsTransunion,
    CrsEquifax,
    ArrayEquifax,
    ArrayEquifaxKba,
    #[value(name = "crs-standard-prequal-vantage4-tu")]
    CrsStandardPrequalVantage4Tu,
}

impl From<Source> for CreditReportSource {
    fn from(source: Source) -> Self {
        match source {
            Source::Spinwheel => Self::Spinwheel,
            Source::CrsTransunion => Self::CrsTransunion,
            Source::CrsEquifax => Self::CrsEquifax,
            Source::ArrayEquifax => Self::ArrayEquifax,
            Source::ArrayEquifaxKba => Self::ArrayEquifaxKba,
            Source::CrsStandardPrequalVantage4Tu => Self::CrsStandardPrequalVantage4Tu,
        }
    }
}
