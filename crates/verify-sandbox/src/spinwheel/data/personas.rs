//! The people, by birth date. Totals and kinds of the first four are documented; names only as far as public code has
//! them; everything else is invented.

use super::debt::{Debt, Kind};

/// A person of the sandbox.
#[derive(Debug)]
pub(crate) struct Persona {
    pub(crate) born: &'static str,
    pub(crate) first_name: &'static str,
    pub(crate) middle_name: Option<&'static str>,
    pub(crate) last_name: &'static str,
    /// From a range that is never issued.
    pub(crate) ssn: &'static str,
    pub(crate) line1: &'static str,
    pub(crate) city: &'static str,
    pub(crate) state: &'static str,
    pub(crate) zip: &'static str,
    pub(crate) score: u16,
    pub(crate) debts: &'static [Debt],
}

/// The person with this birth date; any other date is the default person's.
pub(crate) fn find(born: &str) -> &'static Persona {
    PEOPLE.iter().find(|persona| persona.born == born).unwrap_or(&DEFAULT)
}

const AUTO: &str = "Example Auto Finance";
const HOME: &str = "Sample Mortgage";
const STUDENT: &str = "Fixture Student Loans";
const BANK: &str = "Example Bank";
const UNION: &str = "Sample Credit Union";
const PERSONAL: &str = "Mock Personal Lending";
const STORE: &str = "Specimen Store Finance";

/// $5,000.00.
const FIVE: &[Debt] = &[
    Debt::loan(Kind::AutoLoan, AUTO, [182_050, 1_450_000, 24_510], 549, 60, "2021-06"),
    Debt::loan(Kind::HomeLoan, HOME, [150_000, 9_500_000, 61_240], 399, 180, "2011-09"),
    Debt::loan(Kind::StudentLoan, STUDENT, [97_950, 1_200_000, 11_875], 453, 120, "2012-08"),
    Debt::card(BANK, [45_025, 300_000, 3_500], 2199, "2016-03"),
    Debt::card(UNION, [24_975, 150_000, 2_500], 1849, "2019-11"),
];

/// $20,000.00.
const TWENTY: &[Debt] = &[
    Debt::loan(Kind::AutoLoan, AUTO, [525_075, 2_210_000, 38_940], 629, 66, "2022-02"),
    Debt::loan(Kind::HomeLoan, HOME, [680_000, 14_000_000, 89_915], 425, 180, "2012-04"),
    Debt::loan(Kind::StudentLoan, STUDENT, [319_925, 1_800_000, 18_320], 505, 120, "2013-09"),
    Debt::card(BANK, [112_040, 450_000, 4_000], 2349, "2015-07"),
    Debt::card(UNION, [62_960, 200_000, 2_500], 1999, "2020-01"),
    Debt::loan(Kind::PersonalLoan, PERSONAL, [200_000, 500_000, 15_660], 1149, 36, "2023-05"),
    Debt::loan(Kind::Miscellaneous, STORE, [100_000, 240_000, 10_000], 999, 24, "2024-03"),
];

/// $25,000.00.
const TWENTY_FIVE: &[Debt] = &[
    Debt::loan(Kind::AutoLoan, AUTO, [741_010, 2_485_000, 42_105], 575, 72, "2022-08"),
    Debt::loan(Kind::HomeLoan, HOME, [825_000, 16_200_000, 97_730], 375, 180, "2013-01"),
    Debt::loan(Kind::StudentLoan, STUDENT, [383_990, 2_150_000, 21_415], 499, 120, "2014-08"),
    Debt::card(BANK, [137_555, 500_000, 4_500], 2249, "2014-10"),
    Debt::card(UNION, [62_445, 250_000, 2_500], 1799, "2018-05"),
    Debt::loan(Kind::PersonalLoan, PERSONAL, [230_000, 600_000, 18_875], 1299, 36, "2023-09"),
    Debt::loan(Kind::Miscellaneous, STORE, [120_000, 300_000, 12_500], 899, 24, "2024-06"),
];

/// $30,000.00.
const THIRTY: &[Debt] = &[
    Debt::loan(Kind::AutoLoan, AUTO, [498_030, 1_990_000, 35_530], 599, 60, "2022-10"),
    Debt::loan(Kind::AutoLoan, "Mock Drive Loans", [351_970, 1_275_000, 27_215], 719, 48, "2023-03"),
    Debt::loan(Kind::HomeLoan, HOME, [1_000_000, 18_500_000, 108_450], 410, 180, "2013-06"),
    Debt::loan(Kind::StudentLoan, STUDENT, [425_000, 2_400_000, 24_180], 545, 120, "2015-09"),
    Debt::card(BANK, [164_085, 600_000, 5_000], 2399, "2013-12"),
    Debt::card(UNION, [85_915, 300_000, 3_000], 1899, "2021-02"),
    Debt::loan(Kind::PersonalLoan, PERSONAL, [275_000, 700_000, 21_940], 1399, 36, "2023-11"),
    Debt::loan(Kind::Miscellaneous, STORE, [110_045, 260_000, 11_000], 949, 24, "2024-02"),
    Debt::loan(Kind::Miscellaneous, "Fixture Medical Billing", [89_955, 180_000, 7_500], 0, 24, "2024-07"),
];

/// $64,000.00: $50,000.00 on three cards and an auto lease.
const SIXTY_FOUR: &[Debt] = &[
    Debt::card(BANK, [2_210_000, 2_500_000, 66_300], 2499, "2012-02"),
    Debt::card(UNION, [1_680_000, 2_000_000, 50_400], 2299, "2014-06"),
    Debt::card("Specimen Card Services", [1_110_000, 1_500_000, 33_300], 2699, "2017-09"),
    Debt::loan(Kind::AutoLoan, "Sample Motors Lease", [1_400_000, 1_950_000, 54_200], 480, 36, "2024-12"),
];

