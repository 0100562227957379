//! The `Retry-After` header.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::values::Timestamp;

/// Reads both formats, seconds and date. A date in the past means "now"; anything else is as if it were absent.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    Some(date(text)?.duration_since(now).unwrap_or_default())
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
/// The zones of RFC 2822 that are not UTC.
const ZONES: [(&str, &str); 8] = [
    ("est", "-05"),
    ("edt", "-04"),
    ("cst", "-06"),
    ("cdt", "-05"),
    ("mst", "-07"),
    ("mdt", "-06"),
    ("pst", "-08"),
    ("pdt", "-07"),
];

/// `Thu, 15 Jan 2026 12:00:30 GMT`, and what RFC 2822 allows besides: no weekday, no seconds, years of two or three digits,
/// other zones. Written anew as ISO 8601, which is read elsewhere.
fn date(text: &str) -> Option<SystemTime> {
    let (weekday, rest) = text.split_once(',').map_or((None, text), |(weekday, rest)| (Some(weekday), rest));
    let mut words = rest.split_ascii_whitespace();
    let (day, month, year) = (number(words.next()?)?, words.next()?, words.next()?);
    let (time, zone, None) = (words.next()?, words.next()?, words.next()) else { return None };
    let month = MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name))? + 1;
    let year = match (year.len(), number(year)?) {
        (2, year @ ..=49) => year + 2000,
        (2 | 3, year) => year + 1900,
        (4, year) => year,
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    if let Some(weekday) = weekday {
        let named = WEEKDAYS.iter().position(|name| weekday.trim_end().eq_ignore_ascii_case(name))?;
        if named != weekday_of(Timestamp::parse(&date)?.to_system_time()) {
            return None;
        }
    }
    let written = matches!(time.len(), 5 | 8) && time.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b':'));
    let time = Timestamp::parse(&format!("{date}T{}{}", Some(time).filter(|_| written)?, offset(zone)?))?;
    Some(time.to_system_time())
}

fn number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// Names that are not known mean UTC, as RFC 2822 has it.
fn offset(zone: &str) -> Option<&str> {
    if zone.starts_with(['+', '-']) {
        return Some(zone).filter(|zone| zone.len() == 5);
    }
    let known = ZONES.iter().find(|(name, _)| zone.eq_ignore_ascii_case(name));
    let name = zone.bytes().all(|byte| byte.is_ascii_alphabetic())
        && (matches!(zone.len(), 1 | 3..=5) || zone.eq_ignore_ascii_case("ut"));
    known.map(|(_, offset)| *offset).or(name.then_some("Z"))
}

/// From 0, a Sunday; the first day of 1970 was a Thursday.
fn weekday_of(midnight: SystemTime) -> usize {
    let days = |time: Duration| usize::try_from(time.as_secs() / 86_400).unwrap_or_default() % 7;
    match midnight.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => (days(after) + 4) % 7,
        Err(before) => (11 - days(before.duration())) % 7,
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn both_formats_and_what_is_neither() {
        // 2026-01-15 12:00:00 UTC, a Thursday.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_478_400);
        let rows = [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("Thu, 15 Jan 2026 12:00:30 GMT", Some(30)),
            ("Thu, 15 Jan 2026 11:59:00 GMT", Some(0)),
            ("", None),
            ("soon", None),
            ("-5", None),
            ("1.5", None),
            ("+5", None),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", Some(u64::MAX)),
            ("Mon, 01 Jan 1900 00:00:00 GMT", Some(0)),
            ("Wed, 29 Dec 9999 12:00:00 GMT", Some(251_633_606_400)),
            // Two days before the end of the calendar that is read.
            ("Fri, 31 Dec 9999 23:59:59 GMT", None),
            ("Thu, 15 Jan 2026 24:00:30 GMT", None),
            ("15 Jan 2026 12:00 GMT", Some(0)),
            ("THU, 15 jan 26 12:00:30 +0000", Some(30)),
            ("Thu, 15 Jan 2026 07:00:30 EST", Some(30)),
            ("Thu, 15 Jan 2026 13:30:30 +0130", Some(30)),
            ("Thu, 15 Jan 2026 12:00:30 XYZ", Some(30)),
            // Not a Friday.
            ("Fri, 15 Jan 2026 12:00:30 GMT", None),
            ("Thu, 15 Jan 2026 12:00:30", None),
            ("Thu, 15 Jan 2026 12:00:30 GMT soon", None),
            ("Thu, 15 Jan 2026 12:00.5 GMT", None),
            ("Thu, 32 Jan 2026 12:00:30 GMT", None),
            ("Thu, 15 Foo 2026 12:00:30 GMT", None),
            ("15 Jan 95 12:00 GMT", Some(0)),
            ("15 Jan 126 12:00:30 GMT", Some(30)),
            ("Sun, 31 Dec 1899 00:00:00 GMT", Some(0)),
            ("Thu, 15 Jan 2026 1200 GMT", None),
            ("Thu, 15 Jan 2026 12 GMT", None),
            ("Thu, +15 Jan 2026 12:00:30 GMT", None),
            ("Thu, 15 Jan +2026 12:00:30 GMT", None),
            ("Thu, 4294967296 Jan 2026 12:00:30 GMT", None),
            ("Thu, 15 Jan 2026 12:00:30 G1T", None),
            ("Thu, 15 Jan 2026 12:00:30 +01", None),
        ];
        for (text, seconds) in rows {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            assert_eq!(retry_after(&headers, now), seconds.map(Duration::from_secs), "{text:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
