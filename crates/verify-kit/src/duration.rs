//! Lengths of time on the command line.

use std::time::Duration;

/// Milliseconds in a unit; longer names first, since one begins with another.
const UNITS: [(&str, u64); 5] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

const RULE: &str = "must be whole numbers with units, for instance 90s, 5m, 2h or 1h30m (ms, s, m, h, d)";

/// Reads `90s`, `5m`, `1h30m`.
pub(crate) fn duration(text: &str) -> Result<Duration, &'static str> {
    let (mut rest, mut sum) = (text, Duration::ZERO);
    if rest.is_empty() {
        return Err(RULE);
    }
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let number: u64 = rest[..digits].parse().map_err(|_| RULE)?;
        rest = &rest[digits..];
        let (unit, length) = UNITS.into_iter().find(|(unit, _)| rest.starts_with(unit)).ok_or(RULE)?;
        rest = &rest[unit.len()..];
        let millis = number.checked_mul(length).ok_or(RULE)?;
        sum = sum.checked_add(Duration::from_millis(millis)).ok_or(RULE)?;
    }
    Ok(sum)
}

/// As it is typed: `1h30m`.
pub(crate) fn shown(duration: Duration) -> String {
    let mut millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let mut parts = Vec::new();
    for (unit, length) in UNITS.into_iter().rev() {
        if millis >= length {
            parts.push(format!("{}{unit}", millis / length));
            millis %= length;
        }
    }
    if parts.is_empty() { "0s".to_owned() } else { parts.concat() }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{duration, shown};

    #[test]
    fn numbers_with_units_are_read() {
        for (text, seconds) in
            [("90s", 90), ("5m", 300), ("2h", 7200), ("1h30m", 5400), ("1d", 86_400), ("0s", 0)]
        {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        assert_eq!(duration("250ms"), Ok(Duration::from_millis(250)));
        for text in
            ["", "5", "s", "-5s", "5 m", "1.5s", "5x", "99999999999999999999s", "18446744073709551615d"]
        {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn they_are_shown_as_they_are_typed() {
        for text in ["1h30m", "250ms", "0s", "2d1s"] {
            assert_eq!(duration(text).map(shown), Ok(text.to_owned()));
        }
    }
}
