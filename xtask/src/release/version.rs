//! Which version comes next.

use semver::{BuildMetadata, Prerelease, Version};

/// Which number is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Level {
    /// The third.
    Patch,
    /// The second, and the third is 0 again.
    Minor,
    /// The first, and the others are 0 again.
    Major,
}

/// What a release means to those who use the crates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// Nothing but repairs.
    Repairs,
    /// Something new; what was written still compiles.
    Additions,
    /// What was written may no longer compile.
    Breaks,
}

impl Change {
    /// What this step lets users expect: before 1.0 the second number announces a break, and the third everything else.
    pub(super) fn between(from: &Version, to: &Version) -> Self {
        let first =
            |version: &Version| if version.major > 0 { (version.major, 0) } else { (0, version.minor) };
        if first(from) != first(to) {
            Self::Breaks
        } else if from.major == 0 || from.minor != to.minor {
            Self::Additions
        } else {
            Self::Repairs
        }
    }

    /// The smallest step that announces it.
    pub(super) fn level(self, from: &Version) -> Level {
        match (self, from.major) {
            (Self::Breaks, 0) | (Self::Additions, 1..) => Level::Minor,
            (Self::Breaks, 1..) => Level::Major,
            (Self::Repairs, _) | (Self::Additions, 0) => Level::Patch,
        }
    }

    /// As cargo-semver-checks calls it.
    pub(super) fn as_release_type(self) -> &'static str {
        match self {
            Self::Repairs => "patch",
            Self::Additions => "minor",
            Self::Breaks => "major",
        }
    }
}

/// The version after this one; a pre-release is followed by what it was before.
pub(super) fn raised(from: &Version, level: Level) -> Version {
    let mut next = from.clone();
    next.pre = Prerelease::EMPTY;
    next.build = BuildMetadata::EMPTY;
    match level {
        Level::Patch if from.pre.is_empty() => next.patch += 1,
        Level::Patch => {}
        Level::Minor => (next.minor, next.patch) = (next.minor + 1, 0),
        Level::Major => (next.major, next.minor, next.patch) = (next.major + 1, 0, 0),
    }
    next
}

/// The tag of a version.
pub(super) fn tag(version: &Version) -> String {
    format!("v{version}")
}

/// The other way round; `None` for tags that name no version.
pub(super) fn of_tag(tag: &str) -> Option<Version> {
    tag.strip_prefix('v')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::{Change, Level, of_tag, raised, tag};

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn each_level_raises_its_number() {
        for (from, level, to) in [
            ("0.1.2", Level::Patch, "0.1.3"),
            ("0.1.2", Level::Minor, "0.2.0"),
            ("0.1.2", Level::Major, "1.0.0"),
            ("1.2.3", Level::Minor, "1.3.0"),
            ("1.2.3", Level::Major, "2.0.0"),
            ("1.0.0-rc.1", Level::Patch, "1.0.0"),
        ] {
            assert_eq!(raised(&version(from), level), version(to), "{from} {level:?}");
        }
    }

    #[test]
    fn a_step_announces_a_change_and_the_other_way_round() {
        for (from, to, change) in [
            ("0.1.0", "0.1.1", Change::Additions),
            ("0.1.0", "0.2.0", Change::Breaks),
            ("0.9.0", "1.0.0", Change::Breaks),
            ("1.2.0", "1.2.1", Change::Repairs),
            ("1.2.0", "1.3.0", Change::Additions),
            ("1.2.0", "2.0.0", Change::Breaks),
        ] {
            assert_eq!(Change::between(&version(from), &version(to)), change, "{from} → {to}");
            let least = raised(&version(from), change.level(&version(from)));
            assert!(least <= version(to), "{from} {change:?}: {least}");
            assert_eq!(Change::between(&version(from), &least), change, "{from} → {least}");
        }
        assert_eq!(Change::Repairs.level(&version("0.1.0")), Level::Patch);
    }

    #[test]
    fn tags_and_versions() {
        assert_eq!(tag(&version("0.2.0")), "v0.2.0");
        assert_eq!(of_tag("v0.2.0"), Some(version("0.2.0")));
        assert_eq!((of_tag("0.2.0"), of_tag("verified")), (None, None));
    }
}
