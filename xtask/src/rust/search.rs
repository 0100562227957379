//! Finding things among tokens.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// Calls `visit` with the tokens of each level: the file's own first, then those of each group in it.
pub(crate) fn each_level(tokens: &TokenStream, visit: &mut dyn FnMut(&[TokenTree])) {
    let level: Vec<_> = tokens.clone().into_iter().collect();
    visit(&level);
    for token in &level {
        if let TokenTree::Group(group) = token {
            each_level(&group.stream(), visit);
        }
    }
}

/// The identifier, if the token is one.
pub(crate) fn ident(token: Option<&TokenTree>) -> Option<&Ident> {
    match token {
        Some(TokenTree::Ident(ident)) => Some(ident),
        _ => None,
    }
}

/// Whether the token is this identifier or keyword.
pub(crate) fn is_ident(token: Option<&TokenTree>, name: &str) -> bool {
    ident(token).is_some_and(|ident| ident == name)
}

/// Whether the token is this sign.
pub(crate) fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// The group, if the token is one with these brackets.
pub(crate) fn group(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<&Group> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

/// The text of a string literal.
pub(crate) fn string(token: Option<&TokenTree>) -> Option<String> {
    let Some(TokenTree::Literal(literal)) = token else { return None };
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|literal| literal.value())
}

/// A text found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The text.
    pub(crate) text: String,
    /// Its line.
    pub(crate) line: usize,
}

/// Whether `first::second` stands anywhere.
pub(crate) fn has_path(tokens: &TokenStream, first: &str, second: &str) -> bool {
    let mut found = false;
    each_level(tokens, &mut |level| {
        found |= level.windows(4).any(|part| {
            is_ident(part.first(), first)
                && is_punct(part.get(1), ':')
                && is_punct(part.get(2), ':')
                && is_ident(part.get(3), second)
        });
    });
    found
}

/// The first arguments of all calls `name("…", …)`, also inside macro calls.
pub(crate) fn calls_with_text(tokens: &TokenStream, name: &str) -> Vec<Found> {
    let mut found = Vec::new();
    each_level(tokens, &mut |level| {
        for (at, token) in level.iter().enumerate() {
            let Some(called) = ident(Some(token)).filter(|ident| *ident == name) else { continue };
            let Some(arguments) = group(level.get(at + 1), Delimiter::Parenthesis) else { continue };
            let first = arguments.stream().into_iter().next();
            let line = called.span().start().line;
            found.extend(string(first.as_ref()).map(|text| Found { text, line }));
        }
    });
    found.sort_by_key(|found| found.line);
    found
}

/// The values of all fields `name: "…"`, also inside macro calls.
pub(crate) fn fields_with_text(tokens: &TokenStream, name: &str) -> Vec<Found> {
    let mut found = Vec::new();
    each_level(tokens, &mut |level| {
        for (at, token) in level.iter().enumerate() {
            if is_ident(Some(token), name) && is_punct(level.get(at + 1), ':') {
                let line = token.span().start().line;
                found.extend(string(level.get(at + 2)).map(|text| Found { text, line }));
            }
        }
    });
    found.sort_by_key(|found| found.line);
    found
}

#[cfg(test)]
mod tests {
    use super::{calls_with_text, fields_with_text};
    use crate::rust::Source;

    fn texts(found: &[super::Found]) -> Vec<(&str, usize)> {
        found.iter().map(|found| (found.text.as_str(), found.line)).collect()
    }

    #[test]
    fn finds_calls_also_in_macros() {
        let source = Source::of(
            "fn row(name: &str) {}\nvec![\n row(\"A\", 1),\n];\nrow(\"B\");\n// row(\"C\")\nrow(x);",
        );
        assert_eq!(texts(&calls_with_text(&source.tokens, "row")), [("A", 3), ("B", 5)]);
    }

    #[test]
    fn finds_fields_also_in_macros() {
        let source = Source::of("vec![Row { operation: \"a\" }];\nRow { operation: r\"b\", other: \"c\" };");
        assert_eq!(texts(&fields_with_text(&source.tokens, "operation")), [("a", 1), ("b", 2)]);
    }
}
