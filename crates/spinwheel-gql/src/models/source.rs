//! Where a report is from.

use verify_core::provider::open_enum;

open_enum! {
    /// From which bureau a report is, and through whom (source: DebtCore's page about pulling a report).
    pub enum CreditReportSource {
        /// Equifax through Spinwheel, of a person who has consented.
        Spinwheel => "SPINWHEEL",
        /// TransUnion through CRS.
        CrsTransunion => "CRS_TRANSUNION",
        /// Equifax through CRS.
        CrsEquifax => "CRS_EQUIFAX",
        /// Equifax through Array.
        ArrayEquifax => "ARRAY_EQUIFAX",
        /// Equifax through Array, of a person who answered its questions.
        ArrayEquifaxKba => "ARRAY_EQUIFAX_KBA",
        /// TransUnion's prequalification through CRS.
        CrsStandardPrequalVantage4Tu => "CRS_STANDARD_PREQUAL_VANTAGE4_TU",
    }
}
