//! The bureaus, and through whom: as words of a flag.

use clap::ValueEnum;
use spinwheel_gql::CreditReportSource;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Source {
    /// Equifax through Spinwheel, of a person who has consented; needs the contact id alone
    Spinwheel,
    /// TransUnion through CRS; needs names and address
    CrsTransunion,
    /// Equifax through CRS; needs names, Social Security number and address
    CrsEquifax,
    /// Equifax through Array; needs names, Social Security number, birth date and address
    ArrayEquifax,
    /// Equifax through Array, of a person who answered questions; needs the id of the verification
    ArrayEquifaxKba,
    /// TransUnion's prequalification through CRS; needs names, Social Security number and address
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
