//! The survivors that no test can kill, each with its reason: a table of the page.

use super::results::{Fate, Tried};
use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

/// Where they stand.
pub(super) const PAGE: &str = "docs/mutants.md";
const BEGIN: &str = "<!-- explained: begin -->";
const END: &str = "<!-- explained: end -->";

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Explained {
    /// Of the page.
    line: usize,
    file: String,
    change: String,
    reason: String,
}

/// The rows of the page's table.
pub(super) fn read(tree: &Tree) -> Outcome<Vec<Explained>> {
    let page = tree.read(PAGE)?;
    let lines = page.lines().enumerate().map(|(at, line)| (at + 1, line));
    let table = lines.skip_while(|(_, line)| *line != BEGIN).take_while(|(_, line)| *line != END);
    // Without the marker, the names of the columns and the line below them.
    let rows = table.filter(|(_, line)| line.starts_with('|')).skip(2);
    rows.map(|(line, text)| row(line, text)).collect()
}

fn row(line: usize, text: &str) -> Outcome<Explained> {
    let malformed = || {
        let todo = "write it as | `file` | `change` | reason |, with \\| for a bar in it";
        Problem::new(PAGE, line, "this is no row of explained mutants", todo)
    };
    // A bar inside of a cell is escaped.
    let text = text.replace("\\|", "\u{0}");
    let cells: Vec<_> =
        text.trim_matches('|').split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect();
    let code = |cell: &str| cell.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).map(str::to_owned);
    let [file, change, reason] = &*cells else { return Err(malformed()) };
    let (Some(file), Some(change)) = (code(file), code(change)) else { return Err(malformed()) };
    if reason.is_empty() {
        return Err(Problem::new(
            PAGE,
            line,
            "this mutant survives without a reason",
            "say why no test can tell",
        ));
    }
    Ok(Explained { line, file, change, reason: reason.clone() })
}

/// What is wrong with the rows themselves: files and functions that are not there.
pub(super) fn gone(tree: &Tree, explained: &[Explained]) -> Vec<Problem> {
    let there = |row: &Explained| {
        let text = tree.read(&row.file).unwrap_or_default();
        let name = function(&row.change).rsplit("::").next().unwrap_or_default();
        text.contains(&format!("fn {name}(")) || text.contains(&format!("fn {name}<"))
    };
    let gone = explained.iter().filter(|row| !there(row));
    gone.map(|row| {
        let wrong = format!("{} has no function {}", row.file, function(&row.change));
        Problem::new(PAGE, row.line, wrong, "take the row out, or mend it")
    })
    .collect()
}

/// The function that a change is in.
fn function(change: &str) -> &str {
    let whole = || change.strip_prefix("replace ").unwrap_or(change).split(" -> ").next().unwrap_or_default();
    let name = change.rsplit_once(" in ").map_or_else(whole, |(_, function)| function);
    let name = name.split_once(" with ").map_or(name, |(function, _)| function);
    // A number tells those apart that read the same.
    name.rsplit_once(" (").map_or(name, |(function, _)| function)
}

/// Survivors that nobody has explained, and rows about mutants that were tried and did not survive.
pub(super) fn compare(tried: &[Tried], explained: &[Explained], complete: &[String]) -> Vec<Problem> {
    let survivors: Vec<_> = tried.iter().filter(|one| one.fate == Fate::Survived).collect();
    let same = |one: &Tried, row: &Explained| (&one.file, &one.change) == (&row.file, &row.change);
    let new = survivors.iter().filter(|one| !explained.iter().any(|row| same(one, row))).map(|one| {
        let wrong = format!("{}: no test notices", one.change);
        Problem::new(&one.file, one.line, wrong, format!("add one, or explain it in {PAGE}"))
    });
    let dead = |row: &&Explained| !survivors.iter().any(|one| same(one, row));
    let dead = explained.iter().filter(|row| complete.contains(&row.file)).filter(dead).map(|row| {
        let wrong = format!("{}: {}: is explained, and does not survive", row.file, row.change);
        Problem::new(PAGE, row.line, wrong, "take the row out")
    });
    new.chain(dead).collect()
}

