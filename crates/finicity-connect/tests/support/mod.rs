//! What the tests of this crate share.

#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests, outside of test functions.

use finicity_connect::models::{Contact, ContactPhone, CustomerType, EndUser, Identity};
use finicity_connect::{
    Borrower, Client, ConsumerId, ConsumerInfo, CreateActiveCustomer, CreateConsumer, CreateTestingCustomer,
    CustomerId, DateOfBirth, DeleteCustomer, Email, EmailOptions, Environment, Experience, FromDate,
    GenerateConnectUrl, GenerateFixConnectUrl, GenerateJointBorrowerConnectUrl, GenerateLiteConnectUrl,
    GetConsumer, GetConsumerForCustomer, GetCustomer, GetInstitution, InstitutionId, InstitutionLoginId,
    ListAccounts, ListCustomers, ModifyConsumer, ModifyCustomer, Partner, RefreshAccounts, ReportCustomField,
    RotatePartnerSecret, SearchInstitutions, SendConnectEmail, SendJointBorrowerConnectEmail, Ssn, Username,
    Webhook, WebhookContentType,
};
use serde_json::json;
use verify_testkit::{ManualClock, Script};

pub(crate) fn partner() -> Partner {
    Partner::new("1445585709680".parse().unwrap(), "partner-secret", "app-key")
}

pub(crate) fn client(script: &Script) -> Client {
    let builder = Client::builder(Environment::Finicity, partner());
    builder.transport(script.clone()).clock(ManualClock::frozen().skipping_pauses()).build().unwrap()
}

/// A script that lets the client log in so many times.
pub(crate) fn logins(times: usize) -> Script {
    let script = Script::new();
    script.on("authenticate").times(times).answer(200, sample("authenticate/granted.json"));
    script
}

/// A script that lets the client log in once, as every call needs it.
pub(crate) fn script() -> Script {
    logins(1)
}

/// How often an operation was sent.
pub(crate) fn count(script: &Script, operation: &str) -> usize {
    script.requests().iter().filter(|request| request.operation() == operation).count()
}

