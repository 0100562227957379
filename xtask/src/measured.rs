//! The parts of docs/performance.md that are measured: between `<!-- measured: NAME begin -->` and `… end -->`.

use std::fs;
use std::io;

use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

const PAGE: &str = "docs/performance.md";

/// Puts the text in place of what was measured before.
pub(crate) fn write(tree: &Tree, name: &str, measured: &str) -> io::Result<Outcome<()>> {
    let page = match tree.read(PAGE) {
        Ok(page) => page,
        Err(problem) => return Ok(Err(problem)),
    };
    let Some(page) = replaced(&page, name, measured) else {
        let todo = "write the comments `measured: … begin` and `measured: … end`, each on a line of its own";
        return Ok(Err(Problem::new(PAGE, 1, format!("there is no place for `{name}`"), todo)));
    };
    fs::write(tree.full(PAGE), page)?;
    Ok(Ok(()))
}

fn replaced(page: &str, name: &str, measured: &str) -> Option<String> {
    let (begin, end) =
        (format!("<!-- measured: {name} begin -->\n"), format!("<!-- measured: {name} end -->"));
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n{}\n\n{end}{after}", measured.trim()))
}

#[cfg(test)]
mod tests {
    use super::{replaced, write};
    use crate::fixture::Fixture;

    #[test]
    fn only_what_stands_between_the_marks_is_new() {
        let page = "a\n<!-- measured: x begin -->\nold\n<!-- measured: x end -->\nb\n";
        let expected = "a\n<!-- measured: x begin -->\n\nnew\n\n<!-- measured: x end -->\nb\n";
        assert_eq!(replaced(page, "x", "new\n").as_deref(), Some(expected));
        assert_eq!(replaced(expected, "x", "new").as_deref(), Some(expected));
        assert_eq!(replaced(page, "y", "new"), None);
    }

    #[test]
    fn a_page_without_a_place_is_a_problem() {
        let fixture = Fixture::new(&[("docs/performance.md", "nothing")]);
        let problem = write(fixture.tree(), "calls", "new").unwrap().unwrap_err();
        assert!(problem.to_string().starts_with("docs/performance.md:1: there is no place for `calls`"));
    }
}
