//! Rules for any file: length, nothing unfinished, no machine's paths, no silent `allow`.

use std::collections::BTreeMap;

use proc_macro2::TokenTree;
use regex::Regex;

use super::pattern;
use crate::codegen;
use crate::problem::{Outcome, Problem, Report, plural};
use crate::rust::Source;
use crate::rust::lines::comments;
use crate::rust::search::{each_level, is_ident, is_punct};
use crate::rust::strip::{Strip, attribute};
use crate::tree::{Tree, extension};

const LIMIT: usize = 400;
const GENERATED: [&str; 2] = ["tests/generated/", codegen::GENERATED];
const TEXTS: [&str; 10] = ["rs", "toml", "md", "snap", "json", "html", "txt", "graphql", "yml", "run"];
/// Folders at the root of a machine where people and build servers keep checkouts.
const MACHINE_PATHS: &str = r"(?m)(?:^|[^A-Za-z0-9._/-])((?:/(?:home|root|Users|work|workspace|builds)|[A-Z]:\\)[/\\][A-Za-z0-9._-]+)";

/// Looks at all text files.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let mut problems = Vec::new();
    let machine_path = pattern::compile(MACHINE_PATHS)?;
    let files = tree.files_with("", &TEXTS);
    for path in &files {
        machine_paths(path, &tree.read(path)?, &machine_path, &mut problems);
    }
    let rust: Vec<_> = files.iter().filter(|path| extension(path) == "rs").collect();
    for path in &rust {
        let source = Source::read(tree, path)?;
        too_long(&source, &mut problems);
        unfinished(&source, &mut problems);
        if path.starts_with("crates/") && path.contains("/src/") {
            silent_allows(&source, &mut problems);
        }
    }
    let counted = format!("{}, {} in Rust", plural(files.len(), "file"), rust.len());
    Ok(Report::new(".", rust.len(), counted, problems))
}

fn too_long(source: &Source, problems: &mut Vec<Problem>) {
    let lines = source.text.lines().count();
    if lines > LIMIT && !GENERATED.iter().any(|place| source.path.starts_with(place)) {
        let wrong = format!("has {lines} lines, more than {LIMIT}");
        problems.push(Problem::new(&source.path, LIMIT + 1, wrong, "split it by ideas"));
    }
}

/// Macros and comments that say that something is not done.
fn unfinished(source: &Source, problems: &mut Vec<Problem>) {
    let mut report = |line: usize, what: String| {
        problems.push(Problem::new(&source.path, line, format!("has {what}"), "finish it, or file an issue"));
    };
    each_level(&source.tokens, &mut |level| {
        for pair in level.windows(2) {
            for name in ["todo", "unimplemented"] {
                if is_ident(pair.first(), name) && is_punct(pair.get(1), '!') {
                    report(pair[0].span().start().line, format!("a call of {name}!"));
                }
            }
        }
    });
    for (line, comment) in comments(source) {
        let mut words = comment.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
        if let Some(word) = words.find(|word| ["FIXME", "XXX"].contains(word)) {
            report(line, format!("the mark {word}"));
        }
    }
}

fn machine_paths(path: &str, text: &str, pattern: &Regex, problems: &mut Vec<Problem>) {
    for found in pattern.captures_iter(text).filter_map(|captures| captures.get(1)) {
        let line = text[..found.start()].matches('\n').count() + 1;
        let wrong = format!("names the path {} of some machine", found.as_str());
        problems.push(Problem::new(path, line, wrong, "make it relative, or take it from the environment"));
    }
}

