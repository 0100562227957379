//! Breaking texts into lines.

/// Breaks a text at spaces, and words that are too long behind a sign between their parts.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let words = text.split_whitespace().flat_map(|word| pieces(word, width));
    for (word, follows_space) in words {
        match lines.last_mut() {
            Some(line) if follows_space && length(line) + 1 + length(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The pieces of a word, each short enough; whether a space stands before it.
fn pieces(mut word: &str, width: usize) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    while length(word) > width.max(1) {
        let end = word.char_indices().nth(width.max(1)).map_or(word.len(), |(at, _)| at);
        let sign = word[..end].rfind(['_', '.', '/', '-', ':', '=']).map(|at| at + 1);
        let (piece, rest) = word.split_at(sign.filter(|at| *at < word.len()).unwrap_or(end));
        pieces.push((piece, pieces.is_empty()));
        word = rest;
    }
    pieces.push((word, pieces.is_empty()));
    pieces
}

pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_as_long_as_they_may_be() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("one two", 6), ["one", "two"]);
        assert_eq!(wrap("averylongword x", 4), ["aver", "ylon", "gwor", "d x"]);
        assert_eq!(wrap("see user.updated.method now", 13), ["see", "user.updated.", "method now"]);
        assert!(wrap("", 4).is_empty());
    }
}
