//! The public types a crate declares, also through macros.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Source;
use super::search::{Found, each_level, group, ident, is_ident, is_punct};
use super::strip::{Strip, attribute};
use crate::problem::{Outcome, Problem};

/// All types declared `pub` in the files of a crate, whatever module they are in. Seen are declarations in files and
/// inline modules, and those passed to macros in either of two forms: `answer! { pub struct Name … }`, and
/// `liability! { Name … }` for a macro of the same crate that declares a type by a name it is given.
pub(crate) fn public_types(sources: &[Source]) -> Outcome<Vec<(String, Found)>> {
    let makers: BTreeSet<String> = sources.iter().flat_map(|source| type_makers(&source.tokens)).collect();
    let mut found = Vec::new();
    for source in sources {
        let tokens = Strip { tests: true, macros: true, docs: false }.apply(&source.tokens);
        let mut types = Vec::new();
        declared(&tokens, &makers, &source.path, &mut types)?;
        found.extend(types.into_iter().map(|found| (source.path.clone(), found)));
    }
    Ok(found)
}

/// The macros that declare a type whose name they are given: their definition holds `struct $…` or `enum $…`.
fn type_makers(tokens: &TokenStream) -> Vec<String> {
    let mut makers = Vec::new();
    each_level(tokens, &mut |level| {
        for (at, token) in level.iter().enumerate() {
            let defines = is_ident(Some(token), "macro_rules") && is_punct(level.get(at + 1), '!');
            let (Some(name), Some(TokenTree::Group(body))) = (ident(level.get(at + 2)), level.get(at + 3))
            else {
                continue;
            };
            if defines && makes_type(&body.stream()) {
                makers.push(name.to_string());
            }
        }
    });
    makers
}

fn makes_type(body: &TokenStream) -> bool {
    let mut makes = false;
    each_level(body, &mut |level| {
        makes |= level.windows(2).any(|pair| is_type_keyword(pair.first()) && is_punct(pair.get(1), '$'));
    });
    makes
}

fn is_type_keyword(token: Option<&TokenTree>) -> bool {
    ["struct", "enum", "union"].iter().any(|keyword| is_ident(token, keyword))
}

/// Collects the types of one level, of the inline modules in it, and of the macro calls in it.
fn declared(
    tokens: &TokenStream,
    makers: &BTreeSet<String>,
    path: &str,
    found: &mut Vec<Found>,
) -> Outcome<()> {
    let level: Vec<_> = tokens.clone().into_iter().collect();
    for at in 0..level.len() {
        let rest = &level[at..];
        if let Some(name) = pub_type(rest) {
            found.push(name);
        } else if let Some(body) = module(rest) {
            declared(&body, makers, path, found)?;
        } else if let Some((name, body)) = macro_call(rest) {
            let before = found.len();
            declared(&body, makers, path, found)?;
            if makers.contains(&name) && found.len() == before {
                found.push(named_first(&body).ok_or_else(|| unreadable(path, rest, &name))?);
            }
        }
    }
    Ok(())
}

/// `pub struct Name` or `pub enum Name`, but not `pub(crate) …`.
fn pub_type(rest: &[TokenTree]) -> Option<Found> {
    let is_type = is_ident(rest.first(), "pub") && is_type_keyword(rest.get(1));
    let name = ident(rest.get(2)).filter(|_| is_type)?;
    Some(Found { text: name.to_string(), line: name.span().start().line })
}

/// `mod name { … }`.
fn module(rest: &[TokenTree]) -> Option<TokenStream> {
    let is_module = is_ident(rest.first(), "mod") && ident(rest.get(1)).is_some();
    group(rest.get(2), Delimiter::Brace).filter(|_| is_module).map(proc_macro2::Group::stream)
}

/// `name! { … }`, with any brackets.
fn macro_call(rest: &[TokenTree]) -> Option<(String, TokenStream)> {
    let name = ident(rest.first()).filter(|_| is_punct(rest.get(1), '!'))?;
    match rest.get(2) {
        Some(TokenTree::Group(body)) => Some((name.to_string(), body.stream())),
        _ => None,
    }
}

/// The identifier after the leading attributes.
fn named_first(body: &TokenStream) -> Option<Found> {
    let level: Vec<_> = body.clone().into_iter().collect();
    let mut rest = level.as_slice();
    while !attribute(rest).is_empty() {
        rest = rest.get(2..)?;
    }
    let name = ident(rest.first())?;
    Some(Found { text: name.to_string(), line: name.span().start().line })
}

fn unreadable(path: &str, call: &[TokenTree], name: &str) -> Problem {
    let line = call.first().map_or(1, |token| token.span().start().line);
    let wrong = format!("cannot tell which type this call of `{name}!` declares");
    Problem::new(path, line, wrong, "put the type's name first, or write `pub struct Name` in the call")
}

#[cfg(test)]
mod tests {
    use super::public_types;
    use crate::rust::Source;

    fn types(text: &str) -> Vec<String> {
        let found = public_types(&[Source::of(text)]).unwrap();
        found.into_iter().map(|(_, found)| found.text).collect()
    }

    #[test]
    fn finds_plain_types() {
        assert_eq!(
            types("/// A\n#[x] pub struct A; pub enum B {} mod m { pub struct C<T>(T); }"),
            ["A", "B", "C"]
        );
    }

    #[test]
    fn leaves_out_what_is_not_public_or_not_real() {
        let text = "struct A; pub(crate) struct B; pub fn f() {} pub trait T {} \
                    #[cfg(test)] mod tests { pub struct C; } macro_rules! m { () => { pub struct D; } }";
        assert_eq!(types(text), Vec::<String>::new());
    }

    #[test]
    fn finds_types_passed_to_macros() {
        let text = "answer! { /// A.\n pub struct A { x: u8 => \"x\", } } open_enum! { pub enum B { C => \"c\" } } \
                    id! { /// D.\n pub struct D redacted }";
        assert_eq!(types(text), ["A", "B", "D"]);
    }

    #[test]
    fn finds_types_made_by_macros_of_the_crate() {
        let text = "macro_rules! liability { ($n:ident) => { answer! { pub struct $n {} } }; } \
                    macro_rules! views { ($n:ident) => { impl $n {} }; } \
                    liability! { /// A debt.\n Loan loan_id \"loanId\" { } } views! { Other }";
        assert_eq!(types(text), ["Loan"]);
    }

    #[test]
    fn a_call_it_cannot_read_is_a_problem() {
        let text = "macro_rules! m { ($s:literal $n:ident) => { pub struct $n; }; } m! { \"x\" Name }";
        let problem = public_types(&[Source::of(text)]).unwrap_err();
        assert!(problem.to_string().contains("`m!`"), "{problem}");
    }
}
