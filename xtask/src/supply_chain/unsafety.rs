//! How much unsafe code a package has.

use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use crate::problem::{Outcome, Problem};

/// How often the word `unsafe` stands in the code of a package: blocks, functions, traits. Comments, texts, tests and examples
/// beside `src` do not count. What is not Rust to the reader (a template) is counted word by word.
pub(super) fn count(folder: &Path) -> Outcome<usize> {
    let source = folder.join("src");
    let root = if source.is_dir() { source } else { folder.to_owned() };
    count_below(&root).map_err(|error| {
        Problem::new(folder.display().to_string(), 1, format!("cannot be read: {error}"), "run `cargo fetch`")
    })
}

fn count_below(folder: &Path) -> std::io::Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            count += count_below(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            count += count_in(&fs::read_to_string(&path)?);
        }
    }
    Ok(count)
}

fn count_in(text: &str) -> usize {
    if !text.contains("unsafe") {
        return 0;
    }
    match text.parse::<TokenStream>() {
        Ok(tokens) => words(tokens),
        Err(_) => {
            text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| *word == "unsafe").count()
        }
    }
}

fn words(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => words(group.stream()),
            TokenTree::Ident(ident) => usize::from(ident == "unsafe"),
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::count_in;

    #[test]
    fn code_counts_and_talk_does_not() {
        assert_eq!(count_in("/// unsafe\nunsafe fn a() { unsafe { b(\"unsafe\") } } // unsafe"), 2);
        assert_eq!(count_in("#![forbid(unsafe_code)]"), 0);
        assert_eq!(count_in("unsafe {{{ no Rust"), 1);
    }
}
