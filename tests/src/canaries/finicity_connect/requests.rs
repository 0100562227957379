//! The requests, and what they are made of.

use ::finicity_connect::models::{Contact, ContactPhone, CustomerType, EndUser, Identity};
use ::finicity_connect::{
    ApplicationId, Borrower, ConsumerId, ConsumerInfo, CreateActiveCustomer, CreateConsumer,
    CreateTestingCustomer, DateOfBirth, DeleteCustomer, Email, EmailOptions, Experience, FromDate,
    GenerateConnectUrl, GenerateFixConnectUrl, GenerateJointBorrowerConnectUrl, GenerateLiteConnectUrl,
    GetConsumer, GetConsumerForCustomer, GetCustomer, GetInstitution, InstitutionId, InstitutionLoginId,
    ListAccounts, ListCustomers, ModifyConsumer, ModifyCustomer, RefreshAccounts, ReportCustomField,
    RotatePartnerSecret, SearchInstitutions, SendConnectEmail, SendJointBorrowerConnectEmail, Ssn, Webhook,
    WebhookContentType,
};
use serde_json::json;
use verify_testkit::canary;

use super::{canaries_down_to, customer_id, username};
use crate::canaries::{Row, row};

pub(super) fn rows() -> Vec<Row> {
    let mut rows = customers();
    rows.extend(reads());
    rows.extend(parts());
    rows.extend(links());
    rows
}

/// A phone number.
pub fn phone() -> ContactPhone {
    ContactPhone::new(canary::PHONE).unwrap()
}

/// An e-mail address.
pub fn email() -> Email {
    Email::new(canary::EMAIL).unwrap()
}

fn ssn() -> Ssn {
    Ssn::new(canary::SSN).unwrap()
}

fn birthday() -> DateOfBirth {
    DateOfBirth::new(canary::BIRTH_DATE).unwrap()
}

fn consumer_id() -> ConsumerId {
    ConsumerId::new("c-1").unwrap()
}

/// Number and birth date of a person.
pub fn identity() -> Identity {
    Identity::Both { ssn: ssn(), birthday: birthday() }
}

/// Phone and e-mail of a person.
pub fn contact() -> Contact {
    Contact::Both { phone: phone(), email: email() }
}

fn end_user() -> EndUser {
    EndUser::new(canary::LAST_NAME, canary::STREET, canary::STREET, canary::STREET, canary::STREET, phone())
        .email(email())
        .url(canary::STREET)
}

/// Setters that several requests share: `named!(CreateTestingCustomer::new(username()))`.
macro_rules! named {
    ($request:expr) => {
        $request.first_name(canary::FIRST_NAME).last_name(canary::LAST_NAME)
    };
}

macro_rules! detailed {
    ($request:expr) => {
        $request
            .suffix(canary::LAST_NAME)
            .address(canary::STREET)
            .city(canary::STREET)
            .zip(canary::STREET)
            .end_user(end_user())
    };
}

fn customers() -> Vec<Row> {
    let application = ApplicationId::new("a-1").unwrap();
    let testing = named!(CreateTestingCustomer::new(username())).phone(phone()).email(email());
    let active = named!(CreateActiveCustomer::new(username())).phone(phone()).email(email());
    let (first, last) = (canary::FIRST_NAME, canary::LAST_NAME);
    let create = CreateConsumer::new(customer_id(), first, last, canary::STREET, identity(), contact());
    let modify = named!(ModifyConsumer::new(consumer_id())).state(canary::STREET);
    vec![
        row("CreateTestingCustomer", testing),
        row("CreateActiveCustomer", active.application_id(application)),
        row("ModifyCustomer", named!(ModifyCustomer::new(customer_id()))),
        row("DeleteCustomer", DeleteCustomer::new(customer_id())),
        row("CreateConsumer", detailed!(create)),
        row("ModifyConsumer", detailed!(modify).identity(identity()).contact(contact())),
        row("EndUser", end_user()),
        row("Identity", [identity(), Identity::Ssn(ssn()), Identity::Birthday(birthday())]),
        row("Contact", [contact(), Contact::Phone(phone()), Contact::Email(email())]),
        row("ContactPhone", phone()),
        row("RotatePartnerSecret", RotatePartnerSecret::new(canary::SECRET).unwrap().with_grace_period()),
    ]
}

