//! The core stays thin, and so does what it stands on.

use std::collections::BTreeSet;

use crate::problem::{Outcome, Problem, Report};
use crate::rust::Source;
use crate::rust::lines::code_lines;
use crate::rust::strip::test_modules;
use crate::tree::Tree;

/// A crate that everybody depends on, and how many lines of code it may have.
#[derive(Clone, Copy)]
struct Bound {
    sources: &'static str,
    limit: usize,
    todo: &'static str,
}

const CORE: Bound = Bound {
    sources: "crates/verify-core/src",
    limit: 2_600,
    todo: "move what only one provider needs to its crate, or simplify",
};
const VALUES: Bound = Bound {
    sources: "crates/verify-values/src",
    limit: 1_350,
    todo: "move what only one provider needs to its crate, what makes calls to verify-core, or simplify",
};

/// Counts the lines of code of both crates.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let (core, values) = (CORE.check(tree)?, VALUES.check(tree)?);
    let counted = format!("{}, {}", core.counted, values.counted);
    Ok(Report { counted, problems: [core.problems, values.problems].concat() })
}

impl Bound {
    fn check(self, tree: &Tree) -> Outcome<Report> {
        let mut sources = Source::read_all(tree, self.sources)?;
        let tests = test_files(&sources);
        sources.retain(|source| !tests.iter().any(|test| source.path.starts_with(test)));
        let lines = sources.iter().map(|source| code_lines(source).len()).sum::<usize>();
        let counted = format!("{lines} lines of code of {} in {}", self.limit, self.sources);
        Ok(Report::new(self.sources, lines, counted, self.too_many(lines)))
    }

    fn too_many(self, lines: usize) -> Vec<Problem> {
        if lines <= self.limit {
            return Vec::new();
        }
        let wrong = format!("there are {lines} lines of code, more than {}", self.limit);
        vec![Problem::new(self.sources, 1, wrong, self.todo)]
    }
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
    use super::{Bound, CORE, VALUES, check};
    use crate::fixture::Fixture;

    const CORE_LIB: &str = "crates/verify-core/src/lib.rs";
    const VALUES_LIB: &str = "crates/verify-values/src/lib.rs";

    #[test]
    fn counts_each_crate_without_tests_and_comments() {
        let fixture = Fixture::new(&[
            (CORE_LIB, "//! Core.\n\nmod a;\n#[cfg(test)]\nmod tests;\n"),
            ("crates/verify-core/src/a.rs", "/// F.\nfn f() {}\n#[cfg(test)]\nmod tests {\n}\n"),
            ("crates/verify-core/src/tests.rs", "fn g() {}\n"),
            (VALUES_LIB, "//! Values.\n\nfn h() {}\n\n// I.\nfn i() {}\nfn j() {}\n"),
        ]);
        let report = check(fixture.tree()).unwrap();
        assert!(report.problems.is_empty());
        assert_eq!(
            report.counted,
            "2 lines of code of 2600 in crates/verify-core/src, 3 lines of code of 1350 in crates/verify-values/src"
        );
    }

    /// A workspace in which both crates have as many lines as they may, but one has so many more.
    fn full(fuller: Bound, more: usize) -> Fixture {
        let lines = |bound: Bound| {
            let more = if bound.sources == fuller.sources { more } else { 0 };
            "fn f() {}\n".repeat(bound.limit + more)
        };
        Fixture::new(&[(CORE_LIB, &lines(CORE)), (VALUES_LIB, &lines(VALUES))])
    }

    #[test]
    fn too_many_lines_in_either_are_a_problem() {
        assert_eq!(full(CORE, 0).problems(check), "");
        let core = full(CORE, 1).problems(check);
        assert!(core.starts_with("crates/verify-core/src:1: there are 2601 lines of code, more than 2600"));
        let values = full(VALUES, 1).problems(check);
        assert!(
            values.starts_with("crates/verify-values/src:1: there are 1351 lines of code, more than 1350")
        );
        assert_eq!((core.lines().count(), values.lines().count()), (1, 1));
    }

    #[test]
    fn a_crate_that_is_not_there_is_a_problem() {
        for (there, missing) in
            [(CORE_LIB, "crates/verify-values/src"), (VALUES_LIB, "crates/verify-core/src")]
        {
            let problems = Fixture::new(&[(there, "fn f() {}\n")]).problems(check);
            assert!(
                problems.starts_with(&format!("{missing}:1: there is nothing to check here")),
                "{problems}"
            );
        }
    }
}
