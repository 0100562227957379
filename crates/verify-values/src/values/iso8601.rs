//! Points in time as ISO 8601 writes them.

use crate::calendar::{self, SECONDS_OF_A_DAY};

/// Reads a date, or a date and a time, and gives seconds since 1970 and nanoseconds of the next one. Without a time it is
/// midnight, without an offset UTC.
///
/// Extended form (`2026-01-15T12:00:00.5+01:00`) or basic form (`20260115T120000,5+0100`); minutes and seconds may be absent,
/// `T` may be a space, years may have a sign and six digits, the second of a leap is the one before it. What stands in brackets
/// behind it (the name of a time zone) adds nothing.
pub(crate) fn read(text: &str) -> Option<(i64, i64)> {
    let mut rest = Rest(without_brackets(text).as_bytes());
    let days = rest.date()?;
    if rest.0.is_empty() {
        return Some((days * SECONDS_OF_A_DAY, 0));
    }
    let (b' ' | b'T' | b't') = rest.next()? else { return None };
    let (seconds, nanoseconds) = rest.time()?;
    let offset = if rest.0.is_empty() { 0 } else { rest.offset()? };
    rest.0.is_empty().then_some((days * SECONDS_OF_A_DAY + seconds - offset, nanoseconds))
}

fn without_brackets(text: &str) -> &str {
    let behind = text.split_once('[').filter(|(_, behind)| behind.ends_with(']'));
    behind.map_or(text, |(before, _)| before)
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn skip(&mut self, byte: u8) -> bool {
        let there = self.0.first() == Some(&byte);
        if there {
            self.0 = &self.0[1..];
        }
        there
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
        })
    }

    fn up_to(&mut self, most: i64) -> Option<i64> {
        self.number(2).filter(|number| *number <= most)
    }

    fn date(&mut self) -> Option<i64> {
        let year = match self.0.first()? {
            b'+' | b'-' => {
                let negative = self.next()? == b'-';
                let year = self.number(6).filter(|year| *year != 0 || !negative)?;
                if negative { -year } else { year }
            }
            _ => self.number(4)?,
        };
        let extended = self.skip(b'-');
        let month = self.number(2)?;
        if extended && !self.skip(b'-') {
            return None;
        }
        calendar::days(year, month, self.number(2)?)
    }

    /// Hours, and minutes and seconds as far as they are there.
    fn clock(&mut self, hours: i64, seconds: i64) -> Option<(i64, i64)> {
        let mut read = self.up_to(hours)? * 3600;
        let extended = self.0.first() == Some(&b':');
        for (unit, most) in [(60, 59), (1, seconds)] {
            let digits = self.0.get(..2).is_some_and(|next| next.iter().all(u8::is_ascii_digit));
            let goes_on = if extended { self.skip(b':') } else { digits };
            if !goes_on {
                return Some((read, 0));
            }
            read += self.up_to(most)?.min(59) * unit;
        }
        Some((read, self.fraction()?))
    }

    fn time(&mut self) -> Option<(i64, i64)> {
        self.clock(23, 60)
    }

    /// Parts of a second, in nanoseconds; at most nine digits.
    fn fraction(&mut self) -> Option<i64> {
        if !self.skip(b'.') && !self.skip(b',') {
            return Some(0);
        }
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let missing = u32::try_from(9_usize.checked_sub(digits)?).ok()?;
        self.number(digits).filter(|_| digits > 0).map(|number| number * 10_i64.pow(missing))
    }

    /// How far the local time is ahead of UTC, in seconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.next()? {
            b'Z' | b'z' => return Some(0),
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let (seconds, nanoseconds) = self.clock(25, 59)?;
        Some(sign * (seconds + i64::from(nanoseconds >= 500_000_000)))
    }
}
