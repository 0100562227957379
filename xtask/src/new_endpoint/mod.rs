//! `cargo xtask new-endpoint`: the file of an endpoint with what is known, and a mark for everything that is not.

mod format;
mod known;
mod lists;
mod open;
mod skeleton;
mod wanted;

use std::fs;
use std::io::{self, Write};

use known::Known;
use wanted::{Name, Verb};

use crate::check::endpoints::marks::MARK;
use crate::member::Member;
use crate::problem::{Outcome, Problem};
use crate::rust::Source;
use crate::rust::search::{each_level, is_ident};
use crate::rust::types::public_types;
use crate::tree::Tree;

/// Which endpoint.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The crate, as in `spinwheel-connect`.
    #[arg(value_name = "CRATE")]
    krate: String,
    /// The operation in `snake_case`: it names the file and the method of `Client`.
    #[arg(value_parser = Name::parse)]
    name: Name,
    /// The HTTP method.
    #[arg(long, value_name = "METHOD", default_value = "POST", ignore_case = true)]
    method: Verb,
    /// The path below the base URL; its ids in braces, as in `/v1/users/{userId}`, become arguments of the request.
    ///
    /// Without it the path is one more thing that is marked UNFINISHED.
    #[arg(long, value_parser = wanted::Path::parse)]
    path: Option<wanted::Path>,
}

/// Writes the endpoint; `false` if it cannot be.
pub(crate) fn run(tree: &Tree, arguments: &Arguments, out: &mut dyn Write) -> io::Result<bool> {
    let files = match plan(tree, arguments) {
        Ok(files) => files,
        Err(problem) => {
            writeln!(out, "{problem}")?;
            return Ok(false);
        }
    };
    for file in &files {
        fs::write(tree.full(&file.path), &file.text)?;
        writeln!(out, "{} {}", file.done, file.path)?;
    }
    let (krate, name) = (&arguments.krate, &arguments.name);
    writeln!(out, "\nIt compiles. What is open is marked {MARK} in the new file; its tests say it too:")?;
    writeln!(out, "  cargo test -p {krate} --lib endpoints::{name}")?;
    writeln!(out, "  cargo xtask check endpoints samples canaries")?;
    writeln!(out, "Do it, and delete each mark and its test. See docs/adding-an-endpoint.md.")?;
    Ok(true)
}

/// A file to be written.
struct File {
    done: &'static str,
    path: String,
    text: String,
}

/// Everything that is to be written. Nothing is, if one part of it cannot be.
fn plan(tree: &Tree, arguments: &Arguments) -> Outcome<Vec<File>> {
    let member = provider(tree, &arguments.krate)?;
    let sources = Source::read_all(tree, &format!("{}/src", member.dir))?;
    let endpoint = skeleton::Endpoint {
        name: &arguments.name,
        method: arguments.method,
        path: arguments.path.as_ref(),
        known: Known::of(&member, &sources, arguments.path.as_ref())?,
    };
    unused(tree, &member, &sources, &endpoint)?;

    let folder = format!("{}/src/endpoints", member.dir);
    let own = format!("{folder}/{}.rs", endpoint.name);
    let types = endpoint.public_types();
    let (index, root) = (format!("{folder}/mod.rs"), format!("{}/src/lib.rs", member.dir));
    let listed = lists::index(&tree.read(&index)?, &endpoint.name.to_string(), &types);
    let exported = lists::root(&tree.read(&root)?, &types);
    let mut files = vec![
        File { done: "wrote", text: format::rustfmt(tree, &own, &endpoint.text())?, path: own },
        File { done: "listed it in", text: format::rustfmt(tree, &index, &listed)?, path: index },
    ];
    if let Some(exported) = exported {
        files.push(File {
            done: "exported it from",
            text: format::rustfmt(tree, &root, &exported)?,
            path: root,
        });
    }
    Ok(files)
}

/// The provider crate of this name.
fn provider(tree: &Tree, name: &str) -> Outcome<Member> {
    let mut providers = Member::providers(tree)?;
    let names: Vec<_> = providers.iter().map(|member| member.name().to_owned()).collect();
    if let Some(at) = names.iter().position(|known| known == name) {
        return Ok(providers.swap_remove(at));
    }
    let exists = Member::crates(tree)?.iter().any(|member| member.name() == name);
    let wrong = if exists { "has no folder src/endpoints" } else { "there is no such crate" };
    let todo = match names.len() {
        0 => "give a provider crate a file src/endpoints/mod.rs first".to_owned(),
        _ => format!("name one of those with endpoints: {}", names.join(", ")),
    };
    Err(Problem::new(format!("crates/{name}"), 1, wrong, todo))
}

/// File, method and types must be new.
fn unused(
    tree: &Tree,
    member: &Member,
    sources: &[Source],
    endpoint: &skeleton::Endpoint<'_>,
) -> Outcome<()> {
    let name = endpoint.name.to_string();
    let own = format!("{}/src/endpoints/{name}.rs", member.dir);
    if tree.has_file(&own) {
        return Err(Problem::new(own, 1, "this endpoint exists", "change it, or take another name"));
    }
    for source in sources {
        let is_client = source.path.ends_with("/src/client.rs");
        if (is_client || source.path.contains("/src/endpoints/")) && has_function(source, &name) {
            let wrong = format!("there is a function {name} already");
            return Err(Problem::new(&source.path, 1, wrong, "take another name for the endpoint"));
        }
    }
    let types = endpoint.public_types();
    for (path, found) in public_types(sources)? {
        if types.contains(&found.text) {
            let wrong = format!("there is a public type {} already", found.text);
            return Err(Problem::new(path, found.line, wrong, "take another name for the endpoint"));
        }
    }
    Ok(())
}

fn has_function(source: &Source, name: &str) -> bool {
    let mut has = false;
    each_level(&source.tokens, &mut |level| {
        has |= level.windows(2).any(|pair| is_ident(pair.first(), "fn") && is_ident(pair.get(1), name));
    });
    has
}

#[cfg(test)]
mod tests;
