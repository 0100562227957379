//! How far two clocks are apart.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::DATE;
use jiff::fmt::rfc2822;

use super::finding::Finding;

const CHECK: &str = "clock";

/// From here on it is worth a look. Ours.
const NOTEWORTHY: Duration = Duration::from_secs(30);

/// From here on signed webhooks are refused: what the libraries of Dots' webhooks tolerate.
const TOO_MUCH: Duration = Duration::from_secs(5 * 60);

/// When the answer was made, as it says itself.
pub(super) fn date(headers: &HeaderMap) -> Option<SystemTime> {
    let text = headers.get(DATE)?.to_str().ok()?;
    Some(rfc2822::parse(text.trim()).ok()?.timestamp().into())
}

/// Compares this machine's clock with that of somebody else.
pub(super) fn check(ours: SystemTime, theirs: SystemTime) -> Finding {
    let (apart, way) = match ours.duration_since(theirs) {
        Ok(apart) => (apart, "ahead of"),
        Err(behind) => (behind.duration(), "behind"),
    };
    let fix = "set this machine's clock, and have it kept by NTP";
    if apart <= NOTEWORTHY {
        return Finding::ok(CHECK, "this machine's clock agrees with the provider's, to 30 s");
    }
    let says = format!("this machine's clock is {} {way} the provider's", words(apart));
    if apart <= TOO_MUCH {
        return Finding::warning(CHECK, says, fix);
    }
    Finding::problem(CHECK, format!("{says}: signed webhooks are refused from 5 min on"), fix)
}

/// `45 s`, `12 min`, `3 h`, `400 days`.
pub(super) fn words(apart: Duration) -> String {
    match apart.as_secs() {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds / 60),
        seconds @ 7200..172_800 => format!("{} h", seconds / 3600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::super::finding::Level;
    use super::*;

    #[test]
    fn clocks_may_differ_a_little() {
        let theirs = SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_478_400);
        let rows: [(i64, Level, &str); 7] = [
            (0, Level::Ok, "agrees"),
            (30, Level::Ok, "agrees"),
            (-30, Level::Ok, "agrees"),
            (31, Level::Warning, "31 s ahead of"),
            (-300, Level::Warning, "5 min behind"),
            (301, Level::Problem, "5 min ahead of"),
            (-86_400 * 30, Level::Problem, "30 days behind"),
        ];
        for (seconds, level, says) in rows {
            let apart = Duration::from_secs(seconds.unsigned_abs());
            let ours = if seconds < 0 { theirs - apart } else { theirs + apart };
            let finding = check(ours, theirs);
            assert_eq!(finding.level, level, "{seconds}");
            assert!(finding.says.contains(says), "{}", finding.says);
        }
    }

    #[test]
    fn the_date_of_an_answer_is_read() {
        let mut headers = HeaderMap::new();
        assert_eq!(date(&headers), None);
        headers.insert(DATE, HeaderValue::from_static("Thu, 15 Jan 2026 12:00:00 GMT"));
        assert_eq!(date(&headers), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_478_400)));
        headers.insert(DATE, HeaderValue::from_static("yesterday"));
        assert_eq!(date(&headers), None);
    }
}
