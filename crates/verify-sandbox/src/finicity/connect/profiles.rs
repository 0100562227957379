//! Which accounts are found where. Profile names are Finicity's as far as the users are; the accounts are the sandbox's
//! own, synthetic ones.

/// An account at an institution.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) name: &'static str,
    pub(super) number: &'static str,
    pub(super) kind: &'static str,
    pub(super) balance_cents: i64,
}

const fn account(
    name: &'static str,
    number: &'static str,
    kind: &'static str,
    balance_cents: i64,
) -> Template {
    Template { name, number, kind, balance_cents }
}

const EVERYDAY: &[Template] = &[
    account("Checking", "1000004321", "checking", 1_250_075),
    account("Savings", "1000005678", "savings", 2_200_000),
    account("Credit Card", "4000000000008765", "creditCard", -195_240),
];

const PAYROLL: &[Template] = &[
    account("Checking", "2000001111", "checking", 80_129),
    account("Savings", "2000002222", "savings", 1_500_000),
    account("Auto Loan", "2000003333", "loan", -1_120_050),
    account("Home Mortgage", "2000004444", "mortgage", -18_500_000),
];

const INVESTOR: &[Template] = &[
    account("IRA", "3000001111", "ira", 4_560_000),
    account("401k", "3000002222", "401k", 8_812_345),
    account("Savings", "3000003333", "savings", 220_010),
    account("Credit Card", "3000000000004444", "creditCard", -45_099),
];

const SECOND_FACTOR: &[Template] = &[
    account("Checking", "4000001111", "checking", 310_400),
    account("Savings", "4000002222", "savings", 990_000),
];

/// The accounts of a user; `oauth` when the person signed in at the institution's own page.
pub(super) fn of(username: &str, oauth: bool) -> &'static [Template] {
    match username {
        _ if oauth => INVESTOR,
        name if name.starts_with("tfa_") => SECOND_FACTOR,
        "profile_03" => PAYROLL,
        _ => EVERYDAY,
    }
}
