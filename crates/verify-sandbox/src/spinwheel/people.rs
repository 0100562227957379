//! Numbers, dates and network tokens with which something goes wrong. All of them are this sandbox's own, none is Spinwheel's.

use serde::Serialize;

/// Where a special person's trouble begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// The answer to connect.
    Connect,
    /// The answer to the code, after it was found to be right unless the row says otherwise.
    Verify,
    /// The answer to a KBA start.
    StartKba,
    /// The answer to the KBA answers.
    AnswerKba,
    /// The answer to a report order.
    OrderReport,
    /// The ordered report.
    Report,
    /// The answer to a network token.
    ConnectNetwork,
    /// The refresh of a liability.
    RefreshLiability,
    /// A pull of a debt-profile subscription.
    Pull,
}

/// What makes a person special.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Key {
    /// This phone number, with any birth date that is not special.
    Phone(&'static str),
    /// This birth date, with any ordinary phone number.
    BirthDate(&'static str),
    /// This network token, with any other field.
    NetworkToken(&'static str),
}

/// A row of [`special_people`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SpecialPerson {
    /// The phone number, birth date or network token.
    pub key: Key,
    /// Where it goes wrong.
    pub step: Step,
    /// The token, or `None` when there is none: the row's text says what happens.
    pub token: Option<&'static str>,
    /// What happens.
    pub what: &'static str,
}

const fn phone(number: &'static str, step: Step, token: &'static str, what: &'static str) -> SpecialPerson {
    SpecialPerson { key: Key::Phone(number), step, token: Some(token), what }
}

const fn born(date: &'static str, step: Step, token: &'static str, what: &'static str) -> SpecialPerson {
    SpecialPerson { key: Key::BirthDate(date), step, token: Some(token), what }
}

const fn silent(number: &'static str, step: Step, what: &'static str) -> SpecialPerson {
    SpecialPerson { key: Key::Phone(number), step, token: None, what }
}

const fn network(value: &'static str, token: &'static str) -> SpecialPerson {
    SpecialPerson {
        key: Key::NetworkToken(value),
        step: Step::ConnectNetwork,
        token: Some(token),
        what: NETWORK,
    }
}

const REFUSED: &str = "No text message is sent.";
const RIGHT_CODE: &str = "The code is right; the identity check fails.";
const ORDER: &str = "The order is refused.";
const NETWORK: &str = "The network token is refused.";

const PEOPLE: &[SpecialPerson] = &[
    phone("+12025550101", Step::Connect, "INVALID_NUMBER", REFUSED),
    phone("+12025550102", Step::Connect, "UNSUPPORTED_COUNTRY_CODE", REFUSED),
    phone("+12025550103", Step::Connect, "UNSUPPORTED_NUMBER", REFUSED),
    phone("+12025550104", Step::Connect, "TOO_MANY_VERIFICATIONS", REFUSED),
    phone("+12025550105", Step::Connect, "MAX_ATTEMPTS_REACHED", REFUSED),
    phone("+12025550111", Step::Verify, "EXPIRED", "Every code has run out when it arrives."),
    phone(
        "+12025550112",
        Step::Verify,
        "INCORRECT",
        "No code is right, not even the one in the text message.",
    ),
    phone("+12025550113", Step::Verify, "FAILED_ELIGIBILITY", RIGHT_CODE),
    phone("+12025550114", Step::Verify, "FAILED_IDENTIFICATION", RIGHT_CODE),
    phone("+12025550115", Step::Verify, "FAILED_IDENTIFICATION_INFO_MISMATCH", RIGHT_CODE),
    phone(
        "+12025550116",
        Step::Verify,
        "MAX_ATTEMPTS_REACHED",
        "Locked at the first try; lifted by nothing.",
    ),
    phone(
        "+12025550117",
        Step::Verify,
        "TOO_MANY_REQUESTS",
        "Throttled at the first try; lifted by nothing.",
    ),
    silent(
        "+12025550121",
        Step::Report,
        "The order is accepted; the report fails: USER_LIABILITIES_CONNECTION_FAILED, status code 5000.",
    ),
    silent(
        "+12025550122",
        Step::Report,
        "The order is accepted; the report is never done: status code 2001 for ever, no webhook.",
    ),
    phone("+12025550123", Step::OrderReport, "FRAUDULENT_REPORT", ORDER),
    phone("+12025550124", Step::OrderReport, "FROZEN_REPORT", ORDER),
    phone("+12025550125", Step::OrderReport, "LOCKED_REPORT", ORDER),
    phone("+12025550126", Step::OrderReport, "MANUAL_FILE", ORDER),
    phone("+12025550127", Step::OrderReport, "MANUAL_REVIEW_REQUIRED", ORDER),
    phone("+12025550128", Step::OrderReport, "INVALID_SCORE_MODEL", ORDER),
    phone("+12025550129", Step::OrderReport, "CREDIT_REPORT_NOT_FOUND", ORDER),
    phone("+12025550130", Step::OrderReport, "REFERRED_FILE", ORDER),
    phone("+12025550131", Step::OrderReport, "BUREAU_SOURCE_CONFLICT", ORDER),
    phone("+12025550132", Step::OrderReport, "DAILY_USER_REQUEST_LIMIT_REACHED", ORDER),
    phone("+12025550133", Step::OrderReport, "USER_NOT_CONNECTED", ORDER),
    phone("+12025550134", Step::OrderReport, "USER_NOT_FOUND", ORDER),
    silent(
        "+12025550135",
        Step::OrderReport,
        "Equifax has no report: CREDIT_REPORT_NOT_FOUND when it is named, else TransUnion's report comes instead.",
    ),
    silent(
        "+12025550136",
        Step::Pull,
        "Every pull of a debt-profile subscription fails: USER_CREDIT_PROFILE_TRANSACTION_FAILED.",
    ),
    silent("+12025550137", Step::RefreshLiability, "Every liability refresh ends as FAILED."),
    silent("+12025550138", Step::RefreshLiability, "No liability refresh ever ends: IN_PROGRESS for ever."),
    network("network-token-without-configuration", "NETWORK_CONFIGURATION_MISSING"),
    network("network-token-of-another-partner", "NETWORK_TOKEN_INVALID"),
    network("network-token-expired", "NETWORK_TOKEN_EXPIRED"),
    network("network-token-without-access", "NETWORK_ACCESS_DISABLED"),
    network("network-token-not-found", "NETWORK_TOKEN_NOT_FOUND"),
    network("network-token-not-acceptable", "NETWORK_TOKEN_NOT_ACCEPTABLE"),
    network("network-token-of-an-existing-user", "NETWORK_USER_CONFLICT"),
    network("network-token-internal-error", "NETWORK_INTERNAL_ERROR"),
    born("1951-01-01", Step::Verify, "FAILED_IDENTIFICATION", "The identity check fails; KBA succeeds."),
    born("1951-02-02", Step::StartKba, "FAILED_IDENTIFICATION", "There are no questions for this person."),
    born(
        "1951-03-03",
        Step::AnswerKba,
        "FAILED_IDENTIFICATION",
        "No answers are right, not even the right ones.",
    ),
    born("1951-04-04", Step::AnswerKba, "EXPIRED", "The questions have run out when the answers arrive."),
];

/// Every number, date and network token with which something goes wrong, and what: the table for documentation and tests. Numbers from
/// `+12025550140` to `+12025550199` are ordinary and stay so.
pub fn special_people() -> Vec<SpecialPerson> {
    PEOPLE.to_vec()
}

/// The special person of this step, by phone number first.
pub(crate) fn at(step: Step, phone: &str, birth_date: &str) -> Option<&'static SpecialPerson> {
    let fits = |person: &&SpecialPerson| match person.key {
        Key::Phone(number) => number == phone,
        Key::BirthDate(date) => date == birth_date,
        Key::NetworkToken(_) => false,
    };
    PEOPLE.iter().filter(|person| person.step == step).find(fits)
}

/// The number whose report fails.
pub(crate) fn report_fails(phone: &str) -> bool {
    phone == "+12025550121"
}

/// The number whose report is never done.
pub(crate) fn report_never_ends(phone: &str) -> bool {
    phone == "+12025550122"
}

/// The number Equifax knows nothing about.
pub(crate) fn is_unknown_to_equifax(phone: &str) -> bool {
    phone == "+12025550135"
}

/// The number whose subscriptions pull in vain.
pub(crate) fn pull_fails(phone: &str) -> bool {
    phone == "+12025550136" || report_fails(phone)
}

/// The number whose refreshes fail.
pub(crate) fn refresh_fails(phone: &str) -> bool {
    phone == "+12025550137"
}

/// The number whose refreshes never end.
pub(crate) fn refresh_never_ends(phone: &str) -> bool {
    phone == "+12025550138"
}

/// What a special network token is refused with.
pub(crate) fn refusal_of(network_token: &str) -> Option<&'static str> {
    PEOPLE.iter().find_map(|person| match person.key {
        Key::NetworkToken(value) if value == network_token => person.token,
        _ => None,
    })
}
