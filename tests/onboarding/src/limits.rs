//! How many texts can be asked for. Each costs money, and whoever did not ask for it is harassed by it. The pace of a session is
//! no help against somebody who begins a new one each time.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use spinwheel_connect::PhoneNumber;

/// Texts to one phone number, and from one address, within the window. Several people may share an address.
const PER_PHONE: usize = 5;
const PER_ADDRESS: usize = 20;
const WINDOW: Duration = Duration::from_hours(1);

/// In memory: with several instances of the application it belongs into what they share.
#[derive(Default)]
pub(crate) struct Limits {
    /// Random in each process: neither numbers nor addresses are kept, and nobody can guess them from what is.
    hasher: RandomState,
    asked: Mutex<HashMap<u64, Vec<Duration>>>,
}

impl Limits {
    /// Counts a text to this number, asked for from this address, unless there were too many: then how long to wait. `now` is
    /// the time that never runs backwards.
    pub(crate) fn ask(&self, phone: &PhoneNumber, from: IpAddr, now: Duration) -> Result<(), Duration> {
        let keys =
            [(self.hasher.hash_one(phone), PER_PHONE), (self.hasher.hash_one(network(from)), PER_ADDRESS)];
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.retain(|_, times| {
            times.retain(|time| now.saturating_sub(*time) < WINDOW);
            !times.is_empty()
        });
        let wait = keys.iter().filter_map(|(key, most)| {
            let times = asked.get(key)?;
            // The oldest of those that fill it has to pass first.
            let oldest = times.get(times.len().checked_sub(*most)?)?;
            Some(WINDOW.saturating_sub(now.saturating_sub(*oldest)))
        });
        if let Some(wait) = wait.max() {
            return Err(wait);
        }
        for (key, _) in keys {
            asked.entry(key).or_default().push(now);
        }
        Ok(())
    }
}

/// Whoever has one address of version 6 has 2^64 of them.
fn network(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        version_4 @ IpAddr::V4(_) => version_4,
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Limits")
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::time::Duration;

    use spinwheel_connect::PhoneNumber;

    use super::{Limits, PER_ADDRESS, PER_PHONE, WINDOW};

    fn ask(limits: &Limits, phone: usize, from: &str, seconds: u64) -> Result<(), u64> {
        let phone = PhoneNumber::new(&format!("+120255501{phone:02}")).unwrap();
        let from: IpAddr = from.parse().unwrap();
        limits.ask(&phone, from, Duration::from_secs(seconds)).map_err(|wait| wait.as_secs())
    }

    #[test]
    fn a_number_is_texted_so_often_whoever_asks_and_then_again_as_time_passes() {
        let limits = Limits::default();
        for second in 0..PER_PHONE {
            assert_eq!(ask(&limits, 1, &format!("192.0.2.{second}"), second as u64), Ok(()));
        }
        assert_eq!(ask(&limits, 1, "192.0.2.9", 10), Err(WINDOW.as_secs() - 10));
        assert_eq!(ask(&limits, 2, "192.0.2.9", 10), Ok(()));
        assert_eq!(ask(&limits, 1, "192.0.2.9", WINDOW.as_secs()), Ok(()));
        assert_eq!(ask(&limits, 1, "192.0.2.9", WINDOW.as_secs()), Err(1), "the second was one second later");
    }

    #[test]
    fn an_address_asks_so_often_for_whichever_number() {
        for addresses in [["192.0.2.7", "::ffff:192.0.2.7"], ["2001:db8::1", "2001:db8::ffff:1"]] {
            let limits = Limits::default();
            for phone in 0..PER_ADDRESS {
                assert_eq!(ask(&limits, phone, addresses[phone % 2], 0), Ok(()));
            }
            assert_eq!(ask(&limits, 99, addresses[0], 60), Err(WINDOW.as_secs() - 60));
            assert_eq!(ask(&limits, 99, "2001:db8:0:1::1", 60), Ok(()));
        }
    }

    #[test]
    fn what_has_passed_is_forgotten() {
        let limits = Limits::default();
        for phone in 0..10 {
            ask(&limits, phone, "192.0.2.7", 0).unwrap();
        }
        ask(&limits, 10, "192.0.2.8", WINDOW.as_secs()).unwrap();
        assert_eq!(limits.asked.lock().unwrap().len(), 2);
    }
}
