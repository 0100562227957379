//! What holds for every amount of money and every point in time: found by trying many.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::SystemTime;

use jiff::tz::Offset;
use proptest::prelude::*;
use verify_values::{Amount, Timestamp};

fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}

/// Written as JSON and read again.
fn again<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    read(&serde_json::to_string(value).unwrap())
}

/// A point in time by its milliseconds since 1970.
fn at(milliseconds: i64) -> Timestamp {
    let time = jiff::Timestamp::from_millisecond(milliseconds).unwrap();
    SystemTime::from(time).into()
}

/// A number of thousandths, written out.
fn thousandths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", number.abs() / 1000, number.abs() % 1000)
}

/// The year 1 to the year 9998, in milliseconds since 1970.
const ALL_TIMES: std::ops::Range<i64> = -62_135_596_800_000..253_370_764_800_000;
/// The years 1900 to 2100.
const OUR_TIMES: std::ops::Range<i64> = -2_208_988_800_000..4_102_444_800_000;

proptest! {
    // What fails is printed, not kept in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn amounts_add_up_to_the_cent(cents in prop::collection::vec(-1_000_000_000_000_i64..1_000_000_000_000, 0..50)) {
        let sum: Amount = cents.iter().copied().map(Amount::from_cents).sum();
        prop_assert_eq!(sum, Amount::from_cents(cents.iter().sum()));
        prop_assert_eq!(sum.to_cents(), Some(cents.iter().sum()));
        let written: Amount = cents.iter().map(|cents| Amount::from_cents(*cents).to_string().parse::<Amount>().unwrap()).sum();
        prop_assert_eq!(written, sum);
        let backwards: Amount = cents.iter().rev().copied().map(Amount::from_cents).sum();
        prop_assert_eq!(backwards, sum);
    }

    #[test]
    fn an_amount_stays_itself(whole: i64, fraction in "[0-9]{0,6}", zeros in "0{0,4}") {
        let point = if fraction.is_empty() && zeros.is_empty() { "" } else { "." };
        let amount: Amount = format!("{whole}{point}{fraction}{zeros}").parse().unwrap();
        prop_assert_eq!(amount.to_string().parse::<Amount>().unwrap(), amount);
        prop_assert_eq!(again(&amount), amount);
        // As it was written, without zeros that say nothing, and with the cents.
        let shortest = fraction.trim_end_matches('0');
        prop_assert_eq!(amount.to_string(), format!("{whole}.{shortest:0<2}"));
    }

    #[test]
    fn a_json_number_of_dollars_and_cents_is_exact(cents in -9_999_999_999_999_i64..=9_999_999_999_999) {
        let number = format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
        prop_assert_eq!(read::<Amount>(&number), Amount::from_cents(cents), "{}", number);
        prop_assert_eq!(read::<Amount>(&format!("{number:?}")), Amount::from_cents(cents), "{}", number);
    }

    #[test]
    fn amounts_are_ordered_as_their_cents(one: i64, other: i64) {
        prop_assert_eq!(Amount::from_cents(one).cmp(&Amount::from_cents(other)), one.cmp(&other));
        prop_assert_eq!(Amount::from_cents(one).to_cents(), Some(one));
    }

    #[test]
    fn a_time_stays_itself(milliseconds in ALL_TIMES) {
        let time = at(milliseconds);
        prop_assert_eq!(Timestamp::parse(&time.to_string()), Some(time));
        prop_assert_eq!(again(&time), time);
        prop_assert_eq!(Timestamp::from(time.to_system_time()), time);
    }

    #[test]
    fn a_time_is_the_same_with_every_offset_and_without_one_it_is_utc(
        milliseconds in ALL_TIMES,
        minutes in -18 * 60_i32..=18 * 60,
    ) {
        let offset = Offset::from_seconds(minutes * 60).unwrap();
        let there = offset.to_datetime(jiff::Timestamp::from_millisecond(milliseconds).unwrap());
        let sign = if minutes < 0 { '-' } else { '+' };
        let written = format!("{there}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
        prop_assert_eq!(Timestamp::parse(&written), Some(at(milliseconds)), "{}", written);
        prop_assert_eq!(read::<Timestamp>(&format!("{written:?}")), at(milliseconds));
        let utc = Offset::UTC.to_datetime(jiff::Timestamp::from_millisecond(milliseconds).unwrap());
        prop_assert_eq!(Timestamp::parse(&utc.to_string()), Some(at(milliseconds)), "{}", utc);
        prop_assert_eq!(Timestamp::parse(&utc.to_string().replace('T', " ")), Some(at(milliseconds)), "{}", utc);
    }

    /// What another library reads, to the millisecond; an offset that leads out of its years is no time for us.
    #[test]
    fn a_time_is_read_as_another_library_reads_it(
        date in "([+-]00)?[0-9]{4}-?[01][0-9]-?[0-3][0-9]",
        time in "([Tt ][0-2][0-9](:?[0-6][0-9](:?[0-6][0-9]([.,][0-9]{0,10})?)?)?)?",
        offset in "([Zz]|[+-][0-2][0-9](:?[0-6][0-9](:?[0-6][0-9])?)?)?",
        name in "(\\[[A-Z][a-z]{2,6}(/[A-Z][a-z]{2,6})?\\])?",
    ) {
        let text = format!("{date}{time}{offset}{name}");
        let instant = text.parse::<jiff::Timestamp>().ok();
        let civil = || Offset::UTC.to_timestamp(text.parse::<jiff::civil::DateTime>().ok()?).ok();
        let expected = if offset.is_empty() { civil() } else { instant };
        prop_assert_eq!(Timestamp::parse(&text), expected.map(|time| at(time.as_millisecond())), "{}", text);
    }

    #[test]
    fn a_time_in_numbers_is_exact(milliseconds in OUR_TIMES) {
        let seconds = at(milliseconds.div_euclid(1000) * 1000);
        let whole = milliseconds.div_euclid(1000);
        prop_assert_eq!(read::<Timestamp>(&whole.to_string()), seconds);
        // A text of eight digits is a date, if there is such a day.
        let text = whole.to_string();
        let day = text.parse::<jiff::civil::Date>().ok().and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok());
        let expected = day.map_or(seconds, |day| SystemTime::from(day.timestamp()).into());
        prop_assert_eq!(read::<Timestamp>(&format!("\"{text}\"")), expected, "{}", text);
        let decimal = thousandths(milliseconds);
        prop_assert_eq!(read::<Timestamp>(&decimal), at(milliseconds), "{}", decimal);
        // Below, it would be seconds.
        if milliseconds.abs() >= 100_000_000_000 {
            prop_assert_eq!(read::<Timestamp>(&milliseconds.to_string()), at(milliseconds));
            prop_assert_eq!(read::<Timestamp>(&format!("{milliseconds}.25")), at(milliseconds));
        }
    }

    #[test]
    fn a_text_of_eight_digits_is_a_date(days in -719_162_i64..2_932_531) {
        let midnight = at(days * 86_400_000);
        let compact = midnight.to_string()[..10].replace('-', "");
        prop_assert_eq!(read::<Timestamp>(&format!("\"{compact}\"")), midnight);
    }

    #[test]
    fn what_cannot_be_read_is_not_repeated(text in "[a-z]{8}") {
        for refused in [
            serde_json::from_str::<Amount>(&format!("\"{text}\"")).unwrap_err(),
            serde_json::from_str::<Timestamp>(&format!("\"{text}\"")).unwrap_err(),
        ] {
            prop_assert!(!refused.to_string().contains(&text), "{refused}");
        }
    }
}
