//! The types of `dots-users`.

mod payouts;
mod webhook;

use std::net::{IpAddr, Ipv4Addr};

use ::dots_users::models::{
    Adjustment1099, BackgroundCheck, BackgroundCheckStatus, Compliance, EntityType, Finding, Flags,
    MonthlyAmounts, OfacStatus, PaymentMethod, Platform, TaxForm, TaxIdVerification, User, UserPage,
    UserPhone, UserStatus, W9, Wallet,
};
use ::dots_users::{
    AppId, BaseUrl, Cents, Client, ClientBuilder, ClientId, CreateUser, CreatedUser, DateOfBirth, DeleteUser,
    Dots, Email, Environment, ErrorCode, Existed, Keys, ListUsers, MessageId, OtpCode, PaymentMethodId,
    PayoutLinkId, PhoneNumber, Rail, RetrieveUser, SendVerificationToken, TransferId, UpdateUser, UserId,
    UserStream, Username, Verification, VerifyToken,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use verify_testkit::{Script, canary};

use super::{Row, row};
pub use payouts::{create_flow, put_address, put_compliance, put_payout_methods};

/// One row for each public type.
pub fn rows() -> Vec<Row> {
    [ids(), requests(), answers(), findings(), open_enums(), others(), payouts::rows(), webhook::rows()]
        .concat()
}

/// From where a person came. No canary, but no log needs it either.
pub const USER_IP: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 77));

fn user_id() -> UserId {
    UserId::new("0d075000-0000-4000-8000-000000000001").unwrap()
}

fn ids() -> Vec<Row> {
    vec![
        row("UserId", user_id()),
        row("AppId", app_id()),
        row("ClientId", keys().client_id),
        row("PaymentMethodId", PaymentMethodId::new("17").unwrap()),
        row("TransferId", TransferId::new("0d075000-0000-4000-8000-000000000071").unwrap()),
        row("PayoutLinkId", PayoutLinkId::new("0d075000-0000-4000-8000-000000000011").unwrap()),
        row("MessageId", MessageId::new("msg_1").unwrap()),
        row("Username", username()),
    ]
}

fn app_id() -> AppId {
    AppId::new("0d075000-0000-4000-8000-00000000000a").unwrap()
}

fn username() -> Username {
    Username::new(canary::EXTERNAL_ID).unwrap()
}

fn birth_date() -> DateOfBirth {
    DateOfBirth::new(canary::BIRTH_DATE).unwrap()
}

/// Data of the application's own.
fn metadata() -> Value {
    json!({canary::EXTERNAL_ID: canary::SSN, "note": [canary::STREET, {"name": canary::LAST_NAME}]})
}

/// A way to pay out that nobody knows.
fn rail() -> Rail {
    Rail::from(canary::EXTERNAL_ID)
}

/// The request to create a person all of whom is canaries.
pub fn create_user() -> CreateUser {
    let (email, phone) = (Email::new(canary::EMAIL).unwrap(), PhoneNumber::new(canary::PHONE).unwrap());
    let request = CreateUser::new(canary::FIRST_NAME, canary::LAST_NAME, email, phone).unwrap();
    request.username(username()).date_of_birth(birth_date()).metadata(metadata()).unwrap()
}

/// The request to change all of a user that can be personal.
pub fn update_user(user: UserId) -> UpdateUser {
    UpdateUser::new(user).date_of_birth(birth_date()).metadata(metadata()).unwrap()
}

fn requests() -> Vec<Row> {
    let create = create_user().adjustment_1099(adjustment()).unwrap();
    let update = update_user(user_id()).default_payout_method(rail()).auto_payout_enabled(true);
    let update = update.adjustment_1099(adjustment()).unwrap();
    let token = OtpCode::new(canary::CODE).unwrap();
    let status = UserStatus::from(canary::EXTERNAL_ID);
    vec![
        row("CreateUser", create.payout_options_exclude_list([rail()]).unwrap()),
        row("ListUsers", ListUsers::new().status(status).limit(7).unwrap().starting_after(user_id())),
        row("RetrieveUser", RetrieveUser::new(user_id())),
        row("UpdateUser", update.payout_options_exclude_list([rail()]).unwrap()),
        row("DeleteUser", DeleteUser::new(user_id())),
        row(
            "SendVerificationToken",
            [SendVerificationToken::text(user_id()), SendVerificationToken::voice(user_id())],
        ),
        row("VerifyToken", VerifyToken::new(user_id(), token).unwrap()),
        row("Verification", [Verification::Verified, Verification::WrongToken]),
        row("Existed", [Existed::Before, Existed::NotKnown]),
    ]
}

/// A value of the type, as it arrives.
fn arrived<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn adjustment() -> Adjustment1099 {
    Adjustment1099::nec(2026, Cents::new(10_000)).unwrap()
}

fn phone() -> Value {
    json!({"country_code": "1", "phone_number": canary::PHONE.trim_start_matches("+1")})
}

fn payment_method() -> Value {
    json!({
        "id": "17", "platform": canary::EXTERNAL_ID, "description": canary::LAST_NAME, "mask": canary::SSN,
        "email": canary::EMAIL, "phone_number": canary::PHONE, "cash_tag": canary::EXTERNAL_ID,
        "handle": canary::EXTERNAL_ID, "routing_number": canary::SSN, "account_number": canary::SSN,
        "account_type": canary::EXTERNAL_ID,
        "country": "US", "currency": "USD", "rtp_enabled": true, "meta": metadata(),
    })
}