/// $880,000.00: $150,000.00 on five cards and a mortgage of $730,000.00.
const EIGHT_HUNDRED_EIGHTY: &[Debt] = &[
    Debt::card(BANK, [4_500_000, 5_000_000, 135_000], 2149, "2010-04"),
    Debt::card(UNION, [3_800_000, 4_000_000, 114_000], 1999, "2011-11"),
    Debt::card("Specimen Card Services", [3_000_000, 3_500_000, 90_000], 2399, "2013-08"),
    Debt::card("Mock Rewards Card", [2_200_000, 2_500_000, 66_000], 2249, "2016-01"),
    Debt::card("Fixture Travel Card", [1_500_000, 2_000_000, 45_000], 2599, "2019-05"),
    Debt::loan(Kind::HomeLoan, HOME, [73_000_000, 81_500_000, 468_925], 535, 360, "2020-07"),
];

/// $12,345.67; the default person's sum is not documented.
const OTHERS: &[Debt] = &[
    Debt::loan(Kind::AutoLoan, AUTO, [310_567, 1_700_000, 29_950], 569, 60, "2022-05"),
    Debt::loan(Kind::HomeLoan, HOME, [500_000, 12_000_000, 79_990], 385, 180, "2012-03"),
    Debt::loan(Kind::StudentLoan, STUDENT, [274_000, 1_500_000, 15_900], 475, 120, "2014-09"),
    Debt::card(BANK, [99_999, 400_000, 3_500], 2149, "2015-05"),
    Debt::card(UNION, [50_001, 200_000, 2_500], 1899, "2019-08"),
];

/// What is reported later, one after the other; then from the beginning again.
pub(crate) const REPORTED: &[Debt] = &[
    Debt::card("Mock Everyday Card", [25_000, 400_000, 2_500], 2149, "2026-01"),
    Debt::card("Fixture Points Card", [99_950, 750_000, 3_500], 2299, "2026-01"),
    Debt::card("Specimen Store Card", [18_075, 100_000, 2_500], 2799, "2026-01"),
];

/// Every row of every table.
pub(super) fn all_debts() -> impl Iterator<Item = &'static Debt> {
    PEOPLE.iter().chain([&DEFAULT]).flat_map(|persona| persona.debts).chain(REPORTED)
}

const PEOPLE: &[Persona] = &[
    Persona {
        born: "1990-01-01",
        first_name: "Aldo",
        middle_name: None,
        last_name: "Cherry",
        ssn: "666010001",
        line1: "101 Sample Street",
        city: "Sacramento",
        state: "CA",
        zip: "95814",
        score: 742,
        debts: FIVE,
    },
    Persona {
        born: "1990-03-01",
        first_name: "Melissa",
        middle_name: Some("Ann"),
        last_name: "Singh",
        ssn: "666010002",
        line1: "202 Example Avenue",
        city: "Austin",
        state: "TX",
        zip: "78701",
        score: 701,
        debts: TWENTY,
    },
    Persona {
        born: "1990-04-10",
        first_name: "Janice",
        middle_name: None,
        last_name: "Meyers",
        ssn: "666010003",
        line1: "303 Specimen Road",
        city: "Denver",
        state: "CO",
        zip: "80202",
        score: 688,
        debts: TWENTY_FIVE,
    },
    Persona {
        born: "1990-04-12",
        first_name: "Nolan",
        middle_name: Some("Q"),
        last_name: "Fixture",
        ssn: "666010004",
        line1: "404 Fixture Lane",
        city: "Columbus",
        state: "OH",
        zip: "43215",
        score: 664,
        debts: THIRTY,
    },
    Persona {
        born: "1990-06-10",
        first_name: "Sal",
        middle_name: None,
        last_name: "Monella",
        ssn: "666010005",
        line1: "505 Sample Street",
        city: "San Diego",
        state: "CA",
        zip: "92101",
        score: 598,
        debts: SIXTY_FOUR,
    },
    Persona {
        born: "1990-10-08",
        first_name: "Terrance",
        middle_name: None,
        last_name: "Dactyl",
        ssn: "666010006",
        line1: "606 Example Avenue",
        city: "Hartford",
        state: "CT",
        zip: "06103",
        score: 617,
        debts: EIGHT_HUNDRED_EIGHTY,
    },
];

const DEFAULT: Persona = Persona {
    born: "1967-06-08",
    first_name: "Christy",
    middle_name: None,
    last_name: "Jenoval",
    ssn: "666010007",
    line1: "707 Specimen Road",
    city: "Portland",
    state: "OR",
    zip: "97204",
    score: 719,
    debts: OTHERS,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spinwheel::data::debt::total;

    #[test]
    fn the_documented_sums_are_exact() {
        let documented = [
            ("1990-01-01", 5_000),
            ("1990-03-01", 20_000),
            ("1990-04-10", 25_000),
            ("1990-04-12", 30_000),
            ("1990-06-10", 64_000),
            ("1990-10-08", 880_000),
        ];
        for (born, dollars) in documented {
            assert_eq!(total(find(born).debts).0, dollars * 100, "{born}");
        }
        assert_eq!(total(find("2000-02-29").debts).0, 1_234_567);
    }

    #[test]
    fn nobody_owes_more_than_was_lent() {
        let owed = PEOPLE.iter().chain([&DEFAULT]).flat_map(|persona| persona.debts);
        for debt in owed.chain(REPORTED) {
            assert!(debt.balance <= debt.original && debt.minimum <= debt.balance, "{debt:?}");
        }
    }
}
