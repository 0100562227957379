//! The core stays thin.

use std::collections::BTreeSet;

use crate::problem::{Outcome, Problem, Report};
use crate::rust::Source;
use crate::rust::lines::code_lines;
use crate::rust::strip::test_modules;
use crate::tree::Tree;

const CORE: &str = "crates/verify-core/src";
const LIMIT: usize = 2_500;

/// Counts the lines of code of the core.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let mut sources = Source::read_all(tree, CORE)?;
    let tests = test_files(&sources);
    sources.retain(|source| !tests.iter().any(|test| source.path.starts_with(test)));
    let lines = sources.iter().map(|source| code_lines(source).len()).sum::<usize>();
    let counted = format!("{lines} lines of code of {LIMIT} in {CORE}");
    Ok(Report::new(CORE, lines, counted, too_many(lines)))
}

fn too_many(lines: usize) -> Vec<Problem> {
    if lines <= LIMIT {
        return Vec::new();
    }
    let wrong = format!("the core has {lines} lines of code, more than {LIMIT}");
    vec![Problem::new(CORE, 1, wrong, "move what only one provider needs to its crate, or simplify")]
}

/// The beginnings of the paths of test modules in files of their own: `dir/name.rs`, `dir/name/`.
fn test_files(sources: &[Source]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in sources {
        let dir = module_dir(&source.path);
        for name in test_modules(&source.tokens) {
            found.insert(format!("{dir}/{name}.rs"));
            found.insert(format!("{dir}/{name}/"));
        }
    }
    found
}

/// The folder of the modules that a file declares.
fn module_dir(path: &str) -> &str {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    ["/mod", "/lib"].iter().find_map(|root| stem.strip_suffix(root)).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::{check, too_many};
    use crate::fixture::Fixture;

    #[test]
    fn counts_without_tests_and_comments() {
        let fixture = Fixture::new(&[
            ("crates/verify-core/src/lib.rs", "//! Core.\n\nmod a;\n#[cfg(test)]\nmod tests;\n"),
            ("crates/verify-core/src/a.rs", "/// F.\nfn f() {}\n#[cfg(test)]\nmod tests {\n}\n"),
            ("crates/verify-core/src/tests.rs", "fn g() {}\n"),
        ]);
        let report = check(fixture.tree()).unwrap();
        assert!(report.problems.is_empty());
        assert!(report.counted.starts_with("2 lines"), "{}", report.counted);
    }

    #[test]
    fn too_many_lines_are_a_problem() {
        let fixture =
            Fixture::new(&[("crates/verify-core/src/lib.rs", &"fn f() {}\n".repeat(super::LIMIT + 1))]);
        assert!(fixture.problems(check).contains("2501 lines of code, more than 2500"));
        assert!(too_many(super::LIMIT).is_empty());
    }
}
