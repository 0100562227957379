//! What the tests of this crate share.

#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests, outside of test functions.

use dots_users::{
    Address, Adjustment1099, BankAccount, CashAppAccount, Cents, Client, ClientBuilder, CreateFlow,
    CreateUser, DateOfBirth, DeleteUser, Ein, Email, Environment, FeeParty, FlowId, Keys, ListFlows,
    ListPayoutMethods, ListUsers, OtpCode, PhoneNumber, PutAddress, PutCompliance, PutPayoutMethod, Rail,
    RetrieveFlow, RetrieveUser, SendVerificationToken, Signature, Ssn, Step, StepName, Subject, TaxTreaty,
    TreatyIncome, UpdateUser, UserId, UserStatus, Username, VenmoAccount, VerifyToken, W8BenForm, W9Form,
};
use serde_json::json;
use verify_testkit::{ManualClock, Script};

pub(crate) fn keys() -> Keys {
    Keys::new("pk_dev_1".parse().unwrap(), "sk_dev_1")
}

pub(crate) fn builder(script: &Script) -> ClientBuilder {
    let builder = Client::builder(Environment::Sandbox, keys());
    builder.transport(script.clone()).clock(ManualClock::frozen().skipping_pauses())
}

pub(crate) fn client(script: &Script) -> Client {
    builder(script).build().unwrap()
}

