//! Links lead somewhere: to a file that is there, to a heading that is there, and from the index to each guide.
//!
//! No network is used: of an address elsewhere only the form is looked at.

mod markdown;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use markdown::{Link, Page, Reader};

use crate::member;
use crate::problem::{Outcome, Problem, Report, plural};
use crate::tree::{Tree, extension};

const README: &str = "README.md";
const GUIDES: &str = "docs/";
const INDEX: &str = "docs/README.md";
const CRATES: &str = "crates/";

/// All pages, by path.
type Pages = BTreeMap<String, Page>;

/// Looks at all links of all pages.
pub(crate) fn check(tree: &Tree) -> Outcome<Report> {
    let reader = Reader::new()?;
    let mut pages = Pages::new();
    for path in tree.files_with("", &["md"]) {
        let page = reader.read(&tree.read(&path)?);
        pages.insert(path, page);
    }
    let repository = repository(tree)?;
    let mut problems = Vec::new();
    let mut leads = BTreeMap::<&str, BTreeSet<String>>::new();
    for (path, page) in &pages {
        for link in &page.links {
            match followed(tree, &pages, &repository, path, link) {
                Ok(target) => leads.entry(path).or_default().extend(target),
                Err((wrong, todo)) => problems.push(Problem::new(path, link.line, wrong, todo)),
            }
        }
    }
    problems.extend(unreachable(&pages, &leads));
    let links = pages.values().map(|page| page.links.len()).sum::<usize>();
    let counted = format!("{} in {}", plural(links, "link"), plural(pages.len(), "page"));
    Ok(Report::new(".", links, counted, problems))
}

/// Where the workspace says that it can be found; empty if it does not say.
fn repository(tree: &Tree) -> Outcome<String> {
    if !tree.has_file("Cargo.toml") {
        return Ok(String::new());
    }
    let manifest = member::manifest(tree, "Cargo.toml")?;
    let package = manifest.get("workspace").and_then(|workspace| workspace.get("package"));
    let address = package.and_then(|package| package.get("repository")).and_then(|address| address.as_str());
    Ok(address.unwrap_or_default().to_owned())
}

/// What is wrong, and what to do.
type Wrong = (String, &'static str);

/// The page that a link leads to, if it is one of ours.
fn followed(
    tree: &Tree,
    pages: &Pages,
    repository: &str,
    from: &str,
    link: &Link,
) -> Result<Option<String>, Wrong> {
    let Some(target) = &link.target else {
        return Err((
            "has a link that cannot be read".to_owned(),
            "write [text](target) on one line, without spaces",
        ));
    };
    if let Some(inside) = inside_of(repository, target) {
        return in_repository(tree, pages, target, inside);
    }
    if target.split(['/', '#', '?']).next().is_some_and(|first| first.contains(':')) {
        return elsewhere(target).map(|()| None);
    }
    let (path, anchor) =
        target.split_once('#').map_or((target.as_str(), None), |(path, anchor)| (path, Some(anchor)));
    let path = if path.is_empty() { from.to_owned() } else { resolved(from, path, target)? };
    if let Some(package) = package_of(from).filter(|package| !format!("{path}/").starts_with(package)) {
        let wrong = format!("the link to {target} leaves {package}");
        return Err((
            wrong,
            "registries show this page alone: link inside of the package, or to a whole https address",
        ));
    }
    there(tree, pages, target, path, anchor)
}

/// What follows the address of the repository, if the target begins with it.
fn inside_of<'a>(repository: &str, target: &'a str) -> Option<&'a str> {
    let inside = target.strip_prefix(repository).filter(|_| !repository.is_empty())?;
    (inside.is_empty() || inside.starts_with('/')).then_some(inside)
}

/// A whole address of something in this repository, as a registry's page needs it: also that has to be there.
fn in_repository(tree: &Tree, pages: &Pages, target: &str, inside: &str) -> Result<Option<String>, Wrong> {
    let mut parts: Vec<_> = inside.trim_matches('/').split('/').collect();
    if parts.len() > 1 && ["blob", "tree"].contains(&parts[0]) {
        parts.drain(..2); // and the branch
    }
    let rest = parts.join("/");
    let (path, anchor) =
        rest.split_once('#').map_or((rest.as_str(), None), |(path, anchor)| (path, Some(anchor)));
    if path.is_empty() {
        return Ok(None);
    }
    there(tree, pages, target, path.to_owned(), anchor)
}

/// The form of an address elsewhere.
fn elsewhere(target: &str) -> Result<(), Wrong> {
    let host = |rest: &str| rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned();
    let fine = match target.split_once(':') {
        Some(("https", rest)) => rest.strip_prefix("//").map(host).is_some_and(|host| host.contains('.')),
        Some(("http", rest)) => rest.strip_prefix("//127.0.0.1").is_some(),
        Some(("mailto", rest)) => rest.contains('@'),
        _ => false,
    };
    if fine {
        Ok(())
    } else {
        Err((format!("{target} is no address"), "write https://host.name/…, or a path"))
    }
}

/// The path in the tree that a relative path means.
fn resolved(from: &str, path: &str, target: &str) -> Result<String, Wrong> {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in path.trim_end_matches('/').split('/') {
        let inside = match part {
            "." => true,
            ".." => parts.pop().is_some(),
            "" => false,
            name => {
                parts.push(name);
                true
            }
        };
        if !inside {
            return Err((
                format!("{target} is no path inside of the repository"),
                "write a path from this page to the other one",
            ));
        }
    }
    Ok(parts.join("/"))
}

/// A file or a folder, and the heading in it.
fn there(
    tree: &Tree,
    pages: &Pages,
    target: &str,
    path: String,
    anchor: Option<&str>,
) -> Result<Option<String>, Wrong> {
    let is_there = tree.has_file(&path) || (tree.has_dir(&path) && anchor.is_none());
    if !is_there {
        return Err((format!("{target} leads to no file"), "mend or delete the link"));
    }
    let Some(anchor) = anchor else { return Ok(Some(path)) };
    if extension(&path) != "md" {
        return Err((
            format!("{target} leads into a file that is no page"),
            "link to the file: its lines move",
        ));
    }
    if !pages.get(&path).is_some_and(|page| page.anchors.contains(anchor)) {
        return Err((
            format!("{target} leads to no heading of {path}"),
            "take the heading's words, small, with - for spaces",
        ));
    }
    Ok(Some(path))
}

/// The folder of the crate that a page is published with.
fn package_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix(CRATES)?;
    let name = inside.find('/')?;
    Some(&path[..=CRATES.len() + name])
}

/// Guides that nobody finds who begins at the index, and the index itself.
fn unreachable(pages: &Pages, leads: &BTreeMap<&str, BTreeSet<String>>) -> Vec<Problem> {
    let mut found = BTreeSet::new();
    let mut next = vec![INDEX];
    while let Some(path) = next.pop() {
        if found.insert(path) {
            let further = leads.get(path).into_iter().flatten();
            next.extend(further.map(String::as_str).filter(|path| path.starts_with(GUIDES)));
        }
    }
    let guides = pages.keys().filter(|path| path.starts_with(GUIDES) && !found.contains(path.as_str()));
    let mut problems: Vec<_> = guides
        .map(|path| {
            Problem::new(
                path,
                1,
                format!("cannot be reached from {INDEX}"),
                "list it there, by the question it answers",
            )
        })
        .collect();
    if pages.contains_key(INDEX) && !leads.get(README).is_some_and(|targets| targets.contains(INDEX)) {
        problems.push(Problem::new(README, 1, format!("does not lead to {INDEX}"), "link to it"));
    }
    problems
}
