//! A text that is searched.

use std::collections::BTreeSet;

use super::needle::Needle;

/// Separators between two digits that are still one number: `(202) 555-0140`, `2 0 2`, `["202", "555"]`.
const MOST_SEPARATORS: usize = 4;

/// A text, in the forms in which needles are looked for.
#[derive(Debug)]
pub(super) struct Haystack<'a> {
    exact: &'a str,
    small: String,
    /// Small letters, and numbers without separators.
    joined: String,
}

impl<'a> Haystack<'a> {
    /// What is public is not looked at.
    pub(super) fn new(text: &'a str, public: &BTreeSet<String>) -> Self {
        let mut small = text.to_lowercase();
        for public in public.iter().filter(|public| !public.is_empty()) {
            small = small.replace(public.as_str(), "…");
        }
        let joined = joined(&small);
        Self { exact: text, small, joined }
    }

    pub(super) fn has(&self, needle: &Needle) -> bool {
        match needle {
            Needle::Anywhere(text) => has(&self.small, text),
            Needle::Exact(text) => has(self.exact, text),
            Needle::Digits(digits) => has(&self.joined, digits),
            Needle::Word(word) => has_whole(&self.small, word, char::is_alphanumeric),
            Needle::Number(digits) => {
                let is_digit = |letter: char| letter.is_ascii_alphanumeric();
                has_whole(&self.joined, digits, is_digit) || has_whole(&self.small, digits, is_digit)
            }
        }
    }
}

fn has(text: &str, part: &str) -> bool {
    !part.is_empty() && text.contains(part)
}

/// Whether the part occurs with nothing of the kind beside it.
fn has_whole(text: &str, part: &str, kind: impl Fn(char) -> bool) -> bool {
    if part.is_empty() {
        return false;
    }
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
