//! What holds for every value, whatever it is: found by trying many.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::fmt::Debug;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use verify_values::{DateOfBirth, Email, FreeForm, InvalidValue, OtpCode, PhoneNumber, Pii, Ssn};

verify_values::id! {
    /// An id that may be printed.
    pub struct PlainId
}

verify_values::id! {
    /// An id that may not.
    pub struct HiddenId redacted
}

/// What is written for a value, and read as one again.
fn wire(value: &impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn again<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

/// Digits with separators between them, as people write phone numbers.
fn spaced(digits: &str, separators: &[&str]) -> String {
    let pairs = digits.chars().zip(separators.iter().cycle());
    pairs.flat_map(|(digit, separator)| std::iter::once(digit).chain(separator.chars())).collect()
}

proptest! {
    // What fails is printed, not kept in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_phone_number_stays_itself_and_its_parts_are_the_whole(
        digits in "[1-9][0-9]{6,14}",
        separators in prop::collection::vec(prop::sample::select(vec!["", "", " ", "-", ".", "(", ")", ") "]), 1..6),
    ) {
        let phone = PhoneNumber::new(&format!(" +{} ", spaced(&digits, &separators))).unwrap();
        prop_assert_eq!(phone.expose(), format!("+{digits}"));
        prop_assert_eq!(&PhoneNumber::new(&wire(&phone)).unwrap(), &phone);
        prop_assert_eq!(&phone.expose().parse::<PhoneNumber>().unwrap(), &phone);

        let (country, national) = (phone.country_calling_code(), phone.national());
        prop_assert_eq!(format!("{country}{national}"), digits.as_str());
        prop_assert!((1..=3).contains(&country.len()), "{country}");
        let american = country == "1" && national.len() == 10;
        prop_assert_eq!(phone.nanp_national(), american.then_some(national));
    }

    #[test]
    fn what_is_no_phone_number_is_none(
        digits in "[0-9]{1,6}|[0-9]{16,20}|0[0-9]{6,14}|[1-9][0-9]{3,8}[a-z/%,;+][0-9]{3,6}"
    ) {
        prop_assert!(PhoneNumber::new(&["+", &digits].concat()).is_err());
        prop_assert!(PhoneNumber::new(&digits).is_err(), "without a plus");
    }

    #[test]
    fn a_day_of_the_calendar_is_a_birth_date_and_nothing_else_is(
        year in 1_u16..=2020,
        month in 0_u8..=13,
        day in 0_u8..=32,
    ) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let (read, made) = (DateOfBirth::new(&text), DateOfBirth::from_ymd(year, month, day));
        prop_assert_eq!(&read, &made);
        prop_assert_eq!(read.is_ok(), (1..=days_in(year, month)).contains(&day), "{}", text);
        if let Ok(date) = read {
            prop_assert_eq!(date.expose(), text.as_str());
            prop_assert_eq!(DateOfBirth::new(&wire(&date)).unwrap(), date);
        }
    }

    #[test]
    fn a_code_keeps_its_zeros(code in "0{0,4}[0-9]{4,6}", before in "[ \t\n]{0,3}", after in "[ \r\n]{0,3}") {
        let read = OtpCode::new(&format!("{before}{code}{after}")).unwrap();
        prop_assert_eq!(read.expose(), code.as_str());
        prop_assert_eq!(OtpCode::new(&wire(&read)).unwrap(), read);
    }

    #[test]
    fn an_ssn_is_the_same_with_and_without_hyphens(area in "9[0-9]{2}", group in "[0-9]{2}", serial in "[0-9]{4}") {
        let ssn = Ssn::new(&format!("{area}-{group}-{serial}")).unwrap();
        prop_assert_eq!(ssn.expose(), format!("{area}{group}{serial}"));
        prop_assert_eq!(ssn.last_four(), serial.as_str());
        prop_assert_eq!(Ssn::new(&wire(&ssn)).unwrap(), ssn);
    }

    #[test]
    fn an_e_mail_address_stays_as_it_was_written(local in "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,30}", spaces in " {0,2}") {
        let text = format!("{local}@example.com");
        let email = Email::new(&format!("{spaces}{text}{spaces}")).unwrap();
        prop_assert_eq!(email.expose(), text.as_str());
        prop_assert_eq!(Email::new(&wire(&email)).unwrap(), email);
    }

    #[test]
    fn an_id_is_any_text(text in any::<String>()) {
        let id = PlainId::new(text.clone());
        prop_assert_eq!(id.is_ok(), !text.is_empty());
        if let Ok(id) = id {
            prop_assert_eq!(id.as_str(), text.as_str());
            prop_assert_eq!(again(&id), id);
        }
    }

    #[test]
    fn data_of_any_form_stays_as_it_is(value in json()) {
        let written = serde_json::to_string(&FreeForm::new(value.clone())).unwrap();
        let read: FreeForm = verify_values::required(&mut serde_json::Deserializer::from_str(&written)).unwrap();
        prop_assert_eq!(read.expose(), &value);
    }

    #[test]
    fn wrapped_personal_data_stays_as_it_is(text in any::<String>(), number: u32) {
        let (text, number) = (Pii::new(text), Pii::new(number));
        prop_assert_eq!(again(&text), text);
        prop_assert_eq!(again(&number), number);
    }

    #[test]
    fn nothing_personal_is_printed(text in "[a-z0-9]{12}", digits in "9[0-9]{8}") {
        let printed = [
            print(&Pii::new(text.clone())),
            print(&HiddenId::new(text.clone()).unwrap()),
            print(&FreeForm::new(text.clone().into())),
            print(&Email::new(&format!("{text}@example.com")).unwrap()),
            print(&OtpCode::new(&digits).unwrap()),
            print(&Ssn::new(&digits).unwrap()),
            print(&PhoneNumber::new(&format!("+{digits}")).unwrap()),
            print(&DateOfBirth::new("1990-04-12").unwrap()),
        ];
        for printed in printed {
            prop_assert!(printed.ends_with("(***)"), "{printed}");
        }
    }

    #[test]
    fn what_is_refused_is_not_repeated(text in "\\PC{4,40}", end in "[a-z]{6}") {
        // Our own words are all lower case, and none of them ends so.
        let given = format!("{text}Z{end}");
        let refusals = [
            PhoneNumber::new(&given).err(),
            DateOfBirth::new(&given).err(),
            OtpCode::new(&given).err(),
            Ssn::new(&given).err(),
            given.parse::<verify_values::Amount>().err(),
            // Two at signs, whatever stands before.
            Email::new(&format!("@@{given}")).err(),
        ];
        for refusal in refusals {
            let refusal: InvalidValue = refusal.unwrap();
            let said = format!("{refusal} {refusal:?}");
            prop_assert!(!said.contains(&given) && !said.contains(&end), "{said}");
        }
    }
}

