//! The lines of a snapshot: one for each item, and one for each type that threads cannot share.

use std::collections::HashSet;
use std::path::Path;

use public_api::Builder;
use regex::Regex;
use rustdoc_types::{Crate, Id, Impl, ItemEnum};

use crate::problem::{Outcome, Problem};

/// What an application can name, sorted in groups: a type, what it has, what it implements.
pub(super) fn of(path: &Path, described: &Crate, ours: &[String]) -> Outcome<Vec<String>> {
    let strange = |error: String| {
        Problem::new(path.display().to_string(), 1, format!("cannot be read: {error}"), "mend that first")
    };
    let shown = Builder::from_rustdoc_json(path).omit_blanket_impls(true).build();
    let shown = shown.map_err(|error| strange(error.to_string()))?;
    let own = described.index.get(&described.root).and_then(|root| root.name.as_ref());
    let others: Vec<_> = ours.iter().filter(|name| Some(*name) != own).map(String::as_str).collect();
    let inside = inside(&others).map_err(|error| strange(error.to_string()))?;
    let items = shown.items().filter(|item| wanted(described, item.id(), item.parent_id()));
    let mut seen = HashSet::new();
    let mut lines = Vec::new();
    for item in items {
        let line = inside.replace_all(&item.to_string(), "$head$name").into_owned();
        // What stands in two modules has a line in each, and all below it once.
        if seen.insert(line.clone()) || is_definition(&line) {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// A type of another crate of ours, with the modules it lies in: these are that crate's own business.
fn inside(others: &[&str]) -> Result<Regex, regex::Error> {
    // Nothing has this name; without any, everything would have it.
    let heads = if others.is_empty() { "!".to_owned() } else { others.join("|") };
    Regex::new(&format!(r"(?P<head>\b(?:{heads})::)(?:[a-z_0-9]+::)+(?P<name>[A-Z])"))
}

fn is_definition(line: &str) -> bool {
    let line = line.strip_prefix("#[non_exhaustive] ").unwrap_or(line);
    ["pub struct ", "pub enum ", "pub trait "].iter().any(|start| line.starts_with(start))
}

/// Functions and constants of a trait impl are what the trait says, its types are not. Of the auto traits only the lack is of
/// interest, and what the compiler alone can implement is of none.
fn wanted(described: &Crate, id: Id, parent: Option<Id>) -> bool {
    if let Some(item) = implementation(described, Some(id)) {
        let name = item.trait_.as_ref().map_or("", |name| name.path.as_str());
        let lack = item.is_negative && ["Send", "Sync"].contains(&name);
        return if item.is_synthetic { lack } else { name != "StructuralPartialEq" };
    }
    let of_trait = implementation(described, parent).is_some_and(|parent| parent.trait_.is_some());
    let inner = described.index.get(&id).map(|item| &item.inner);
    !(of_trait && matches!(inner, Some(ItemEnum::Function(_) | ItemEnum::AssocConst { .. })))
}

fn implementation(described: &Crate, id: Option<Id>) -> Option<&Impl> {
    match &described.index.get(&id?)?.inner {
        ItemEnum::Impl(item) => Some(item),
        _ => None,
    }
}
