//! What somebody still has to decide.

use crate::member::Member;
use crate::problem::{Outcome, Problem};
use crate::rust::Source;
use crate::rust::lines::comments;
use crate::rust::search::{each_level, string};
use crate::rust::strip::Strip;
use crate::tree::Tree;

/// Stands in comments and strings wherever a skeleton leaves something open, followed by what it is.
pub(crate) const MARK: &str = "UNFINISHED";

/// Looks at the sources of a crate.
pub(crate) fn check(tree: &Tree, member: &Member, problems: &mut Vec<Problem>) -> Outcome<()> {
    for source in Source::read_all(tree, &format!("{}/src", member.dir))? {
        for (line, open) in marks(&source) {
            let wrong = format!("is not finished: {open}");
            let todo = format!("do it, and delete what says {MARK}");
            problems.push(Problem::new(&source.path, line, wrong, todo));
        }
    }
    Ok(())
}

/// The marks of a file: line, and what is open.
fn marks(source: &Source) -> Vec<(usize, String)> {
    let mut found: Vec<_> =
        comments(source).into_iter().filter_map(|(line, text)| Some((line, open(&text)?))).collect();
    let tokens = Strip { docs: true, ..Strip::default() }.apply(&source.tokens);
    each_level(&tokens, &mut |level| {
        for token in level {
            let open = string(Some(token)).and_then(|text| open(&text));
            found.extend(open.map(|open| (token.span().start().line, open)));
        }
    });
    found.sort();
    found
}

/// What follows the mark, if the text has it as a word of its own.
fn open(text: &str) -> Option<String> {
    let (before, after) = text.split_once(MARK)?;
    let is_inside_word = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
    let open = after.trim_start_matches(':').trim().trim_end_matches('.');
    let open = if open.is_empty() { "this" } else { open };
    (!is_inside_word).then(|| open.to_owned())
}

#[cfg(test)]
mod tests {
    use super::marks;
    use crate::rust::Source;

    fn found(text: &str) -> Vec<(usize, String)> {
        marks(&Source::of(text))
    }

    #[test]
    fn finds_marks_in_comments_docs_and_strings() {
        let text = "//! UNFINISHED: what it does.\n\n/// **Effect:** UNFINISHED: which.\nstruct A; // UNFINISHED\n\
                    f! { \"/UNFINISHED\" }\nfn g() { panic!(\"UNFINISHED: two \\\n   lines\") }";
        let expected = [(1, "what it does"), (3, "which"), (4, "this"), (5, "this"), (6, "two lines")];
        assert_eq!(found(text), expected.map(|(line, open)| (line, open.to_owned())));
    }

    #[test]
    fn other_words_are_no_marks() {
        assert_eq!(found("// unfinished\nconst A: &str = \"UNFINISHEDLY\"; const UNFINISHED: u8 = 1;"), []);
    }
}