/// `#[allow(…)]` without `reason` and without a comment beside it or above it, outside of macro definitions.
fn silent_allows(source: &Source, problems: &mut Vec<Problem>) {
    let comments = comments(source);
    let tokens = Strip { macros: true, ..Strip::default() }.apply(&source.tokens);
    each_level(&tokens, &mut |level| {
        for at in 0..level.len() {
            let inner = attribute(&level[at..]);
            let silences = is_ident(inner.first(), "allow") || is_ident(inner.first(), "expect");
            let line = level[at].span().start().line;
            if silences && !has_reason(&inner) && !explained(&comments, line) {
                let todo = "say why: a comment on the line above, or `reason = \"…\"`";
                problems.push(Problem::new(&source.path, line, "a lint is silenced without a word", todo));
            }
        }
    });
}

fn has_reason(attribute: &[TokenTree]) -> bool {
    let Some(TokenTree::Group(lints)) = attribute.get(1) else { return false };
    lints.stream().into_iter().any(|token| is_ident(Some(&token), "reason"))
}

fn explained(comments: &BTreeMap<usize, String>, line: usize) -> bool {
    let is_plain = |text: &String| !text.starts_with("///") && !text.starts_with("//!");
    [line - 1, line].iter().any(|line| comments.get(line).is_some_and(is_plain))
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, check};
    use crate::fixture::Fixture;

    fn problems(path: &str, text: &str) -> String {
        Fixture::new(&[("crates/a/src/lib.rs", "//! A.\n"), (path, text)]).problems(check)
    }

    #[test]
    fn long_files_are_a_problem() {
        let text = "// line\n".repeat(LIMIT + 1);
        assert!(problems("crates/a/src/b.rs", &text).contains("b.rs:401: has 401 lines, more than 400"));
        assert_eq!(problems("tests/generated/b.rs", &text), "");
        assert_eq!(problems("crates/spinwheel-gql/src/generated/b.rs", &text), "");
        assert_eq!(problems("crates/a/src/b.rs", &"// line\n".repeat(LIMIT)), "");
    }

    #[test]
    fn unfinished_things_are_a_problem() {
        assert!(problems("tests/b.rs", "fn f() {\n todo!()\n}").contains("b.rs:2: has a call of todo!"));
        assert!(problems("tests/b.rs", "m! { unimplemented!() }").contains("a call of unimplemented!"));
        assert!(problems("tests/b.rs", "\n// FIXME: later").contains("b.rs:2: has the mark FIXME"));
        assert!(problems("tests/b.rs", "/// XXX\nfn f() {}").contains("b.rs:1: has the mark XXX"));
        assert_eq!(problems("tests/b.rs", "// 555-01XX, XXX-XX\nconst A: &str = \"FIXME todo!()\";"), "");
    }

    #[test]
    fn paths_of_a_machine_are_a_problem() {
        let text = format!("See `/{}/me/file`.", "home");
        assert!(problems("docs/a.md", &text).contains(&format!("a.md:1: names the path /{}/me of", "home")));
        assert!(problems(".ci/run", &format!("cd C:\\\\{}", "x")).contains("names the path"));
        assert_eq!(problems("docs/a.md", "GET https://example.com/home/page and docs/root/x"), "");
    }

    #[test]
    fn silent_allows_are_a_problem() {
        let silent = "/// Docs are no reason.\n#[allow(dead_code)]\nfn f() {}";
        assert!(problems("crates/a/src/b.rs", silent).contains("b.rs:2: a lint is silenced"));
        assert!(problems("crates/a/src/b.rs", "#![allow(x)]").contains("b.rs:1: a lint is silenced"));
        assert_eq!(problems("tests/b.rs", silent), "");
    }

    #[test]
    fn explained_allows_are_fine() {
        assert_eq!(problems("crates/a/src/b.rs", "// Needed for x.\n#[allow(x)]\nfn f() {}"), "");
        assert_eq!(problems("crates/a/src/b.rs", "#[allow(x)] // Needed for x.\nfn f() {}"), "");
        assert_eq!(problems("crates/a/src/b.rs", "#[allow(x, reason = \"y\")]\nfn f() {}"), "");
        assert_eq!(problems("crates/a/src/b.rs", "macro_rules! m { () => { #[allow(x)] fn f() {} } }"), "");
    }
}