fn w9() -> Value {
    json!({
        "entity_type": canary::EXTERNAL_ID, "business_name": canary::LAST_NAME, "tax_id_collected": true,
        "address_collected": true, "tax_id_verification": canary::EXTERNAL_ID,
    })
}

fn background_check() -> Value {
    json!({
        "status": canary::EXTERNAL_ID, "updated": "2026-07-14T12:00:00Z",
        "sex_offender_check_status": canary::EXTERNAL_ID,
    })
}

fn flags() -> Value {
    json!({"ofac": true, "ofac_status": canary::EXTERNAL_ID, "name_mismatch": true})
}

fn compliance() -> Value {
    json!({
        "tax_id_verification": canary::EXTERNAL_ID, "has_criminal_activity": true, "flagged": true,
        "background_check": background_check(), "w9": w9(), "flags": flags(),
    })
}

/// A user with a canary wherever one can stand.
fn user() -> Value {
    json!({
        "id": user_id().as_str(), "first_name": canary::FIRST_NAME, "last_name": canary::LAST_NAME,
        "email": canary::EMAIL, "phone_number": phone(), "country": "US", "status": canary::EXTERNAL_ID,
        "verified": true, "metadata": metadata(), "payout_options_exclude_list": [canary::EXTERNAL_ID],
        "default_payout_method": canary::EXTERNAL_ID, "default_payout_method_details": payment_method(),
        "wallet": {"amount": 100, "withdrawable_amount": 50, "credit_balance": 0}, "compliance": compliance(),
        "1099_adjustment": {"year": 2026, "form": canary::EXTERNAL_ID, "amount": 10_000},
        "username": canary::EXTERNAL_ID, "display_name": canary::FIRST_NAME,
    })
}

fn page() -> Value {
    let mut other = user();
    other["id"] = json!("0d075000-0000-4000-8000-000000000002");
    json!({"data": [user(), other], "has_more": false})
}

fn answers() -> Vec<Row> {
    let mut text = user();
    text["metadata"] = json!(canary::SECRET);
    vec![
        row("User", [arrived::<User>(user()), arrived(text)]),
        row("CreatedUser", CreatedUser::new(arrived(user()))),
        row("UserPage", arrived::<UserPage>(page())),
        row("UserPhone", arrived::<UserPhone>(phone())),
        row("Wallet", arrived::<Wallet>(json!({"amount": 100, "withdrawable_balance": 50}))),
        row("PaymentMethod", arrived::<PaymentMethod>(payment_method())),
        row("Adjustment1099", adjustment()),
        row("MonthlyAmounts", MonthlyAmounts::from([Cents::new(1); 12])),
        row("Cents", Cents::new(1250)),
        row("UserStream", users()),
    ]
}

/// A stream that has read two users and handed out one of them.
fn users() -> UserStream {
    let script = Script::new();
    script.on("list_users").answer(200, page().to_string());
    let client = builder().transport(script).build().unwrap();
    let mut stream = client.users(&ListUsers::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(stream.next()).unwrap().unwrap();
    stream
}

fn findings() -> Vec<Row> {
    vec![
        row("Compliance", arrived::<Compliance>(compliance())),
        row("W9", arrived::<W9>(w9())),
        row("BackgroundCheck", arrived::<BackgroundCheck>(background_check())),
        row("Flags", arrived::<Flags>(flags())),
        row("Finding", Finding::new(canary::LAST_NAME)),
    ]
}

/// With values nobody knows.
fn open_enums() -> Vec<Row> {
    vec![
        row("UserStatus", UserStatus::from(canary::EXTERNAL_ID)),
        row("Rail", rail()),
        row("Platform", Platform::from(canary::EXTERNAL_ID)),
        row("TaxForm", TaxForm::from(canary::EXTERNAL_ID)),
        row("TaxIdVerification", TaxIdVerification::from(canary::EXTERNAL_ID)),
        row("EntityType", EntityType::from(canary::EXTERNAL_ID)),
        row("BackgroundCheckStatus", BackgroundCheckStatus::from(canary::EXTERNAL_ID)),
        row("OfacStatus", OfacStatus::from(canary::EXTERNAL_ID)),
        row("ErrorCode", ErrorCode::from(canary::EXTERNAL_ID)),
    ]
}

fn keys() -> Keys {
    Keys::new(ClientId::new("pk_dev_1").unwrap(), canary::SECRET)
}

fn environment() -> Environment {
    let address: BaseUrl = format!("https://api.example.com/{}", canary::SECRET).parse().unwrap();
    Environment::Custom(address)
}

fn builder() -> ClientBuilder {
    Client::builder(environment(), keys()).app_id(app_id())
}

fn others() -> Vec<Row> {
    let client = builder().build().unwrap();
    vec![
        row("Dots", Dots),
        row("Environment", environment()),
        row("Keys", keys()),
        row("ClientBuilder", builder()),
        row("Client", [client.for_end_user(USER_IP), client]),
    ]
}
