//! Leaving out what a check does not want to see.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::search::{group, ident, is_ident, is_punct, string};

/// The keywords an item can begin with.
const ITEMS: [&str; 16] = [
    "async",
    "const",
    "enum",
    "extern",
    "fn",
    "impl",
    "let",
    "macro_rules",
    "mod",
    "static",
    "struct",
    "trait",
    "type",
    "union",
    "unsafe",
    "use",
];

/// What to leave out.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Strip {
    /// Items under `#[cfg(test)]`.
    pub(crate) tests: bool,
    /// Definitions by `macro_rules!`.
    pub(crate) macros: bool,
    /// Doc comments.
    pub(crate) docs: bool,
}

impl Strip {
    /// The tokens that are left.
    pub(crate) fn apply(self, tokens: &TokenStream) -> TokenStream {
        let level: Vec<_> = tokens.clone().into_iter().collect();
        let mut kept = Vec::new();
        let mut at = 0;
        while at < level.len() {
            let skip = self.skipped(&level[at..]);
            if skip == 0 {
                kept.push(self.inside(&level[at]));
            }
            at += skip.max(1);
        }
        kept.into_iter().collect()
    }

    /// How many tokens to leave out here.
    fn skipped(self, rest: &[TokenTree]) -> usize {
        if self.tests && is_test_attribute(rest) {
            item_length(rest)
        } else if self.docs && doc_length(rest) > 0 {
            doc_length(rest)
        } else if self.macros && is_ident(rest.first(), "macro_rules") && is_punct(rest.get(1), '!') {
            4.min(rest.len())
        } else {
            0
        }
    }

    fn inside(self, token: &TokenTree) -> TokenTree {
        let TokenTree::Group(group) = token else { return token.clone() };
        let mut stripped = Group::new(group.delimiter(), self.apply(&group.stream()));
        stripped.set_span(group.span());
        TokenTree::Group(stripped)
    }
}

/// The modules in files of their own that exist for tests only: `#[cfg(test)] mod name;`.
pub(crate) fn test_modules(tokens: &TokenStream) -> Vec<String> {
    let level: Vec<_> = tokens.clone().into_iter().collect();
    let mut found = Vec::new();
    for at in 0..level.len() {
        if is_test_attribute(&level[at..]) {
            let item = &level[at..at + item_length(&level[at..])];
            let in_own_file = is_punct(item.last(), ';');
            let name = item.windows(2).find(|pair| is_ident(pair.first(), "mod"));
            let name = name.and_then(|pair| ident(pair.get(1)));
            found.extend(name.filter(|_| in_own_file).map(ToString::to_string));
        }
    }
    found
}

/// How many tokens the attribute at the start takes; 0 if there is none.
fn attribute_length(rest: &[TokenTree]) -> usize {
    let bang = usize::from(is_punct(rest.get(1), '!'));
    let is_attribute = is_punct(rest.first(), '#') && group(rest.get(1 + bang), Delimiter::Bracket).is_some();
    if is_attribute { 2 + bang } else { 0 }
}

/// The tokens in the brackets of the attribute at the start.
pub(crate) fn attribute(rest: &[TokenTree]) -> Vec<TokenTree> {
    match attribute_length(rest).checked_sub(1).and_then(|last| rest.get(last)) {
        Some(TokenTree::Group(group)) => group.stream().into_iter().collect(),
        _ => Vec::new(),
    }
}

fn doc_length(rest: &[TokenTree]) -> usize {
    let inner = attribute(rest);
    let is_doc =
        is_ident(inner.first(), "doc") && is_punct(inner.get(1), '=') && string(inner.get(2)).is_some();
    if is_doc { attribute_length(rest) } else { 0 }
}

/// `#[cfg(test)]` or `#[cfg(all(test, …))]`.
fn is_test_attribute(rest: &[TokenTree]) -> bool {
    let inner = attribute(rest);
    let Some(condition) = group(inner.get(1), Delimiter::Parenthesis) else { return false };
    let condition: Vec<_> = condition.stream().into_iter().collect();
    let all = group(condition.get(1), Delimiter::Parenthesis).filter(|_| is_ident(condition.first(), "all"));
    let all_of = |all: &Group| all.stream().into_iter().any(|token| is_ident(Some(&token), "test"));
    is_ident(inner.first(), "cfg") && (is_ident(condition.first(), "test") || all.is_some_and(all_of))
}

/// How many tokens the item at the start takes, with its attributes.
fn item_length(rest: &[TokenTree]) -> usize {
    let mut at = 0;
    while attribute_length(&rest[at..]) > 0 {
        at += attribute_length(&rest[at..]);
    }
    let is_item = is_item(&rest[at..]);
    while let Some(token) = rest.get(at) {
        at += 1;
        let ends = is_punct(Some(token), ';') || (!is_item && is_punct(Some(token), ','));
        if ends {
            return at;
        }
        if group(Some(token), Delimiter::Brace).is_some() {
            return at + usize::from(is_punct(rest.get(at), ';') || is_punct(rest.get(at), ','));
        }
    }
    at
}

/// Whether an item starts here, not a field or a variant.
fn is_item(rest: &[TokenTree]) -> bool {
    let mut rest = rest;
    if is_ident(rest.first(), "pub") {
        let scope = usize::from(group(rest.get(1), Delimiter::Parenthesis).is_some());
        rest = &rest[1 + scope..];
    }
    ident(rest.first()).is_some_and(|ident| ITEMS.iter().any(|item| ident == item))
}

#[cfg(test)]
mod tests {
    use super::{Strip, test_modules};
    use crate::rust::Source;

    fn strip(strip: Strip, text: &str) -> String {
        strip.apply(&Source::of(text).tokens).to_string().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn leaves_out_tests() {
        let tests = Strip { tests: true, ..Strip::default() };
        assert_eq!(strip(tests, "a! {} #[cfg(test)] mod tests { b! {} } c! {}"), "a ! { } c ! { }");
        assert_eq!(strip(tests, "#[cfg(test)] #[x] pub(crate) use a::{b}; d;"), "d ;");
        assert_eq!(strip(tests, "#[cfg(all(test, unix))] impl<A, B> X<A, B> {} d;"), "d ;");
        assert_eq!(strip(tests, "struct S { #[cfg(test)] a: u8, b: u8 }"), "struct S { b : u8 }");
        assert_eq!(strip(tests, "#[cfg(not(test))] a;"), "# [cfg (not (test))] a ;");
    }

    #[test]
    fn leaves_out_macros_and_docs() {
        let macros = Strip { macros: true, ..Strip::default() };
        assert_eq!(strip(macros, "macro_rules! m { () => { pub struct X; } } a;"), "a ;");
        let docs = Strip { docs: true, ..Strip::default() };
        assert_eq!(strip(docs, "//! A\n/// B\n#[x]\na;"), "# [x] a ;");
    }

    #[test]
    fn finds_test_modules_in_own_files() {
        let source = Source::of("mod a; #[cfg(test)] mod tests; #[cfg(test)] mod inside { mod b; }");
        assert_eq!(test_modules(&source.tokens), ["tests"]);
    }
}
