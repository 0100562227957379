//! Days of the calendar: the Gregorian one, also for years before it began. A library for time has all of it and much more; what
//! is needed of it here is small, and each program that links us would carry the rest.

pub(crate) const SECONDS_OF_A_DAY: i64 = 86_400;

/// A day, as a count from the first of January 1970.
pub(crate) fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let known = (-9999..=9999).contains(&year) && (1..=12).contains(&month);
    if !known || day < 1 || day > length(year, month) {
        return None;
    }
    // Years begin in March, so that the leap day is their last one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

fn length(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Year, month and day of such a count.
pub(crate) fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    // In cycles of 400 years, each as long as the other.
    let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    (cycle * 400 + year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_follows_the_one_before() {
        let mut count = days(-9999, 1, 1).unwrap();
        let mut seen = 0;
        for year in -9999..=9999 {
            for month in 1..=12 {
                for day in 1..=length(year, month) {
                    assert_eq!(days(year, month, day), Some(count));
                    assert_eq!(date(count), (year, month, day));
                    (count, seen) = (count + 1, seen + 1);
                }
            }
        }
        assert_eq!(days(1970, 1, 1), Some(0));
        assert_eq!(days(2026, 1, 15), Some(20_468));
        assert_eq!(seen, 7_304_484);
    }

    #[test]
    fn what_is_no_day() {
        for (year, month, day) in [
            (2026, 0, 1),
            (2026, 13, 1),
            (2026, 1, 0),
            (2026, 1, 32),
            (2026, 4, 31),
            (2026, 2, 29),
            (1900, 2, 29),
            (10_000, 1, 1),
            (-10_000, 1, 1),
        ] {
            assert_eq!(days(year, month, day), None, "{year}-{month}-{day}");
        }
        assert!(days(2024, 2, 29).is_some() && days(2000, 2, 29).is_some());
    }
}
