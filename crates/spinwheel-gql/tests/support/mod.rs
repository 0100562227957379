//! What the tests of this crate share.

#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests, outside of test functions.

use spinwheel_gql::{
    Access, Address, AnswerId, BaseUrl, Client, ClientBuilder, ClientCredentials, CreditReportId,
    CreditReportOrderField, CreditReportSource, DateOfBirth, GetCreditReport, GetKbaQuestions,
    GetUserVerification, KbaAnswer, ListCreditReports, OrderDirection, OtpCode, PhoneNumber,
    PullCreditReport, QuestionId, ReqOrgContactId, SendKbaAnswers, SendSmsVerificationCode, Ssn, Subject,
    VerifySmsCode,
};
use verify_testkit::{ManualClock, Script};

pub(crate) fn endpoint() -> BaseUrl {
    "https://debtcore.example.com/credit-service/graphql".parse().unwrap()
}

pub(crate) fn credentials() -> ClientCredentials {
    ClientCredentials::new(
        "00000000-0000-4000-8000-000000000001".parse().unwrap(),
        "00000000-0000-4000-8000-000000000002".parse().unwrap(),
        "client-secret",
        "api://00000000-0000-4000-8000-000000000003/.default",
    )
}

/// A client with a token of its own, so that calls stand alone.
pub(crate) fn builder(script: &Script) -> ClientBuilder {
    let builder = Client::builder(endpoint(), Access::Token("token".into()));
    builder.transport(script.clone()).clock(ManualClock::frozen().skipping_pauses())
}

pub(crate) fn client(script: &Script) -> Client {
    builder(script).build().unwrap()
}

/// A client that fetches its tokens.
pub(crate) fn fetching(script: &Script, clock: &ManualClock) -> Client {
    let builder = Client::builder(endpoint(), credentials()).transport(script.clone());
    builder.clock(clock.clone()).build().unwrap()
}

/// A sample answer, by its path below `tests/samples/`.
pub(crate) fn sample(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn contact() -> ReqOrgContactId {
    ReqOrgContactId::new("contact-12345").unwrap()
}

pub(crate) fn phone() -> PhoneNumber {
    PhoneNumber::new("+12025550123").unwrap()
}

pub(crate) fn birth_date() -> DateOfBirth {
    DateOfBirth::new("1985-03-15").unwrap()
}

pub(crate) fn code() -> OtpCode {
    OtpCode::new("012345").unwrap()
}

pub(crate) fn ssn() -> Ssn {
    Ssn::new("900-12-3456").unwrap()
}

pub(crate) fn address() -> Address {
    Address::new("1 Main Street", "Springfield", "IL", "62701")
}

/// With every field that [`Address`] has.
pub(crate) fn address_in_full() -> Address {
    address().address_line2("Apt 2").zip_extension("1234")
}

/// With all that DebtCore needs.
pub(crate) fn subject() -> Subject {
    let mut subject = Subject::new();
    subject.phone_number = Some(phone());
    subject.date_of_birth = Some(birth_date());
    subject.reference = Some("contact-12345".into());
    subject
}

pub(crate) fn send_sms_verification_code() -> SendSmsVerificationCode {
    SendSmsVerificationCode::new(phone(), birth_date(), contact())
}

pub(crate) fn verify_sms_code() -> VerifySmsCode {
    VerifySmsCode::new(contact(), code())
}

pub(crate) fn user_verification() -> GetUserVerification {
    GetUserVerification::new(contact())
}

pub(crate) fn kba_questions() -> GetKbaQuestions {
    GetKbaQuestions::new("Ada", "Byron", birth_date(), ssn(), address(), contact())
}

pub(crate) fn kba_questions_in_full() -> GetKbaQuestions {
    GetKbaQuestions::new("Ada", "Byron", birth_date(), ssn(), address_in_full(), contact())
}

pub(crate) fn send_kba_answers() -> SendKbaAnswers {
    let answer =
        |question, option| KbaAnswer::new(QuestionId::new(question).unwrap(), AnswerId::new(option).unwrap());
    SendKbaAnswers::new(contact(), [answer("q1", "q1-b"), answer("q2", "q2-a")])
}

pub(crate) fn pull_credit_report() -> PullCreditReport {
    PullCreditReport::spinwheel(contact())
}

/// With every field that [`PullCreditReport`] has for a person.
pub(crate) fn pull_credit_report_in_full() -> PullCreditReport {
    PullCreditReport::array_equifax(contact(), "Ada", "Byron", ssn(), birth_date(), address_in_full())
        .middle_name("King")
        .suffix("III")
        .lead_id("lead-67890".parse().unwrap())
}

pub(crate) fn credit_report() -> GetCreditReport {
    GetCreditReport::new(CreditReportId::new("cr-abc123def456").unwrap())
}

pub(crate) fn credit_reports() -> ListCreditReports {
    ListCreditReports::new()
        .contact(contact())
        .order(CreditReportOrderField::CreatedAt, OrderDirection::Descending)
        .first(10)
        .unwrap()
}

/// With every field that [`ListCreditReports`] has in this direction.
pub(crate) fn credit_reports_in_full() -> ListCreditReports {
    credit_reports()
        .source(CreditReportSource::Spinwheel)
        .ids([CreditReportId::new("cr-1").unwrap()])
        .unwrap()
        .order(CreditReportOrderField::ReqOrgContactId, OrderDirection::Ascending)
        .search("Byron")
        .skip(1)
        .after("cursor-2")
}
