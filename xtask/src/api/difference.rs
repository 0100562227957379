//! What changed between two snapshots.

use similar::{ChangeTag, TextDiff};

/// Lines that went, with `-`, and lines that came, with `+`.
pub(super) fn between(kept: &str, now: &str) -> Vec<String> {
    let difference = TextDiff::from_lines(kept, now);
    let changed = difference.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            ChangeTag::Equal => return None,
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        Some(format!("{sign} {}", change.value().trim_end()))
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn says_what_came_and_what_went() {
        assert_eq!(between("a\nb\nc\n", "a\nc\nd\n"), ["- b", "+ d"]);
        assert!(between("a\n", "a\n").is_empty());
    }
}
