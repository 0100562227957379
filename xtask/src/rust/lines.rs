//! Which lines of a file hold code, and which hold comments.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{LineColumn, TokenStream, TokenTree};

use super::Source;
use super::strip::Strip;

/// The lines with at least one token that is neither a comment nor part of a test.
pub(crate) fn code_lines(source: &Source) -> BTreeSet<usize> {
    let tokens = Strip { tests: true, docs: true, macros: false }.apply(&source.tokens);
    let mut lines = BTreeSet::new();
    each_span(&tokens, &mut |start, end| lines.extend(start.line..=end.line));
    lines
}

/// The comments of a file by line, doc comments too, each with the slashes it starts with.
pub(crate) fn comments(source: &Source) -> BTreeMap<usize, String> {
    let tokens = Strip { docs: true, ..Strip::default() }.apply(&source.tokens);
    let mut lines: Vec<Vec<char>> = source.text.lines().map(|line| line.chars().collect()).collect();
    each_span(&tokens, &mut |start, end| blank(&mut lines, start, end));
    let numbered = lines.iter().enumerate().map(|(at, line)| (at + 1, line.iter().collect::<String>()));
    let texts = numbered.map(|(number, text)| (number, text.trim().to_owned()));
    texts.filter(|(_, text)| !text.is_empty()).collect()
}

/// Calls `visit` with start and end of each token; a group counts as its two brackets.
fn each_span(tokens: &TokenStream, visit: &mut dyn FnMut(LineColumn, LineColumn)) {
    for token in tokens.clone() {
        if let TokenTree::Group(group) = token {
            for bracket in [group.span_open(), group.span_close()] {
                visit(bracket.start(), bracket.end());
            }
            each_span(&group.stream(), visit);
        } else {
            visit(token.span().start(), token.span().end());
        }
    }
}

fn blank(lines: &mut [Vec<char>], start: LineColumn, end: LineColumn) {
    for number in start.line..=end.line {
        let Some(line) = number.checked_sub(1).and_then(|at| lines.get_mut(at)) else { continue };
        let from = if number == start.line { start.column } else { 0 };
        let to = if number == end.line { end.column } else { line.len() };
        for place in line.iter_mut().take(to).skip(from) {
            *place = ' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{code_lines, comments};
    use crate::rust::Source;

    const TEXT: &str = "\
//! About this file.

/// A doc.
fn f() { // beside
    let text = \"two
    // lines\";
    /* block
       comment */
}

macro_rules! m {
    () => { /// inside
        a };
}

#[cfg(test)]
mod tests {
    fn g() {}
}
";

    #[test]
    fn counts_lines_with_code() {
        let lines = code_lines(&Source::of(TEXT));
        assert_eq!(lines.into_iter().collect::<Vec<_>>(), [4, 5, 6, 9, 11, 12, 13, 14]);
    }

    #[test]
    fn finds_comments_but_not_strings() {
        let comments = comments(&Source::of(TEXT));
        let found: Vec<_> = comments.iter().map(|(line, text)| (*line, text.as_str())).collect();
        let expected = [
            (1, "//! About this file."),
            (3, "/// A doc."),
            (4, "// beside"),
            (7, "/* block"),
            (8, "comment */"),
            (12, "/// inside"),
        ];
        assert_eq!(found, expected);
    }
}