/// A sample answer, by its path below `tests/samples/`.
pub(crate) fn sample(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn user_id() -> UserId {
    UserId::new("0d075000-0000-4000-8000-000000000001").unwrap()
}

pub(crate) fn email() -> Email {
    Email::new("ada@example.com").unwrap()
}

pub(crate) fn phone() -> PhoneNumber {
    PhoneNumber::new("+12025550143").unwrap()
}

pub(crate) fn code() -> OtpCode {
    OtpCode::new("012345").unwrap()
}

/// With all that Dots needs.
pub(crate) fn subject() -> Subject {
    let mut subject = Subject::new();
    subject.first_name = Some("Ada".into());
    subject.last_name = Some("Lovelace".into());
    subject.email = Some(email());
    subject.phone_number = Some(phone());
    subject
}

/// Twelve months with one cent more each.
pub(crate) fn months() -> [Cents; 12] {
    let mut cents = 99;
    [(); 12].map(|()| {
        cents += 1;
        Cents::new(cents)
    })
}

pub(crate) fn create_user() -> CreateUser {
    CreateUser::new("Ada", "Lovelace", email(), phone()).unwrap()
}

/// With every field that [`CreateUser`] has.
pub(crate) fn create_user_in_full() -> CreateUser {
    create_user()
        .username(Username::new("ada-17").unwrap())
        .date_of_birth(DateOfBirth::new("1990-01-31").unwrap())
        .adjustment_1099(Adjustment1099::nec(2026, Cents::new(10_000)).unwrap())
        .unwrap()
        .metadata(json!({ "internal_id": "customer-17" }))
        .unwrap()
        .payout_options_exclude_list([Rail::Venmo, Rail::Crypto, Rail::Venmo])
        .unwrap()
}

pub(crate) fn list_users() -> ListUsers {
    ListUsers::new().status(UserStatus::Unverified).limit(100).unwrap().starting_after(user_id())
}

pub(crate) fn retrieve_user() -> RetrieveUser {
    RetrieveUser::new(user_id())
}

pub(crate) fn update_user() -> UpdateUser {
    UpdateUser::new(user_id()).payout_options_exclude_list([Rail::Venmo]).unwrap()
}

/// With every field that [`UpdateUser`] has.
pub(crate) fn update_user_in_full() -> UpdateUser {
    update_user()
        .default_payout_method(Rail::IntlBank)
        .auto_payout_enabled(true)
        .date_of_birth(DateOfBirth::new("1990-01-31").unwrap())
        .adjustment_1099(Adjustment1099::k(2026, months(), Some(24)).unwrap())
        .unwrap()
        .metadata(json!(["any", "JSON"]))
        .unwrap()
}

pub(crate) fn delete_user() -> DeleteUser {
    DeleteUser::new(user_id())
}

pub(crate) fn send_verification_token() -> SendVerificationToken {
    SendVerificationToken::text(user_id())
}

pub(crate) fn verify_token() -> VerifyToken {
    VerifyToken::new(user_id(), code()).unwrap()
}

pub(crate) fn list_payout_methods() -> ListPayoutMethods {
    ListPayoutMethods::new(user_id())
}

pub(crate) fn bank_account() -> BankAccount {
    BankAccount::checking("900123456", "000123456789").unwrap()
}

pub(crate) fn put_payout_method() -> PutPayoutMethod {
    PutPayoutMethod::ach(user_id(), bank_account())
}

/// With every option.
pub(crate) fn put_savings_account() -> PutPayoutMethod {
    let account = BankAccount::savings("900123456", "000123456789").unwrap();
    let request = PutPayoutMethod::ach(user_id(), account).is_default(true).auto_payout_enabled(false);
    request.metadata(json!({ "internal_id": "customer-17", "priority": 1 })).unwrap()
}

pub(crate) fn put_cash_app() -> PutPayoutMethod {
    let account = CashAppAccount::new("$ada", "900123456", "000123456789").unwrap();
    PutPayoutMethod::cash_app(user_id(), account)
}

pub(crate) fn put_venmo() -> PutPayoutMethod {
    PutPayoutMethod::venmo(user_id(), VenmoAccount::phone_number(phone()).unwrap())
}

pub(crate) fn born() -> DateOfBirth {
    DateOfBirth::new("1990-01-31").unwrap()
}

pub(crate) fn address() -> Address {
    Address::us("1 Example Way", "Spencer", "IA", "51368").unwrap()
}

pub(crate) fn address_abroad() -> Address {
    Address::new("2 Example Street", "Lisboa", "1000-001", "PT").unwrap()
}

pub(crate) fn put_address() -> PutAddress {
    PutAddress::new(user_id(), address()).unwrap()
}

pub(crate) fn w9_of_person() -> W9Form {
    let form = W9Form::individual(Ssn::new("900-12-3456").unwrap(), born(), address()).unwrap();
    form.name("Ada", "Lovelace").unwrap()
}

pub(crate) fn w9_of_company() -> W9Form {
    W9Form::business("Ada's Engines", Ein::new("00-1234567").unwrap(), address()).unwrap()
}

pub(crate) fn w8ben(citizenship: &str) -> W8BenForm {
    let signature = Signature::with_consent("Ada Lovelace", email()).unwrap();
    W8BenForm::new("Ada Lovelace", citizenship, born(), address_abroad(), signature).unwrap()
}

/// With every field that a W-8BEN has.
pub(crate) fn w8ben_in_full() -> W8BenForm {
    let treaty = TaxTreaty::new("pt").unwrap().citation("Article 12, paragraph 2").rate(0.15).unwrap();
    let treaty = treaty.income(TreatyIncome::Copyrights).explanation("Royalties of a book");
    w8ben("PT").foreign_tax_id("PT-900-17").unwrap().tax_treaty(treaty)
}

pub(crate) fn put_compliance() -> PutCompliance {
    PutCompliance::w9(user_id(), w9_of_person())
}

pub(crate) fn flow_id() -> FlowId {
    FlowId::new("0d075000-0000-4000-8000-0000000000f1").unwrap()
}

pub(crate) fn create_flow() -> CreateFlow {
    CreateFlow::new([StepName::Compliance, StepName::ManagePayouts]).unwrap()
}

/// With every step and every option.
pub(crate) fn create_flow_in_full() -> CreateFlow {
    let manage = Step::manage_payouts().auto_payout_enabled(false).unwrap();
    let manage = manage.require_default_payout_method(true).unwrap();
    let steps = [
        Step::onboard(),
        Step::compliance().hide_continue_button(true),
        Step::id_verification(),
        Step::background_check(),
        manage.require_auto_payout_method(true).unwrap(),
        Step::manage_payments(),
        Step::payout().payout_fee_party(FeeParty::Platform).unwrap(),
        Step::pdf_form_fill("template-17".parse().unwrap()),
        Step::from(StepName::from("a-new-step")),
        Step::redirect("https://app.example.com/done?from=dots").unwrap(),
    ];
    let request = CreateFlow::new(steps).unwrap().user_id(user_id()).require_auth(true);
    let request = request.hide_go_to_dashboard_on_complete(true);
    request.metadata(json!({ "internal_id": "customer-17" })).unwrap()
}

pub(crate) fn retrieve_flow() -> RetrieveFlow {
    RetrieveFlow::new(flow_id())
}

pub(crate) fn list_flows() -> ListFlows {
    ListFlows::new().limit(100).unwrap().starting_after(flow_id())
}