#[cfg(test)]
mod tests {
    use super::{compare, function, gone, read};
    use crate::fixture::Fixture;
    use crate::hostile::mutants::results::{Fate, Tried};
    use crate::hostile::mutants::suites::SUITES;
    use crate::tree::Tree;

    const PAGE: &str = "# Mutants\n\n| a | b |\n|---|---|\n| c | d |\n\n<!-- explained: begin -->\n\n\
        | File | Change | Why |\n|---|---|---|\n\
        | `a.rs` | `replace \\|\\| with && in A::f (2)` | the same |\n\n<!-- explained: end -->\n\n| e | f |\n";

    fn tried(change: &str, fate: Fate) -> Tried {
        Tried { file: "a.rs".into(), line: 3, change: change.into(), fate }
    }

    #[test]
    fn the_pages_rows_are_in_order() {
        let tree = Tree::around_current_dir().unwrap();
        let explained = read(&tree).unwrap();
        assert_eq!(gone(&tree, &explained), []);
        let files: Vec<_> = SUITES.iter().flat_map(|suite| suite.files(&tree)).collect();
        for row in &explained {
            assert!(files.contains(&row.file), "{} is changed by no suite", row.file);
        }
    }

    #[test]
    fn survivors_and_rows_have_to_be_the_same() {
        let fixture = Fixture::new(&[("docs/mutants.md", PAGE), ("a.rs", "fn f(a: A) {}")]);
        let explained = read(fixture.tree()).unwrap();
        assert_eq!(gone(fixture.tree(), &explained), []);
        let all = ["a.rs".to_owned()];
        let survivor = tried("replace || with && in A::f (2)", Fate::Survived);
        assert_eq!(compare(std::slice::from_ref(&survivor), &explained, &all), []);

        let new =
            [survivor, tried("delete ! in A::f", Fate::Survived), tried("delete - in A::f", Fate::Killed)];
        let [problem] = &*compare(&new, &explained, &all) else { panic!("one is new") };
        let expected =
            "a.rs:3: delete ! in A::f: no test notices → add one, or explain it in docs/mutants.md";
        assert_eq!(problem.to_string(), expected);

        let [problem] = &*compare(&[], &explained, &all) else { panic!("one is dead") };
        let expected = "docs/mutants.md:11: a.rs: replace || with && in A::f (2): is explained, and does not survive \
            → take the row out";
        assert_eq!(problem.to_string(), expected);
        assert_eq!(compare(&[], &explained, &[]), [], "nothing is known of files that were not tried");
    }

    #[test]
    fn rows_that_say_nothing_are_problems() {
        let fixture = Fixture::new(&[("docs/mutants.md", PAGE), ("a.rs", "fn g() {}")]);
        let problems = gone(fixture.tree(), &read(fixture.tree()).unwrap());
        assert_eq!(
            problems[0].to_string(),
            "docs/mutants.md:11: a.rs has no function A::f → take the row out, or mend it"
        );
        fixture.replace("docs/mutants.md", "| the same |", "| |");
        let problem = read(fixture.tree()).unwrap_err().to_string();
        assert!(problem.contains("without a reason"), "{problem}");
        fixture.replace("docs/mutants.md", "`a.rs`", "a.rs");
        let problem = read(fixture.tree()).unwrap_err().to_string();
        assert!(problem.contains("no row of explained mutants"), "{problem}");
    }

    #[test]
    fn the_function_is_found_in_each_kind_of_change() {
        assert_eq!(function("replace == with != in <impl A for B>::f"), "<impl A for B>::f");
        assert_eq!(function("replace A::f -> Option<T> with None"), "A::f");
        assert_eq!(function("replace f with ()"), "f");
        assert_eq!(function("delete match arm Some(_) in A::f (3)"), "A::f");
    }
}
