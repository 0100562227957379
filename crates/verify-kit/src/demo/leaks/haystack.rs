//! A text that is searched.

use std::collections::BTreeSet;

use super::needle::Needle;

/// Separators between two digits that are still one number: `(202) 555-0140`, `2 0 2`, `["202", "555"]`.
const MOST_SEPARATORS: usize = 4;

/// A text, in the forms in which needles are looked for.
#[derive(Debug)]
pub(super) struct Haystack {
    exact: View,
    small: View,
    /// Small letters, and numbers without separators.
    joined: View,
}

impl Haystack {
    /// What is public is not looked at.
    pub(super) fn new(text: &str, public: &BTreeSet<String>) -> Self {
        let mut small = text.to_lowercase();
        for public in public.iter().filter(|public| !public.is_empty()) {
            small = small.replace(public.as_str(), "…");
        }
        let joined = View::new(joined(&small));
        Self { exact: View::new(text.to_owned()), small: View::new(small), joined }
    }

    pub(super) fn has(&self, needle: &Needle) -> bool {
        let is_digit = |letter: char| letter.is_ascii_alphanumeric();
        match needle {
            Needle::Anywhere(text) => self.small.has(text),
            Needle::Exact(text) => self.exact.has(text),
            Needle::Digits(digits) => self.joined.has(digits),
            Needle::Word(word) => self.small.has_whole(word, char::is_alphanumeric),
            Needle::Number(digits) => {
                self.joined.has_whole(digits, is_digit) || self.small.has_whole(digits, is_digit)
            }
        }
    }
}

/// A text, and which three letters stand together in it: most of what is looked for is ruled out by that, and the text
/// need not be read a thousand times.
#[derive(Debug)]
struct View {
    text: String,
    triples: Vec<bool>,
}

impl View {
    fn new(text: String) -> Self {
        let mut triples = vec![false; 1 << 16];
        text.as_bytes().windows(3).for_each(|three| triples[place(three)] = true);
        Self { text, triples }
    }

    fn may_have(&self, part: &str) -> bool {
        !part.is_empty() && part.as_bytes().windows(3).all(|three| self.triples[place(three)])
    }

    fn has(&self, part: &str) -> bool {
        self.may_have(part) && self.text.contains(part)
    }

    fn has_whole(&self, part: &str, kind: impl Fn(char) -> bool) -> bool {
        self.may_have(part) && has_whole(&self.text, part, kind)
    }
}

/// Different triples may share a place; then the text itself decides.
fn place(three: &[u8]) -> usize {
    three.iter().fold(0, |place, byte| (place * 37 + usize::from(*byte)) & 0xffff)
}

/// Whether the part, which is not empty, occurs with nothing of the kind beside it.
fn has_whole(text: &str, part: &str, kind: impl Fn(char) -> bool) -> bool {
    let free = |beside: Option<char>| !beside.is_some_and(&kind);
    text.match_indices(part)
        .any(|(at, _)| free(text[..at].chars().next_back()) && free(text[at + part.len()..].chars().next()))
}

fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut separators = String::new();
    for letter in text.chars() {
        let after_digit = joined.ends_with(|last: char| last.is_ascii_digit());
        if after_digit && separators.len() < MOST_SEPARATORS && " -./(),\"_".contains(letter) {
            separators.push(letter);
            continue;
        }
        if !letter.is_ascii_digit() {
            joined.push_str(&separators);
        }
        separators.clear();
        joined.push(letter);
    }
    joined + &separators
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn numbers_lose_their_separators() {
        for (text, expected) in [
            ("call (202) 555-0140 now", "call (2025550140 now"),
            ("[2, 0, 2]", "[202]"),
            ("\"202\", \"555\"", "\"202555\""),
            ("at=1 x-2", "at=1 x-2"),
            ("end 5 ", "end 5 "),
        ] {
            assert_eq!(joined(text), expected);
        }
    }
}
