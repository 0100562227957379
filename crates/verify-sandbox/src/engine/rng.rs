//! Seeded randomness: the same seed gives the same codes and ids in every run.

/// A small generator (`SplitMix64`). Not for secrets; the sandbox has none.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Rng(u64);

impl Rng {
    /// A stream of its own for each label.
    pub(crate) fn new(seed: u64, labels: &[&str]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for label in labels {
            for byte in label.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self(hash)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// Decimal digits, leading zeros included.
    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))).collect()
    }

    pub(crate) fn hex(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from_digit(u32::try_from(self.below(16)).unwrap_or(0), 16).unwrap_or('0'))
            .collect()
    }

    /// A version 4 UUID.
    pub(crate) fn uuid(&mut self) -> String {
        let variant = ["8", "9", "a", "b"][usize::try_from(self.below(4)).unwrap_or(0)];
        let [first, second, third, fourth, fifth] = [8, 4, 3, 3, 12].map(|count| self.hex(count));
        format!("{first}-{second}-4{third}-{variant}{fourth}-{fifth}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_labels_give_the_same_stream() {
        let mut one = Rng::new(7, &["default", "codes"]);
        let mut two = Rng::new(7, &["default", "codes"]);
        let mut other = Rng::new(7, &["defaultc", "odes"]);
        let drawn = one.digits(6);
        assert_eq!(drawn, two.digits(6));
        assert_ne!(drawn, other.digits(6));
    }

    #[test]
    fn a_uuid_has_its_form() {
        let uuid = Rng::new(0, &[]).uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(uuid.as_bytes()[14], b'4');
    }
}
