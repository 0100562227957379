//! What a page of Markdown links to, and what can be linked to in it.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::check::pattern;
use crate::problem::Outcome;

/// `](target)`, with or without a title.
const INLINE: &str = r#"\]\(\s*<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+"[^"]*")?\s*\)"#;
/// `](` and whatever follows: more of them than of `INLINE` means that one cannot be read.
const BEGUN: &str = r"\]\(";
/// `[label]: target`.
const DEFINED: &str = r"^ {0,3}\[[^\]]+\]:\s+<?([^\s<>]+)>?";
/// `<https://…>`, and HTML.
const OTHER: &str = r#"<(https?:[^\s>]*)>|\b(?:href|src)="([^"]*)""#;
/// A place that HTML names.
const NAMED: &str = r#"<a [^>]*\b(?:id|name)="([^"]*)""#;
/// A link inside of a heading: its text alone counts.
const SHOWN: &str = r"\[([^\]]*)\]\([^)]*\)";

/// A link and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) line: usize,
    /// `None` if it cannot be read.
    pub(super) target: Option<String>,
}

/// What was found on a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) links: Vec<Link>,
    /// What may stand behind `#`.
    pub(super) anchors: BTreeSet<String>,
}

/// Reads pages.
pub(super) struct Reader {
    inline: Regex,
    begun: Regex,
    defined: Regex,
    other: Regex,
    named: Regex,
    shown: Regex,
}

impl Reader {
    pub(super) fn new() -> Outcome<Self> {
        Ok(Self {
            inline: pattern::compile(INLINE)?,
            begun: pattern::compile(BEGUN)?,
            defined: pattern::compile(DEFINED)?,
            other: pattern::compile(OTHER)?,
            named: pattern::compile(NAMED)?,
            shown: pattern::compile(SHOWN)?,
        })
    }

    /// Reads a page. What stands in code is no link.
    pub(super) fn read(&self, text: &str) -> Page {
        let mut page = Page::default();
        let mut slugs = BTreeMap::new();
        for (number, line) in outside_blocks(text) {
            if let Some(heading) = heading(line) {
                page.anchors.insert(unique(slug(&self.shown.replace_all(heading, "$1")), &mut slugs));
            }
            let line = without_code(line);
            page.anchors.extend(self.named.captures_iter(&line).map(|found| found[1].to_owned()));
            page.links.extend(
                self.targets(&line).into_iter().map(|target| Link { line: number, target: Some(target) }),
            );
            let unread = self.begun.find_iter(&line).count() - self.inline.find_iter(&line).count();
            page.links.extend((0..unread).map(|_| Link { line: number, target: None }));
        }
        page
    }

    fn targets(&self, line: &str) -> Vec<String> {
        [&self.inline, &self.defined, &self.other]
            .into_iter()
            .flat_map(|pattern| pattern.captures_iter(line))
            .filter_map(|found| found.iter().skip(1).flatten().next().map(|group| group.as_str().to_owned()))
            .collect()
    }
}

/// The lines that are in no block of code, with their numbers.
fn outside_blocks(text: &str) -> Vec<(usize, &str)> {
    let mut fence: Option<&str> = None;
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        match (fence, fence_of(line)) {
            (None, None) => found.push((at + 1, line)),
            (None, opened) => fence = opened,
            (Some(open), Some(closing)) if closing.starts_with(open) && line.trim() == closing => {
                fence = None;
            }
            (Some(_), _) => {}
        }
    }
    found
}

/// The backticks or tildes with which a block begins or ends.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ['`', '~'].into_iter().find_map(|mark| {
        let length = line.len() - line.trim_start_matches(mark).len();
        (length >= 3).then(|| &line[..length])
    })
}

/// The line with spaces in place of what stands between backticks.
fn without_code(line: &str) -> String {
    let mut rest = line;
    let mut found = String::new();
    while let Some((before, behind)) = rest.split_once('`') {
        let length = 1 + behind.len() - behind.trim_start_matches('`').len();
        let ticks = "`".repeat(length);
        found.push_str(before);
        let inside = &behind[length - 1..];
        match inside.split_once(&ticks) {
            Some((code, after)) => {
                found.extend(code.chars().map(|_| ' '));
                rest = after;
            }
            None => rest = inside,
        }
    }
    found.push_str(rest);
    found
}

fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    ((1..=6).contains(&level) && text.starts_with(' ')).then(|| text.trim().trim_end_matches('#').trim())
}

/// The name that the pages of repositories give to a heading: small letters, digits, `-` and `_` stay, a space is a `-`, the
/// rest goes.
fn slug(heading: &str) -> String {
    let kept = |letter: char| match letter {
        ' ' | '-' => Some('-'),
        '_' => Some('_'),
        _ => letter.is_alphanumeric().then_some(letter),
    };
    heading.to_lowercase().chars().filter_map(kept).collect()
}

/// The second heading of a name is `name-1`.
fn unique(slug: String, seen: &mut BTreeMap<String, usize>) -> String {
    let before = seen.entry(slug.clone()).or_default();
    let name = if *before == 0 { slug } else { format!("{slug}-{before}") };
    *before += 1;
    name
}

#[cfg(test)]
mod tests {
    use super::{Page, Reader};

    fn read(text: &str) -> Page {
        Reader::new().unwrap().read(text)
    }

    fn targets(text: &str) -> Vec<String> {
        read(text).links.into_iter().map(|link| link.target.unwrap_or_default()).collect()
    }

    #[test]
    fn every_form_of_a_link_is_found() {
        assert_eq!(targets("See [a](a.md), [`b`](b.md#c) and ![d](<d.png>)."), ["a.md", "b.md#c", "d.png"]);
        assert_eq!(targets("[a](a.md \"A title\") [f](x_(y).md)"), ["a.md", "x_(y).md"]);
        assert_eq!(targets("[a][b]\n\n[b]: b.md\n"), ["b.md"]);
        assert_eq!(targets("<https://example.com> <a href=\"c.md\">c</a>"), ["https://example.com", "c.md"]);
        assert_eq!(read("\n\n[a\nb](a.md)").links[0].line, 4);
    }

    #[test]
    fn code_holds_no_links() {
        assert!(targets("`[a](a.md)` and ``[`b`](b.md)``\n").is_empty());
        assert!(targets("```rust\n[a](a.md)\n```\n   ~~~\n   [a](a.md)\n   ~~~\n").is_empty());
        assert!(targets("````md\n```\n[a](a.md)\n```\n[b](b.md)\n````\n").is_empty());
        assert_eq!(targets("```\n```\n[a](a.md)\nIt is 5` long. [b](b.md)"), ["a.md", "b.md"]);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        assert_eq!(read("[a](a b.md)").links[0].target, None);
        assert_eq!(read("[a](a.md").links[0].target, None);
    }

    #[test]
    fn headings_become_anchors() {
        let anchors = |text: &str| read(text).anchors.into_iter().collect::<Vec<_>>();
        assert_eq!(anchors("# What's `may_have_acted()`?"), ["whats-may_have_acted"]);
        assert_eq!(anchors("## Clé — 2 [links](a.md) ##"), ["clé--2-links"]);
        assert_eq!(anchors("# A\n## A\n### A\n"), ["a", "a-1", "a-2"]);
        assert_eq!(anchors("<a id=\"here\"></a>\n"), ["here"]);
        assert!(anchors("#a\n####### a\n```sh\n# a\n```\n").is_empty());
    }
}
