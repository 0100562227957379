//! Which of the countries of the North American Numbering Plan a number belongs to.

use serde::Serialize;
use verify_core::{InvalidValue, PhoneNumber};

/// The countries whose numbers can get a link. (Source: Signzy's page "Send Link".)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum Country {
    /// The United States, with their territories, which is our reading.
    #[serde(rename = "US")]
    UnitedStates,
    /// Canada.
    #[serde(rename = "CA")]
    Canada,
}

/// Canada's area codes, those in service and some that are reserved. From general knowledge of the numbering plan: no document of
/// Signzy's has such a list. [`SendLink::country`](crate::SendLink::country) overrides it.
const CANADA: [u16; 59] = [
    204, 226, 236, 249, 250, 257, 263, 289, 306, 343, 354, 365, 367, 368, 382, 387, 403, 416, 418, 428, 431,
    437, 438, 450, 460, 468, 474, 506, 514, 519, 537, 548, 568, 579, 581, 584, 587, 604, 613, 639, 647, 672,
    683, 705, 709, 742, 753, 778, 780, 782, 807, 819, 825, 867, 873, 879, 902, 905, 942,
];

/// Area codes of other countries that share `+1`.
const ELSEWHERE: [u16; 21] =
    [242, 246, 264, 268, 284, 345, 441, 473, 649, 658, 664, 721, 758, 767, 784, 809, 829, 849, 868, 869, 876];

/// Toll-free and premium numbers, which no phone has.
const SERVICES: [u16; 9] = [800, 822, 833, 844, 855, 866, 877, 888, 900];

impl Country {
    /// The country of a number, by its area code: one that is not known to belong elsewhere is of the United States.
    pub(crate) fn of(phone: &PhoneNumber) -> Result<(Self, &str), InvalidValue> {
        let rule = |rule| InvalidValue::new("phone number", rule);
        let elsewhere = rule("must be one of the United States or Canada: Signzy sends links nowhere else");
        let national = phone.nanp_national().ok_or(elsewhere)?;
        let area: u16 = national.get(..3).and_then(|area| area.parse().ok()).ok_or(elsewhere)?;
        if ELSEWHERE.contains(&area) {
            return Err(elsewhere);
        }
        let exchange = national.as_bytes().get(3).copied().unwrap_or_default();
        if area < 200 || exchange < b'2' || SERVICES.contains(&area) {
            return Err(rule(
                "must be that of a phone: area code and exchange begin with 2 to 9, and it is not toll-free",
            ));
        }
        Ok((if CANADA.contains(&area) { Self::Canada } else { Self::UnitedStates }, national))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

    use super::*;

    fn of(phone: &str) -> Option<Country> {
        Country::of(&PhoneNumber::new(phone).unwrap()).ok().map(|(country, _)| country)
    }

    #[test]
    fn area_codes_tell_the_country() {
        assert_eq!(of("+12025550143"), Some(Country::UnitedStates));
        assert_eq!(of("+14165550143"), Some(Country::Canada));
        assert_eq!(of("+19055550143"), Some(Country::Canada));
        assert_eq!(of("+17875550143"), Some(Country::UnitedStates), "Puerto Rico");
        assert_eq!(of("+18765550143"), None, "Jamaica");
        assert_eq!(of("+12425550143"), None, "the Bahamas");
        assert_eq!(of("+442079460143"), None, "the United Kingdom");
    }

    #[test]
    fn what_no_phone_has_is_refused() {
        assert_eq!(of("+18005550143"), None);
        assert_eq!(of("+11235550143"), None);
        assert_eq!(of("+12021550143"), None);
        assert_eq!(of("+1202555014"), None, "nine digits");
    }

    #[test]
    fn no_area_code_stands_twice() {
        let mut all = [&CANADA[..], &ELSEWHERE, &SERVICES].concat();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
