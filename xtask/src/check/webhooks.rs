//! Signatures of webhooks are compared in constant time, in one place, and each provider that signs is tortured.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::member::Member;
use crate::problem::{Outcome, Problem, Report, plural};
use crate::rust::Source;
use crate::rust::search::{each_level, fields_with_text, group, ident, is_ident, is_punct};
use crate::rust::strip::Strip;
use crate::tree::Tree;

/// The one file that makes and compares signatures.
const HOME: &str = "crates/verify-core/src/webhook.rs";
/// The rows of the torture.
const ROWS: &str = "tests/src/hostile/receivers/rows.rs";

/// The names that a signature cannot be made or compared without.
const TOOLS: [&str; 6] = ["hmac", "Hmac", "sha2", "Sha256", "CtOutput", "subtle"];
/// Methods that compare bytes and stop at the first that differs. At home, `contains` looks among `CtOutput`s.
const COMPARING: [&str; 6] = ["eq", "ne", "cmp", "starts_with", "ends_with", "contains"];
/// What gives a signature away as bytes or text that could be compared: for `fn sign`, which is there for tests.
const REVEALING: [&str; 2] = ["sign", "into_bytes"];

/// Looks at the core and at all providers.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let providers = Member::providers(tree)?;
    let mut problems = Vec::new();
    let mut signing = 0;
    for dir in providers.iter().map(|member| member.dir.as_str()).chain(["crates/verify-core"]) {
        let mut signs = false;
        for source in Source::read_all(tree, &format!("{dir}/src"))? {
            let tokens = Strip { tests: true, docs: true, macros: false }.apply(&source.tokens);
            signs |= of_file(&source.path, &tokens, &mut problems);
        }
        if signs && dir != "crates/verify-core" {
            signing += 1;
            problems.extend(row_missing(tree, dir)?);
        }
    }
    let counted = format!("signatures of {}", plural(signing, "provider"));
    Ok(Report::new("crates", signing, counted, problems))
}

/// Looks at one file; returns whether it has to do with signatures.
fn of_file(path: &str, tokens: &TokenStream, problems: &mut Vec<Problem>) -> bool {
    let mut names = Vec::new();
    each_level(tokens, &mut |level| {
        names.extend(level.iter().filter_map(|token| ident(Some(token)).cloned()));
    });
    let tool = names.iter().find(|name| TOOLS.iter().any(|tool| *name == tool));
    if let Some(tool) = tool.filter(|_| path != HOME) {
        let wrong = format!("{tool} makes signatures outside of {HOME}");
        problems.push(Problem::new(path, tool.span().start().line, wrong, "use SigningKeys"));
    }
    let concerned = names.iter().any(|name| name == "SigningKeys");
    if concerned {
        comparisons(path, tokens, problems);
        revelations(path, tokens, problems);
    }
    concerned
}

/// Comparisons that take longer the more fits.
fn comparisons(path: &str, tokens: &TokenStream, problems: &mut Vec<Problem>) {
    let todo =
        "let SigningKeys::verify compare; other comparisons belong into a file that knows no signatures";
    each_level(tokens, &mut |level| {
        for (at, token) in level.iter().enumerate() {
            let operator = is_punct(level.get(at + 1), '=')
                && (is_punct(Some(token), '=') || is_punct(Some(token), '!'))
                && joint(token);
            let method = is_punct(at.checked_sub(1).and_then(|before| level.get(before)), '.')
                && COMPARING.iter().any(|name| is_ident(Some(token), name))
                && !(path == HOME && is_ident(Some(token), "contains"));
            if operator || method {
                let wrong = "a comparison beside signatures, which may not take constant time";
                problems.push(Problem::new(path, token.span().start().line, wrong, todo));
            }
        }
    });
}

fn joint(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.spacing() == proc_macro2::Spacing::Joint)
}

/// Signatures that leave `CtOutput` outside of `fn sign`.
fn revelations(path: &str, tokens: &TokenStream, problems: &mut Vec<Problem>) {
    each_level(tokens, &mut |level| {
        for at in 0..level.len() {
            if !is_ident(level.get(at), "fn") || is_ident(level.get(at + 1), "sign") {
                continue;
            }
            let Some(body) = level[at..].iter().find_map(|token| group(Some(token), Delimiter::Brace)) else {
                continue;
            };
            each_level(&body.stream(), &mut |inside| {
                for pair in inside.windows(2).filter(|pair| is_punct(pair.first(), '.')) {
                    let Some(called) = ident(pair.get(1)) else { continue };
                    if REVEALING.iter().any(|name| called == name) {
                        let wrong = format!("{called} gives a signature away outside of fn sign");
                        let todo =
                            "verify with SigningKeys::verify; a signature that is known is soon compared";
                        problems.push(Problem::new(path, called.span().start().line, wrong, todo));
                    }
                }
            });
        }
    });
}

