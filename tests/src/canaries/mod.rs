//! A value of every public type, with a canary wherever a secret or personal value can stand.

pub mod dots_users;
pub mod finicity_connect;
pub mod signzy_link;
pub mod spinwheel_connect;
pub mod spinwheel_gql;
pub mod verify_core;
pub mod verify_testkit;
pub mod verify_values;

use std::fmt::{Debug, Write as _};

use ::verify_core::Error;
use ::verify_testkit::canary;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// A type and how a value of it prints.
#[derive(Debug, Clone)]
pub struct Row {
    /// The type's name.
    pub name: &'static str,
    /// The value by `{:?}` and by `{:#?}`.
    pub printed: String,
}

/// A row for a type: its name and a value with canaries.
pub fn row(name: &'static str, value: impl Debug) -> Row {
    Row { name, printed: format!("{value:?}\n{value:#?}") }
}

/// How an error prints in all ways.
pub fn printed(error: &Error) -> String {
    let mut text = format!("{error}\n{error:#}\n{error:?}\n{error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        // Writing to text cannot fail.
        let _ = write!(text, "\n{cause}\n{cause:?}");
        source = cause.source();
    }
    text
}

/// All rows, by crate.
pub fn all() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        ("verify-core", verify_core::rows()),
        ("verify-testkit", verify_testkit::rows()),
        ("verify-values", verify_values::rows()),
        ("spinwheel-connect", spinwheel_connect::rows()),
        ("finicity-connect", finicity_connect::rows()),
        ("dots-users", dots_users::rows()),
        ("spinwheel-gql", spinwheel_gql::rows()),
        ("signzy-link", signzy_link::rows()),
    ]
}

/// An answer in which every name that any provider uses for a personal value carries a canary, in it and in the objects two levels below.
/// Types read from it what they know.
fn canary_object(depth: u32) -> Value {
    let mut object = json!({
        "firstName": canary::FIRST_NAME, "middleName": canary::FIRST_NAME, "lastName": canary::LAST_NAME,
        "formerNames": [canary::LAST_NAME], "employerName": canary::LAST_NAME, "position": canary::LAST_NAME,
        "phoneNumber": canary::PHONE, "emailAddress": canary::EMAIL,
        "dateOfBirth": canary::BIRTH_DATE, "ssn": canary::SSN, "ssnLastFourDigits": canary::SSN,
        "addressLine1": canary::STREET, "addressLine2": canary::STREET, "city": canary::STREET,
        "state": canary::STREET, "zip": canary::STREET, "zipExtension": canary::STREET,
        "extUserId": canary::EXTERNAL_ID, "networkToken": canary::SECRET, "userId": "u-1", "id": "17",
        "eventType": canary::EXTERNAL_ID, "connectionStatus": canary::EXTERNAL_ID, "status": canary::EXTERNAL_ID,
        "availability": canary::EXTERNAL_ID, "debtType": canary::EXTERNAL_ID, "loanType": canary::EXTERNAL_ID,
        "dataStatus": canary::EXTERNAL_ID, "overduePeriod": canary::EXTERNAL_ID, "type": canary::EXTERNAL_ID,
        "creditCardNumberMasked": canary::SSN, "accountNumber": canary::SSN,
        "subscriptionId": "s-1", "accountNumberLastFour": canary::SSN,
        "question": canary::STREET, "text": canary::STREET, "options": [], "questions": [],
    });
    for (name, value) in more_personal_values() {
        object[name] = value;
    }
    if depth > 0 {
        let inner = canary_object(depth - 1);
        for name in [
            "profile",
            "data",
            "address",
            "cardProfile",
            "liabilityProfile",
            "creditor",
            "kba",
            "sms",
            "birthday",
            "endUser",
            "emailConfig",
            "detail",
            "payload",
            "webhookData",
        ] {
            object[name] = inner.clone();
        }
        for name in
            ["addresses", "billingAddresses", "creditReports", "questions", "options", "employmentHistory"]
        {
            object[name] = json!([inner]);
        }
        for name in [
            "creditCards",
            "autoLoans",
            "homeLoans",
            "personalLoans",
            "studentLoans",
            "miscellaneousLiabilities",
            "accounts",
            "customers",
            "institutions",
        ] {
            object[name] = json!([inner]);
        }
    }
    object
}

/// A value of the type with canaries in it.
pub fn answered<T: DeserializeOwned>() -> T {
    serde_json::from_value(canary_object(2)).unwrap()
}

/// The names that stand in no documents but Finicity's.
fn more_personal_values() -> Map<String, Value> {
    let Value::Object(values) = json!({
        "username": canary::EXTERNAL_ID, "suffix": canary::LAST_NAME, "phone": canary::PHONE, "email": canary::EMAIL,
        "url": canary::STREET, "query": canary::STREET, "reportData": canary::SECRET,
        "number": canary::SSN, "accountNumberDisplay": canary::SSN, "realAccountNumberLast4": canary::SSN,
        "token": canary::SECRET, "link": canary::SECRET, "to": canary::EMAIL, "from": canary::EMAIL,
        "supportPhone": canary::PHONE, "subject": canary::FIRST_NAME, "signature": [canary::LAST_NAME],
        "year": 1957, "month": 11, "dayOfMonth": 29,
    }) else {
        unreachable!("an object")
    };
    values
}