/// A sample answer, by its path below `tests/samples/`.
pub(crate) fn sample(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn customer_id() -> CustomerId {
    CustomerId::new("1005061234").unwrap()
}

pub(crate) fn consumer_id() -> ConsumerId {
    ConsumerId::new("1973f901305e2ab3ba8840f411f6b057").unwrap()
}

pub(crate) fn username() -> Username {
    Username::new("customer-17").unwrap()
}

fn email() -> Email {
    Email::new("ada@example.com").unwrap()
}

fn phone() -> ContactPhone {
    ContactPhone::new("1-202-555-0143").unwrap()
}

fn birthday() -> DateOfBirth {
    DateOfBirth::new("1990-01-31").unwrap()
}

pub(crate) fn ssn() -> Ssn {
    Ssn::new("900-12-3456").unwrap()
}

pub(crate) fn rotate_partner_secret() -> RotatePartnerSecret {
    RotatePartnerSecret::new("n3w-partner-secret").unwrap()
}

pub(crate) fn create_testing_customer() -> CreateTestingCustomer {
    CreateTestingCustomer::new(username())
}

pub(crate) fn create_active_customer() -> CreateActiveCustomer {
    CreateActiveCustomer::new(username())
        .first_name("Ada")
        .last_name("Lovelace")
        .application_id("f8f6b5d0-0000-4000-8000-000000000001".parse().unwrap())
        .phone(phone())
        .email(email())
}

pub(crate) fn get_customer() -> GetCustomer {
    GetCustomer::new(customer_id())
}

pub(crate) fn delete_customer() -> DeleteCustomer {
    DeleteCustomer::new(customer_id())
}

pub(crate) fn modify_customer() -> ModifyCustomer {
    ModifyCustomer::new(customer_id()).first_name("Ada").last_name("King")
}

pub(crate) fn list_customers() -> ListCustomers {
    let request =
        ListCustomers::new().username(username()).search("Ada & co").customer_type(CustomerType::Testing);
    request.start(26).unwrap().limit(1000).unwrap()
}

pub(crate) fn create_consumer() -> CreateConsumer {
    let identity = Identity::Both { ssn: ssn(), birthday: birthday() };
    let contact = Contact::Both { phone: phone(), email: email() };
    CreateConsumer::new(customer_id(), "Ada", "Lovelace", "UT", identity, contact)
        .suffix("PhD")
        .address("1 Example Way")
        .city("Murray")
        .zip("84123")
        .end_user(end_user())
}

pub(crate) fn create_consumer_by(
    identity: impl Into<Identity>,
    contact: impl Into<Contact>,
) -> CreateConsumer {
    CreateConsumer::new(customer_id(), "Ada", "Lovelace", "UT", identity, contact)
}

fn end_user() -> EndUser {
    EndUser::new(
        "Acme Lending",
        "2 Example Way",
        "Murray",
        "UT",
        "84123",
        ContactPhone::new("1-202-555-0199").unwrap(),
    )
    .url("https://lender.example.com")
}

pub(crate) fn get_consumer() -> GetConsumer {
    GetConsumer::new(consumer_id())
}

pub(crate) fn get_consumer_for_customer() -> GetConsumerForCustomer {
    GetConsumerForCustomer::new(customer_id())
}

pub(crate) fn modify_consumer() -> ModifyConsumer {
    ModifyConsumer::new(consumer_id()).last_name("King").identity(birthday()).contact(phone()).city("Provo")
}

pub(crate) fn search_institutions() -> SearchInstitutions {
    SearchInstitutions::new("FinBank Profiles").start(2).unwrap().limit(10).unwrap()
}

pub(crate) fn get_institution() -> GetInstitution {
    GetInstitution::new(InstitutionId::new(101_732))
}

pub(crate) fn list_accounts() -> ListAccounts {
    ListAccounts::new(customer_id())
}

pub(crate) fn refresh_accounts() -> RefreshAccounts {
    RefreshAccounts::new(customer_id())
}

/// With all there is.
pub(crate) fn webhook() -> Webhook {
    Webhook::new("https://app.example.com/hook?tenant=7")
        .unwrap()
        .content_type(WebhookContentType::Json)
        .data(json!({ "order": 17 }))
        .unwrap()
        .header("Authorization", "Basic synthetic")
        .unwrap()
}

pub(crate) fn generate_connect_url() -> GenerateConnectUrl {
    GenerateConnectUrl::new(customer_id()).redirect_uri("https://app.example.com/connected").unwrap()
}

/// With every field that [`GenerateConnectUrl`] has.
pub(crate) fn generate_connect_url_in_full() -> GenerateConnectUrl {
    generate_connect_url()
        .consumer_id(consumer_id())
        .language("es")
        .webhook(webhook())
        .experience(Experience::new("e5ad2c36-a8b1-4d20-b0dc-80b4ef0bb1f0").unwrap())
        .single_use_url(true)
        .institution_settings(json!({ "101732": "hidden" }))
        .unwrap()
        .from_date(FromDate::from_ymd(2020, 12, 8).unwrap())
        .report_custom_fields([
            ReportCustomField::new("loanID", "12345"),
            ReportCustomField::new("branchID", "55555").hidden(),
        ])
        .unwrap()
        .optional_consumer_info(ConsumerInfo::new(ssn()).dob(birthday()).unwrap())
        .is_hosted_in_mobile_app(true)
        .in_web_view("https://app.example.com/connected")
        .unwrap()
}

pub(crate) fn generate_lite_connect_url() -> GenerateLiteConnectUrl {
    GenerateLiteConnectUrl::new(customer_id(), InstitutionId::new(101_732))
}

pub(crate) fn generate_fix_connect_url() -> GenerateFixConnectUrl {
    GenerateFixConnectUrl::new(customer_id(), InstitutionLoginId::new("1007302745").unwrap())
}

fn borrowers() -> [Borrower; 2] {
    let (second, consumer) = (CustomerId::new("1005063558").unwrap(), ConsumerId::new("consumer-2").unwrap());
    let first = Borrower::primary(customer_id(), consumer_id());
    [first.optional_consumer_info(ConsumerInfo::new(ssn())), Borrower::joint(second, consumer)]
}

pub(crate) fn generate_joint_borrower_connect_url() -> GenerateJointBorrowerConnectUrl {
    GenerateJointBorrowerConnectUrl::new(borrowers())
}

fn email_options() -> EmailOptions {
    EmailOptions::new(email())
        .from("Acme Lending")
        .support_phone("800-555-0199")
        .subject("Connect your bank")
        .first_name("Ada")
        .institution_name("Acme Lending")
        .institution_address("222 Example Drive")
        .signature_line("Cindy Example")
        .signature_line("Senior Loan Officer")
}

pub(crate) fn send_connect_email() -> SendConnectEmail {
    SendConnectEmail::new(customer_id(), consumer_id(), email_options())
}

pub(crate) fn send_connect_email_to_the_address_alone() -> SendConnectEmail {
    SendConnectEmail::new(customer_id(), consumer_id(), EmailOptions::new(email()))
}

pub(crate) fn send_joint_borrower_connect_email() -> SendJointBorrowerConnectEmail {
    SendJointBorrowerConnectEmail::new(borrowers(), email_options()).experience(Experience::standard())
}
