//! `cargo xtask docs`: the documentation as docs.rs builds it, with a label on what only a feature brings.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use proc_macro2::{Delimiter, TokenTree};
use toml::Value;

use crate::api::{documentation, published};
use crate::member::Member;
use crate::metadata::Metadata;
use crate::problem::{Outcome, Problem, plural};
use crate::rust::Source;
use crate::rust::search::{group, is_ident, is_punct, string};
use crate::tree::{Tree, extension};

/// As in `[package.metadata.docs.rs]`. docs.rs has a compiler that allows the labels, `doc_cfg`, which are not stable.
const FLAGS: &str = "--cfg docsrs -D warnings";

/// Builds the documentation and looks for the labels; `true` if all is well.
pub(crate) fn run(tree: &Tree, out: &mut dyn Write) -> io::Result<bool> {
    let problems = match documented(tree, out)? {
        Ok(problems) => problems,
        Err(problem) => vec![problem],
    };
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    writeln!(out, "docs: {}", plural(problems.len(), "problem"))?;
    Ok(problems.is_empty())
}

fn documented(tree: &Tree, out: &mut dyn Write) -> io::Result<Outcome<Vec<Problem>>> {
    let (members, metadata) = match (published(tree), Metadata::of_members(tree)) {
        (Ok(members), Ok(metadata)) => (members, metadata),
        (Err(problem), _) | (_, Err(problem)) => return Ok(Err(problem)),
    };
    let mut cargo = documentation(tree, FLAGS)?;
    for member in &members {
        cargo.args(["--package", member.name()]);
    }
    if !cargo.status()?.success() {
        let wrong = "the documentation cannot be built as docs.rs builds it";
        return Ok(Err(Problem::with_argument("docs", wrong, "mend what is said above")));
    }
    let mut problems = Vec::new();
    for member in &members {
        let root = format!("{}/src/lib.rs", member.dir);
        let wanted = match Source::read(tree, &root) {
            Ok(source) => gated(&source.tokens.into_iter().collect::<Vec<_>>()),
            Err(problem) => return Ok(Err(problem)),
        };
        let pages = metadata.target_directory.join("doc").join(member.rust_name());
        let text = text_below(&pages);
        let missing = wanted.iter().filter(|feature| !text.contains(&label(feature)));
        problems.extend(missing.map(|feature| unlabelled(&root, feature)));
        writeln!(out, "{}: {} labelled", member.name(), plural(wanted.len(), "feature"))?;
    }
    problems.extend(members.iter().filter_map(settings));
    Ok(Ok(problems))
}

/// What docs.rs is told has to be what is tried here.
fn settings(member: &Member) -> Option<Problem> {
    let told = member.package("metadata").and_then(|metadata| metadata.get("docs")?.get("rs"));
    let all = told.and_then(|told| told.get("all-features")?.as_bool());
    let arguments = told.and_then(|told| told.get("rustdoc-args")?.as_array());
    let arguments: Vec<_> = arguments.into_iter().flatten().filter_map(Value::as_str).collect();
    let same = all == Some(true) && FLAGS.starts_with(&arguments.join(" ")) && arguments.len() == 2;
    let todo = "write all-features = true and rustdoc-args = [\"--cfg\", \"docsrs\"] into [package.metadata.docs.rs]";
    (!same).then(|| {
        Problem::new(member.manifest_path(), 1, "tells docs.rs something else than is tried here", todo)
    })
}

/// The features that alone bring something public to the root of a crate: `#[cfg(feature = "…")] pub …`.
fn gated(tokens: &[TokenTree]) -> BTreeSet<String> {
    let features = tokens.windows(3).filter_map(|three| {
        let attribute = group(three.get(1), Delimiter::Bracket).filter(|_| is_punct(three.first(), '#'))?;
        is_ident(three.get(2), "pub").then(|| feature(&attribute.stream().into_iter().collect::<Vec<_>>()))?
    });
    features.collect()
}

/// Of `cfg(feature = "…")`.
fn feature(attribute: &[TokenTree]) -> Option<String> {
    let condition =
        group(attribute.get(1), Delimiter::Parenthesis).filter(|_| is_ident(attribute.first(), "cfg"))?;
    let condition: Vec<_> = condition.stream().into_iter().collect();
    is_ident(condition.first(), "feature").then(|| string(condition.get(2)))?
}

/// What a reader sees: "Available on crate feature … only."
fn label(feature: &str) -> String {
    format!("crate feature <code>{feature}</code>")
}

fn unlabelled(root: &str, feature: &str) -> Problem {
    let wrong = format!("what the feature {feature} brings has no label in the documentation");
    Problem::new(root, 1, wrong, "write #![cfg_attr(docsrs, feature(doc_cfg))]")
}

/// All pages of a crate.
fn text_below(pages: &Path) -> String {
    let tree = Tree::at(pages);
    let pages = tree.files("").into_iter().filter(|path| extension(path) == "html");
    pages.filter_map(|path| tree.read(&path).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::gated;
    use crate::rust::Source;

    #[test]
    fn only_what_is_public_and_gated_by_one_feature_needs_a_label() {
        let source = Source::of(
            "#[cfg(feature = \"a\")] pub mod x; #[cfg(feature = \"b\")] mod y; #[cfg(any(feature = \"c\", test))] pub mod z; \
             #[doc(inline)] pub use d; #[cfg(feature = \"e\")] pub use f;",
        );
        let found = gated(&source.tokens.into_iter().collect::<Vec<_>>());
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a", "e"]);
    }
}
