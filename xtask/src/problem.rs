//! What a check has to say.

use std::fmt;

/// Something that breaks a rule: where, what, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    path: String,
    /// `None` for what is no file.
    line: Option<usize>,
    wrong: String,
    todo: String,
}

impl Problem {
    /// `line` counts from 1; take 1 for a whole file or folder.
    pub(crate) fn new(
        path: impl Into<String>,
        line: usize,
        wrong: impl Into<String>,
        todo: impl Into<String>,
    ) -> Self {
        Self { path: path.into(), line: Some(line), wrong: wrong.into(), todo: todo.into() }
    }

    /// Something that is wrong with an argument of the command.
    pub(crate) fn with_argument(name: &str, wrong: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { path: name.to_owned(), line: None, wrong: wrong.into(), todo: todo.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {} → {}", self.wrong, self.todo)
    }
}

/// A value, or the problem that made it impossible to get.
pub(crate) type Outcome<T> = Result<T, Problem>;

/// What a check looked at, and what it found wrong.
#[derive(Debug)]
pub(crate) struct Report {
    /// What was looked at, as in `6 in 1 crate`.
    pub(crate) counted: String,
    /// What was found.
    pub(crate) problems: Vec<Problem>,
}

impl Report {
    /// `count` says how many things under `place` were looked at. None at all is a problem too: a check that looks
    /// in the wrong place must not pass.
    pub(crate) fn new(
        place: &str,
        count: usize,
        counted: impl Into<String>,
        mut problems: Vec<Problem>,
    ) -> Self {
        if count == 0 {
            let todo = "create it, or mend the check if it looks in the wrong place";
            problems.push(Problem::new(place, 1, "there is nothing to check here", todo));
        }
        Self { counted: counted.into(), problems }
    }
}

/// `1 crate`, `2 crates`.
pub(crate) fn plural(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::{Problem, Report};

    #[test]
    fn a_problem_is_one_line() {
        let problem = Problem::new("a/b.rs", 3, "this is wrong", "do that");
        assert_eq!(problem.to_string(), "a/b.rs:3: this is wrong → do that");
        let problem = Problem::with_argument("--url", "this is wrong", "do that");
        assert_eq!(problem.to_string(), "--url: this is wrong → do that");
    }

    #[test]
    fn nothing_to_check_is_a_problem() {
        assert_eq!(Report::new("crates", 0, "0", Vec::new()).problems.len(), 1);
        assert!(Report::new("crates", 1, "1", Vec::new()).problems.is_empty());
    }
}
