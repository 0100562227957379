//! The `Retry-After` header.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;
use jiff::fmt::rfc2822;

/// Reads both formats, seconds and date. A date in the past means "now"; anything else is as if it were absent.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date: SystemTime = rfc2822::parse(text).ok()?.timestamp().into();
    Some(date.duration_since(now).unwrap_or_default())
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
        ];
        for (text, seconds) in rows {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            assert_eq!(retry_after(&headers, now), seconds.map(Duration::from_secs), "{text:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
