//! Digits that belong together although something stands between them.

/// More signs than these part two digits. White space counts as one, however long.
const WIDEST_GAP: usize = 4;

/// Digits with no more than separators between them.
#[derive(Default)]
pub(super) struct Run {
    digits: String,
    /// What stands before each of them.
    gaps: Vec<String>,
}

impl Run {
    /// Those of a text. Letters and wide gaps part them.
    pub(super) fn all(text: &str) -> Vec<Self> {
        let (mut runs, mut run, mut gap, mut width) = (Vec::new(), Self::default(), String::new(), 0);
        for sign in text.chars() {
            if sign.is_ascii_digit() {
                run.digits.push(sign);
                run.gaps.push(std::mem::take(&mut gap));
                width = 0;
            } else if !run.digits.is_empty() {
                let longer = sign.is_whitespace() && gap.ends_with(char::is_whitespace);
                width += usize::from(!longer);
                gap.push(sign);
                if sign.is_alphanumeric() || width > WIDEST_GAP {
                    runs.push(std::mem::take(&mut run));
                    gap.clear();
                    width = 0;
                }
            }
        }
        runs.push(run);
        runs
    }

    /// Whether these digits stand in it, from the beginning of a group to the end of one.
    pub(super) fn holds(&self, digits: &str) -> bool {
        self.places(digits).next().is_some()
    }

    /// The same for few digits, which chance brings together: each by itself, or two halves with a space, a hyphen or
    /// quotes between them.
    pub(super) fn spells(&self, digits: &str) -> bool {
        self.places(digits).any(|gaps| {
            let half = gaps.len() / 2;
            let parting = |gap: &str| matches!(gap, " " | "-") || gap.contains(['"', '\'', '\n']);
            gaps.iter().all(|gap| !gap.is_empty())
                || gaps
                    .iter()
                    .enumerate()
                    .all(|(at, gap)| if at == half { parting(gap) } else { gap.is_empty() })
        })
    }

    /// Where these digits stand: the gaps between them.
    fn places(&self, digits: &str) -> impl Iterator<Item = &[String]> {
        let found = self.digits.match_indices(digits).map(|(start, _)| (start, start + digits.len()));
        let begins = |at: usize| at == 0 || self.gaps.get(at).is_none_or(|gap| !gap.is_empty());
        found
            .filter(move |(start, end)| begins(*start) && begins(*end))
            .filter_map(|(start, end)| self.gaps.get(start + 1..end))
    }
}
