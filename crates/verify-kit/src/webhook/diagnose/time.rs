//! When it was signed, as far as that is signed, too.

use std::time::{Duration, SystemTime};

use dots_users::webhook::TOLERANCE;

use super::super::sender::Scheme;
use super::Case;
use super::messages::{SPELLINGS, text};
use super::mistake::Mistake;

/// From here on a number of seconds is one of milliseconds: it would be the year 5138.
const MILLISECONDS: u64 = 100_000_000_000;

/// What is wrong with the time; nothing where none is signed.
pub(super) fn mistakes(case: &Case<'_>) -> Vec<Mistake> {
    let Some(stated) = stated(case) else { return Vec::new() };
    if stated >= MILLISECONDS {
        return vec![Mistake::Milliseconds];
    }
    let tolerance = TOLERANCE;
    let wrong = match case.now.duration_since(since_1970(stated)) {
        Ok(age) if age > tolerance => Some(Mistake::TooOld { age: whole(age), tolerance }),
        Err(ahead) if ahead.duration() > tolerance => {
            Some(Mistake::TooNew { ahead: whole(ahead.duration()), tolerance })
        }
        _ => None,
    };
    wrong.into_iter().collect()
}

/// Seconds since 1970, as a header says.
pub(super) fn stated(case: &Case<'_>) -> Option<u64> {
    if case.scheme != Scheme::Dots {
        return None;
    }
    SPELLINGS.into_iter().find_map(|(_, name)| text(case, name)?.parse().ok())
}

pub(super) fn since_1970(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// To the second.
fn whole(duration: Duration) -> Duration {
    Duration::from_secs(duration.as_secs())
}
