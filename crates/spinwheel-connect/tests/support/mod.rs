//! What the tests of this crate share.

#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests, outside of test functions.

use spinwheel_connect::models::{Bureau, ScoreModel, VerificationAudit, VerificationType};
use spinwheel_connect::{
    Address, AnswerId, AnswerKba, Client, ConnectNetworkToken, ConnectPreverifiedPhone,
    ConnectPreverifiedProfile, ConnectSms, DateOfBirth, DebtProfileSubscriptions, DeleteUser, Environment,
    ExtRequestId, ExtUserId, KbaAnswer, KnownPerson, LiabilityId, LiabilityKind, LiabilityRefreshStatus,
    NewLiabilitySubscriptions, OrderCreditReport, OrderDebtProfile, OrderEquifaxProfile, OtpCode,
    PhoneNumber, QuestionId, RefreshLiabilities, RetrieveUser, RetrieveUserUnmasked, Ssn, StartKba,
    SubscribeDebtProfileRefresh, SubscribeNewLiabilities, SubscriptionId, Timestamp, UnmaskedField,
    UnsubscribeDebtProfileRefresh, UserId, VerifySmsCode,
};
use verify_testkit::{ManualClock, Script};

pub(crate) fn client(script: &Script) -> Client {
    let builder = Client::builder(Environment::Sandbox, "test-key");
    builder.transport(script.clone()).clock(ManualClock::frozen().skipping_pauses()).build().unwrap()
}

/// A sample answer, by its path below `tests/samples/`.
pub(crate) fn sample(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn user_id() -> UserId {
    UserId::new("5f0c2a4e-0000-4000-8000-000000000001").unwrap()
}

pub(crate) fn ext_user_id() -> ExtUserId {
    ExtUserId::new("customer-17").unwrap()
}

pub(crate) fn connect_sms() -> ConnectSms {
    let phone = PhoneNumber::new("+12025550143").unwrap();
    ConnectSms::new(phone, DateOfBirth::new("1990-01-01").unwrap(), ext_user_id())
}

pub(crate) fn verify_sms_code() -> VerifySmsCode {
    VerifySmsCode::new(user_id(), OtpCode::new("012345").unwrap())
}

pub(crate) fn start_kba() -> StartKba {
    let address = Address::new("1 Example Way", "Spencer", "IA", "51368");
    let birth_date = DateOfBirth::new("1952-10-26").unwrap();
    StartKba::new("Thomas", "Devos", birth_date, Ssn::new("900-12-3456").unwrap(), address, user_id())
}

pub(crate) fn answer_kba() -> AnswerKba {
    let answer = |question: &str, answer: &str| {
        KbaAnswer::new(QuestionId::new(question).unwrap(), AnswerId::new(answer).unwrap())
    };
    AnswerKba::new(user_id(), [answer("q-1", "a-3"), answer("q-2", "a-1")])
}

pub(crate) fn order_credit_report() -> OrderCreditReport {
    OrderCreditReport::new(user_id())
}

pub(crate) fn retrieve_user() -> RetrieveUser {
    RetrieveUser::new(user_id())
}

fn noon() -> Timestamp {
    Timestamp::parse("2026-01-15T12:00:00Z").unwrap()
}

fn audit() -> VerificationAudit {
    VerificationAudit::new(
        VerificationType::PhoneCall,
        noon(),
        Timestamp::parse("2026-01-14T23:59:59Z").unwrap(),
    )
}

fn birth_date() -> DateOfBirth {
    DateOfBirth::new("1990-01-01").unwrap()
}

pub(crate) fn connect_preverified_phone() -> ConnectPreverifiedPhone {
    ConnectPreverifiedPhone::new(
        PhoneNumber::new("+12025550143").unwrap(),
        birth_date(),
        ext_user_id(),
        audit(),
    )
}

pub(crate) fn connect_preverified_profile() -> ConnectPreverifiedProfile {
    let person = KnownPerson::new(
        "Aldo",
        "Cherry",
        PhoneNumber::new("+12025550143").unwrap(),
        birth_date(),
        Ssn::new("900-12-3456").unwrap(),
    );
    let (now, before) = (
        Address::new("1 Example Way", "Fresno", "CA", "93650"),
        Address::new("2 Example Way", "Fresno", "CA", "93650"),
    );
    ConnectPreverifiedProfile::new(person, now, ext_user_id(), audit()).address(before)
}

pub(crate) fn connect_network_token() -> ConnectNetworkToken {
    let ssn = Ssn::new("900-12-3456").unwrap();
    ConnectNetworkToken::new(ext_user_id(), "synthetic-network-token", ssn, birth_date(), noon())
}

pub(crate) fn order_equifax_profile() -> OrderEquifaxProfile {
    OrderEquifaxProfile::report_and_score(user_id())
}

pub(crate) fn order_debt_profile() -> OrderDebtProfile {
    OrderDebtProfile::new(user_id())
        .only(LiabilityKind::CreditCard)
        .report(Bureau::TransUnion)
        .score(ScoreModel::FicoScore8, Bureau::TransUnion)
}

pub(crate) fn delete_user() -> DeleteUser {
    DeleteUser::new(user_id())
}

pub(crate) fn retrieve_user_unmasked() -> RetrieveUserUnmasked {
    RetrieveUserUnmasked::new(user_id(), [UnmaskedField::Ssn, UnmaskedField::AccountNumber])
}

pub(crate) fn ext_request_id() -> ExtRequestId {
    ExtRequestId::new("1f7f24f2-0000-4000-8000-00000000000a").unwrap()
}

pub(crate) fn refresh_liabilities() -> RefreshLiabilities {
    RefreshLiabilities::new(user_id(), ext_request_id())
        .statement_of(LiabilityKind::AutoLoan, LiabilityId::new("al-1").unwrap())
        .statement_of(LiabilityKind::CreditCard, LiabilityId::new("cc-1").unwrap())
        .statement_of(LiabilityKind::CreditCard, LiabilityId::new("cc-2").unwrap())
}

pub(crate) fn liability_refresh_status() -> LiabilityRefreshStatus {
    LiabilityRefreshStatus::new(user_id(), ext_request_id())
}

pub(crate) fn subscribe_new_liabilities() -> SubscribeNewLiabilities {
    SubscribeNewLiabilities::new(user_id())
}

pub(crate) fn new_liability_subscriptions() -> NewLiabilitySubscriptions {
    NewLiabilitySubscriptions::new(user_id())
}

pub(crate) fn subscribe_debt_profile_refresh() -> SubscribeDebtProfileRefresh {
    let request = SubscribeDebtProfileRefresh::new(user_id(), "MONTHLY").report(Bureau::Equifax);
    request.score(ScoreModel::VantageScore3, None)
}

pub(crate) fn debt_profile_subscriptions() -> DebtProfileSubscriptions {
    DebtProfileSubscriptions::new(user_id())
}

pub(crate) fn unsubscribe_debt_profile_refresh() -> UnsubscribeDebtProfileRefresh {
    UnsubscribeDebtProfileRefresh::one(user_id(), SubscriptionId::new("sub-2").unwrap())
}
