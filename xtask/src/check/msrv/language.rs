//! What the language got after the promised compiler, as far as tokens show it.

use proc_macro2::{Delimiter, TokenTree};

use crate::problem::Problem;
use crate::rust::Source;
use crate::rust::search::{each_level, group, is_ident, is_punct};

/// Everything in a file that an older compiler does not read.
pub(super) fn problems(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut report = |token: &TokenTree, what: &str, todo: &str| {
        let line = token.span().start().line;
        problems.push(Problem::new(
            &source.path,
            line,
            format!("{what}, and the crate promises Rust 1.85"),
            todo,
        ));
    };
    each_level(&source.tokens, &mut |level| {
        for at in 0..level.len() {
            let rest = &level[at..];
            let condition = is_ident(rest.first(), "if") || is_ident(rest.first(), "while");
            if condition && has_chain(rest) {
                report(&rest[0], "let within && needs Rust 1.88", "nest the conditions, or match on a tuple");
            } else if is_ident(rest.first(), "if") && is_guard(rest) {
                report(&rest[0], "`if let` as a guard needs Rust 1.95", "match inside of the arm");
            } else if is_ident(rest.first(), "cfg_select") && is_punct(rest.get(1), '!') {
                report(&rest[0], "cfg_select! needs Rust 1.95", "write #[cfg(…)] twice");
            } else if is_ident(rest.first(), "cfg") && has_word(rest.get(1)) {
                report(&rest[0], "cfg(true) and cfg(false) need Rust 1.88", "write all() or any()");
            }
        }
    });
    problems
}

/// `if let A = b && c {`, `if a && let B = c {`.
fn has_chain(rest: &[TokenTree]) -> bool {
    let condition = condition(rest);
    let lets = (0..condition.len()).filter(|at| is_ident(condition.get(*at), "let"));
    lets.into_iter().any(|at| {
        let behind_and = at >= 2 && is_and(&condition[at - 2..]);
        let tail = &condition[at..];
        let value = tail.iter().position(|token| is_punct(Some(token), '=')).unwrap_or(tail.len());
        // `= &&a` takes a reference twice.
        let before_and = (value + 2..tail.len()).any(|at| is_and(&tail[at..]));
        behind_and || before_and
    })
}

fn is_and(rest: &[TokenTree]) -> bool {
    is_punct(rest.first(), '&') && is_punct(rest.get(1), '&')
}

/// `pattern if let A = b =>`.
fn is_guard(rest: &[TokenTree]) -> bool {
    let condition = condition(rest);
    let behind = &rest[1 + condition.len()..];
    is_ident(condition.first(), "let") && is_punct(behind.first(), '=') && is_punct(behind.get(1), '>')
}

/// What stands between `if` and the block or the arrow.
fn condition(rest: &[TokenTree]) -> &[TokenTree] {
    let rest = rest.get(1..).unwrap_or_default();
    let end = (0..rest.len()).find(|at| {
        let arrow = is_punct(rest.get(*at), '=') && is_punct(rest.get(at + 1), '>');
        arrow || is_punct(rest.get(*at), ';') || group(rest.get(*at), Delimiter::Brace).is_some()
    });
    &rest[..end.unwrap_or(rest.len())]
}

/// Whether the brackets hold `true` or `false`.
fn has_word(token: Option<&TokenTree>) -> bool {
    let words = group(token, Delimiter::Parenthesis).map(|group| group.stream().into_iter());
    words.into_iter().flatten().any(|token| ["true", "false"].iter().any(|word| is_ident(Some(&token), word)))
}

#[cfg(test)]
mod tests {
    use super::problems;
    use crate::rust::Source;

    fn found(text: &str) -> String {
        problems(&Source::of(text)).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn chains_of_let_are_too_young() {
        for text in [
            "fn f() { if let A = b && c { d } }",
            "fn f() {\n if a && let B = c { d } }",
            "fn f() { while let A = b() && let C = d { } }",
            "m! { if a == 1 && let B = c { } }",
        ] {
            assert!(found(text).contains("let within && needs Rust 1.88"), "{text}");
        }
    }

    #[test]
    fn what_1_85_reads_is_fine() {
        for text in [
            "fn f() { if let A = (b && c) { d } else if e && f { let g = h; } }",
            "fn f() { if let &&A = b { } }",
            "fn f() { if let A = &&b { } }",
            "fn f() { if a && b { if let C = d { } } }",
            "fn f() { match a { b if c && d => if let E = f { }, _ => { let g = h && i; } } }",
            "fn f() { let (Some(a), true) = (b, c) else { return d && e; }; }",
            "#[cfg(all(feature = \"a\", not(test)))] fn f() {}",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }

    #[test]
    fn other_young_words() {
        assert!(found("fn f() { match a { b if let C = d => e } }").contains("1.95"));
        assert!(found("cfg_select! { }").contains("1.95"));
        assert!(found("#[cfg(true)] fn f() {}").contains("1.88"));
    }
}