fn print(value: &impl Debug) -> String {
    format!("{value:?}")
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// JSON of any form. Numbers with a point have few digits: the last of seventeen may be lost in reading.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Bool(true)),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 64.0)),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A birth date is a day and no point in time: nothing about the place changes it.
///
/// A process cannot change its own time zone safely, so the test runs itself in each of them.
#[test]
fn a_birth_date_is_the_same_in_every_time_zone() {
    const NAME: &str = "a_birth_date_is_the_same_in_every_time_zone";
    const MARK: &str = "VERIFY_VALUES_INSIDE";
    if std::env::var_os(MARK).is_some() {
        for text in ["1990-01-01", "1990-12-31", "1970-01-01", "2000-02-29", "1995-12-31", "2011-12-30"] {
            let date = DateOfBirth::new(text).unwrap();
            assert_eq!((date.expose(), wire(&date).as_str()), (text, text));
        }
        return;
    }
    // The furthest behind and ahead; one that left out 2011-12-30; one with a summer time.
    for zone in ["UTC", "UTC+12", "UTC-14", "Pacific/Kiritimati", "Pacific/Apia", "America/New_York"] {
        let mut itself = std::process::Command::new(std::env::current_exe().unwrap());
        let ran = itself.args(["--exact", NAME]).env("TZ", zone).env(MARK, "1").output().unwrap();
        let said = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success() && said.contains("1 passed"), "{zone}: {said}");
    }
}
