//! What a person types: phone number, birth date, e-mail address, code, Social Security number, times, amounts.

use verify_core::{Amount, DateOfBirth, Email, InvalidValue, OtpCode, PhoneNumber, Ssn, Timestamp};

use super::Seed;

/// A value that is accepted says the same when it is read again, and does not print itself; one that is refused is not
/// repeated.
pub fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    macro_rules! check {
        ($($value:ident)*) => {$(
            match $value::new(text) {
                Ok(value) => {
                    let again = $value::new(value.expose()).expect("what was accepted is accepted");
                    assert!(again == value, "{} is another one when read again", stringify!($value));
                    assert!(!hides(value.expose(), &format!("{value:?}")), "{} prints itself", stringify!($value));
                }
                Err(error) => {
                    // What it prints is made of the program's own words alone, whoever else types them.
                    let same = InvalidValue::new(error.what(), error.rule());
                    assert!(format!("{error} {error:?}") == format!("{same} {same:?}"), "{} says more", stringify!($value));
                }
            }
        )*};
    }
    check! { DateOfBirth Email OtpCode PhoneNumber Ssn }
    parts(text);
    times(text);
    amounts(text);
}

/// Whether a text of some length stands in what is printed.
fn hides(text: &str, printed: &str) -> bool {
    text.len() >= 4 && printed.contains(text)
}

/// The parts of a phone number are the whole.
fn parts(text: &str) {
    let Ok(phone) = PhoneNumber::new(text) else { return };
    let whole = format!("+{}{}", phone.country_calling_code(), phone.national());
    assert!(whole == phone.expose(), "the parts are not the whole");
    assert!(phone.nanp_national().is_none_or(|national| national.len() == 10));
}

/// A time is the same after it was written and read.
fn times(text: &str) {
    let Some(time) = Timestamp::parse(text) else { return };
    let written = serde_json::to_string(&time).unwrap();
    assert_eq!(Timestamp::parse(written.trim_matches('"')), Some(time));
    assert_eq!(Timestamp::from(time.to_system_time()), time);
}

/// An amount is the same after it was written and read.
fn amounts(text: &str) {
    let Ok(amount) = text.parse::<Amount>() else { return };
    assert_eq!(amount.to_string().parse::<Amount>().ok(), Some(amount));
    let cents = amount.to_cents().map(Amount::from_cents);
    assert!(cents.is_none_or(|same| same == amount));
}

/// Values as people write them.
pub fn seeds() -> Vec<Seed> {
    let texts = [
        "+12025550143",
        "+1 (202) 555-01.43",
        "+44 20 7946 0958",
        "1990-01-31",
        "2024-02-29",
        "1990-02-30",
        "ada+tag@example.com",
        "012345",
        "900-12-3456",
        "2026-01-15T12:00:00.000Z",
        "2026-01-15T12:00:00-07:00",
        "2026-01-15T12:00:00",
        "1234.56",
        "-0.01",
        "9223372036854775807",
        "1e3",
    ];
    texts.iter().enumerate().map(|(number, text)| Seed::new(format!("text-{number}"), *text)).collect()
}
