//! `CHANGELOG.md`, in the form of Keep a Changelog.

use semver::Version;

use super::version::Change;
use crate::problem::{Outcome, Problem};
use crate::tree::Tree;

pub(super) const PATH: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## [Unreleased]";
/// How an entry begins, after the crate, that breaks what users wrote.
const BREAKING: &str = "**Breaking";

/// The text of the file.
#[derive(Debug)]
pub(super) struct Changelog {
    text: String,
}

impl Changelog {
    pub(super) fn read(tree: &Tree) -> Outcome<Self> {
        let changelog = Self { text: tree.read(PATH)? };
        if changelog.text.lines().filter(|line| *line == UNRELEASED).count() != 1 {
            let wrong = format!("does not have one line `{UNRELEASED}`");
            return Err(Problem::new(
                PATH,
                1,
                wrong,
                "add it above the releases, with what is not released yet",
            ));
        }
        Ok(changelog)
    }

    /// The versions that have a section, as they stand there: the newest first.
    pub(super) fn released(&self) -> Vec<Version> {
        let headings = self.text.lines().filter_map(|line| line.strip_prefix("## ["));
        headings.filter_map(|heading| heading.split_once(']')?.0.parse().ok()).collect()
    }

    /// How many entries are not released yet.
    pub(super) fn entries(&self) -> usize {
        self.unreleased().filter(|line| line.starts_with("- ")).count()
    }

    /// What they mean to users: marked as breaking or under "Removed"; under "Fixed" or "Security" alone; or anything else.
    pub(super) fn announces(&self) -> Change {
        let mut change = Change::Repairs;
        let mut heading = "";
        for line in self.unreleased() {
            heading = line.strip_prefix("### ").unwrap_or(heading);
            let entry = line.starts_with("- ");
            change = match heading.trim() {
                _ if line.contains(BREAKING) => Change::Breaks,
                "Removed" if entry => Change::Breaks,
                "Fixed" | "Security" => change,
                _ if entry => change.max(Change::Additions),
                _ => change,
            };
            if change == Change::Breaks {
                break;
            }
        }
        change
    }

    /// Whether an entry since a release names this crate first, and says that what users wrote with it breaks.
    pub(super) fn announces_break_of(&self, name: &str, since: &Version) -> bool {
        let mut entries: Vec<(&str, String)> = Vec::new();
        let mut heading = "";
        for line in self.since(since) {
            heading = line.strip_prefix("### ").unwrap_or(heading);
            match entries.last_mut() {
                _ if line.starts_with("- ") => entries.push((heading, line.to_owned())),
                Some((_, entry)) if line.starts_with(' ') => *entry += line,
                _ => {}
            }
        }
        let breaks =
            |(heading, entry): &(&str, String)| heading.trim() == "Removed" || entry.contains(BREAKING);
        entries.iter().any(|entry| entry.1.starts_with(&format!("- `{name}`")) && breaks(entry))
    }

    /// The text in which what was not released belongs to this version.
    pub(super) fn with(&self, version: &Version, date: &str) -> String {
        self.text.replacen(
            &format!("{UNRELEASED}\n"),
            &format!("{UNRELEASED}\n\n## [{version}] - {date}\n"),
            1,
        )
    }

    /// The lines between "Unreleased" and the next release.
    fn unreleased(&self) -> impl Iterator<Item = &str> {
        let after = self.text.lines().skip_while(|line| *line != UNRELEASED).skip(1);
        after.take_while(|line| !line.starts_with("## "))
    }

    /// The lines above the section of a release.
    fn since(&self, release: &Version) -> impl Iterator<Item = &str> {
        let heading = format!("## [{release}]");
        self.text.lines().take_while(move |line| !line.starts_with(&heading))
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Changelog};
    use crate::fixture::Fixture;

    const HEAD: &str = "# Changelog\n\n## [Unreleased]\n";
    const OLD: &str = "\n## [0.1.0] - 2026-01-15\n\n### Removed\n\n- `a`: **Breaking:** old.\n";

    fn changelog(unreleased: &str) -> Changelog {
        let fixture = Fixture::new(&[("CHANGELOG.md", &format!("{HEAD}{unreleased}{OLD}"))]);
        Changelog::read(fixture.tree()).unwrap()
    }

    #[test]
    fn what_is_not_released_is_counted() {
        let changelog = changelog("\n### Added\n\n- `a`: one,\n  in two lines.\n- `b`: two.\n");
        assert_eq!(changelog.entries(), 2);
        assert_eq!(changelog.released(), ["0.1.0".parse().unwrap()]);
        assert_eq!(super::Changelog { text: format!("{HEAD}{OLD}") }.entries(), 0);
    }

    #[test]
    fn what_it_means_to_users() {
        for (unreleased, change) in [
            ("\n### Fixed\n\n- `a`: one.\n", Change::Repairs),
            ("\n### Fixed\n\n- `a`: one.\n\n### Added\n\n- `a`: two.\n", Change::Additions),
            ("\n### Changed\n\n- `a`: one.\n", Change::Additions),
            ("\n### Changed\n\n- `a`: **Breaking:** one.\n\n### Fixed\n\n- `b`: two.\n", Change::Breaks),
            ("\n### Removed\n\n- `a`: one.\n", Change::Breaks),
            ("\n### Removed\n", Change::Repairs),
        ] {
            assert_eq!(changelog(unreleased).announces(), change, "{unreleased}");
        }
    }

    #[test]
    fn the_break_of_a_crate_is_announced_by_an_entry_of_its_own() {
        for (unreleased, announced) in [
            ("\n### Changed\n\n- `b`: **Breaking:** it is gone.\n", true),
            ("\n### Changed\n\n- `b`:\n  **Breaking:** it is gone.\n", true),
            ("\n### Removed\n\n- `b`: it is gone.\n", true),
            ("\n## [0.2.0] - 2026-02-03\n\n### Removed\n\n- `b`: it is gone.\n", true),
            ("\n### Changed\n\n- `b`: one.\n- `a`: **Breaking:** without `b`.\n", false),
            ("\n### Removed\n\n- `bb`: it is gone.\n", false),
        ] {
            let since = "0.1.0".parse().unwrap();
            assert_eq!(changelog(unreleased).announces_break_of("b", &since), announced, "{unreleased}");
        }
        assert!(!changelog("").announces_break_of("a", &"0.1.0".parse().unwrap()), "that was released");
    }

    #[test]
    fn a_release_takes_what_was_not_released() {
        let text = changelog("\n### Added\n\n- `a`: one.\n").with(&"0.2.0".parse().unwrap(), "2026-02-03");
        let expected = format!("{HEAD}\n## [0.2.0] - 2026-02-03\n\n### Added\n\n- `a`: one.\n{OLD}");
        assert_eq!(text, expected);
    }

    #[test]
    fn another_form_is_a_problem() {
        let fixture = Fixture::new(&[("CHANGELOG.md", "# Changelog\n\n## 0.1.0\n")]);
        let problem = Changelog::read(fixture.tree()).unwrap_err().to_string();
        assert!(problem.contains("CHANGELOG.md:1: does not have one line `## [Unreleased]`"), "{problem}");
    }
}