/// Each provider that signs has a row.
fn row_missing(tree: &Tree, dir: &str) -> Outcome<Option<Problem>> {
    let name = dir.trim_start_matches("crates/");
    let rows = if tree.has_file(ROWS) {
        fields_with_text(&Source::read(tree, ROWS)?.tokens, "krate")
    } else {
        Vec::new()
    };
    let missing = !rows.iter().any(|row| row.text == name);
    Ok(missing.then(|| {
        let todo = format!("add a row with krate: \"{name}\", and look at what the torture says of it");
        Problem::new(ROWS, 1, format!("{name} checks signatures and has no row"), todo)
    }))
}

#[cfg(test)]
mod tests {
    use super::{HOME, ROWS, check};
    use crate::fixture::Fixture;

    const RECEIVER: &str = "crates/some-api/src/webhook.rs";

    fn fixture() -> Fixture {
        Fixture::new(&[
            ("crates/verify-core/Cargo.toml", "[package]\nname = \"verify-core\""),
            (
                HOME,
                "use hmac::Hmac; struct SigningKeys;\nfn verify() { expected.contains(&CtOutput::new(x)); }\n\
                 fn sign() { mac.into_bytes(); }\n#[cfg(test)] mod tests { fn a() { assert!(a == b); } }",
            ),
            ("crates/some-api/Cargo.toml", "[package]\nname = \"some-api\""),
            ("crates/some-api/src/endpoints/mod.rs", "fn other() { a == b; }"),
            (
                RECEIVER,
                "//! If a == b.\nfn verify() { SigningKeys::verify(a => b, c <= d); }\nfn sign() { keys.sign(x); }",
            ),
            (ROWS, "fn row() { Signing { krate: \"some-api\" } }"),
        ])
    }

    #[test]
    fn one_place_that_compares_and_a_row_for_each_are_fine() {
        assert_eq!(fixture().problems(check), "");
        assert_eq!(check(fixture().tree()).unwrap().counted, "signatures of 1 provider");
    }

    #[test]
    fn a_comparison_beside_signatures_is_a_problem() {
        for comparison in ["a == b", "a != b", "a.eq(&b)", "a.starts_with(b)", "m!(a.contains(&b))"] {
            let fixture = fixture();
            fixture.replace(RECEIVER, "keys.sign(x)", comparison);
            let problems = fixture.problems(check);
            assert!(problems.starts_with(&format!("{RECEIVER}:3: a comparison")), "{comparison}: {problems}");
            assert_eq!(problems.lines().count(), 1, "{problems}");
        }
        let fixture = fixture();
        fixture.replace(HOME, "expected.contains", "expected == a && b.contains");
        assert!(fixture.problems(check).starts_with(&format!("{HOME}:2: a comparison")));
    }

    #[test]
    fn a_signature_that_is_known_elsewhere_is_a_problem() {
        let fixture = fixture();
        fixture.replace(RECEIVER, "SigningKeys::verify(", "SigningKeys; if_it(self.sign(body), ");
        assert!(fixture.problems(check).starts_with(&format!("{RECEIVER}:2: sign gives a signature away")));
        fixture.write(RECEIVER, "fn sign() { SigningKeys }");
        fixture.replace(HOME, "expected.contains", "x.into_bytes().contains");
        assert!(fixture.problems(check).starts_with(&format!("{HOME}:2: into_bytes gives a signature away")));
    }

    #[test]
    fn signatures_of_ones_own_are_a_problem() {
        let fixture = fixture();
        fixture.write("crates/some-api/src/own.rs", "\nuse sha2::Sha256;");
        assert!(fixture.problems(check).starts_with("crates/some-api/src/own.rs:2: sha2 makes signatures"));
    }

    #[test]
    fn a_provider_without_row_is_a_problem() {
        let fixture = fixture();
        fixture.replace(ROWS, "some-api", "other-api");
        assert!(
            fixture.problems(check).starts_with(&format!("{ROWS}:1: some-api checks signatures and has no"))
        );
        fixture.remove(ROWS);
        assert!(fixture.problems(check).contains("has no row"));
    }
}
