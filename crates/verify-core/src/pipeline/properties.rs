//! What holds for every pause and every deadline, whatever the numbers: found by trying many.

use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue};
use proptest::prelude::*;

use super::RetryPolicy;
use super::deadline::Deadline;
use super::retry_after::retry_after;
use crate::clock::{Clock, Sleep};

/// Stands still at a time.
#[derive(Debug)]
struct At(Duration);

impl Clock for At {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.0
    }

    fn monotonic(&self) -> Duration {
        self.0
    }

    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::pending())
    }
}

fn stated(text: &str, now: SystemTime) -> Option<Duration> {
    let mut headers = HeaderMap::new();
    headers.insert(RETRY_AFTER, HeaderValue::from_str(text).ok()?);
    retry_after(&headers, now)
}

/// Up to a thousand years, in milliseconds.
fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![0_u64..10_000, 0_u64..31_556_952_000_000].prop_map(Duration::from_millis)
}

/// From 1970 to the year 9998, in whole seconds.
const TIMES: std::ops::Range<u64> = 0..253_370_764_800;

proptest! {
    // What fails is printed, not kept in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pause_is_within_its_bounds(
        attempts in 0_u32..50,
        made in 1_u32..60,
        first in duration(),
        longest in duration(),
        asked in prop::option::of(duration()),
    ) {
        let policy = RetryPolicy::default().attempts(attempts).pauses(first, longest);
        let pause = policy.pause(made, asked);
        prop_assert_eq!(pause.is_none(), made >= attempts.max(1));
        if let Some(pause) = pause {
            let doubled = first.saturating_mul(1 << (made - 1).min(31));
            let asked = asked.unwrap_or_default();
            prop_assert!(pause >= asked, "{pause:?} is shorter than {asked:?}");
            let bound = doubled.min(longest).max(asked);
            prop_assert!(pause <= bound, "{pause:?} is longer than {bound:?}");
        }
    }

    #[test]
    fn seconds_to_wait_are_read_as_they_stand(seconds: u64, zeros in "0{0,5}", now in TIMES) {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
        prop_assert_eq!(stated(&format!("{zeros}{seconds}"), now), Some(Duration::from_secs(seconds)));
        prop_assert_eq!(stated(&format!("-{seconds}"), now), None);
        prop_assert_eq!(stated(&format!("{seconds}.5"), now), None);
    }

    #[test]
    fn a_date_to_wait_for_is_as_far_as_it_is_ahead(then in TIMES, now in TIMES) {
        let date = jiff::Timestamp::from_second(i64::try_from(then).unwrap_or_default()).unwrap_or_default();
        let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&date);
        let date = date.unwrap_or_default();
        prop_assert!(date.ends_with(" GMT"), "{date}");
        let expected = Duration::from_secs(then.saturating_sub(now));
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
        prop_assert_eq!(stated(&date, now), Some(expected), "{}", date);
    }

    #[test]
    fn whatever_else_stands_there_is_as_if_it_were_absent(text in "[ -~]{0,40}", now in TIMES) {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
        let digits = !text.trim().is_empty() && text.trim().bytes().all(|byte| byte.is_ascii_digit());
        prop_assert_eq!(stated(&text, now).is_some(), digits, "{}", text);
    }

    #[test]
    fn what_is_left_never_grows_and_ends_with_the_time(
        start in duration(),
        time in duration(),
        passed in duration(),
        more in duration(),
    ) {
        let deadline = Deadline::after(start, time);
        prop_assert_eq!(deadline.rest(&At(start)), time);
        let (soon, later) = (deadline.rest(&At(start + passed)), deadline.rest(&At(start + passed + more)));
        prop_assert_eq!(soon, time.saturating_sub(passed));
        prop_assert!(later <= soon);
        prop_assert_eq!(deadline.rest(&At(start + time)), Duration::ZERO);
        let endless = Deadline::after(start, Duration::MAX);
        prop_assert_eq!(endless.rest(&At(start)), Duration::MAX.saturating_sub(start));
    }
}
