//! The comparison with the last release.

use std::io;

use super::super::compatibility;
use super::{Fixture, commit, fixture, git, released, tool};

/// What `cargo xtask semver` says with a tool.
pub(super) fn semver(fixture: &Fixture, find: compatibility::Find<'_>) -> (bool, String) {
    let mut out = Vec::new();
    let well = compatibility::check(fixture.tree(), find, &|_| {}, &mut out).unwrap();
    (well, String::from_utf8(out).unwrap())
}

#[test]
fn before_the_first_release_there_is_nothing_to_compare() {
    let (well, said) = semver(&fixture(), &|_, _| panic!("the tool is looked for"));
    assert!(
        well && said.contains("✓ semver: nothing is tagged yet, so there is nothing to compare with"),
        "{said}"
    );
}

#[test]
fn a_break_is_red_and_the_tool_knows_what_was_announced() {
    let fixture = released("\n### Added\n\n- `some-api`: more.\n");
    let says = "Summary semver requires new major version: 1 major and 0 minor checks failed";
    let breaks = tool(&fixture, says, 1);
    let (well, said) = semver(&fixture, &|_, _| Ok(breaks.clone()));
    assert!(!well && said.contains("✗ semver: what was written against v0.1.0 breaks"), "{said}");
    assert!(said.contains(says), "{said}");
    let asked = "semver-checks check-release --baseline-rev v0.1.0 --release-type minor --package some-api --package some-core\n";
    assert_eq!(fixture.tree().read(".git/asked").unwrap(), asked);
}

#[test]
fn what_fits_is_green_and_new_crates_have_nothing_to_be_compared_with() {
    let fixture = released("\n### Removed\n\n- `some-api`: this.\n");
    fixture.write("crates/new/Cargo.toml", "[package]\nname = \"new\"\nversion.workspace = true\n");
    fixture.write("crates/new/src/lib.rs", "");
    let fits = tool(&fixture, "", 0);
    let (well, said) = semver(&fixture, &|_, _| Ok(fits.clone()));
    assert!(well && said.contains("✓ semver: 2 crates compared with v0.1.0; new: new"), "{said}");
    let asked = fixture.tree().read(".git/asked").unwrap();
    let asked: Vec<_> = asked.lines().map(|line| line.split_once(" --release-type ").unwrap().1).collect();
    assert_eq!(
        asked,
        ["major --package some-api", "minor --package some-core"],
        "its own break, and no other's"
    );
}

#[test]
fn a_check_that_could_not_run_is_red() {
    let fixture = released("\n- `some-api`: more.\n");
    let (well, said) = semver(&fixture, &|_, _| Err(io::Error::other("it cannot be installed: no network")));
    assert!(!well && said.contains("could not be run: it cannot be installed: no network"), "{said}");
    let absent = fixture.tree().full("nowhere");
    let (well, said) = semver(&fixture, &|_, _| Ok(absent.clone()));
    assert!(!well && said.contains("✗ semver: cargo-semver-checks could not be run"), "{said}");
    let fails = tool(&fixture, "error: unsupported rustdoc format", 1);
    let (well, said) = semver(&fixture, &|_, _| Ok(fails.clone()));
    assert!(
        !well && said.contains("has compared nothing") && said.contains("unsupported rustdoc format"),
        "{said}"
    );
}

#[test]
fn a_tag_that_was_not_fetched_is_red() {
    let fixture = released("\n- `some-api`: more.\n");
    git(&fixture, &["tag", "--delete", "v0.1.0"]);
    fixture.replace("Cargo.toml", "0.1.0", "0.1.1");
    let (well, said) = semver(&fixture, &|_, _| panic!("the tool is looked for"));
    assert!(
        !well && said.contains("CHANGELOG.md has 0.1.0, and v0.1.0 is not here → git fetch --tags"),
        "{said}"
    );
}

#[test]
fn a_library_that_was_published_and_is_no_more_is_red_until_its_end_is_announced() {
    let ends: [fn(&Fixture); 2] = [
        |fixture| {
            for path in ["Cargo.toml", "src/lib.rs"] {
                fixture.remove(&format!("crates/some-api/{path}"));
            }
            std::fs::remove_dir_all(fixture.tree().full("crates/some-api")).unwrap();
        },
        |fixture| {
            fixture.replace("crates/some-api/Cargo.toml", "edition", "publish = false\nedition");
        },
    ];
    for end in ends {
        let fixture = released("\n### Removed\n\n- `some-core`: without `some-api`.\n");
        end(&fixture);
        let (well, said) = semver(&fixture, &|_, _| panic!("the tool is looked for"));
        assert!(!well && said.contains("✗ semver: published at v0.1.0, and no more: some-api →"), "{said}");

        fixture.replace(
            "CHANGELOG.md",
            "- `some-core`: without",
            "- `some-api`: **Breaking:** ends. Without",
        );
        let fits = tool(&fixture, "", 0);
        let (well, said) = semver(&fixture, &|_, _| Ok(fits.clone()));
        assert!(well && said.contains("✓ semver: 1 crate compared with v0.1.0; ended: some-api"), "{said}");
        let asked = fixture.tree().read(".git/asked").unwrap();
        assert!(asked.ends_with("--package some-core\n"), "{asked}");
    }
}

#[test]
fn what_was_kept_back_at_the_tag_is_new_and_the_tool_is_not_asked_about_nothing() {
    let fixture = released("\n- `some-api`: more.\n");
    for name in ["some-api", "some-core"] {
        fixture.replace(&format!("crates/{name}/Cargo.toml"), "edition", "publish = false\nedition");
    }
    commit(&fixture);
    git(&fixture, &["tag", "--force", "v0.1.0"]);
    for name in ["some-api", "some-core"] {
        fixture.replace(&format!("crates/{name}/Cargo.toml"), "publish = false\n", "");
    }
    let (well, said) = semver(&fixture, &|_, _| panic!("the tool is looked for"));
    assert!(
        well && said.contains("no library of v0.1.0 is left to be compared; new: some-api, some-core"),
        "{said}"
    );
}
