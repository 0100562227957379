//! What the crate itself says about how its endpoints look.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenTree};

use super::wanted::{Name, Path};
use crate::member::Member;
use crate::problem::{Outcome, Problem};
use crate::rust::Source;
use crate::rust::search::{each_level, group, ident, is_ident, is_punct};
use crate::rust::types::public_types;

/// What a skeleton takes over.
#[derive(Debug)]
pub(crate) struct Known {
    /// The crate's name.
    pub(crate) krate: String,
    /// The crate's name as Rust writes it.
    pub(crate) rust_name: String,
    /// The type that stands for the provider.
    pub(crate) provider: String,
    /// The function of `src/envelope.rs` that reads a success, if there is such a file.
    pub(crate) envelope: Option<String>,
    /// How the other examples build their client, if there are others.
    pub(crate) client: Option<Client>,
    /// The ids in the path that the crate has a type for already.
    pub(crate) ids: BTreeSet<Name>,
}

/// The client of an example.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Client {
    /// The expression.
    pub(crate) code: String,
    /// The types it names.
    pub(crate) types: BTreeSet<String>,
}

impl Known {
    /// Looks at the sources of a crate.
    pub(crate) fn of(member: &Member, sources: &[Source], path: Option<&Path>) -> Outcome<Self> {
        let file = |name: &str| sources.iter().find(|source| source.path == format!("{}/{name}", member.dir));
        let Some(provider) = sources.iter().find_map(provider) else {
            let wrong = "cannot tell the type of the provider";
            let todo = "write `impl Provider for Type` there";
            return Err(Problem::new(format!("{}/src/client.rs", member.dir), 1, wrong, todo));
        };
        let mut ids = BTreeSet::new();
        for id in path.into_iter().flat_map(|path| &path.ids) {
            if has_id(sources, id)? {
                ids.insert(id.clone());
            }
        }
        let examples = sources.iter().filter(|source| source.path.contains("/src/endpoints/"));
        Ok(Self {
            krate: member.name().to_owned(),
            rust_name: member.rust_name(),
            provider,
            envelope: file("src/envelope.rs").and_then(reader),
            client: examples.flat_map(|source| source.text.lines()).find_map(client),
            ids,
        })
    }
}

/// `impl Provider for Type`.
fn provider(source: &Source) -> Option<String> {
    let mut found = None;
    each_level(&source.tokens, &mut |level| {
        let named = level.windows(4).find(|words| {
            is_ident(words.first(), "impl")
                && is_ident(words.get(1), "Provider")
                && is_ident(words.get(2), "for")
        });
        let name = named.and_then(|words| ident(words.get(3)));
        found = found.take().or_else(|| name.map(ToString::to_string));
    });
    found
}

/// The function that reads a success: `data`, or else the first one that the crate can see.
fn reader(envelope: &Source) -> Option<String> {
    let level: Vec<_> = envelope.tokens.clone().into_iter().collect();
    let visible = |at: usize| group(level.get(at), Delimiter::Parenthesis).is_some();
    let functions = (1..level.len()).filter(|&at| is_ident(level.get(at), "fn") && visible(at - 1));
    let names: Vec<_> =
        functions.filter_map(|at| ident(level.get(at + 1))).map(ToString::to_string).collect();
    names.iter().find(|name| *name == "data").or(names.first()).cloned()
}

/// `let client = Client::…` in the example of another endpoint.
fn client(line: &str) -> Option<Client> {
    let (_, code) = line.trim().strip_prefix("///")?.split_once("let client = ")?;
    let code = code.strip_suffix(";").filter(|code| code.contains("(script") && code.ends_with('?'))?;
    let tokens: Vec<TokenTree> = code.parse::<proc_macro2::TokenStream>().ok()?.into_iter().collect();
    let mut types = BTreeSet::new();
    each_level(&tokens.into_iter().collect(), &mut |level| {
        for (at, token) in level.iter().enumerate() {
            let name = ident(Some(token)).map(ToString::to_string);
            let is_type = |name: &String| name.starts_with(|first: char| first.is_ascii_uppercase());
            if at == 0 || !is_punct(level.get(at - 1), ':') {
                types.extend(name.filter(is_type));
            }
        }
    });
    Some(Client { code: code.to_owned(), types })
}

/// Whether the crate declares the type of an id, with `id!`.
fn has_id(sources: &[Source], id: &Name) -> Outcome<bool> {
    let wanted = id.pascal();
    if sources.iter().any(|source| declares_id(source, &wanted)) {
        return Ok(true);
    }
    match public_types(sources)?.into_iter().find(|(_, found)| found.text == wanted) {
        None => Ok(false),
        Some((path, found)) => {
            let wrong =
                format!("{wanted} stands in the path and is a public type, but not declared with id!");
            let todo = "give the id in the path another name, and put the type in by hand";
            Err(Problem::new(path, found.line, wrong, todo))
        }
    }
}

fn declares_id(source: &Source, name: &str) -> bool {
    let mut declares = false;
    each_level(&source.tokens, &mut |level| {
        for words in level.windows(3) {
            let called = is_ident(words.first(), "id") && is_punct(words.get(1), '!');
            let body = group(words.get(2), Delimiter::Brace).filter(|_| called);
            let body: Vec<_> = body.into_iter().flat_map(proc_macro2::Group::stream).collect();
            declares |= body
                .windows(2)
                .any(|words| is_ident(words.first(), "struct") && is_ident(words.get(1), name));
        }
    });
    declares
}

#[cfg(test)]
mod tests {
    use super::{client, declares_id, provider, reader};
    use crate::rust::Source;

    #[test]
    fn finds_the_provider() {
        let source = Source::of("impl Other for A {} impl Provider for Spinwheel { }");
        assert_eq!(provider(&source), Some("Spinwheel".to_owned()));
        assert_eq!(provider(&Source::of("impl Debug for A {}")), None);
    }

    #[test]
    fn finds_the_function_that_opens_the_envelope() {
        let reader = |text| reader(&Source::of(text));
        let both = "fn own() {} pub(crate) fn empty<T>() {} pub(crate) fn data<T>() {}";
        assert_eq!(reader(both), Some("data".to_owned()));
        assert_eq!(reader("fn own() {} pub(crate) fn read<T>() {}"), Some("read".to_owned()));
        assert_eq!(reader("fn data() {}"), None);
    }

    #[test]
    fn takes_the_client_of_another_example() {
        let line = "    /// # let client = Client::builder(Environment::Sandbox, Secret::new(\"k\")).transport(script).build()?;";
        let client = client(line).unwrap();
        assert!(client.code.starts_with("Client::builder(Environment::Sandbox"), "{}", client.code);
        assert!(client.code.ends_with(".build()?"), "{}", client.code);
        assert_eq!(client.types.into_iter().collect::<Vec<_>>(), ["Client", "Environment", "Secret"]);
        assert_eq!(super::client("let client = Client::new(script)?;"), None);
        assert_eq!(super::client("/// let client = client.with_deadline(limit);"), None);
    }

    #[test]
    fn knows_which_ids_there_are() {
        let source =
            Source::of("id! { /// One.\n pub struct UserId redacted } answer! { pub struct DebtId { } }");
        assert!(declares_id(&source, "UserId"));
        assert!(!declares_id(&source, "DebtId"));
    }
}