fn reads() -> Vec<Row> {
    let list = ListCustomers::new().username(username()).search(canary::LAST_NAME);
    let kind = CustomerType::from(canary::EXTERNAL_ID);
    vec![
        row("ListCustomers", list.customer_type(kind)),
        row("GetCustomer", GetCustomer::new(customer_id())),
        row("GetConsumer", GetConsumer::new(consumer_id())),
        row("GetConsumerForCustomer", GetConsumerForCustomer::new(customer_id())),
        row("SearchInstitutions", SearchInstitutions::new(canary::STREET)),
        row("GetInstitution", GetInstitution::new(InstitutionId::new(101_732))),
        row("ListAccounts", ListAccounts::new(customer_id())),
        row("RefreshAccounts", RefreshAccounts::new(customer_id())),
    ]
}

/// A path with a token.
pub const HOOK: &str = "/hook?token=canary-key-5f1d9a7c3b";

pub(super) fn webhook() -> Webhook {
    webhook_at(&format!("https://app.example.com{HOOK}"))
}

/// A webhook with everything that can be the caller's own.
pub fn webhook_at(url: &str) -> Webhook {
    let webhook = Webhook::new(url).unwrap();
    let webhook = webhook.content_type(WebhookContentType::Json).data(canaries_down_to(0)).unwrap();
    webhook.header("authorization", format!("Bearer {}", canary::SECRET)).unwrap()
}

/// All that an e-mail can say.
pub fn email_options() -> EmailOptions {
    EmailOptions::new(email())
        .from(canary::EMAIL)
        .support_phone(canary::PHONE)
        .subject(canary::FIRST_NAME)
        .first_name(canary::FIRST_NAME)
        .institution_name("Acme Lending")
        .institution_address("222 Sample Drive")
        .signature_line(canary::LAST_NAME)
}

/// What is known about a person.
pub fn consumer_info() -> ConsumerInfo {
    ConsumerInfo::new(ssn()).dob(birthday()).unwrap()
}

fn borrowers() -> [Borrower; 2] {
    let joint = Borrower::joint(customer_id(), consumer_id());
    [Borrower::primary(customer_id(), consumer_id()).optional_consumer_info(consumer_info()), joint]
}

/// A label on a report.
pub fn report_field() -> ReportCustomField {
    ReportCustomField::new(canary::EXTERNAL_ID, canary::LAST_NAME).hidden()
}

fn parts() -> Vec<Row> {
    vec![
        row("Borrower", borrowers()),
        row("ConsumerInfo", consumer_info()),
        row("EmailOptions", email_options()),
        row("Experience", Experience::standard()),
        row("FromDate", FromDate::from_ymd(2026, 1, 15).unwrap()),
        row("ReportCustomField", report_field()),
        row("Webhook", webhook()),
        row("WebhookContentType", WebhookContentType::Json),
    ]
}

/// The options all six have.
macro_rules! with_options {
    ($request:expr) => {
        $request
            .redirect_uri(&format!("https://app.example.com/back?session={}", canary::SECRET))
            .unwrap()
            .webhook(webhook())
    };
}

/// The options of those that can make a report.
macro_rules! with_report {
    ($request:expr) => {
        with_options!($request)
            .institution_settings(json!({"visible": [canaries_down_to(0)]}))
            .unwrap()
            .report_custom_fields([report_field()])
            .unwrap()
    };
}

fn links() -> Vec<Row> {
    let lite = GenerateLiteConnectUrl::new(customer_id(), InstitutionId::new(101_732));
    let fix = GenerateFixConnectUrl::new(customer_id(), InstitutionLoginId::new("17").unwrap());
    let full = GenerateConnectUrl::new(customer_id()).optional_consumer_info(consumer_info());
    let mail = SendConnectEmail::new(customer_id(), consumer_id(), email_options());
    let mail = mail.optional_consumer_info(consumer_info());
    let joint_mail = SendJointBorrowerConnectEmail::new(borrowers(), email_options());
    let view = format!("app://{}/back", canary::SECRET);
    vec![
        row("GenerateConnectUrl", with_report!(full)),
        row(
            "GenerateJointBorrowerConnectUrl",
            with_report!(GenerateJointBorrowerConnectUrl::new(borrowers())),
        ),
        row("GenerateLiteConnectUrl", with_options!(lite).in_web_view(&view).unwrap()),
        row("GenerateFixConnectUrl", with_options!(fix)),
        row("SendConnectEmail", with_report!(mail)),
        row("SendJointBorrowerConnectEmail", with_report!(joint_mail)),
    ]
}
