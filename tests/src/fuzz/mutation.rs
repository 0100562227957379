//! Small changes of an input, the same in every run.

/// What often matters to a reader of text.
const TOKENS: [&[u8]; 14] = [
    b"null",
    b"\"\"",
    b"[]",
    b"{}",
    b"-1",
    b"9223372036854775808",
    b"1e999",
    b"\"",
    b"\\u0000",
    b"\xff",
    b"\n",
    b": ",
    b"+",
    b"%00",
];

/// A source of changes.
#[derive(Debug, Clone)]
pub struct Mutator(u64);

impl Mutator {
    /// The same seed makes the same changes.
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// Xorshift.
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }

    /// The input with one to four changes.
    pub fn change(&mut self, input: &[u8]) -> Vec<u8> {
        let mut changed = input.to_vec();
        for _ in 0..=self.next(4) {
            self.change_once(&mut changed);
        }
        changed
    }

    fn change_once(&mut self, input: &mut Vec<u8>) {
        let at = self.next(input.len() + 1);
        let end = (at + 1 + self.next(16)).min(input.len());
        match self.next(6) {
            0 => drop(input.drain(at..end)),
            1 => input.truncate(at),
            2 => drop(input.splice(at..at, TOKENS[self.next(TOKENS.len())].iter().copied())),
            3 => drop(input.splice(at..end, TOKENS[self.next(TOKENS.len())].iter().copied())),
            4 => {
                let copy = input[at..end].to_vec();
                drop(input.splice(at..at, copy));
            }
            _ => {
                let bit = 1 << self.next(8);
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= bit;
                }
            }
        }
    }
}
