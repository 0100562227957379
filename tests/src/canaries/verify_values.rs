//! The types of `verify-values`, which everybody has from `verify-core`.

use std::time::Duration;

use verify_core::provider::{Scalar, Unreadable};
use verify_core::{
    Amount, Clock as _, DateOfBirth, Email, FreeForm, OtpCode, PhoneNumber, Pii, Secret, Ssn, SystemClock,
    Timestamp,
};
use verify_testkit::{ManualClock, canary};

use super::{Row, row};

/// One row for each public type.
pub fn rows() -> Vec<Row> {
    let mut rows = values();
    rows.extend(clock());
    rows.extend(reading());
    rows
}

fn values() -> Vec<Row> {
    vec![
        row("Amount", Amount::from_cents(1)),
        row("DateOfBirth", DateOfBirth::new(canary::BIRTH_DATE).unwrap()),
        row("Email", Email::new(canary::EMAIL).unwrap()),
        row("FreeForm", FreeForm::new(canary::STREET.into())),
        row("InvalidValue", PhoneNumber::new(canary::SECRET).unwrap_err()),
        row("OtpCode", OtpCode::new(canary::CODE).unwrap()),
        row("PhoneNumber", PhoneNumber::new(canary::PHONE).unwrap()),
        row("Pii", Pii::from(canary::LAST_NAME)),
        row("Secret", Secret::new(canary::SECRET)),
        row("Ssn", Ssn::new(canary::SSN).unwrap()),
        row("Timestamp", Timestamp::from(SystemClock.now())),
    ]
}

fn clock() -> Vec<Row> {
    vec![row("Sleep", ManualClock::frozen().sleep(Duration::ZERO)), row("SystemClock", SystemClock)]
}

fn reading() -> Vec<Row> {
    let unreadable = Unreadable::at("data.userId");
    vec![
        row("JsonPath", &unreadable.0),
        row("KeySeed", "holds a function, and is not printable"),
        row("Scalar", Scalar::Text(canary::LAST_NAME)),
        row("Unreadable", unreadable),
    ]
}
