//! Reading Rust files as tokens.
//!
//! Most checks look at tokens, not at syntax trees: a tree stops at a macro call, and much here is declared in macros.

pub(crate) mod lines;
pub(crate) mod search;
pub(crate) mod strip;
pub(crate) mod types;

use proc_macro2::TokenStream;

use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

/// A Rust file.
#[derive(Debug)]
pub(crate) struct Source {
    /// Where it lies.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// Its tokens; doc comments are among them, as attributes.
    pub(crate) tokens: TokenStream,
}

impl Source {
    /// Reads a file.
    pub(crate) fn read(tree: &Tree, path: &str) -> Outcome<Self> {
        Self::parse(path, tree.read(path)?)
    }

    /// Reads all Rust files below a folder.
    pub(crate) fn read_all(tree: &Tree, dir: &str) -> Outcome<Vec<Self>> {
        tree.files_with(dir, &["rs"]).iter().map(|path| Self::read(tree, path)).collect()
    }

    fn parse(path: &str, text: String) -> Outcome<Self> {
        let tokens = text.parse().map_err(|error: proc_macro2::LexError| {
            let line = error.span().start().line;
            Problem::new(path, line, "is not Rust", "make it compile")
        })?;
        Ok(Self { path: path.to_owned(), text, tokens })
    }

    #[cfg(test)]
    pub(crate) fn of(text: &str) -> Self {
        Self::parse("test.rs", text.to_owned()).unwrap()
    }
}
