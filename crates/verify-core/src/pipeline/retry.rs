//! When an attempt may be repeated, and after which pause.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use super::Effect;

/// How often and how patiently a call is tried. Whether it may be repeated at all follows from its [`Effect`].
///
/// By default 3 attempts, with pauses drawn at random between nothing and a bound that starts at 100 ms and doubles
/// up to 5 s. A provider's `Retry-After` is waited for, but never beyond the call's deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { attempts: 3, first_pause: Duration::from_millis(100), longest_pause: Duration::from_secs(5) }
    }
}

impl RetryPolicy {
    /// One attempt; a second only with a new token, where the provider refused the first one's.
    pub fn off() -> Self {
        Self::default().attempts(1)
    }

    /// How many attempts there are in all, the first one included; at least one. The one with a new token, after a refused
    /// one, comes on top.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The bounds of the pauses: after the first attempt, and at most.
    #[must_use]
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_pause, self.longest_pause) = (first, longest);
        self
    }

    /// How long to pause before the next attempt; `None` if there is none.
    pub(crate) fn pause(&self, attempts_made: u32, asked_for: Option<Duration>) -> Option<Duration> {
        if attempts_made >= self.attempts {
            return None;
        }
        let doublings = (attempts_made - 1).min(31);
        let bound = self.first_pause.saturating_mul(1 << doublings).min(self.longest_pause);
        Some(part_of(bound, random_fraction()).max(asked_for.unwrap_or_default()))
    }
}

/// This part of the time. What rounding adds to very long ones is taken off: the longest of all would not fit.
fn part_of(time: Duration, fraction: f64) -> Duration {
    Duration::try_from_secs_f64(time.as_secs_f64() * fraction).unwrap_or(time).min(time)
}

/// Between 0 and 1. Hash keys of the standard library are random for each process and differ for each hasher: enough
/// to spread retries, and no dependency.
fn random_fraction() -> f64 {
    let random = u32::try_from(RandomState::new().build_hasher().finish() >> 32).unwrap_or_default();
    f64::from(random) / f64::from(u32::MAX)
}

/// How an attempt ended that was no success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Name, connect, TLS: the request never left.
    NotSent,
    /// 429, or the provider's own "slow down".
    SlowDown { before_effect: bool },
    /// 502, 503, 504.
    TemporarilyUnavailable,
    /// Timed out or cut after sending had begun.
    Lost,
    /// The token was not accepted: once more with a new one, if that has not been done yet.
    TokenRejected { renewed: bool },
    /// Anything else: another 4xx, another 5xx, an answer that cannot be read.
    Final,
}

impl Ending {
    /// The table. Nothing else in this workspace repeats a request.
    pub(crate) fn may_be_repeated(self, effect: Effect) -> bool {
        match (self, effect) {
            (Self::NotSent | Self::TokenRejected { renewed: false }, _) => true,
            (Self::SlowDown { before_effect }, Effect::AtMostOnce(_)) => before_effect,
            (Self::SlowDown { .. } | Self::TemporarilyUnavailable | Self::Lost, effect) => {
                !effect.is_at_most_once()
            }
            (Self::Final | Self::TokenRejected { renewed: true }, _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONCE: Effect = Effect::AtMostOnce("sends a text message");

    #[test]
    fn the_table_of_the_design() {
        let rows = [
            (Ending::NotSent, [true, true, true]),
            (Ending::SlowDown { before_effect: false }, [true, true, false]),
            (Ending::SlowDown { before_effect: true }, [true, true, true]),
            (Ending::TemporarilyUnavailable, [true, true, false]),
            (Ending::Lost, [true, true, false]),
            (Ending::TokenRejected { renewed: false }, [true, true, true]),
            (Ending::TokenRejected { renewed: true }, [false, false, false]),
            (Ending::Final, [false, false, false]),
        ];
        for (ending, expected) in rows {
            let effects = [Effect::Read, Effect::Idempotent, ONCE];
            assert_eq!(effects.map(|effect| ending.may_be_repeated(effect)), expected, "{ending:?}");
        }
    }

    #[test]
    fn pauses_double_up_to_the_longest_and_end_with_the_attempts() {
        let policy = RetryPolicy::default().attempts(10);
        let bounds = [100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000].map(Duration::from_millis);
        for (made, bound) in (1..).zip(bounds) {
            let pauses: Vec<_> = (0..200).filter_map(|_| policy.pause(made, None)).collect();
            let (shortest, longest) = (*pauses.iter().min().unwrap(), *pauses.iter().max().unwrap());
            assert!(longest <= bound && longest > bound / 2, "attempt {made}: {longest:?} of {bound:?}");
            assert!(shortest < bound / 2, "attempt {made}: {shortest:?} of {bound:?} spreads nobody");
        }
        assert_eq!(policy.pause(10, None), None);
        assert_eq!(RetryPolicy::off().pause(1, None), None);
    }

    #[test]
    fn a_pause_that_was_asked_for_is_kept() {
        let asked = Duration::from_secs(30);
        assert_eq!(RetryPolicy::default().pause(1, Some(asked)), Some(asked));
    }

    #[test]
    fn a_part_of_the_longest_time_there_is_is_a_time() {
        let second = Duration::from_secs(1);
        for time in
            [Duration::ZERO, Duration::from_nanos(1), second, Duration::from_secs(u64::MAX), Duration::MAX]
        {
            assert_eq!(part_of(time, 0.0), Duration::ZERO);
            assert_eq!(part_of(time, 1.0), time);
        }
        assert_eq!(part_of(second, 0.25), Duration::from_millis(250));
        let half = Duration::from_secs(1 << 63);
        assert_eq!(part_of(Duration::MAX, 0.5), half);
    }

    #[test]
    fn whatever_a_policy_says_there_is_a_pause() {
        let (longest, asked) = (Duration::MAX, Duration::from_secs(u64::MAX));
        let policy = RetryPolicy::default().attempts(u32::MAX).pauses(longest, longest);
        for made in [1, 2, 32, 33, u32::MAX - 1] {
            assert!(policy.pause(made, Some(asked)) >= Some(asked));
            assert_eq!(policy.pause(made, Some(longest)), Some(longest));
        }
        assert_eq!(policy.pause(u32::MAX, None), None);
        assert_eq!(
            RetryPolicy::default().pauses(longest, Duration::ZERO).pause(1, None),
            Some(Duration::ZERO)
        );
        assert_eq!(RetryPolicy::default().attempts(0), RetryPolicy::off());
    }
}
