//! What is mutated, and which tests have to notice.

use regex::Regex;

use crate::tree::Tree;

/// Files of one package, and the tests that hold them: the fewest, since each mutant is built and tested by itself.
#[derive(Debug)]
pub(super) struct Suite {
    /// What is on trial.
    pub(super) name: &'static str,
    pub(super) package: &'static str,
    pub(super) changed: Changed,
    /// What Cargo is told to build and run.
    pub(super) tests: &'static [&'static str],
}

/// What is changed of a package.
#[derive(Debug)]
pub(super) enum Changed {
    /// These files below its `src/`, from the first line to the last.
    Whole(&'static [&'static str]),
    /// Whatever else in it prints a value by code of its own, `Debug` or `Display`: what redacts.
    Printing,
}

use Changed::{Printing, Whole};

pub(super) const SUITES: [Suite; 17] = [
    Suite {
        name: "retry",
        package: "verify-core",
        changed: Whole(&["pipeline/retry.rs", "pipeline/retry_after.rs", "pipeline/deadline.rs"]),
        tests: &["--lib"],
    },
    Suite {
        name: "attempts",
        package: "verify-core",
        changed: Whole(&["pipeline/attempt.rs"]),
        tests: &[
            "--features=reqwest",
            "--test=errors",
            "--test=calls",
            "--test=side_by_side",
            "--test=connections",
            "--test=derived",
        ],
    },
    Suite {
        name: "tokens",
        package: "verify-core",
        changed: Whole(&["token/mod.rs", "token/state.rs"]),
        tests: &["--test=tokens", "--test=printing"],
    },
    Suite {
        name: "signatures",
        package: "verify-core",
        changed: Whole(&["webhook.rs"]),
        tests: &["--test=webhook"],
    },
    Suite {
        name: "errors",
        package: "verify-core",
        changed: Whole(&["error/display.rs", "error/mod.rs"]),
        tests: &["--test=errors"],
    },
    Suite {
        name: "calls",
        package: "verify-core",
        changed: Whole(&["pipeline/mod.rs", "pipeline/headers.rs", "pipeline/tokens.rs", "http/mod.rs"]),
        tests: &[
            "--features=reqwest",
            "--test=calls",
            "--test=tokens",
            "--test=errors",
            "--test=printing",
            "--test=connections",
            "--test=derived",
        ],
    },
    Suite {
        name: "core-printing",
        package: "verify-core",
        changed: Printing,
        tests: &["--test=printing", "--test=errors"],
    },
    Suite {
        name: "secrets",
        package: "verify-values",
        changed: Whole(&["secret.rs", "values/pii.rs", "values/free_form.rs", "values/text.rs"]),
        tests: &["--test=printing", "--test=values", "--test=reading"],
    },
    Suite {
        name: "times",
        package: "verify-values",
        changed: Whole(&["calendar.rs", "values/iso8601.rs", "values/timestamp.rs"]),
        tests: &["--lib", "--test=values", "--test=reading", "--test=properties_numbers"],
    },
    Suite {
        name: "values-printing",
        package: "verify-values",
        changed: Printing,
        tests: &["--test=printing", "--test=values"],
    },
    Suite {
        name: "finicity-webhooks",
        package: "finicity-connect",
        changed: Whole(&["webhook/mod.rs", "webhook/event.rs"]),
        tests: &["--test=webhook"],
    },
    Suite {
        name: "finicity-printing",
        package: "finicity-connect",
        changed: Printing,
        tests: &["--test=printing"],
    },
    Suite {
        name: "dots-webhooks",
        package: "dots-users",
        changed: Whole(&["webhook/mod.rs", "webhook/headers.rs"]),
        tests: &["--test=webhook"],
    },
    Suite { name: "dots-printing", package: "dots-users", changed: Printing, tests: &["--test=printing"] },
    Suite {
        name: "spinwheel-webhooks",
        package: "spinwheel-connect",
        changed: Whole(&["webhook.rs"]),
        tests: &["--test=webhook"],
    },
    Suite {
        name: "spinwheel-printing",
        package: "spinwheel-connect",
        changed: Printing,
        tests: &["--test=printing"],
    },
    Suite { name: "signzy-printing", package: "signzy-link", changed: Printing, tests: &["--test=printing"] },
];

/// How the tool names a change of what is printed.
const PRINTING: &str = r"<impl [\w:]*(Debug|Display) for ";

impl Suite {
    /// The files that are changed.
    pub(super) fn files(&self, tree: &Tree) -> Vec<String> {
        let path = |file: &&str| format!("crates/{}/src/{file}", self.package);
        if let Whole(files) = self.changed {
            return files.iter().map(path).collect();
        }
        let others = SUITES.iter().filter(|suite| suite.package == self.package);
        let whole: Vec<_> = others.filter_map(Self::whole).flatten().map(path).collect();
        let mut files = tree.files_with(&format!("crates/{}/src", self.package), &["rs"]);
        let prints = |text: &str| text.contains("Debug for ") || text.contains("Display for ");
        files.retain(|file| !whole.contains(file) && tree.read(file).is_ok_and(|text| prints(&text)));
        files
    }

    fn whole(&self) -> Option<&'static [&'static str]> {
        if let Whole(files) = self.changed { Some(files) } else { None }
    }

    /// What the tool is told: which package, and which of its mutants.
    pub(super) fn arguments(&self, files: &[String]) -> Vec<String> {
        let mut arguments = vec![format!("--package={}", self.package)];
        arguments.extend(files.iter().map(|file| format!("--file={file}")));
        if matches!(self.changed, Printing) {
            arguments.push(format!("--re={PRINTING}"));
        }
        arguments
    }

    /// Whether a change belongs to the suite: the tool adds some that its pattern does not fit.
    pub(super) fn wants(&self, change: &str) -> bool {
        matches!(self.changed, Whole(_))
            || Regex::new(PRINTING).is_ok_and(|printing| printing.is_match(change))
    }
}

#[cfg(test)]
mod tests {
    use super::{Changed, SUITES};
    use crate::tree::Tree;

    #[test]
    fn what_is_mutated_is_there_and_so_are_the_tests() {
        let tree = Tree::around_current_dir().unwrap();
        for suite in SUITES {
            let files = suite.files(&tree);
            assert!(
                !files.is_empty() && files.iter().all(|file| tree.has_file(file)),
                "{}: {files:?}",
                suite.name
            );
            for test in suite.tests.iter().filter_map(|test| test.strip_prefix("--test=")) {
                let file = format!("crates/{}/tests/{test}.rs", suite.package);
                assert!(tree.has_file(&file), "{}: {file}", suite.name);
            }
        }
    }

    #[test]
    fn no_file_is_changed_by_two_suites() {
        let tree = Tree::around_current_dir().unwrap();
        let mut files: Vec<_> = SUITES.iter().flat_map(|suite| suite.files(&tree)).collect();
        let all = files.len();
        files.sort();
        files.dedup();
        assert_eq!(files.len(), all);
    }

    #[test]
    fn of_what_only_prints_nothing_else_is_changed() {
        let printing = SUITES.iter().find(|suite| matches!(suite.changed, Changed::Printing)).unwrap();
        let arguments = printing.arguments(&["a.rs".to_owned()]);
        let pattern = r"--re=<impl [\w:]*(Debug|Display) for ";
        assert_eq!(arguments, ["--package=verify-core", "--file=a.rs", pattern]);
        assert!(
            printing
                .wants("replace <impl fmt::Debug for A<'_>>::fmt -> fmt::Result with Ok(Default::default())")
        );
        assert!(!printing.wants("delete field phase from struct Details expression in A::f"));
    }
}
