//! Words for `sh`, whatever is in them.

use super::blank::{Piece, pieces};

/// As one word that means itself: nothing is special between single quotes but the quote.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// As one word in which variables stand for their values.
pub(super) fn word(text: &str) -> String {
    let parts = pieces(text);
    let has_variables = parts.iter().any(|piece| matches!(piece, Piece::Variable(_)));
    let plain = |piece: &Piece<'_>| {
        matches!(piece, Piece::Variable(_)) || matches!(piece, Piece::Text(text) if is_plain(text))
    };
    if !has_variables {
        return quoted(text);
    }
    if parts.iter().all(plain) {
        let parts = parts.iter().enumerate().map(|(index, piece)| match piece {
            Piece::Text(text) => (*text).to_owned(),
            Piece::Variable(name) if goes_on(parts.get(index + 1)) => format!("${{{name}}}"),
            Piece::Variable(name) => format!("${name}"),
        });
        return format!("\"{}\"", parts.collect::<String>());
    }
    let parts = parts.iter().map(|piece| match piece {
        Piece::Text(text) => quoted(text),
        Piece::Variable(name) => format!("\"${name}\""),
    });
    parts.collect()
}

/// Whether nothing in it is special between double quotes.
fn is_plain(text: &str) -> bool {
    !text.contains(['$', '`', '"', '\\', '!'])
}

/// Whether the name of a variable would not end in front of it.
fn goes_on(next: Option<&Piece<'_>>) -> bool {
    matches!(next, Some(Piece::Text(text)) if text.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_'))
}

#[cfg(test)]
mod tests {
    use super::super::blank::{address, blank};
    use super::{quoted, word};

    #[test]
    fn any_text_is_one_word() {
        assert_eq!(quoted("O'Neil \"é\" $HOME `x` \\"), r#"'O'\''Neil "é" $HOME `x` \'"#);
        assert_eq!(word("accept: x"), "'accept: x'");
    }

    #[test]
    fn variables_stand_for_their_values() {
        assert_eq!(word(&format!("{}/v1", address("A_URL"))), r#""$A_URL/v1""#);
        assert_eq!(word(&format!("{}x", blank("A"))), r#""${A}x""#);
        assert_eq!(word(&format!("a$b{}", blank("A"))), r#"'a$b'"$A""#);
    }
}
